"""Undated reports that go on from a dated one: "On Monday, drones hit the depot, killing three".

A report that retells another's event under its weekday appeared within the week after that event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dateline.link.dates_events import event_dates
from dateline.link.profiles import LINKABLE, MentionProfile, cities_of, mention_profile
from dateline.types import (
    Count,
    Creation,
    Direction,
    Mention,
    Prominence,
    Reading,
    Role,
    Scope,
    TimeAnchor,
    TimeExpression,
)

DAYS_IN_WEEK: Final = 7
# Two tellings are one event where their city and their toll agree and so many words recur; with
# the wounded agreeing as well fewer will do. Tolls alone recur: three are killed somewhere daily.
SHARED_WORDS: Final = 4
SHARED_WITH_WOUNDED: Final = 2


@dataclass(frozen=True, slots=True)
class DatedMention:
    """An event of a known day, with the report that tells of it."""

    day: date
    other: str
    profile: MentionProfile


def retold_reports(readings: Sequence[Reading]) -> frozenset[str]:
    """The cities, in lower case, of the events that some reports tell by a bare weekday."""
    told = (mention for reading in readings for mention in _own_events(reading))
    return frozenset(c for m in told if _news_weekday(m) is not None for c in cities_of(m))


def dated_events(
    readings: Sequence[Reading], created: Mapping[str, Creation], cities: frozenset[str]
) -> Mapping[str, tuple[DatedMention, ...]]:
    """The reports' own events of a known day, by city.

    Args:
        readings: all reports, in order.
        created: creation times as far as they are settled.
        cities: in lower case, those that are asked for.

    Returns:
        For each of the cities the events there.
    """
    found: defaultdict[str, list[DatedMention]] = defaultdict(list)
    for reading in readings:
        for event in _dated_mentions(reading, created[reading.document.report], cities):
            for city in sorted(event.profile.cities & cities):
                found[city].append(event)
    return {city: tuple(events) for city, events in found.items()}


def continued_event(
    reading: Reading, events: Mapping[str, tuple[DatedMention, ...]]
) -> DatedMention | None:
    """Find the event that this report tells by its weekday and a dated report in full.

    Args:
        reading: a report of unknown date.
        events: what `dated_events` found.

    Returns:
        The first match if all matches agree on the day, else None.
    """
    found = [
        event
        for mention in _own_events(reading)
        if (weekday := _news_weekday(mention)) is not None
        for mine in [mention_profile(mention, reading.document, {}, frozenset())]
        for city in sorted(mine.cities)
        for event in events.get(city, ())
        if event.day.weekday() == weekday
        and event.other != reading.document.report
        and _same_event(mine, event.profile)
    ]
    return found[0] if len({event.day for event in found}) == 1 else None


def _own_events(reading: Reading) -> list[Mention]:
    """The mentions of single events that took place."""
    return [m for m in reading.mentions if m.scope is Scope.SINGLE and m.stage in LINKABLE]


def _news_weekday(mention: Mention) -> int | None:
    """The one bare weekday that is told of a mention."""
    told = {
        value.weekday
        for claim in mention.claims
        if claim.role is Role.WHEN and isinstance(value := claim.value, TimeExpression)
        if value.anchor is TimeAnchor.CREATION and value.shift is None and value.last is None
        if value.weekday is not None and value.direction is not Direction.FUTURE
    }
    return next(iter(told)) if len(told) == 1 else None


def _dated_mentions(
    reading: Reading, created: Creation, cities: frozenset[str]
) -> list[DatedMention]:
    """A dated report's own events of a known day in some cities."""
    if created.interval is None:
        return []
    main = (m for m in _own_events(reading) if m.prominence is Prominence.MAIN)
    mentions = {m.id: m for m in main if not cities.isdisjoint(cities_of(m))}
    if not mentions:
        return []
    document = reading.document
    return [
        DatedMention(
            d.interval.first,
            document.report,
            mention_profile(mentions[d.mention], document, {}, frozenset()),
        )
        for d in event_dates(reading, created)
        if d.mention in mentions and d.interval and d.interval.first == d.interval.last
    ]


def _same_event(one: MentionProfile, other: MentionProfile) -> bool:
    """Do city, toll and words agree?"""
    if not one.cities & other.cities or not _exact_figures(one.killed) & _exact_figures(
        other.killed
    ):
        return False
    wounded = _exact_figures(one.wounded) & _exact_figures(other.wounded)
    return len(one.words & other.words) >= (SHARED_WITH_WOUNDED if wounded else SHARED_WORDS)


def _exact_figures(counts: Sequence[Count]) -> frozenset[int]:
    """The figures that are stated, none for "dozens"."""
    return frozenset(count.stated for count in counts if count.stated)


def days_after(day: date, weekday: int | None) -> tuple[date, date]:
    """The first and last day on which a report may appear that retells an event of a day.

    Within the week after it; the report's own weekday of news narrows that down.
    """
    last = day + timedelta(days=DAYS_IN_WEEK - 1)
    if weekday is None:
        return day, last
    own = day + timedelta(days=(weekday - day.weekday()) % DAYS_IN_WEEK)
    return own, last
