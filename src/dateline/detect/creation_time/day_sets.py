"""Sets of days as sorted, disjoint intervals: what the creation time is narrowed down in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter

from dateline.types import Interval

Days = tuple[Interval, ...]

WEEK = 7
DAY = timedelta(days=1)
FIRST, LAST = date(1970, 1, 1), date(2039, 12, 31)
ALL: Days = (Interval(FIRST, LAST),)


def join_intervals(intervals: Iterable[Interval]) -> Days:
    """Intervals in order, those that touch joined."""
    joined: list[Interval] = []
    for interval in sorted(intervals, key=attrgetter("first", "last")):
        if joined and interval.first <= joined[-1].last + DAY:
            joined[-1] = Interval(joined[-1].first, max(joined[-1].last, interval.last))
        else:
            joined.append(interval)
    return tuple(joined)


@lru_cache(maxsize=1024)  # the headings of a bulletin give the same few days again and again
def shared_days(left: Days, right: Days) -> Days:
    """The days that are in both sets."""
    common = []
    i = j = 0
    while i < len(left) and j < len(right):
        first, last = max(left[i].first, right[j].first), min(left[i].last, right[j].last)
        if first <= last:
            common.append(Interval(first, last))
        if left[i].last < right[j].last:
            i += 1
        else:
            j += 1
    return tuple(common)


def days_around(day: date, before: int, after: int) -> Interval:
    """The days from so many before to so many after."""
    return Interval(day - timedelta(days=before), day + timedelta(days=after))


def day_count(days: Days) -> int:
    """How many days there are from the first to the last."""
    return (days[-1].last - days[0].first).days + 1 if days else 0


def each_year(month: int, day: int) -> list[date]:
    """That day in every year that has it."""
    years = range(FIRST.year, LAST.year + 1)
    return [date(y, month, day) for y in years if 1 <= day <= month_end(y, month).day]


def days_on_weekdays(days: Days, allowed: frozenset[int]) -> Days:
    """Those of the days that fall on one of the weekdays."""
    found: list[Interval] = []
    for interval in days:
        if interval.first == interval.last:
            found += [interval] if interval.first.weekday() in allowed else []
        else:
            found.extend(_weekdays_in(interval, allowed))
    return tuple(found)  # days of two intervals never touch


@lru_cache(maxsize=64)  # a report asks for the same weekdays of 70 years again and again
def _weekdays_in(interval: Interval, allowed: frozenset[int]) -> Days:
    """Those of an interval's days that fall on one of the weekdays."""
    first, last = interval.first.toordinal(), interval.last.toordinal()
    # The proleptic ordinal 1 is a Monday.
    starts = [
        day for day in range(first, min(first + WEEK, last + 1)) if (day - 1) % WEEK in allowed
    ]
    runs: list[list[int]] = []
    for day in sorted(day for start in starts for day in range(start, last + 1, WEEK)):
        if runs and day == runs[-1][1] + 1:
            runs[-1][1] = day
        else:
            runs.append([day, day])
    return tuple(Interval(date.fromordinal(one), date.fromordinal(two)) for one, two in runs)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return (date(year + month // 12, month % 12 + 1, 1)) - DAY


def years_later(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    last = month_end(day.year + years, day.month).day
    return date(day.year + years, day.month, min(day.day, last))


def days_shown(interval: Interval) -> str:
    """An interval for a person to read."""
    if interval.first == interval.last:
        return f"{interval.first:%A}, {interval.first.day} {interval.first:%B %Y}"
    return f"{interval.first.isoformat()} to {interval.last.isoformat()}"
