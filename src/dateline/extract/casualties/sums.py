"""A pass over tolls that are the sum of several events, of which each has its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from dateline.extract.casualties.mentions import CasualtyMention, CasualtyReport
from dateline.types import Prominence, Role, Scope

LEAST_PARTS: Final = 2  # events that a sum is of


def drop_sums(report: CasualtyReport, told: Sequence[CasualtyMention]) -> Iterator[CasualtyMention]:
    """The mentions, without a toll that just sums up what is told of several events after it.

    "Six were killed in the two towns. Four died in the first" and two in the second: the six are
    the toll of neither.
    """
    last = _last_told(report, told)
    for one in told:
        parts = _parts_of(report, one, last[one.role]) if one.whole else {}
        summed = len(parts) >= LEAST_PARTS and sum(parts.values()) == one.low
        event = report.events[one.event]
        if not (summed and (one.event in parts or not event.is_told_in(one.sentence.span))):
            yield one


def _last_told(
    report: CasualtyReport, told: Sequence[CasualtyMention]
) -> Mapping[Role, Mapping[tuple[int, int], int]]:
    """For each role, the whole tolls of single events, small ones first, and where told last.

    A toll is given by its figure and its event's number, its place by the sentence's first token.
    """
    last: defaultdict[Role, dict[tuple[int, int], int]] = defaultdict(dict)
    for one in sorted(told, key=lambda one: one.low):
        if one.whole and report.events[one.event].scope is Scope.SINGLE:
            key, own = (one.low, one.event), last[one.role]
            own[key] = max(own.get(key, 0), one.sentence.first)
    return last


def _parts_of(
    report: CasualtyReport, one: CasualtyMention, last: Mapping[tuple[int, int], int]
) -> dict[int, int]:
    """The tolls of the events of which those below a toll tell as it does, by their number.

    None where they are more than the toll.
    """
    found: dict[int, int] = {}
    total = 0
    for (low, event), at in last.items():
        if low >= one.low:
            break
        if at > one.sentence.first:
            total += low - found.get(event, 0)
            found[event] = low
        if total > one.low:
            return {}
    news = all(report.events[n].prominence is Prominence.MAIN for n in found)
    return found if one.event in found or news else {}
