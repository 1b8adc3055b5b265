"""A pass over tolls that are the sum of several events, of which each has its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dateline.extract.casualties.mentions import CasualtyMention, CasualtyReport
from dateline.types import Prominence, Scope

LEAST_PARTS: Final = 2  # events that a sum is of


def drop_sums(report: CasualtyReport, told: Sequence[CasualtyMention]) -> Iterator[CasualtyMention]:
    """The mentions, without a toll that just sums up what is told of several events after it.

    "Six were killed in the two towns. Four died in the first" and two in the second: the six are
    the toll of neither.
    """
    for one in told:
        parts = _parts_of(report, one, told) if one.whole else {}
        own = one.event in parts or not report.events[one.event].is_told_in(one.sentence.span)
        if not own or len(parts) < LEAST_PARTS or sum(parts.values()) != one.low:
            yield one


def _parts_of(
    report: CasualtyReport, one: CasualtyMention, told: Sequence[CasualtyMention]
) -> dict[int, int]:
    """The tolls of the events of which those below a toll tell as it does, by their number."""
    found: dict[int, int] = {}
    for other in told:
        later = other.role is one.role and other.sentence.first > one.sentence.first
        if later and other.whole and other.low < one.low and _is_one(report, other.event):
            found[other.event] = max(found.get(other.event, 0), other.low)
    news = all(report.events[n].prominence is Prominence.MAIN for n in found)
    return found if one.event in found or news else {}


def _is_one(report: CasualtyReport, event: int) -> bool:
    """Whether an event is a single one."""
    return report.events[event].scope is Scope.SINGLE
