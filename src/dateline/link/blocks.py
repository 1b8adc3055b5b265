"""Blocking: which pairs are compared at all, so that the cost does not grow with the square.

What a mention is filed under depends on the mention alone, and what becomes of a block on the set
of its members alone: neither on the order of arrival nor on the size of the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from dateline.link.days import width
from dateline.link.profiles import Profile
from dateline.types import Kind, Prominence

WINDOW: Final = 4  # days in a bucket; neighbours share a key, as dates may differ by three
WIDEST: Final = 62  # days; a wider interval is met by year
RAREST: Final = 12  # mentions that share a word, for the word to bring them together
MOST_PAIRS: Final = 20_000  # of a block of 200 mentions; a larger one is cut finer
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


@dataclass(slots=True)
class Block:
    """Mentions that are compared: `all` with each other and with those in `wide`.

    A block with too many pairs is cut into `parts`, by sort of event and then by day; of the
    finest ones a part that is still too large brings nobody together.
    """

    all: list[int] = field(default_factory=list)
    wide: list[int] = field(default_factory=list)
    parts: dict[str, Block] | None = None

    def pairs(self) -> int:
        """How many comparisons it asks for."""
        return len(self.all) * (len(self.all) - 1) // 2 + len(self.all) * len(self.wide)


Cut = Callable[[Profile], Iterable[str]]


class Shelves:
    """All blocks of a ledger, open to mentions that come and go.

    Mentions go by numbers. What a mention meets depends on the set of mentions alone.
    """

    def __init__(self) -> None:
        self.profiles: dict[int, Profile] = {}
        self.blocks: dict[str, Block] = {}
        self.words: dict[str, list[int]] = {}

    def add(self, number: int, one: Profile) -> set[int]:
        """File a mention; gives those that meet fewer others than before."""
        self.profiles[number] = one
        at, stale = filed(one), set[int]()
        for key, wide in _places_of(at):
            block = self.blocks.setdefault(key, Block())
            stale |= self._put(block, number, wide=wide, level=0)
        for word in at.words:
            found = self.words.setdefault(word, [])
            found.append(number)
            if len(found) == RAREST + 1:
                stale.update(found)
        return stale - {number}

    def remove(self, number: int) -> set[int]:
        """Take a mention out; gives those that may meet more others than before."""
        at, stale = filed(self.profiles[number]), set[int]()
        for key, wide in _places_of(at):
            block = self.blocks[key]
            stale |= self._drop(block, number, wide=wide, level=0)
            if not block.all and not block.wide:
                del self.blocks[key]
        for word in at.words:
            found = self.words[word]
            found.remove(number)
            if len(found) == RAREST:
                stale.update(found)
            if not found:
                del self.words[word]
        del self.profiles[number]
        return stale - {number}

    def met(self, number: int) -> set[int]:
        """All that a mention is to be compared with."""
        one, found = self.profiles[number], set[int]()
        at = filed(one)
        for key, wide in _places_of(at):
            for block in _leaves(self.blocks[key], one, 0):
                found.update(block.all)
                if not wide:
                    found.update(block.wide)
        for word in at.words:
            if len(self.words[word]) <= RAREST:
                found.update(self.words[word])
        found.discard(number)
        return found

    def _put(self, block: Block, number: int, *, wide: bool, level: int) -> set[int]:
        """Put a mention into a block and its parts; gives all of a block that grew too large."""
        before = block.pairs()
        (block.wide if wide else block.all).append(number)
        if block.parts is not None:
            stale = set[int]()
            for key in CUTS[level](self.profiles[number]):
                part = block.parts.setdefault(key, Block())
                stale |= self._put(part, number, wide=wide, level=level + 1)
            return stale
        if block.pairs() <= MOST_PAIRS or (level == len(CUTS) and before > MOST_PAIRS):
            return set()
        if level < len(CUTS):
            block.parts = {}
            for members, is_wide in ((block.all, False), (block.wide, True)):
                for member in members:
                    for key in CUTS[level](self.profiles[member]):
                        part = block.parts.setdefault(key, Block())
                        self._put(part, member, wide=is_wide, level=level + 1)
        return {*block.all, *block.wide}

    def _drop(self, block: Block, number: int, *, wide: bool, level: int) -> set[int]:
        """Take a mention out of a block; gives all of a block that is small enough again."""
        before = block.pairs()
        (block.wide if wide else block.all).remove(number)
        if before > MOST_PAIRS >= block.pairs():
            block.parts = None
            return {*block.all, *block.wide}
        stale = set[int]()
        if block.parts is not None:
            for key in CUTS[level](self.profiles[number]):
                stale |= self._drop(block.parts[key], number, wide=wide, level=level + 1)
        return stale


def _places_of(at: Filed) -> Iterator[tuple[str, bool]]:
    """The keys of a mention's blocks, and whether it is among their wide ones."""
    for key in at.keys:
        yield key, False
    for key in at.coarse:
        yield f"{key}~", False
    for key in at.wide:
        yield f"{key}~", True


def _leaves(block: Block, one: Profile, level: int) -> Iterator[Block]:
    """The blocks at the end of the cuts that a mention is in, those too large left out."""
    if block.parts is not None:
        for key in CUTS[level](one):
            yield from _leaves(block.parts[key], one, level + 1)
    elif block.pairs() <= MOST_PAIRS:
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
        for j in sorted(j for j in shelves.met(i) if j > i):
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


def _by_kind(one: Profile) -> Iterable[str]:
    """The broad sorts of event that a kind may be told as."""
    return SORTS.get(one.mention.kind, (one.mention.kind.value,))


def _by_day(one: Profile) -> Iterable[str]:
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
