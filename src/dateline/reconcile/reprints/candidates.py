"""Candidates: reports with sentences so alike that one may be a copy of the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final
from zlib import crc32

import rensa

from dateline.reconcile.reprints.words import RunningWords

PERMUTATIONS: Final = 16
ROWS: Final = 4  # of a band: two sentences with 80 of 100 pairs of words in common meet at 88 %
SEED: Final = 1
FEWEST_WORDS: Final = 8  # of a sentence that is looked up; shorter ones are everybody's
# Sentences that two reports must have alike before they are aligned. One alone is a stock phrase
# ("Police ask anyone with information to call"); a short report has no second one.
FEWEST_ALIKE: Final = 2
SHORT_REPORT: Final = 4  # sentences
MOST_HOLDERS: Final = 64  # reports that one band compares each with each
NEIGHBOURS: Final = 24  # of each that it compares beyond that, in the order of their ids


def bands_of(words: RunningWords) -> tuple[tuple[int, ...], ...]:
    """The bands of each long sentence, by MinHash over its pairs of words."""
    sets = [
        [crc32(f"{a} {b}".encode()) for a, b in pairwise(line)]
        for n, (first, last) in enumerate(words.sentences)
        if n not in words.stock and len(line := words.words[first:last]) >= FEWEST_WORDS
    ]
    if not sets:
        return ()
    rows = rensa.RMinHash.digest_matrix_from_token_hash_sets(sets, PERMUTATIONS, SEED).to_rows()
    return tuple(
        tuple(hash((at, *row[at : at + ROWS])) for at in range(0, PERMUTATIONS, ROWS))
        for row in rows
    )


class SentenceBands:
    """Which reports hold which bands."""

    def __init__(self) -> None:
        self.holders: defaultdict[int, dict[str, None]] = defaultdict(dict)
        self.sizes: dict[str, int] = {}

    def add(self, report: str, bands: tuple[tuple[int, ...], ...]) -> frozenset[str]:
        """Enter a report; gives the reports of bands that have become a crowd."""
        crowds: set[str] = set()
        self.sizes[report] = len(bands)
        for band in {band for sentence in bands for band in sentence}:
            self.holders[band][report] = None
            if len(self.holders[band]) == MOST_HOLDERS + 1:
                crowds |= self.holders[band].keys()
        return frozenset(crowds)

    def remove(self, report: str, bands: tuple[tuple[int, ...], ...]) -> frozenset[str]:
        """Take a report out; gives the reports of bands that are no crowd any more."""
        crowds: set[str] = set()
        del self.sizes[report]
        for band in {band for sentence in bands for band in sentence}:
            del self.holders[band][report]
            if len(self.holders[band]) == MOST_HOLDERS:
                crowds |= self.holders[band].keys()
            if not self.holders[band]:
                del self.holders[band]
        return frozenset(crowds)

    def candidates(self, report: str, bands: tuple[tuple[int, ...], ...]) -> tuple[str, ...]:
        """The reports that have enough sentences like those of a report, in a fixed order."""
        alike: Counter[str] = Counter()
        for sentence in bands:
            alike.update({other for band in sentence for other in self._met(band, report)})
        return tuple(sorted(o for o, n in alike.items() if n >= self._needed(report, o)))

    def _needed(self, one: str, two: str) -> int:
        """How many sentences of two reports must be alike."""
        return 1 if min(self.sizes[one], self.sizes[two]) <= SHORT_REPORT else FEWEST_ALIKE

    def _met(self, band: int, report: str) -> Iterator[str]:
        """The reports that a band brings together with one: all, or its neighbours in a crowd.

        The ids are hashes, so neighbours are a fair draw, and the same whoever came first.
        """
        holders = self.holders.get(band, {})
        if len(holders) <= MOST_HOLDERS:
            yield from (other for other in holders if other != report)
            return
        ordered = sorted(holders)
        at = ordered.index(report)
        for step in range(1, NEIGHBOURS // 2 + 1):
            yield ordered[(at + step) % len(ordered)]
            yield ordered[at - step]
