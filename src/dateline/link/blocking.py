"""Blocking: which pairs are compared at all, so that the cost does not grow with the square."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from math import isqrt
from typing import Final, Protocol, TypeVar

from dateline.link.comparisons import interval_width
from dateline.link.profiles import MOST_SHARED, MentionProfile
from dateline.types import Kind, Prominence

# ------------------------------------------------------------------ what is kept between runs

K = TypeVar("K")
V = TypeVar("V")
# A mention in the index: its number, its kind, its first and last day as ordinals, 0 for undated.
Filing = tuple[int, str, int, int]


@dataclass(frozen=True, slots=True)
class BlockPart:
    """A part of what is filed under a key: of some kinds, and known to be about a day.

    `day` is an ordinal: wanted are mentions dated to no more than `width` days, of which the first
    is no later than it, and the last at most one day earlier.
    """

    kinds: tuple[str, ...] | None = None
    day: int | None = None
    width: int = 0


class LinkStore(Protocol):
    """Mentions by number, with all that was found out about them."""

    def first_free(self) -> int:
        """The smallest number above all that are taken."""
        ...

    def numbers(self, mentions: Collection[str]) -> Mapping[str, int]:
        """The numbers of those mentions that are there."""
        ...

    def profiles(self, numbers: Collection[int]) -> Mapping[int, str]:
        """Prepared mentions, as JSON."""
        ...

    def indexed_under(
        self, key: int, most: int, part: BlockPart, *, wide: bool = False
    ) -> Iterable[Filing]:
        """The mentions filed under a key, as a wide one or not, at most some of a part."""
        ...

    def near_mentions(self, numbers: Collection[int]) -> Mapping[int, Mapping[int, float]]:
        """For each number the mentions that look like one incident with it, and how much."""
        ...

    def groups(self, numbers: Collection[int]) -> Mapping[int, tuple[int, ...]]:
        """The cluster that each number is in, in order."""
        ...


class LazyDict(dict[K, V]):
    """A dict that fetches what it lacks; without a place to fetch from, it makes it."""

    def __init__(
        self,
        make: Callable[[K], V],
        fetch: Callable[[Collection[K]], Mapping[K, V]] | None = None,
    ) -> None:
        super().__init__()
        self.make = make
        self.fetch = fetch

    def __missing__(self, key: K) -> V:
        self.need((key,))
        if key not in self:
            self[key] = self.make(key)
        return self[key]

    def need(self, keys: Iterable[K]) -> None:
        """Fetch all that is lacking of some keys at once."""
        if self.fetch is not None:
            lacking = [key for key in keys if key not in self]
            if lacking:
                self.update(self.fetch(lacking))


# ------------------------------------------------------------------ blocking

WINDOW: Final = 4  # days in a bucket; neighbours share a key, as dates may differ by three
WIDEST: Final = 62  # days; a wider interval is met by year
RAREST: Final = 12  # mentions that share a word, for the word to bring them together
MOST_PAIRS: Final = 5_000  # of a block of 100 mentions; a larger one is cut finer
FINEST_PAIRS: Final = 20_000  # of a block that can be cut no finer: 200 reports of one attack
MOST_WIDE: Final = 400  # mentions that one may meet under a wide key; more are cut finer too
SURE: Final = 3  # days; a block is cut by single days for dates up to this wide


@dataclass(frozen=True, slots=True)
class BlockingKeys:
    """Where a mention is filed, each key a whole number of 64 bits.

    Under `keys` it meets all others. Under `wide` keys it meets those that are placed or dated no
    better than the key says; those file the same keys among their `keys`. A word brings together
    only few.
    """

    keys: tuple[int, ...]
    wide: tuple[int, ...]
    words: tuple[int, ...]


# What a block is cut by, of one mention: the broad sorts of event that its kind may be told as, and
# single days, so that neighbouring ones share one; none for what is dated worse.
Slot = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(slots=True)
class Block:
    """Mentions that are compared: `all` with each other and with those in `wide`.

    A block with too many pairs is cut into `parts`, by sort of event and then by day; of the
    finest ones a part that is much too large brings nobody together.
    """

    level: int = 0  # how often it was cut
    all: list[int] = field(default_factory=list)
    wide: list[int] = field(default_factory=list)
    parts: dict[str, Block] | None = None
    kept: StoredIndex | None = None  # where more of it is

    def is_large(self) -> bool:
        """Does it bring too many together?"""
        ours, wide = len(self.all), len(self.wide)
        if not ours:
            return False
        pairs = ours * (ours - 1) // 2 + ours * wide
        return pairs > most_pairs(self.level) or wide > MOST_WIDE or self.kept is not None


@dataclass(frozen=True, slots=True)
class StoredIndex:
    """A block of which so many mentions are kept that it is too large, whichever leave.

    Only some of its members are fetched; `came` are those that were put into it since.
    """

    key: int
    part: BlockPart
    came: dict[int, bool] = field(default_factory=dict)  # with whether as a wide one


class BlockingIndex:
    """All blocks of a ledger, open to mentions that come and go.

    Mentions go by numbers. What a mention meets depends on the set of mentions alone.
    """

    def __init__(self, store: LinkStore | None = None, going: int = 0) -> None:
        """Open the index.

        Args:
            store: where mentions and blocks are fetched from; without one, all are in memory.
            going: how many mentions may be taken out.
        """
        self.store, self.going = store, going
        self.gone: set[int] = set()
        self.slots: dict[int, Slot] = {}
        self.blocks = LazyDict[int, Block](lambda _: Block(), self._fetched if store else None)
        self.words = LazyDict[int, list[int]](lambda _: [], self._sharing if store else None)

    def add(self, number: int, one: MentionProfile) -> set[int]:
        """File a mention; gives those that meet fewer others than before."""
        self.slots[number] = _slot_of(one)
        at, stale = blocking_keys(one), set[int]()
        for keys, wide in ((at.keys, False), (at.wide, True)):
            for key in keys:
                self._put(self.blocks[key], number, stale, wide=wide)
        for word in at.words:
            found = self.words[word]
            found.append(number)
            if len(found) == RAREST + 1:
                stale.update(found)
        return stale - {number}

    def remove(self, number: int, one: MentionProfile) -> set[int]:
        """Take a mention out; gives those that may meet more others than before."""
        self.slots.setdefault(number, _slot_of(one))
        self.gone.add(number)
        at, stale = blocking_keys(one), set[int]()
        for keys, wide in ((at.keys, False), (at.wide, True)):
            for key in keys:
                self._drop(self.blocks[key], number, stale, wide=wide)
        for word in at.words:
            found = self.words[word]
            if number in found:  # of a word that many share, only some are fetched
                found.remove(number)
            if len(found) == RAREST:
                stale.update(found)
        del self.slots[number]
        return stale - {number}

    def met(self, number: int, one: MentionProfile) -> set[int]:
        """All that a mention is to be compared with."""
        at, here, found = blocking_keys(one), self.slots.get(number) or _slot_of(one), set[int]()
        for key in at.keys:
            for block in _leaf_blocks(self.blocks[key], here):
                found.update(block.all)
                found.update(block.wide)
        for key in at.wide:
            for block in _leaf_blocks(self.blocks[key], here):
                found.update(block.all)
        for word in at.words:
            sharing = self.words[word]
            if len(sharing) <= RAREST:
                found.update(sharing)
        found.discard(number)
        return found

    def meet(self, one: MentionProfile, other: MentionProfile) -> bool:
        """Are two mentions in the index to be compared?"""
        ours, theirs = blocking_keys(one), blocking_keys(other)
        if any(len(self.words[key]) <= RAREST for key in set(ours.words) & set(theirs.words)):
            return True
        shared = {*ours.keys, *ours.wide} & {*theirs.keys, *theirs.wide}
        for key in shared - (set(ours.wide) & set(theirs.wide)):
            here = {id(block) for block in _leaf_blocks(self.blocks[key], _slot_of(one))}
            if any(id(block) in here for block in _leaf_blocks(self.blocks[key], _slot_of(other))):
                return True
        return False

    def _fetched(self, keys: Collection[int]) -> dict[int, Block]:
        """Blocks as they were kept."""
        return {key: self._block(key, BlockPart(), 0) for key in keys}

    def _block(self, key: int, part: BlockPart, level: int) -> Block:
        """A block or a part of one with the mentions that are kept of it, of a large one some."""
        block = Block(level)
        for wide, large in ((False, isqrt(2 * most_pairs(level)) + 2), (True, MOST_WIDE + 1)):
            most = large + self.going  # so many that it stays large, whichever leave
            found = list(self.store.indexed_under(key, most, part, wide=wide)) if self.store else []
            if len(found) == most:
                block.kept = StoredIndex(key, part)
            for number, kind, first, last in found:
                if number in self.gone:
                    continue
                if number not in self.slots:
                    self.slots[number] = _days_slot(kind, first, last)
                (block.wide if wide else block.all).append(number)
        self._cut_block(block)
        return block

    def _sharing(self, words: Collection[int]) -> dict[int, list[int]]:
        """The mentions that share words, no more than needed of those of frequent ones."""
        if self.store is None:
            return {}
        most = RAREST + 2 + self.going  # enough to see whether a word becomes rare again
        return {w: [at[0] for at in self.store.indexed_under(w, most, BlockPart())] for w in words}

    def _put(self, block: Block, number: int, stale: set[int], *, wide: bool) -> None:
        """Put a mention into a block and its parts; adds those of a block that grew too large.

        Each pair of a block has one of them in it.
        """
        before = block.parts is not None or block.is_large()
        (block.wide if wide else block.all).append(number)
        if block.kept is not None:
            block.kept.came[number] = wide
        if block.parts is not None:
            for key in self.slots[number][block.level]:
                self._put(_cut_block(block, key), number, stale, wide=wide)
        elif not before and block.is_large():
            self._cut_block(block)
            stale.update(block.all)

    def _cut_block(self, block: Block) -> None:
        """Cut a block into parts, if it is too large."""
        level = block.level
        if level == CUTS or not block.is_large():
            return
        if block.kept is not None:
            fetched = self._parts_of(block.kept, level)
            block.parts = LazyDict[str, Block](lambda _: Block(level + 1), fetched)
            for member, wide in block.kept.came.items():
                for key in self.slots[member][level]:
                    self._put(block.parts[key], member, set(), wide=wide)
            return
        block.parts = {}
        for members, wide in ((block.all, False), (block.wide, True)):
            for member in members:
                for key in self.slots[member][level]:
                    part = _cut_block(block, key)
                    (part.wide if wide else part.all).append(member)
        for part in block.parts.values():
            self._cut_block(part)

    def _parts_of(
        self, kept: StoredIndex, level: int
    ) -> Callable[[Collection[str]], Mapping[str, Block]]:
        """The way to fetch parts of a block, by sort of event or by day."""

        def fetched(keys: Collection[str]) -> dict[str, Block]:
            return {
                key: self._block(kept.key, _narrow_part(kept.part, key, level), level + 1)
                for key in keys
            }

        return fetched

    def _drop(self, block: Block, number: int, stale: set[int], *, wide: bool) -> None:
        """Take a mention out of a block; adds those of a block that is small enough again."""
        before, members = block.is_large(), block.wide if wide else block.all
        if number in members:  # of a large block only some are fetched
            members.remove(number)
        if block.kept is not None:
            block.kept.came.pop(number, None)
        if before and not block.is_large():
            block.parts = None
            stale.update(block.all)
        elif block.parts is not None:
            for key in self.slots[number][block.level]:
                self._drop(_cut_block(block, key), number, stale, wide=wide)


def _cut_block(block: Block, key: str) -> Block:
    """A part of a block that is cut."""
    assert block.parts is not None  # noqa: S101  only blocks that are cut have parts
    if key not in block.parts and not isinstance(block.parts, LazyDict):
        block.parts[key] = Block(block.level + 1)
    return block.parts[key]


def _narrow_part(part: BlockPart, key: str, level: int) -> BlockPart:
    """A part of a part: of one sort of event, or about one day."""
    return BlockPart(part.kinds, int(key), SURE) if level else BlockPart(KINDS[key])


def _slot_of(one: MentionProfile) -> Slot:
    """What blocks are cut by, of a mention."""
    days = one.days
    if days is None:
        return _days_slot(one.mention.kind.value, 0, 0)
    return _days_slot(one.mention.kind.value, days.first.toordinal(), days.last.toordinal())


@lru_cache(maxsize=MOST_SHARED)
def _days_slot(kind: str, first: int, last: int) -> Slot:
    """The slot of a kind and two ordinals, 0 for undated; one object for all that are equal."""
    days = range(first, last + 2) if first and last - first < SURE else ()
    return SORTS.get(kind, (kind,)), tuple(str(day) for day in days)


def most_pairs(level: int) -> int:
    """The most pairs of a block that was cut so often."""
    return FINEST_PAIRS if level == CUTS else MOST_PAIRS


def _leaf_blocks(block: Block, one: Slot) -> list[Block]:
    """The blocks at the end of the cuts that a mention is in, those too large left out."""
    if block.parts is None:
        return [] if block.is_large() else [block]
    parts = [_cut_block(block, key) for key in one[block.level]]
    return [leaf for part in parts for leaf in _leaf_blocks(part, one)]


def candidate_links(profiles: Sequence[MentionProfile]) -> Iterator[tuple[int, int]]:
    """Find the pairs worth comparing: alike in place and time, in rare words, or in sentences.

    Yields:
        Pairs of indexes, the smaller first, each once, in order.
    """
    index = BlockingIndex()
    for number, one in enumerate(profiles):
        index.add(number, one)
    for i in range(len(profiles)):
        for j in sorted(j for j in index.met(i, profiles[i]) if j > i):
            yield i, j


def blocking_keys(one: MentionProfile) -> BlockingKeys:
    """Where a mention is filed: by place and time, by words, by long sentences."""
    times, main = _time_keys(one), one.mention.prominence is Prominence.MAIN
    towns = one.cities | {f"{p.country} {p.admin1}" for p in one.places if p.admin1}
    keys = {*_met_at("", towns, times)}
    if main:
        keys.update(_key_hash("sentence", sentence) for sentence in one.sentences)
    countries, undated = _met_at("~", one.countries, times), _met_at("~", towns, (NEVER,))
    anywhere = _met_at("~", ("",), times)
    wide = {*countries, *anywhere, *undated}
    keys.update(() if one.cities else countries, () if one.places else anywhere)
    keys.update(() if one.days else undated)
    keys.update(_key_hash("person", name) for name in one.named.people)
    wide.update(_key_hash("person", name) for name in one.named.called)
    words = {_key_hash("word", word) for word in one.words | one.target_words}
    return BlockingKeys(tuple(keys), tuple(wide - keys), tuple(words))


def _time_keys(one: MentionProfile) -> tuple[int, ...]:
    """Windows of days, and the years of what is dated no better; undated ones meet by words."""
    if one.days is None:
        return ()
    first, last = one.days.first, one.days.last
    if interval_width(one.days) > WIDEST:
        return tuple(YEARS + year for year in range(first.year, last.year + 1))
    windows = tuple(range(first.toordinal() // WINDOW, last.toordinal() // WINDOW + 2))
    if one.mention.prominence is not Prominence.BACKGROUND:
        return windows
    return (*windows, *(YEARS + year for year in {first.year, last.year}))


def _met_at(sort: str, places: Iterable[str], times: Sequence[int]) -> list[int]:
    """The keys of some places at some times.

    Places recur and their hashes are kept, so that a key costs a sum.
    """
    return [
        (place + time * SPREAD & ALL_BITS) - HALF
        for place in [_key_hash(sort, name) for name in places]
        for time in times
    ]


@lru_cache(maxsize=MOST_SHARED)
def _key_hash(sort: str, key: str) -> int:
    """One key as a number of 64 bits; frequent ones are met again and again."""
    digest = blake2b(f"{sort}|{key}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


YEARS: Final = 1 << 32  # above all windows of days
NEVER: Final = 1 << 33
SPREAD: Final = 0x9E37_79B9_7F4A_7C15  # odd, so that no two times fall together
ALL_BITS, HALF = (1 << 64) - 1, 1 << 63
CUTS: Final = 2  # by sort of event and by day
SORTS: Final = {
    Kind.ROCKET_ATTACK.value: ("air",),
    Kind.DRONE_STRIKE.value: ("air",),
    Kind.AIR_STRIKE.value: ("air",),
    Kind.BOMBING.value: ("bomb",),
    Kind.SUICIDE_BOMBING.value: ("bomb", "arms"),
    Kind.ARMED_ATTACK.value: ("arms",),
    Kind.CLASH.value: ("arms",),
    Kind.ASSASSINATION.value: ("arms",),
    Kind.HOSTAGE_TAKING.value: ("arms",),
    Kind.ABDUCTION.value: ("arms",),
    Kind.RIOT.value: ("crowd",),
    Kind.PROTEST.value: ("crowd",),
    Kind.PROPERTY_DESTRUCTION.value: ("crowd",),
}
KINDS: Final = {
    sort: tuple(kind.value for kind in Kind if sort in SORTS.get(kind.value, (kind.value,)))
    for found in (*SORTS.values(), *((kind.value,) for kind in Kind))
    for sort in found
}
