"""When: creation times of reports and dates of events, settled together over all reports.

A report that says only "Friday" and shares whole passages with one dated 8 December is dated by
it. Creation times are passed on until nothing changes; then events are dated through them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from dateline.link.dates_alike import day_of_news, name_likeness
from dateline.link.dates_calendar import MAX_YEAR, MIN_YEAR, within_calendar
from dateline.link.dates_continued import (
    DatedMention,
    continued_event,
    dated_events,
    days_after,
    retold_reports,
)
from dateline.link.dates_events import event_dates, show_interval
from dateline.types import (
    BlockKind,
    Chronology,
    Creation,
    Evidence,
    Interval,
    Reading,
    Scope,
)

SHINGLE: Final = 8  # words; shorter runs recur by chance
SHARED: Final = 8  # shingles in common: a passage of some fifteen words
TOO_COMMON: Final = 12  # reports; a passage in more of them is an agency's standing background
NEAR: Final = 2  # days between reports that print the same passage of news
NEWS_DAYS: Final = 2  # a report appears on the weekday of its news or within two days
DATED: Final = 7  # days; a creation interval up to this width dates others
ROUNDS: Final = 10  # a chain of reports longer than this dates nothing reliably
WORD: Final = re.compile(r"\w+")


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
    ordered = sorted(readings, key=lambda r: r.document.report)
    return _spread_dates(ordered, {r.document.report: own_creation(r) for r in ordered})


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


def date_events(readings: Iterable[Reading], created: Mapping[str, Creation]) -> Chronology:
    """When the events of some reports took place, given when these were written.

    Args:
        readings: some reports, each looked at alone.
        created: creation times as they were settled, of these reports at least.
    """
    events = [
        (date.mention, date)
        for reading in readings
        for date in event_dates(reading, created[reading.document.report])
    ]
    return Chronology(tuple(created.items()), tuple(events))


def _spread_dates(readings: Sequence[Reading], created: dict[str, Creation]) -> dict[str, Creation]:
    """Pass creation times on between reports that share passages, until nothing changes."""
    undated = [r for r in readings if not is_dated(created[r.document.report])]
    if not undated:
        return created
    shared, cities = _shared_passages(readings, undated), retold_reports(undated)
    alike = name_likeness(readings, frozenset(r.document.report for r in undated))
    by_id = {r.document.report: r for r in readings}
    for _ in range(ROUNDS):
        events = dated_events(readings, created, cities)
        changes = {
            r.document.report: found
            for r in undated
            if not is_dated(created[r.document.report])
            and (
                found := _dated_by_passages(r, created, shared, by_id)
                or _dated_by_weekday(r, created, alike, by_id)
                or _dated_by_retelling(r, created, events, by_id)
            )
        }
        if not changes:
            break
        created = {report: changes.get(report, value) for report, value in created.items()}
    return created


def is_dated(created: Creation) -> bool:
    """Is it known to within a week when the report was written?"""
    interval = created.interval
    return interval is not None and (interval.last - interval.first).days < DATED


def _dated_by_passages(
    reading: Reading,
    created: Mapping[str, Creation],
    shared: Mapping[str, Mapping[str, int]],
    by_id: Mapping[str, Reading],
) -> Creation | None:
    """The creation time that the reports with the same passages force, the closest ones first."""
    own = created[reading.document.report]
    others = sorted(shared.get(reading.document.report, {}).items(), key=lambda o: (-o[1], o[0]))
    for other, _count in others:
        theirs = created[other]
        if theirs.interval is None or not is_dated(theirs) or not _same_news(reading, by_id[other]):
            continue
        window = _creation_window(own, theirs.interval)
        if window is not None:
            return _passed_on(own, by_id[other], theirs.interval, window)
    return None


def _dated_by_weekday(
    reading: Reading,
    created: Mapping[str, Creation],
    alike: Mapping[str, Mapping[str, float]],
    by_id: Mapping[str, Reading],
) -> Creation | None:
    """The creation time that the same event in other reports gives, by its weekday."""
    own = created[reading.document.report]
    if own.weekday is None:
        return None
    found = day_of_news(reading, created, alike[reading.document.report], by_id)
    if found is None:
        return None
    window = Interval(found.day, found.day + timedelta(days=NEWS_DAYS))
    if own.latest is not None and own.latest < window.last:
        window = Interval(window.first, max(window.first, own.latest))
    name = by_id[found.other].document.name
    text = f"it tells {found.day:%A} as news, as does {name}, whose event was on {found.day}"
    reasons = (
        *own.reasons,
        Evidence(text),
        Evidence(f"so it was written on {show_interval(window)}"),
    )
    return replace(own, interval=window, reasons=reasons, candidates=())


def _dated_by_retelling(
    reading: Reading,
    created: Mapping[str, Creation],
    events: Mapping[str, tuple[DatedMention, ...]],
    by_id: Mapping[str, Reading],
) -> Creation | None:
    """The creation time that follows from an event retold by its weekday."""
    own = created[reading.document.report]
    found = continued_event(reading, events)
    if found is None:
        return None
    first, last = days_after(found.day, own.weekday)
    if own.weekday is not None:
        last = min(last, first + timedelta(days=NEWS_DAYS))
    bounds = (own.interval,) if own.interval else own.candidates
    inside = [
        day
        for step in range((last - first).days + 1)
        for day in [first + timedelta(days=step)]
        if (own.latest is None or day <= own.latest)
        and (not bounds or any(b.first <= day <= b.last for b in bounds))
    ]
    if not inside:
        return None
    window = Interval(inside[0], inside[-1])
    name = by_id[found.other].document.name
    text = f"it retells by its weekday the event of {found.day:%A}, {found.day}, in {name}"
    reasons = (
        *own.reasons,
        Evidence(text),
        Evidence(f"so it was written on {show_interval(window)}"),
    )
    return replace(own, interval=window, reasons=reasons, candidates=())


def _same_news(one: Reading, other: Reading) -> bool:
    """Do both tell of an event of one kind? Agencies reprint their background for months."""
    kinds, others = (
        {m.kind for m in reading.mentions if m.scope is not Scope.UNLISTED}
        for reading in (one, other)
    )
    return not kinds or not others or bool(kinds & others)


def _creation_window(own: Creation, theirs: Interval) -> Interval | None:
    """The days about the other report's that the report's own words allow."""
    first, last = theirs.first - timedelta(days=NEAR), theirs.last + timedelta(days=NEAR)
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    if (weekday := own.weekday) is not None:
        days = [day for day in days if (day.weekday() - weekday) % 7 <= NEWS_DAYS]
    bounds = (own.interval,) if own.interval else own.candidates
    if bounds:
        days = [day for day in days if any(b.first <= day <= b.last for b in bounds)]
    if own.latest is not None:
        days = [day for day in days if day <= own.latest]
    if not days or (days[-1] - days[0]).days >= DATED:
        return None
    return Interval(days[0], days[-1])


def _passed_on(own: Creation, other: Reading, theirs: Interval, window: Interval) -> Creation:
    """The creation time with the reason that names the other report."""
    name = other.document.name
    reasons = (
        *own.reasons,
        Evidence(f"it shares passages with {name}, which was written on {show_interval(theirs)}"),
        Evidence(f"so it was written on {show_interval(window)}"),
    )
    return replace(own, interval=window, reasons=reasons, candidates=())


def _shared_passages(
    readings: Sequence[Reading], undated: Sequence[Reading]
) -> dict[str, dict[str, int]]:
    """For each undated report those that share passages with it, and how many runs of words."""
    wanted = {reading.document.report: _word_shingles(reading) for reading in undated}
    index: dict[str, list[str]] = {run: [] for runs in wanted.values() for run in runs}
    for reading in readings:
        report = reading.document.report
        for run in index.keys() & (wanted.get(report) or _word_shingles(reading)):
            index[run].append(report)
    counts: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for reports in index.values():
        if 1 < len(reports) <= TOO_COMMON:
            for one in wanted.keys() & set(reports):
                for other in reports:
                    if one != other:
                        counts[one][other] += 1
    return {
        one: {other: n for other, n in others.items() if n >= SHARED}
        for one, others in counts.items()
    }


def _word_shingles(reading: Reading) -> set[str]:
    """The runs of words of a report's body."""
    document = reading.document
    found = set[str]()
    for block in document.blocks:
        if block.kind is BlockKind.BODY:
            words = WORD.findall(document.text[block.span.start : block.span.end].lower())
            found.update(
                " ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)
            )
    return found
