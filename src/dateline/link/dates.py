"""When: creation times of reports and dates of events, settled together over all reports."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from dateline.link.blocking import LazyDict
from dateline.link.dates_calendar import MAX_YEAR, MIN_YEAR, within_calendar
from dateline.link.dates_events import date_events, show_interval
from dateline.link.traces import (
    NAMED,
    IndexChanges,
    NeighbourIndex,
    ReportTraces,
    SharedTraces,
    ToldEvent,
    key_sort,
    report_traces,
    trace_keys,
    undated_traces,
    weight_of_names,
)
from dateline.types import Chronology, Creation, Evidence, Interval, Reading

# ------------------------------------------------------------------ one report dated by another

# Each rule looks at the reports that share traces with it, as far as these are dated.

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


# ------------------------------------------------------------------ round by round

# A report that its own words do not date is dated in the first round in which the reports that are
# dated by then force a day. So the round in which each was dated tells all that others saw of it,
# and a report more touches only those whose neighbours it changes.

ROUNDS: Final = 10  # a chain of reports longer than this dates nothing reliably
OWN_WORDS: Final = 0  # the round of a report that dates itself
BY_NAME: Final = SharedTraces(names=True)


@dataclass(frozen=True, slots=True)
class TracedReport:
    """A report as others see it: its traces, when it was written, and since which round."""

    traces: ReportTraces
    keys: tuple[int, ...]  # that it is filed under
    own: Creation  # by its own words
    created: Creation
    round: int | None  # None: it stays undated

    def is_open(self) -> bool:
        """Do its own words leave it undated?"""
        return self.round != OWN_WORDS


def traced_report(reading: Reading, own: Creation) -> TracedReport:
    """A report that comes, by its own words alone."""
    dated = is_dated(own)
    traces = report_traces(reading, own if dated else None)
    keys = trace_keys(reading, traces)
    return TracedReport(traces, keys, own, own, OWN_WORDS if dated else None)


@dataclass(slots=True)
class DateSpread:
    """The reports that may date each other, and what is known of them.

    Args:
        index: who shares traces with whom.
        known: reports by id; those that come by their own words, those kept as settled.
        readings: of the open ones, by id.
    """

    index: NeighbourIndex
    known: LazyDict[str, TracedReport]
    readings: Callable[[str], Reading]

    def settle(self, affected: Collection[str]) -> dict[str, TracedReport]:
        """Settle the open reports whose neighbours changed, and those whose day hangs on them.

        Returns:
            The settled reports, those that come to what is known of them already among them.
        """
        waiting, near = set(affected), dict[str, dict[str, SharedTraces]]()
        while True:
            near |= {report: self._neighbours(report) for report in sorted(waiting - near.keys())}
            found = self._rounds(near)
            changed = {r for r, now in found.items() if now != self.known[r]}
            more = {
                other
                for report in changed
                for other in near[report]
                if other not in waiting and self.known[other].is_open()
            }
            if not more:
                return found
            waiting |= more

    def _neighbours(self, report: str) -> dict[str, SharedTraces]:
        """The reports that may date a report."""
        own = self.known[report].traces
        shared = self.index.shared(report, self.known[report].keys)
        self.known.need(shared)
        return {
            other: what
            for other, what in sorted(shared.items())
            if may_date(own, self.known[other].traces, what)
        }

    def _rounds(self, near: Mapping[str, Mapping[str, SharedTraces]]) -> dict[str, TracedReport]:
        """Let each round date reports by those that were dated in the rounds before."""
        found = {report: self._undated(report) for report in near}
        for number in range(1, ROUNDS + 1):
            now = {}
            for report, others in near.items():
                if found[report].round is None:
                    seen = [
                        (found.get(other) or self.known[other], shared)
                        for other, shared in others.items()
                    ]
                    if any(one.round == number - 1 for one, _ in seen):
                        created = _dated_in(number, found[report], seen)
                        if created is not None:
                            now[report] = self._dated(found[report], created, number)
            found.update(now)
        return found

    def _undated(self, report: str) -> TracedReport:
        """A report as its own words leave it."""
        one = self.known[report]
        if one.round is None:
            return one
        return replace(one, traces=undated_traces(one.traces), created=one.own, round=None)

    def _dated(self, one: TracedReport, created: Creation, number: int) -> TracedReport:
        """A report that a round dated, with the days that it now tells others."""
        was = self.known[one.traces.report]
        if was.round is not None and was.created == created:
            return replace(was, round=number)
        traces = report_traces(self.readings(one.traces.report), created)
        return replace(one, traces=traces, created=created, round=number)


def _dated_in(
    number: int, own: TracedReport, seen: Iterable[tuple[TracedReport, SharedTraces]]
) -> Creation | None:
    """What the reports that were dated before a round make of one."""
    others = [
        Neighbour(one.traces, one.created, shared)
        for one, shared in seen
        if one.round is not None and one.round < number
    ]
    return dated_through(own.traces, own.own, others)


def touched_by(
    changes: IndexChanges,
    before: Mapping[str, TracedReport],
    known: Mapping[str, TracedReport],
    stayed: Collection[str],
) -> set[str]:
    """The open reports that stayed and that some changes may bear on.

    Args:
        changes: of the index.
        before: the reports that went, as they were.
        known: the reports that came, the open ones that stayed, and all under keys that turned.
        stayed: the open reports among those that the changes name and that did not move.
    """
    found = set[str]()
    for (moved, other), shared in changes.pairs.items():
        if other in stayed and other not in found:
            traces = known[other].traces
            versions = [reports[moved] for reports in (before, known) if moved in reports]
            if any(may_date(traces, one.traces, shared) for one in versions):
                found.add(other)
    for key, holders in changes.turned.items():
        for report in holders.intersection(stayed) - found:
            if key_sort(key) != NAMED or _may_meet(report, holders, before, known):
                found.add(report)
    return found


def _may_meet(
    report: str,
    holders: Collection[str],
    before: Mapping[str, TracedReport],
    known: Mapping[str, TracedReport],
) -> bool:
    """Is one of those under a name so much like a report that it bears on its day?"""
    traces = known[report].traces
    return any(
        may_date(traces, reports[other].traces, BY_NAME)
        for other in holders
        if other != report
        for reports in (before, known)
        if other in reports
    )


def spread_all(
    by_id: Mapping[str, Reading], own: Mapping[str, Creation]
) -> dict[str, TracedReport]:
    """Settle when those reports were written that their own words do not date.

    Args:
        by_id: all reports.
        own: their creation times by their own words.

    Returns:
        The open reports, by id.
    """
    undated = [report for report, value in own.items() if not is_dated(value)]
    if not undated:
        return {}
    index = NeighbourIndex()

    def traced(reports: Collection[str]) -> dict[str, TracedReport]:
        return {report: traced_report(by_id[report], own[report]) for report in reports}

    known = LazyDict[str, TracedReport](missing_report, traced)
    keys = {report: known[report].keys for report in undated}
    wanted = frozenset(key for found in keys.values() for key in found)
    for report, reading in by_id.items():
        index.file(report, keys.get(report) or keys_of(reading), wanted)
    return DateSpread(index, known, by_id.__getitem__).settle(undated)


def missing_report(report: str) -> TracedReport:
    """There is no report with an id."""
    raise KeyError(report)


def keys_of(reading: Reading) -> tuple[int, ...]:
    """The keys of a report, which do not hang on when it was written."""
    return trace_keys(reading, report_traces(reading, None))


# ------------------------------------------------------------------ all together


def settle_dates(readings: Sequence[Reading]) -> Chronology:
    """Settle when reports were written and when events took place.

    Args:
        readings: all reports with their mentions.

    Returns:
        Creation times by report and event dates by mention, each with its chain of reasons.
    """
    ordered = sorted(readings, key=lambda r: r.document.report)
    return date_events(ordered, settle_creation(ordered))


def settle_creation(readings: Iterable[Reading]) -> dict[str, Creation]:
    """Settle when reports were written, each by its own words or through the others.

    Args:
        readings: all reports with their mentions.
    """
    by_id = {r.document.report: r for r in sorted(readings, key=lambda r: r.document.report)}
    own = {report: own_creation(reading) for report, reading in by_id.items()}
    return own | {report: one.created for report, one in spread_all(by_id, own).items()}


def own_creation(reading: Reading) -> Creation:
    """When a report was written by its own words; a day outside the years that are read is none.

    Args:
        reading: of this version or an earlier one, which recorded any day.
    """
    created = reading.created
    if created.interval is None or within_calendar(created.interval):
        return created
    text = f"{show_interval(created.interval)} lies outside the years {MIN_YEAR} to {MAX_YEAR}"
    return replace(created, interval=None, reasons=(*created.reasons, Evidence(text)))
