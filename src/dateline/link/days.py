"""Days: intervals that overlap, follow each other, or lie apart."""

from __future__ import annotations

from datetime import date
from typing import Final

from dateline.link.profiles import MentionProfile
from dateline.link.signs import Sign, weight_of_sign
from dateline.link.stories import one_story
from dateline.types import Interval, Reason

MOST_APART: Final = 3  # days; more, between days that are both known, are two incidents
FOLLOWED_UP: Final = 400  # days; courts take a year
WEEK, MONTH = 7, 31


def sign_of_days(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note when two events took place, as far as both are dated."""
    one, two = left.days, right.days
    if one is None or two is None:
        return "date.unknown", 1
    apart = days_between(one, two)
    if apart > MOST_APART:
        return _sign_of_apart(left, right, apart), 1
    widest = max(interval_width(one), interval_width(two))
    if widest > MONTH:
        return "date.unknown", 1
    if apart:
        return ("date.next" if apart == 1 else "date.few_apart"), 1
    if widest > 1:
        return ("date.week" if widest <= WEEK else "date.month"), 1
    return ("date.same" if left.told and right.told else "date.same_news"), 1


def _sign_of_apart(left: MentionProfile, right: MentionProfile, apart: int) -> str:
    """Note days that no time zone brings together."""
    later = left if _opens(left) > _opens(right) else right
    if not later.told and apart <= FOLLOWED_UP:
        return "date.later_news"
    return "date.apart_one_story" if one_story(left, right) else "date.apart"


def _opens(one: MentionProfile) -> date:
    """The first day of an event that is dated."""
    return one.days.first if one.days else date.min


def weigh_days(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh when two events took place."""
    return weight_of_sign(sign_of_days(left, right))


def compare_days(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell how far apart two events took place."""
    sign = sign_of_days(left, right)
    weight = weight_of_sign(sign)
    return Reason("date", weight, _days_text(left, right, sign[0])) if weight else None


def _days_text(left: MentionProfile, right: MentionProfile, sign: str) -> str:
    """What is told of the days of two events."""
    one, two = left.days, right.days
    if one is None or two is None:
        return "the day of one of them is unknown" if one or two else "neither is dated"
    words = f"{interval_text(one)} and {interval_text(two)}"
    apart = days_between(one, two)
    if sign == "date.unknown":
        return f"{words} are too wide to compare"
    if sign in {"date.same", "date.same_news"}:
        return f"both are dated {interval_text(one)}"
    if sign == "date.later_news":
        return f"{words} are {apart} days apart, but the later is only the day of the report"
    if not apart:
        return f"{words} overlap"
    return f"{words} follow each other" if apart == 1 else f"{words} are {apart} days apart"


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
