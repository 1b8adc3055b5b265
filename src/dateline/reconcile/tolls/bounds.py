"""Bounds: each number of a reconciled figure with the claims that give it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import inf

from dateline.reconcile.evidence import SourcedClaim
from dateline.types import Bound, Count, End, Range

CountOf = Callable[[SourcedClaim], Count | None]


def bounded(settled: Range, giving: Mapping[End, Sequence[SourcedClaim]]) -> Range:
    """A range with the claims behind each of its numbers, each claim once.

    Args:
        settled: the numbers.
        giving: the claims that give each; those of a number that is None are passed over.
    """
    numbers = {End.LOW: settled.low, End.BEST: settled.best, End.HIGH: settled.high}
    bounds = tuple(
        Bound(end, tuple(dict.fromkeys(told.claim.id for told in giving.get(end, ()))))
        for end, number in numbers.items()
        if number is not None
    )
    return replace(settled, bounds=bounds)


def linked(settled: Range, told: Sequence[SourcedClaim], count_of: CountOf) -> Range:
    """A range with those of some claims that give its numbers."""
    numbers = {End.LOW: settled.low, End.BEST: settled.best, End.HIGH: settled.high}
    return bounded(settled, {end: saying(n, told, count_of) for end, n in numbers.items()})


def saying(
    number: int | None, told: Sequence[SourcedClaim], count_of: CountOf
) -> tuple[SourcedClaim, ...]:
    """The claims that say a number: outright, else as an end of what their words allow.

    A number that none of them says is worked out from all ("no more than were fired").
    """
    counts = [(t, count) for t in told if (count := count_of(t)) is not None]
    outright = tuple(t for t, count in counts if count.stated == number)
    ends = tuple(t for t, count in counts if number in (count.low, count.high))
    return outright or ends or tuple(told)


def upper_end(span: Range) -> float:
    """The highest number of a range, without end where it is open upwards."""
    return inf if span.high is None else span.high
