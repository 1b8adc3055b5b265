"""Days: intervals that overlap, follow each other, or lie apart."""

from __future__ import annotations

from typing import Final

from dateline.link.profiles import MentionProfile
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
WEEK, MONTH = 7, 31


def weigh_days(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh when two events took place; an unknown day speaks neither way."""
    one, two = left.days, right.days
    if one is None or two is None:
        return 0.0
    apart = days_between(one, two)
    if apart == 0:
        return _overlap_weight(one, two)
    if apart <= MOST_APART:
        return NEXT_DAY if apart == 1 else FEW_DAYS_APART
    told = (left if one.first > two.first else right).told
    if not told and apart <= FOLLOWED_UP:
        return LATER_NEWS
    single = one.first == one.last and two.first == two.last
    return RULED_OUT if single and not one_story(left, right) else FAR_APART


def _overlap_weight(one: Interval, two: Interval) -> float:
    """Weigh days that touch: the wider the less they say."""
    if one.first == one.last and two.first == two.last:
        return SAME_DAY
    widest = max(interval_width(one), interval_width(two))
    if widest <= WEEK:
        return OVERLAP_WEEK
    return OVERLAP_MONTH if widest <= MONTH else OVERLAP_WIDER


def compare_days(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell how far apart two events took place."""
    one, two = left.days, right.days
    if one is None or two is None:
        return None
    weight, apart = weigh_days(left, right), days_between(one, two)
    words = f"{interval_text(one)} and {interval_text(two)}"
    if weight == SAME_DAY:
        text = f"both are dated {interval_text(one)}"
    elif apart == 0:
        text = f"{words} overlap"
    elif weight == NEXT_DAY:
        text = f"{words} follow each other"
    elif weight == LATER_NEWS:
        text = f"{words} are {apart} days apart, but the later is only the day of the report"
    else:
        text = f"{words} are {apart} days apart"
    return Reason("date", weight, text)


def days_between(one: Interval, two: Interval) -> int:
    """Days between two intervals, 0 if they share one."""
    if one.last < two.first:
        return (two.first - one.last).days
    return (one.first - two.last).days if two.last < one.first else 0


def interval_width(interval: Interval) -> int:
    """Days in an interval."""
    return (interval.last - interval.first).days + 1


def interval_text(interval: Interval) -> str:
    """An interval as a person reads it."""
    if interval.first == interval.last:
        return interval.first.isoformat()
    return f"{interval.first.isoformat()} to {interval.last.isoformat()}"
