"""When a report was written, told by another: by its passages, its names or an event of it.

Each rule looks at the reports that share traces with it, as far as these are dated.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from dateline.link.dates_events import show_interval
from dateline.link.neighbours import SharedTraces
from dateline.link.traces import ReportTraces, ToldEvent, weight_of_names
from dateline.types import Creation, Evidence, Interval

SHARED_PASSAGES: Final = 2  # of those filed: some sixteen words or more
NEAR: Final = 2  # days between reports that print the same passage of news
NEWS_DAYS: Final = 2  # a report appears on the weekday of its news or within two days
DATED: Final = 7  # days; a creation interval up to this width dates others
DAYS_IN_WEEK: Final = 7
LEAST_SHARED: Final = 4  # names; two short reports may share some by chance
# With the days of writing of a third of the reports hidden: on 54 of news all days that names give
# are right, at 0.15 seven of eleven; on 380 of `syria` (learn side) 39 of 100, at 0.15 36.
ALIKE: Final = 0.25
CLEARLY: Final = 1.5  # the best day scores so many times the next one
# Two tellings are one event where their city and their toll agree and so many words recur; with
# the wounded agreeing as well fewer will do. Tolls alone recur: three are killed somewhere daily.
SHARED_WORDS: Final = 4
SHARED_WITH_WOUNDED: Final = 2


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A dated report that shares traces with another."""

    traces: ReportTraces
    created: Creation
    shared: SharedTraces


@dataclass(frozen=True, slots=True)
class DayLikeness:
    """The day that a report's weekday stands for, by the report most like it."""

    day: date
    name: str
    score: float


def is_dated(created: Creation) -> bool:
    """Is it known to within a week when the report was written?"""
    interval = created.interval
    return interval is not None and (interval.last - interval.first).days < DATED


def dated_through(
    traces: ReportTraces, own: Creation, others: Sequence[Neighbour]
) -> Creation | None:
    """The creation time that other reports force, with the reason that names one of them.

    Args:
        traces: of the report.
        own: what its own words say of when it was written.
        others: dated reports that share traces with it, by report id.
    """
    return (
        _dated_by_passages(traces, own, others)
        or _dated_by_weekday(traces, own, others)
        or _dated_by_retelling(traces, own, others)
    )


def may_date(one: ReportTraces, other: ReportTraces, shared: SharedTraces) -> bool:
    """Can one of two reports with shared traces bear on the day of the other?"""
    return (
        shared.passages >= SHARED_PASSAGES
        or shared.events
        or (shared.names and name_likeness(one, other) > ALIKE / CLEARLY)
    )


def _dated_by_passages(
    traces: ReportTraces, own: Creation, others: Sequence[Neighbour]
) -> Creation | None:
    """The creation time that the reports with the same passages force, the closest ones first."""
    close = [one for one in others if one.shared.passages >= SHARED_PASSAGES]
    for other in sorted(close, key=lambda one: (-one.shared.passages, one.traces.report)):
        theirs = other.created.interval
        if theirs is None or not _same_news(traces, other.traces):
            continue
        window = _creation_window(own, theirs)
        if window is not None:
            told = f"written on {show_interval(theirs)}"
            text = f"it shares passages with {other.traces.name}, which was {told}"
            return _written_within(own, window, text)
    return None


def _dated_by_weekday(
    traces: ReportTraces, own: Creation, others: Sequence[Neighbour]
) -> Creation | None:
    """The creation time that the same event in other reports gives, by its weekday."""
    found = None if own.weekday is None else day_of_news(traces, own, others)
    if found is None:
        return None
    window = Interval(found.day, found.day + timedelta(days=NEWS_DAYS))
    if own.latest is not None and own.latest < window.last:
        window = Interval(window.first, max(window.first, own.latest))
    text = f"it tells {found.day:%A} as news, as does {found.name}, whose event was on {found.day}"
    return _written_within(own, window, text)


def _dated_by_retelling(
    traces: ReportTraces, own: Creation, others: Sequence[Neighbour]
) -> Creation | None:
    """The creation time that follows from an event retold by its weekday."""
    found = _retold_event(traces, others)
    if found is None:
        return None
    day, name = found
    first, last = _days_after(day, own.weekday)
    if own.weekday is not None:
        last = min(last, first + timedelta(days=NEWS_DAYS))
    inside = [d for d in _days_of(Interval(first, last)) if _is_open(d, own)]
    if not inside:
        return None
    text = f"it retells by its weekday the event of {day:%A}, {day}, in {name}"
    return _written_within(own, Interval(inside[0], inside[-1]), text)


def _same_news(one: ReportTraces, other: ReportTraces) -> bool:
    """Do both tell of an event of one kind? Agencies reprint their background for months."""
    return not one.kinds or not other.kinds or bool(one.kinds & other.kinds)


def _creation_window(own: Creation, theirs: Interval) -> Interval | None:
    """The days about the other report's that the report's own words allow."""
    near = Interval(theirs.first - timedelta(days=NEAR), theirs.last + timedelta(days=NEAR))
    days = _days_of(near)
    if (weekday := own.weekday) is not None:
        days = [day for day in days if (day.weekday() - weekday) % DAYS_IN_WEEK <= NEWS_DAYS]
    days = [day for day in days if _is_open(day, own)]
    if not days or (days[-1] - days[0]).days >= DATED:
        return None
    return Interval(days[0], days[-1])


def _days_of(interval: Interval) -> list[date]:
    """The days of an interval."""
    count = (interval.last - interval.first).days + 1
    return [interval.first + timedelta(days=step) for step in range(count)]


def _is_open(day: date, own: Creation) -> bool:
    """Do a report's own words leave a day of writing open?"""
    bounds = _creation_bounds(own)
    if own.latest is not None and day > own.latest:
        return False
    return not bounds or any(b.first <= day <= b.last for b in bounds)


def _creation_bounds(created: Creation) -> tuple[Interval, ...]:
    """The days that are open for a report's writing; all where there are none."""
    return (created.interval,) if created.interval else created.candidates


def _written_within(own: Creation, window: Interval, text: str) -> Creation:
    """The creation time with the reason that names the other report."""
    so = Evidence(f"so it was written on {show_interval(window)}")
    return replace(own, interval=window, reasons=(*own.reasons, Evidence(text), so), candidates=())


# ------------------------------------------------------------------ names


def day_of_news(
    traces: ReportTraces, own: Creation, others: Sequence[Neighbour]
) -> DayLikeness | None:
    """Find the day that a bare weekday means through reports of the same event.

    Args:
        traces: of a report that names only a weekday.
        own: what its own words say of when it was written.
        others: dated reports.

    Returns:
        The day of that weekday in the most similar report, or None where none is similar enough
        or two days compete.
    """
    bounds, best = _creation_bounds(own), dict[date, DayLikeness]()
    for score, other in _most_alike(traces, others):
        for day in _candidate_days(other, own.weekday):
            if not bounds or any(b.first <= day <= b.last for b in bounds):
                best.setdefault(day, DayLikeness(day, other.traces.name, score))
    ranked = sorted(best.values(), key=lambda b: (-b.score, b.day))
    if not ranked or ranked[0].score < ALIKE:
        return None
    if len(ranked) > 1 and ranked[0].score < CLEARLY * ranked[1].score:
        return None
    return ranked[0]


def _most_alike(traces: ReportTraces, others: Sequence[Neighbour]) -> list[tuple[float, Neighbour]]:
    """The reports that are alike enough to compete, the most alike first."""
    scored = [
        (score, one)
        for one in others
        if one.shared.names
        if (score := name_likeness(traces, one.traces)) > ALIKE / CLEARLY
    ]
    return sorted(scored, key=lambda found: (-found[0], found[1].traces.report))


def name_likeness(one: ReportTraces, other: ReportTraces) -> float:
    """How much two reports are alike in the names and numbers that they give, from 0 to 1.

    The cosine, weighted by how rare names are in news; 0 where fewer than `LEAST_SHARED` recur.
    """
    shared = one.names & other.names
    if len(shared) < LEAST_SHARED:
        return 0.0
    return weight_of_names(shared) / math.sqrt(one.weight * other.weight)


def _candidate_days(other: Neighbour, weekday: int | None) -> list[date]:
    """The days on that weekday of which a dated report tells as its own news."""
    days, created = set(other.traces.days), other.created
    written = created.interval
    if weekday is not None and written is not None and written.first == written.last:
        back = (written.last.weekday() - weekday) % DAYS_IN_WEEK
        # a report that names no weekday at all tells of its own day or the days just before
        if created.weekday == weekday or (created.weekday is None and back <= NEWS_DAYS):
            days.add(written.last - timedelta(days=back))
    return sorted(day for day in days if day.weekday() == weekday)


# ------------------------------------------------------------------ events


def _retold_event(traces: ReportTraces, others: Sequence[Neighbour]) -> tuple[date, str] | None:
    """The day of the event that a report tells by its weekday, and the report that dates it.

    The first match if all matches agree on the day, else None.
    """
    found = [
        (theirs.day, other.traces.name)
        for mine in traces.events
        if mine.weekday is not None
        for other in others
        if other.shared.events
        for theirs in other.traces.events
        if theirs.day is not None and theirs.day.weekday() == mine.weekday
        if _same_event(mine, theirs)
    ]
    return found[0] if len({day for day, _ in found}) == 1 else None


def _same_event(one: ToldEvent, other: ToldEvent) -> bool:
    """Do city, toll and words agree?"""
    if one.cities.isdisjoint(other.cities) or one.killed.isdisjoint(other.killed):
        return False
    wounded = one.wounded & other.wounded
    return len(one.words & other.words) >= (SHARED_WITH_WOUNDED if wounded else SHARED_WORDS)


def _days_after(day: date, weekday: int | None) -> tuple[date, date]:
    """The first and last day on which a report may appear that retells an event of a day.

    Within the week after it; the report's own weekday of news narrows that down.
    """
    last = day + timedelta(days=DAYS_IN_WEEK - 1)
    if weekday is None:
        return day, last
    own = day + timedelta(days=(weekday - day.weekday()) % DAYS_IN_WEEK)
    return own, last
