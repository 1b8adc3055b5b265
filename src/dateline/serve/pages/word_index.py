"""Which incidents hold some words: the numbers that a search finds, held against all lines.

Reading the found rows takes longer than finding them. A search gives numbers alone, and here
stands of which line each is: of the incident's own sentences, or of a report that tells of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from dateline.serve.pages.table import Headline

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The lines of a ledger with their numbers in the search."""

    lines: Sequence[Headline]
    ids: Sequence[str]  # of the lines
    numbers: Numbers  # the line's own, and those of its reports
    at: Numbers  # the line of each
    reports: Numbers  # those of all reports, in order

    def knows(self, reports: Numbers) -> bool:
        """Were all reports of some numbers there when the index was made?"""
        return bool(are_among(reports, self.reports).all())

    def holding(self, found: Numbers, words: str) -> list[Headline]:
        """The lines that a search found, or whose id begins with the words, in their order."""
        held = self.at[are_among(self.numbers, np.sort(found))]
        begun = np.fromiter(self._beginning(words), np.int64)
        return [self.lines[at] for at in np.unique(np.concatenate([held, begun])).tolist()]

    def _beginning(self, words: str) -> Iterator[int]:
        """The lines whose id begins with some letters."""
        if words.isalnum():
            yield from (at for at, one in enumerate(self.ids) if one.startswith(words))


def are_among(numbers: Numbers, ordered: Numbers) -> npt.NDArray[np.bool_]:
    """Which of some numbers are among others that stand in order."""
    if not len(ordered):
        return np.zeros(len(numbers), np.bool_)
    at = np.minimum(np.searchsorted(ordered, numbers), len(ordered) - 1)
    return np.equal(ordered[at], numbers)


def index_lines(lines: Sequence[Headline], reports: Mapping[str, int]) -> WordIndex:
    """The index of some lines.

    Args:
        lines: in their order.
        reports: the number of each report in the search, by its id.
    """
    places = np.arange(len(lines), dtype=np.int64)
    own = np.fromiter(map(attrgetter("entry"), lines), np.int64, len(lines))
    told = list(map(attrgetter("told_in"), lines))
    each = np.fromiter(map(len, told), np.int64, len(lines))
    theirs = np.fromiter(map(reports.__getitem__, chain.from_iterable(told)), np.int64)
    return WordIndex(
        lines=lines,
        ids=[line.id for line in lines],
        numbers=np.concatenate([own, theirs]),
        at=np.concatenate([places, np.repeat(places, each)]),
        reports=np.sort(np.fromiter(reports.values(), np.int64, len(reports))),
    )
