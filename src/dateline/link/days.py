"""Days: intervals that overlap, follow each other, or lie apart."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from dateline.link.profiles import Profile
from dateline.link.stories import one_story
from dateline.link.weights import (
    FAR_APART,
    FEW_DAYS_APART,
    LATER_NEWS,
    NEXT_DAY,
    OVERLAP_MONTH,
    OVERLAP_WEEK,
    OVERLAP_WIDER,
    RULED_OUT,
    SAME_DAY,
)
from dateline.types import Interval, Reason

MOST_APART: Final = 3  # days; more, between days that are both known, are two incidents
FOLLOWED_UP: Final = 400  # days; courts take a year
DAY, WEEK, MONTH = 1, 7, 31
MOST_KEPT: Final = 100_000  # answers


def compare_days(left: Profile, right: Profile) -> Reason | None:
    """Weigh when two events took place; an unknown day speaks neither way."""
    one, two = left.days, right.days
    if one is None or two is None:
        return None
    near = _near(one, two)
    if near is not None:
        return near
    told = (left if one.first > two.first else right).told
    return _apart(one, two, told=told, story=one_story(left, right))


@lru_cache(maxsize=MOST_KEPT)
def _near(one: Interval, two: Interval) -> Reason | None:
    """The answer for days that touch or almost do, made once: many pairs have the same days."""
    apart = gap(one, two)
    words = f"{shown(one)} and {shown(two)}"
    if apart == 0:
        return _overlapping(max(one, two, key=width), words)
    if apart == 1:
        return Reason("date", NEXT_DAY, f"{words} follow each other")
    if apart <= MOST_APART:
        return Reason("date", FEW_DAYS_APART, f"{words} are {apart} days apart")
    return None


@lru_cache(maxsize=MOST_KEPT)
def _apart(one: Interval, two: Interval, *, told: bool, story: bool) -> Reason:
    """The answer for days that lie apart.

    Args:
        one: the days of one event.
        two: the days of the other.
        told: the later day stands in words.
        story: both reports follow one event.
    """
    apart = gap(one, two)
    words = f"{shown(one)} and {shown(two)}"
    if not told and apart <= FOLLOWED_UP:
        text = f"{words} are {apart} days apart, but the later is only the day of the report"
        return Reason("date", LATER_NEWS, text)
    sure = max(width(one), width(two)) == DAY and not story
    return Reason("date", RULED_OUT if sure else FAR_APART, f"{words} are {apart} days apart")


def _overlapping(wider: Interval, words: str) -> Reason:
    """Weigh days that touch: the wider the less they say."""
    widest = width(wider)
    if widest == DAY:
        return Reason("date", SAME_DAY, f"both are dated {shown(wider)}")
    for limit, weight in ((WEEK, OVERLAP_WEEK), (MONTH, OVERLAP_MONTH)):
        if widest <= limit:
            return Reason("date", weight, f"{words} overlap")
    return Reason("date", OVERLAP_WIDER, f"{words} overlap")


def gap(one: Interval, two: Interval) -> int:
    """Days between two intervals, 0 if they share one."""
    return max(0, (one.first - two.last).days, (two.first - one.last).days)


def width(interval: Interval) -> int:
    """Days in an interval."""
    return (interval.last - interval.first).days + 1


def shown(interval: Interval) -> str:
    """An interval as a person reads it."""
    if interval.first == interval.last:
        return interval.first.isoformat()
    return f"{interval.first.isoformat()} to {interval.last.isoformat()}"
