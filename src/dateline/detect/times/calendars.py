"""Feasts that move and dates of other calendars, as values with the days they may mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from dateline.detect.times import words as lexicon
from dateline.detect.times.feasts import (
    feast_days,
    feast_table,
    hijri_days,
    hijri_year_days,
    jalali_days,
    moved_days,
)
from dateline.detect.times.groups import calendar_value, clock_of, text_of, year_of
from dateline.types import Interval, TimeAnchor, TimeExpression, TimeUnit

Groups = Mapping[str, str | None]
Days = tuple[Interval, ...]

FIRSTS: Final = {"first": 0, "second": 1, "third": 2, "start": 0, "beginning": 0}
# Months that are also words, first names or an agency, and need their year or their calendar.
NEED_YEAR: Final = frozenset(["mehr", "tir", "dey", "azar", "aban"])
NAMES_OF_MEN: Final = frozenset(["rajab", "shaban", "shaaban", "safar"])
# The widest a day may be (a feast of a week and its doubt), and a month; more is a year.
UNITS: Final = ((12, TimeUnit.DAY), (40, TimeUnit.MONTH), (400, TimeUnit.YEAR))


def feast(groups: Groups) -> TimeExpression | None:
    """“Easter Sunday 2019”, “Eid al-Fitr”, “the first day of Ramadan”, “the day after Passover”."""
    name = _plain_apostrophes(text_of(groups, "feast") or "")
    days = _eid() if name == "eid" else feast_days(name)
    year = year_of(groups)
    if year is not None:
        days = tuple(i for i in days if i.first.year <= year <= i.last.year)
    # a lone "of 2019" that no year of the feast answers leaves nothing to go by
    if not days:
        return None
    days = _stepped(days, text_of(groups, "step") or "", name)
    if groups.get("eve"):
        days = tuple(Interval(moved_days((i,), -1)[0].first, i.first) for i in days)
    clock, zone = clock_of(groups)
    value = _valued(days, year)
    return replace(
        value,
        timex="TIME" if clock else "DATE",
        clock=clock,
        zone=zone,
        value=value.value + (f"T{clock}" if clock else ""),
    )


def _plain_apostrophes(name: str) -> str:
    """A name with the apostrophe of the table."""
    return name.replace("’", "'").replace("`", "'").replace("ʿ", "'")


def _eid() -> Days:
    """“Eid” alone is the one or the other of the two feasts."""
    return tuple(sorted((*feast_days("eid al-fitr"), *feast_days("eid al-adha"))))


def _stepped(days: Days, step: str, name: str) -> Days:
    """The day after a feast or before it, or one of its own days."""
    if step.startswith("the eve"):
        return tuple(Interval(i.first - timedelta(days=1), i.first) for i in days)
    if step.endswith(("before", "after")):
        amount = lexicon.number_of(step.split(maxsplit=1)[0]) or 1
        return moved_days(days, -amount if step.endswith("before") else amount)
    slack = feast_table().named[name].slack + feast_table().named[name].eve if name != "eid" else 1
    for word, n in FIRSTS.items():
        if word in step:
            return tuple(_nth(i, n, slack) for i in days)
    if "last" in step or "end" in step:
        return tuple(Interval(i.last - timedelta(days=2 * slack), i.last) for i in days)
    return days


def _nth(interval: Interval, n: int, slack: int) -> Interval:
    """The nth day of a feast, with the doubt about its beginning."""
    first = interval.first + timedelta(days=n)
    return Interval(first, min(interval.last, first + timedelta(days=2 * slack)))


def hijri(groups: Groups) -> TimeExpression | None:
    """“17 Ramadan 1444”, “the 10th of Muharram”, “Rajab 1445 AH”."""
    name = _plain_apostrophes(text_of(groups, "hmon") or text_of(groups, "hmon2") or "")
    day = lexicon.ordinal_of(groups.get("day") or groups.get("day3") or "")
    year = int(groups["hyear"] or 0) if groups.get("hyear") else None
    if year is None and (name in NAMES_OF_MEN or groups.get("hmon2")):
        return None
    days = hijri_days(feast_table().hijri[name], day, year)
    return _valued(days, None) if days else None


def hijri_year(groups: Groups) -> TimeExpression | None:
    """“1444 AH”."""
    days = hijri_year_days(int(groups["hyear"] or 0))
    return _valued(days, None) if days else None


def jalali(groups: Groups) -> TimeExpression | None:
    """“12 Mehr 1402”, “22 Bahman”."""
    name = text_of(groups, "jmon") or ""
    day = lexicon.ordinal_of(groups.get("day") or "")
    year = int(groups["jyear"] or 0) if groups.get("jyear") else None
    if year is None and name in NEED_YEAR and not groups.get("marked"):
        return None
    days = jalali_days(feast_table().jalali[name], day, year)
    return _valued(days, None) if days else None


def _valued(days: Days, year: int | None) -> TimeExpression:
    """The value of days that are known, or left open by the year."""
    only = days[0] if len(days) == 1 else None
    width = max((i.last - i.first).days for i in days)
    unit = next(unit for most, unit in UNITS if width <= most)
    value = "XXXX-XX-XX" if unit is TimeUnit.DAY else "XXXX-XX"
    if only is not None and only.first == only.last:
        # one day of our own calendar: the words are as good as that date
        day = only.first
        return TimeExpression(
            TimeAnchor.CALENDAR, "DATE", year=day.year, month=day.month, day=day.day, unit=unit,
            value=calendar_value(day.year, day.month, day.day),
        )  # fmt: skip
    middle = only.first + (only.last - only.first) / 2 if only else None
    if middle is not None:
        month = None if unit is TimeUnit.YEAR else middle.month
        day_or_none = middle.day if unit is TimeUnit.DAY else None
        value = calendar_value(middle.year, month, day_or_none)
    return TimeExpression(
        TimeAnchor.CALENDAR,
        "DATE",
        year=year if year is not None else middle.year if middle else None,
        unit=unit,
        value=value,
        part="APPROX" if only is not None else None,
        days=days,
    )
