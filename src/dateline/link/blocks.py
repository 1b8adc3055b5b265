"""Blocking: which pairs are compared at all, so that the cost does not grow with the square.

What a mention is filed under depends on the mention alone, and what becomes of a block on the set
of its members alone: neither on the order of arrival nor on the size of the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from math import isqrt
from typing import Final

from dateline.link.days import width
from dateline.link.profiles import MOST_SHARED, Profile
from dateline.link.stock import Lazy, Part, Stock
from dateline.types import Interval, Kind, Prominence

WINDOW: Final = 4  # days in a bucket; neighbours share a key, as dates may differ by three
WIDEST: Final = 62  # days; a wider interval is met by year
RAREST: Final = 12  # mentions that share a word, for the word to bring them together
MOST_PAIRS: Final = 20_000  # of a block of 200 mentions; a larger one is cut finer
MOST_WIDE: Final = 400  # mentions that one may meet under a wide key; more are cut finer too
SURE: Final = 3  # days; a block is cut by single days for dates up to this wide


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a mention is filed.

    Under `keys` it meets all others. Under `wide` keys it meets those that are placed or dated no
    better than the key says; under `coarse` keys it is such a one itself, and meets all. A word
    brings together only few.
    """

    keys: frozenset[str]
    wide: frozenset[str]
    coarse: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Slot:
    """What a block is cut by, of one mention."""

    kind: Kind
    days: Interval | None


@dataclass(slots=True)
class Block:
    """Mentions that are compared: `all` with each other and with those in `wide`.

    A block with too many pairs is cut into `parts`, by sort of event and then by day; of the
    finest ones a part that is still too large brings nobody together.
    """

    all: list[int] = field(default_factory=list)
    wide: list[int] = field(default_factory=list)
    parts: dict[str, Block] | None = None
    kept: Kept | None = None  # where more of it is

    def pairs(self) -> int:
        """How many comparisons it asks for."""
        return len(self.all) * (len(self.all) - 1) // 2 + len(self.all) * len(self.wide)

    def is_large(self) -> bool:
        """Does it bring too many together?"""
        if not self.all:
            return False
        more = self.kept is not None
        return more or len(self.wide) > MOST_WIDE or self.pairs() > MOST_PAIRS


@dataclass(frozen=True, slots=True)
class Kept:
    """A block of which so many mentions are kept that it is too large, whichever leave.

    Only some of its members are fetched; `came` are those that were put into it since.
    """

    key: int
    part: Part
    came: dict[int, bool] = field(default_factory=dict)  # with whether as a wide one


Cut = Callable[[Slot], Iterable[str]]


class Shelves:
    """All blocks of a ledger, open to mentions that come and go.

    Mentions go by numbers. What a mention meets depends on the set of mentions alone.
    """

    def __init__(self, stock: Stock | None = None, going: int = 0) -> None:
        """Open the shelves.

        Args:
            stock: where mentions and blocks are fetched from; without one, all are in memory.
            going: how many mentions may be taken out.
        """
        self.stock, self.going = stock, going
        self.gone: set[int] = set()
        self.slots: dict[int, Slot] = {}
        self.blocks = Lazy[int, Block](lambda _: Block(), self._fetched if stock else None)
        self.words = Lazy[int, list[int]](lambda _: [], self._sharing if stock else None)

    def add(self, number: int, one: Profile) -> set[int]:
        """File a mention; gives those that meet fewer others than before."""
        self.slots[number] = slot(one)
        at, stale = filed(one), set[int]()
        for key, wide in places_of(at):
            stale |= self._put(self.blocks[key], number, wide=wide, level=0)
        for word in words_of(at):
            found = self.words[word]
            found.append(number)
            if len(found) == RAREST + 1:
                stale.update(found)
        return stale - {number}

    def remove(self, number: int, one: Profile) -> set[int]:
        """Take a mention out; gives those that may meet more others than before."""
        self.slots.setdefault(number, slot(one))
        self.gone.add(number)
        at, stale = filed(one), set[int]()
        for key, wide in places_of(at):
            stale |= self._drop(self.blocks[key], number, wide=wide, level=0)
        for word in words_of(at):
            found = self.words[word]
            if number in found:  # of a word that many share, only some are fetched
                found.remove(number)
            if len(found) == RAREST:
                stale.update(found)
        del self.slots[number]
        return stale - {number}

    def met(self, number: int, one: Profile) -> set[int]:
        """All that a mention is to be compared with."""
        at, here, found = filed(one), slot(one), set[int]()
        for key, wide in places_of(at):
            for block in _leaves(self.blocks[key], here, 0):
                found.update(block.all)
                if not wide:
                    found.update(block.wide)
        for word in words_of(at):
            if len(self.words[word]) <= RAREST:
                found.update(self.words[word])
        found.discard(number)
        return found

    def meet(self, one: Profile, other: Profile) -> bool:
        """Are two mentions on the shelves to be compared?"""
        ours, theirs = filed(one), filed(other)
        if any(
            len(self.words[key]) <= RAREST for key in _hashed("word", ours.words & theirs.words)
        ):
            return True
        at = dict(places_of(theirs))
        for key, wide in places_of(ours):
            if key in at and not (wide and at[key]):
                here = {id(block) for block in _leaves(self.blocks[key], slot(one), 0)}
                if any(id(block) in here for block in _leaves(self.blocks[key], slot(other), 0)):
                    return True
        return False

    def _fetched(self, keys: Collection[int]) -> dict[int, Block]:
        """Blocks as they were kept."""
        return {key: self._block(key, Part(), 0) for key in keys}

    def _block(self, key: int, part: Part, level: int) -> Block:
        """A block or a part of one with the mentions that are kept of it, of a large one some."""
        block = Block()
        for wide, large in ((False, isqrt(2 * MOST_PAIRS) + 2), (True, MOST_WIDE + 1)):
            most = large + self.going  # so many that it stays large, whichever leave
            found = list(self.stock.shelf(key, most, part, wide=wide)) if self.stock else []
            if len(found) == most:
                block.kept = Kept(key, part)
            for number, kind, first, last in found:
                if number in self.gone:
                    continue
                if number not in self.slots:
                    days = (
                        Interval(date.fromordinal(first), date.fromordinal(last)) if first else None
                    )
                    self.slots[number] = _slot(Kind(kind), days)
                (block.wide if wide else block.all).append(number)
        self._cut(block, level)
        return block

    def _sharing(self, words: Collection[int]) -> dict[int, list[int]]:
        """The mentions that share words, no more than needed of those of frequent ones."""
        if self.stock is None:
            return {}
        most = RAREST + 2 + self.going  # enough to see whether a word becomes rare again
        return {w: [at[0] for at in self.stock.shelf(w, most, Part())] for w in words}

    def _put(self, block: Block, number: int, *, wide: bool, level: int) -> set[int]:
        """Put a mention into a block and its parts; gives those of a block that grew too large.

        Each pair of a block has one of them in it.
        """
        before = block.is_large()
        (block.wide if wide else block.all).append(number)
        if block.kept is not None:
            block.kept.came[number] = wide
        if block.parts is not None:
            stale = set[int]()
            for key in CUTS[level](self.slots[number]):
                stale |= self._put(_part(block, key), number, wide=wide, level=level + 1)
            return stale
        if before or not block.is_large():
            return set()
        self._cut(block, level)
        return set(block.all)

    def _cut(self, block: Block, level: int) -> None:
        """Cut a block into parts, if it is too large."""
        if not block.is_large() or level == len(CUTS):
            return
        if block.kept is not None:
            block.parts = Lazy[str, Block](lambda _: Block(), self._parts_of(block.kept, level))
            for member, wide in block.kept.came.items():
                for key in CUTS[level](self.slots[member]):
                    self._put(block.parts[key], member, wide=wide, level=level + 1)
            return
        block.parts = {}
        for members, wide in ((block.all, False), (block.wide, True)):
            for member in members:
                for key in CUTS[level](self.slots[member]):
                    part = _part(block, key)
                    (part.wide if wide else part.all).append(member)
        for part in block.parts.values():
            self._cut(part, level + 1)

    def _parts_of(self, kept: Kept, level: int) -> Callable[[Collection[str]], Mapping[str, Block]]:
        """The way to fetch parts of a block, by sort of event or by day."""

        def fetched(keys: Collection[str]) -> dict[str, Block]:
            return {
                key: self._block(kept.key, _narrowed(kept.part, key, level), level + 1)
                for key in keys
            }

        return fetched

    def _drop(self, block: Block, number: int, *, wide: bool, level: int) -> set[int]:
        """Take a mention out of a block; gives those of a block that is small enough again."""
        before, members = block.is_large(), block.wide if wide else block.all
        if number in members:  # of a large block only some are fetched
            members.remove(number)
        if block.kept is not None:
            block.kept.came.pop(number, None)
        if before and not block.is_large():
            block.parts = None
            return set(block.all)
        stale = set[int]()
        if block.parts is not None:
            for key in CUTS[level](self.slots[number]):
                stale |= self._drop(_part(block, key), number, wide=wide, level=level + 1)
        return stale


def _part(block: Block, key: str) -> Block:
    """A part of a block that is cut."""
    assert block.parts is not None  # noqa: S101  only blocks that are cut have parts
    if key not in block.parts and not isinstance(block.parts, Lazy):
        block.parts[key] = Block()
    return block.parts[key]


def _narrowed(part: Part, key: str, level: int) -> Part:
    """A part of a part: of one sort of event, or about one day."""
    if CUTS[level] is _by_kind:
        return Part(kinds=KINDS[key])
    return Part(kinds=part.kinds, day=int(key), width=SURE)


@lru_cache(maxsize=MOST_SHARED)
def _slot(kind: Kind, days: Interval | None) -> Slot:
    """A slot, one object for all that are equal."""
    return Slot(kind, days)


def slot(one: Profile) -> Slot:
    """What blocks are cut by, of a mention."""
    return _slot(one.mention.kind, one.days)


def places_of(at: Filed) -> Iterator[tuple[int, bool]]:
    """The keys of a mention's blocks, and whether it is among their wide ones."""
    for key in _hashed("", at.keys):
        yield key, False
    for key in _hashed("~", at.coarse):
        yield key, False
    for key in _hashed("~", at.wide):
        yield key, True


def words_of(at: Filed) -> list[int]:
    """The keys of a mention's words."""
    return _hashed("word", at.words)


def _hashed(sort: str, keys: Iterable[str]) -> list[int]:
    """Keys as whole numbers of 64 bits: a ledger has millions of them."""
    return [_hash(sort, key) for key in keys]


@lru_cache(maxsize=MOST_SHARED)
def _hash(sort: str, key: str) -> int:
    """One key as a number; frequent ones are met again and again."""
    digest = blake2b(f"{sort}|{key}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def _leaves(block: Block, one: Slot, level: int) -> Iterator[Block]:
    """The blocks at the end of the cuts that a mention is in, those too large left out."""
    if block.parts is not None:
        for key in CUTS[level](one):
            yield from _leaves(_part(block, key), one, level + 1)
    elif not block.is_large():
        yield block


def candidates(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Find the pairs worth comparing: alike in place and time, in rare words, or in sentences.

    Yields:
        Pairs of indexes, the smaller first, each once, in order.
    """
    shelves = Shelves()
    for number, one in enumerate(profiles):
        shelves.add(number, one)
    for i in range(len(profiles)):
        for j in sorted(j for j in shelves.met(i, profiles[i]) if j > i):
            yield i, j


def filed(one: Profile) -> Filed:
    """Where a mention is filed: by place and time, by words, by long sentences."""
    times = _when(one)
    provinces = {f"{p.country} {p.admin1}" for p in one.places if p.admin1}
    keys = {f"{place}|{time}" for place in one.cities | provinces for time in times}
    if one.mention.prominence is Prominence.MAIN:
        keys |= {f"sentence|{sentence}" for sentence in one.sentences}
    countries = {f"{country}|{time}" for country in one.countries for time in times}
    anywhere = {f"|{time}" for time in times}
    undated = {f"{place}|" for place in one.cities | provinces}
    wide = countries | anywhere | undated
    coarse = (set() if one.cities else countries) | (set() if one.places else anywhere)
    coarse |= set() if one.days else undated
    coarse |= {f"person|{name}" for name in one.named.people}
    wide |= {f"person|{name}" for name in one.named.called}
    words = one.words | one.target_words
    return Filed(frozenset(keys), frozenset(wide - coarse), frozenset(coarse), words)


def _when(one: Profile) -> list[str]:
    """Windows of days, and the years of what is dated no better; undated ones meet by words."""
    if one.days is None:
        return []
    first, last = one.days.first, one.days.last
    if width(one.days) > WIDEST:
        return [f"year {year}" for year in range(first.year, last.year + 1)]
    start, end = first.toordinal() // WINDOW, last.toordinal() // WINDOW
    windows = [str(bucket) for bucket in range(start, end + 2)]
    background = one.mention.prominence is Prominence.BACKGROUND
    return [*windows, *(f"year {year}" for year in {first.year, last.year} if background)]


def _by_kind(one: Slot) -> Iterable[str]:
    """The broad sorts of event that a kind may be told as."""
    return SORTS.get(one.kind, (one.kind.value,))


def _by_day(one: Slot) -> Iterable[str]:
    """Single days, so that neighbouring ones share one; nothing for what is dated worse."""
    if one.days is None or width(one.days) > SURE:
        return ()
    return [str(day) for day in range(one.days.first.toordinal(), one.days.last.toordinal() + 2)]


CUTS: Final[tuple[Cut, ...]] = (_by_kind, _by_day)
SORTS: Final = {
    Kind.ROCKET_ATTACK: ("air",),
    Kind.DRONE_STRIKE: ("air",),
    Kind.AIR_STRIKE: ("air",),
    Kind.BOMBING: ("bomb",),
    Kind.SUICIDE_BOMBING: ("bomb", "arms"),
    Kind.ARMED_ATTACK: ("arms",),
    Kind.CLASH: ("arms",),
    Kind.ASSASSINATION: ("arms",),
    Kind.HOSTAGE_TAKING: ("arms",),
    Kind.ABDUCTION: ("arms",),
    Kind.RIOT: ("crowd",),
    Kind.PROTEST: ("crowd",),
    Kind.PROPERTY_DESTRUCTION: ("crowd",),
}
KINDS: Final = {
    sort: tuple(kind.value for kind in Kind if sort in SORTS.get(kind, (kind.value,)))
    for found in (*SORTS.values(), *((kind.value,) for kind in Kind))
    for sort in found
}
