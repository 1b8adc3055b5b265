"""Blocking: which pairs are compared at all, so that the cost does not grow with the square."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from dateline.link.days import width
from dateline.link.profiles import Profile
from dateline.types import Prominence

WINDOW: Final = 4  # days in a bucket; neighbours share a key, as dates may differ by three
WIDEST: Final = 62  # days; a wider interval is met by year
RAREST: Final = 12  # mentions that share a word, for the word to bring them together
LARGEST: Final = 400  # mentions in a block; larger ones are compared along their order only
REACH: Final = 40  # neighbours in the order of a larger block


@dataclass(frozen=True, slots=True)
class _Filed:
    """Where a mention is filed.

    Under `keys` it meets all others. Under `wide` keys it meets those that are placed or dated no
    better than the key says; under `coarse` keys it is such a one itself, and meets all.
    """

    keys: frozenset[str]
    wide: frozenset[str]
    coarse: frozenset[str]


def candidates(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Find the pairs worth comparing: alike in place and time, in rare words, or in sentences.

    Args:
        profiles: ordered by mention id.

    Yields:
        Pairs of indexes, the smaller first, each once, in order.
    """
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    fine: defaultdict[str, list[int]] = defaultdict(list)
    coarse: defaultdict[str, list[int]] = defaultdict(list)
    rare = _rare_words(profiles)
    for index, one in enumerate(profiles):
        filed = _filed(one, rare)
        for keys, shelf in ((filed.keys, blocks), (filed.wide, fine), (filed.coarse, coarse)):
            for key in keys:
                shelf[key].append(index)
    pairs = {pair for members in (*blocks.values(), *coarse.values()) for pair in _pairs(members)}
    for key, members in coarse.items():
        pairs |= {(min(i, j), max(i, j)) for i in members for j in fine[key][:LARGEST]}
    yield from sorted(pairs)


def _pairs(members: Sequence[int]) -> Iterable[tuple[int, int]]:
    """All pairs of a block, or those near each other in the order of a very large one."""
    if len(members) <= LARGEST:
        return combinations(members, 2)
    return (
        (members[i], later) for i in range(len(members)) for later in members[i + 1 : i + 1 + REACH]
    )


def _filed(one: Profile, rare: frozenset[str]) -> _Filed:
    """Where a mention is filed: by place and time, by rare words, by long sentences."""
    times = _when(one)
    provinces = {f"{p.country} {p.admin1}" for p in one.places if p.admin1}
    keys = {f"{place}|{time}" for place in one.cities | provinces for time in times}
    keys |= {f"word|{word}" for word in (one.words | one.target_words) & rare}
    if one.mention.prominence is Prominence.MAIN:
        keys |= {f"sentence|{sentence}" for sentence in one.sentences}
    countries = {f"{country}|{time}" for country in one.countries for time in times}
    anywhere = {f"|{time}" for time in times}
    undated = {f"{place}|" for place in one.cities | provinces}
    wide = countries | anywhere | undated
    coarse = (set() if one.cities else countries) | (set() if one.places else anywhere)
    coarse |= set() if one.days else undated
    return _Filed(frozenset(keys), frozenset(wide - coarse), frozenset(coarse))


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


def _rare_words(profiles: Iterable[Profile]) -> frozenset[str]:
    """The telling words that bring together only few mentions."""
    seen = Counter(word for one in profiles for word in one.words | one.target_words)
    return frozenset(word for word, n in seen.items() if 1 < n <= RAREST)
