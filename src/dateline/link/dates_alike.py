"""Which reports name the same persons, places and numbers, and so tell of the same event."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dateline.link.dates_events import event_dates
from dateline.types import BlockKind, Creation, Interval, Prominence, Reading

READ: Final = (BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.BODY)
NAME: Final = re.compile(r"[A-Z][\w’'-]+|\d[\d,.]*\d|\d")
PLAIN: Final = frozenset(
    """the a an in at on it he she they we i and but for this that there his her its after as some
    no one if when monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december""".split()
)
LEAST_SHARED: Final = 4  # names; two short reports may share some by chance
# Measured on 32 reports of the development part: reports of one event score 0.15 to 0.45, those
# of other events in the same city and year at most 0.11.
ALIKE: Final = 0.15
DAYS_IN_WEEK: Final = 7
NEWS_DAYS: Final = 2
CLEARLY: Final = 1.5  # the best day scores so many times the next one
TOO_COMMON: Final = 200  # reports; a name in more of them tells none apart


@dataclass(frozen=True, slots=True)
class DayLikeness:
    """The day that a report's weekday stands for, by the report most like it."""

    day: date
    other: str
    score: float


def day_of_news(
    reading: Reading,
    created: Mapping[str, Creation],
    scores: Mapping[str, float],
    by_id: Mapping[str, Reading],
) -> DayLikeness | None:
    """Find the day that a bare weekday means through reports of the same event.

    Args:
        reading: a report that names only a weekday.
        created: creation times as far as they are settled.
        scores: how much other reports are like it, by id.
        by_id: all reports.

    Returns:
        The day of that weekday in the most similar report, or None where none is similar enough
        or two days compete.
    """
    own = created[reading.document.report]
    bounds = _creation_bounds(own)
    best: dict[date, DayLikeness] = {}
    for other, score in sorted(scores.items(), key=lambda s: (-s[1], s[0])):
        for day in _candidate_days(by_id[other], created[other], own.weekday):
            if not bounds or any(b.first <= day <= b.last for b in bounds):
                best.setdefault(day, DayLikeness(day, other, score))
    ranked = sorted(best.values(), key=lambda b: (-b.score, b.day))
    if not ranked or ranked[0].score < ALIKE:
        return None
    if len(ranked) > 1 and ranked[0].score < CLEARLY * ranked[1].score:
        return None
    return ranked[0]


def _creation_bounds(created: Creation) -> tuple[Interval, ...]:
    """The days that are open for a report's writing."""
    return (created.interval,) if created.interval else created.candidates


def _candidate_days(other: Reading, created: Creation, weekday: int | None) -> list[date]:
    """The days on that weekday of which a dated report tells as its own news."""
    if created.interval is None:
        return []
    main = {m.id for m in other.mentions if m.prominence is Prominence.MAIN}
    days = {
        found.interval.first
        for found in event_dates(other, created)
        if found.mention in main and found.interval and found.interval.first == found.interval.last
    }
    if weekday is not None and created.interval.first == created.interval.last:
        written = created.interval.last
        back = (written.weekday() - weekday) % DAYS_IN_WEEK
        # a report that names no weekday at all tells of its own day or the days just before
        if created.weekday == weekday or (created.weekday is None and back <= NEWS_DAYS):
            days.add(written - timedelta(days=back))
    return sorted(day for day in days if day.weekday() == weekday)


def name_likeness(
    readings: Sequence[Reading], wanted: frozenset[str]
) -> dict[str, dict[str, float]]:
    """How much the wanted reports are like each other report, from 0 to 1.

    The cosine of names and numbers, weighted by how few reports name them; reports that share no
    name are left out.
    """
    terms = {r.document.report: _name_terms(r) for r in readings}
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for report, names in terms.items():
        for name in names:
            holders[name].append(report)
    weights = {name: math.log((1 + len(terms)) / len(found)) for name, found in holders.items()}
    norms = {r: math.sqrt(sum(weights[n] ** 2 for n in names)) for r, names in terms.items()}
    scores: dict[str, dict[str, float]] = {}
    for report in sorted(wanted & terms.keys()):
        shared: defaultdict[str, float] = defaultdict(float)
        common: Counter[str] = Counter()
        for name in sorted(terms[report]):
            if len(holders[name]) <= TOO_COMMON:
                for other in holders[name]:
                    shared[other] += weights[name] ** 2
                    common[other] += 1
        scores[report] = {
            other: total / (norms[report] * norms[other])
            for other, total in shared.items()
            if other != report and common[other] >= LEAST_SHARED
        }
    return scores


def _name_terms(reading: Reading) -> frozenset[str]:
    """The names and numbers of a report."""
    document = reading.document
    words = (
        word.lower()
        for block in document.blocks
        if block.kind in READ
        for word in NAME.findall(document.text[block.span.start : block.span.end])
    )
    return frozenset(word for word in words if word not in PLAIN)
