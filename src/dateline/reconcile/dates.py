"""When: the dates that the tellings of one incident give, as one finding with its rivals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.types import (
    Chronology,
    EventDate,
    Finding,
    Interval,
    Mention,
    Prominence,
    Role,
    Standing,
    When,
)

PRECISIONS: Final = ((1, "day"), (6, "range"), (13, "week"), (45, "month"), (400, "year"))
MAIN_WEIGHT: Final = 3  # a report's own news is dated with more care than its background
WIDTH_SHARE: Final = 7.0  # days; a telling this wide counts half of one that gives the day


@dataclass(frozen=True, slots=True)
class _DateCoverage:
    """A mention with its date."""

    mention: Mention
    date: EventDate
    interval: Interval


def reconcile_when(
    mentions: Sequence[Mention],
    chronology: Chronology,
    outlets: Mapping[str, str] | None = None,
) -> Finding[When]:
    """The day or days of an incident.

    Intervals that overlap are met (a day inside a week gives the day); among groups that do not,
    the heaviest wins and the others stand as rivals.

    Args:
        mentions: the mentions of one incident.
        chronology: the settled dates.
        outlets: the voice of each report; without them each report is its own.

    Returns:
        A finding whose claims are those that say when; an unknown date has interval None.
    """
    dates = dict(chronology.events)
    tellings = [
        _DateCoverage(m, d, d.interval)
        for m in sorted(mentions, key=lambda m: m.id)
        if (d := dates.get(m.id)) is not None and d.interval is not None and not d.bounds
    ]
    if not tellings:
        return Finding(
            When(None, None, "unknown"),
            Standing.SINGLE_SOURCE,
            _date_claims(mentions),
            (),
            "no telling can be dated",
        )
    agreeing, interval = _best_date(tellings)
    rivals = [t for t in tellings if t not in agreeing]
    clock = _clock_time(agreeing)
    return Finding(
        When(interval, clock, date_precision(interval)),
        _date_standing(agreeing, rivals, outlets or {}),
        _date_claims([t.mention for t in agreeing]),
        _date_claims([t.mention for t in rivals]),
        _date_reason(agreeing, rivals),
    )


def _best_date(tellings: Sequence[_DateCoverage]) -> tuple[list[_DateCoverage], Interval]:
    """The tellings that agree and weigh most together, and the days they have in common."""
    ordered = sorted(tellings, key=lambda t: (-_date_weight(t), t.interval, t.mention.id))
    best: tuple[float, list[_DateCoverage], Interval] | None = None
    for start in ordered:
        common, group = start.interval, [start]
        for other in ordered:
            met = _dates_meet(common, other.interval)
            if other is not start and met is not None:
                common = met
                group.append(other)
        total = sum(_date_weight(t) for t in group)
        if best is None or total > best[0]:
            best = (total, group, common)
    assert best is not None  # noqa: S101 - there is at least one telling
    return best[1], best[2]


def _date_weight(telling: _DateCoverage) -> float:
    """How much a telling's date counts: main before background, narrow before wide."""
    width = (telling.interval.last - telling.interval.first).days
    main = MAIN_WEIGHT if telling.mention.prominence is Prominence.MAIN else 1
    return main / (1 + width / WIDTH_SHARE)


def _dates_meet(one: Interval, other: Interval) -> Interval | None:
    """The days that two intervals have in common."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    return Interval(first, last) if first <= last else None


def date_precision(interval: Interval) -> str:
    """The word for the width of an interval."""
    width = (interval.last - interval.first).days + 1
    return next((word for most, word in PRECISIONS if width <= most), "unknown")


def _clock_time(tellings: Sequence[_DateCoverage]) -> str | None:
    """The time of day that most tellings give; the earliest where they tie."""
    clocks = [t.date.clock for t in tellings if t.date.clock]
    return min(clocks, key=lambda c: (-clocks.count(c), c.endswith("Z"), c), default=None)


def _date_standing(
    agreeing: Sequence[_DateCoverage], rivals: Sequence[_DateCoverage], outlets: Mapping[str, str]
) -> Standing:
    """Disputed where a main telling differs, corroborated where two voices agree."""
    if any(r.mention.prominence is Prominence.MAIN for r in rivals):
        return Standing.DISPUTED
    voices = {outlets.get(t.mention.report, t.mention.report) for t in agreeing}
    return Standing.CORROBORATED if len(voices) > 1 else Standing.SINGLE_SOURCE


def _date_claims(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The claims of mentions that say when, by id."""
    return tuple(sorted(c.id for m in mentions for c in m.claims if c.role is Role.WHEN))


def _date_reason(agreeing: Sequence[_DateCoverage], rivals: Sequence[_DateCoverage]) -> str:
    """The chain of the telling that weighs most, and how many differ."""
    heaviest = max(agreeing, key=lambda t: (_date_weight(t), t.mention.id))
    text = "; ".join(e.text for e in heaviest.date.reasons)
    others = "1 mention gives" if len(rivals) == 1 else f"{len(rivals)} mentions give"
    return f"{text}; {others} another date" if rivals else text
