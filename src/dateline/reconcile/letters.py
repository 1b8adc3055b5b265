"""Letters: how far the outlets behind claims are to be relied on, by what people set.

The Admiralty scale's letter (FM 2-22.3, source reliability). It is never worked out from what an
outlet says: only people give it, and an outlet that nobody rated has F, "cannot be judged".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from dateline.types import Document, Interval, Reliability

BEST_FIRST: Final = tuple(map(Reliability, "ABCFDE"))
RELIABLE: Final = frozenset(map(Reliability, "ABC"))
UNRELIABLE: Final = frozenset(map(Reliability, "DE"))


def letter_of(document: Document, written: Interval | None) -> Reliability:
    """The letter of a report: of the agency that it credits if that is rated, else of its outlet.

    It is the one in force when the report was written, the last one where that is not known.
    """
    own = document.source.ratings if document.source else ()
    day = written.last if written else date.max
    found = [r.letter for r in document.agency_ratings or own if r.since is None or r.since <= day]
    return found[-1] if found else Reliability.F


def best_letter(letters: Iterable[Reliability]) -> Reliability:
    """The best of some letters, F for none."""
    return min(letters, key=BEST_FIRST.index, default=Reliability.F)


def worse_letter(one: Reliability, other: Reliability) -> bool:
    """Is one letter worse than another?"""
    return BEST_FIRST.index(one) > BEST_FIRST.index(other)


def tier_of(letter: Reliability) -> int:
    """0 for reliable (A to C), 1 for what cannot be judged (F), 2 for unreliable (D, E)."""
    return 0 if letter in RELIABLE else 2 if letter in UNRELIABLE else 1
