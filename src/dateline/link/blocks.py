"""Blocking: which pairs are compared at all, so that the cost does not grow with the square.

What a mention is filed under depends on the mention alone, and what becomes of a block on the set
of its members alone: neither on the order of arrival nor on the size of the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Block:
    """Mentions that are compared: `all` with each other and with those in `wide`."""

    all: list[int]
    wide: list[int]

    def pairs(self) -> int:
        """How many comparisons it asks for."""
        return len(self.all) * (len(self.all) - 1) // 2 + len(self.all) * len(self.wide)


Cut = Callable[[Profile], Iterable[str]]


def candidates(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Find the pairs worth comparing: alike in place and time, in rare words, or in sentences.

    Args:
        profiles: ordered by mention id.

    Yields:
        Pairs of indexes, the smaller first, each once, in order.
    """
    blocks = tuple(_blocks(profiles))
    full: list[list[int]] = [[] for _ in profiles]
    half: list[list[int]] = [[] for _ in profiles]
    for number, block in enumerate(blocks):
        for i in block.all:
            full[i].append(number)
        for i in block.wide:
            half[i].append(number)
    for i in range(len(profiles)):
        found: set[int] = set()
        for number in full[i]:
            found.update(blocks[number].all)
            found.update(blocks[number].wide)
        for number in half[i]:
            found.update(blocks[number].all)
        for j in sorted(j for j in found if j > i):
            yield i, j


def _blocks(profiles: Sequence[Profile]) -> Iterator[Block]:
    """The blocks with at least one pair, large ones cut."""
    shelves: defaultdict[str, Block] = defaultdict(lambda: Block([], []))
    words: defaultdict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(profiles):
        at = filed(one)
        for key in at.keys:
            shelves[key].all.append(index)
        for key in at.wide:
            shelves[f"{key}~"].wide.append(index)
        for key in at.coarse:
            shelves[f"{key}~"].all.append(index)
        for word in at.words:
            words[word].append(index)
    for block in shelves.values():
        if block.all:
            yield from cut(block, profiles)
    yield from (Block(found, []) for found in words.values() if 1 < len(found) <= RAREST)


def cut(block: Block, profiles: Sequence[Profile], level: int = 0) -> Iterator[Block]:
    """A block, or its parts by kind and then by day if it is too large.

    A part that is still too large is given up: its mentions meet by words and sentences.
    """
    pairs = block.pairs()
    if 0 < pairs <= MOST_PAIRS:
        yield block
    elif pairs and level < len(CUTS):
        parts: defaultdict[str, Block] = defaultdict(lambda: Block([], []))
        for i in block.all:
            for key in CUTS[level](profiles[i]):
                parts[key].all.append(i)
        for i in block.wide:
            for key in CUTS[level](profiles[i]):
                parts[key].wide.append(i)
        for part in parts.values():
            yield from cut(part, profiles, level + 1)


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
