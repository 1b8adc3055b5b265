"""What the groups of a matched form say, as a value; None turns the match down."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import replace

from dateline.detect.times import words as lexicon
from dateline.detect.times.groups import (
    BACK,
    NOON,
    ON,
    calendar_value,
    clock_of,
    part_of,
    step_direction,
    text_of,
    which_shift,
    year_of,
)
from dateline.types import Direction, TimeAnchor, TimeExpression, TimeUnit

Groups = Mapping[str, str | None]

LEAP_YEAR = 2000
YEARS = range(1000, 2100)


def _is_valid_day(month: int | None, day: int | None) -> bool:
    """Is this a day that some year has?"""
    if month is None or day is None:
        return True
    return 1 <= month <= NOON and 1 <= day <= calendar.monthrange(LEAP_YEAR, month)[1]


def read_day(groups: Groups) -> TimeExpression | None:
    """A day: by number, by weekday, by name or by its distance from today."""
    if groups.get("deictic"):
        return _deictic_day(groups)
    if groups.get("mon") or groups.get("month") or groups.get("one") or groups.get("holiday"):
        return _numbered_day(groups)
    return _weekday_value(groups)


def _month_and_day(groups: Groups) -> tuple[int, int]:
    """Month and day of a numbered day; "10/13" can only be month first, "13/10" day first."""
    if holiday := text_of(groups, "holiday"):
        return lexicon.time_words().holidays[holiday]
    if groups.get("one"):
        first, second = int(groups["one"] or 0), int(groups["two"] or 0)
        return (second, first) if first > NOON else (first, second)
    if groups.get("month"):
        return int(groups["month"] or 0), int(groups["day"] or 0)
    number = lexicon.ordinal_of(groups.get("day") or groups.get("ord") or "") or 0
    return lexicon.month_of(groups["mon"] or ""), number


def _numbered_day(groups: Groups) -> TimeExpression | None:
    """A day of a month, with the year, the weekday and the time where they are given."""
    month, number = _month_and_day(groups)
    if not _is_valid_day(month, number):
        return None
    # 10/10 alone may as well be a share or a score; it counts with a weekday or a year beside it
    if groups.get("one") and not (groups.get("year") or groups.get("wd")):
        return None
    clock, zone = clock_of(groups)
    name = groups.get("wd") or groups.get("wdafter")
    year = year_of(groups)
    if year is not None and 0 <= year < lexicon.HUNDRED:
        year += 2000 if year < lexicon.SHORT_YEARS else 1900
    value = calendar_value(year, month, number)
    return TimeExpression(
        TimeAnchor.CALENDAR,
        "TIME" if clock else "DATE",
        year=year,
        month=month,
        day=number,
        weekday=lexicon.weekday_of(name) if name else None,
        unit=TimeUnit.DAY,
        clock=clock,
        zone=zone,
        part=part_of(groups),
        value=value + (f"T{clock}" if clock else ""),
    )


def _weekday_value(groups: Groups) -> TimeExpression | None:
    """A weekday; "last" and "next" move it, "every" makes it a repetition."""
    name = groups["wd"] or ""
    # "Sun", "Sat" and "Mon" alone are newspapers, verbs and mountains
    if len(name.rstrip(".")) <= len("Thurs") and not name.lower().endswith("day"):
        return None
    number = lexicon.weekday_of(name)
    clock, zone = clock_of(groups)
    if groups.get("every"):
        return TimeExpression(
            TimeAnchor.CREATION, "SET", weekday=number, value="XXXX-WXX-" + str(number + 1)
        )
    which = text_of(groups, "which")
    # "this past Monday" is the Monday just past, where "last Monday" may be that of last week
    just = which == "this past"
    shift = -1 if which in BACK else 1 if which in ON else 0 if which == "this" else None
    direction = {-1: Direction.PAST, 1: Direction.FUTURE}.get(shift or 0, Direction.NEAREST)
    return TimeExpression(
        TimeAnchor.EVENT if which in ("previous", "following") else TimeAnchor.CREATION,
        "TIME" if clock else "DATE",
        weekday=number,
        shift=None if just else shift,
        unit=TimeUnit.DAY,
        direction=direction,
        clock=clock,
        zone=zone,
        part=part_of(groups),
        value=f"XXXX-WXX-{number + 1}" + (f"T{clock}" if clock else ""),
    )


def weekday_of_week(groups: Groups) -> TimeExpression | None:
    """“Tuesday last week”, “earlier this week, on Tuesday”, “the Tuesday before last”."""
    value = _weekday_value(groups)
    if value is None:
        return None
    week = text_of(groups, "week") or ""
    if week.startswith("the "):
        return replace(value, anchor=TimeAnchor.EVENT, shift=which_shift(week), unit=TimeUnit.WEEK)
    if groups.get("skipped"):
        return replace(value, shift=-2, direction=Direction.PAST)
    shift = which_shift(week)
    return replace(value, shift=shift, unit=TimeUnit.WEEK, direction=step_direction(shift))


DEICTIC = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1,
    "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip


def _deictic_day(groups: Groups) -> TimeExpression:
    """Today, yesterday, tomorrow and tonight."""
    word = text_of(groups, "deictic") or ""
    clock, zone = clock_of(groups)
    clock = clock or ("NI" if word == "tonight" else None)
    shift = DEICTIC[word]
    return TimeExpression(
        TimeAnchor.CREATION,
        "TIME" if clock else "DATE",
        shift=shift,
        unit=TimeUnit.DAY,
        direction=step_direction(shift),
        clock=clock,
        zone=zone,
        part=part_of(groups),
        value="XXXX-XX-XX" + (f"T{clock}" if clock else ""),
    )


def day_range(groups: Groups) -> TimeExpression | None:
    """“3 to 5 May 2019”: the first day, and the last one in `last`."""
    first = _numbered_day(groups)
    last = lexicon.ordinal_of(groups["day2"] or "") or 0
    if (
        first is None
        or first.day is None
        or not first.day < last
        or not _is_valid_day(first.month, last)
    ):
        return None
    value = calendar_value(first.year, first.month, last)
    return replace(first, last=replace(first, day=last, weekday=None, value=value))


def ordinal_day(groups: Groups) -> TimeExpression | None:
    """“The 17th”: a day of a month that the text named before."""
    number = lexicon.ordinal_of(groups["day"] or "") or 0
    if not 1 <= number <= 31:  # noqa: PLR2004 - days of a month
        return None
    return TimeExpression(
        TimeAnchor.CALENDAR, "DATE", day=number, unit=TimeUnit.DAY, value=f"XXXX-XX-{number:02}"
    )


def clock_alone(groups: Groups) -> TimeExpression | None:
    """A time of day without its day."""
    clock, zone = clock_of(groups)
    if clock is None:
        return None
    return TimeExpression(
        TimeAnchor.CREATION, "TIME", shift=None, unit=TimeUnit.HOUR, clock=clock, zone=zone,
        value=f"XXXX-XX-XXT{clock}",
    )  # fmt: skip


def part_of_day(groups: Groups) -> TimeExpression | None:
    """“This evening”, “last night”, “overnight”, “that morning”, “at dawn”."""
    bare = text_of(groups, "bare")
    if bare:
        clock = lexicon.time_words().day_parts.get(bare, "NI")
        return TimeExpression(
            TimeAnchor.EVENT,
            "TIME",
            clock=clock,
            unit=TimeUnit.HOUR,
            shift=0,
            value=f"XXXX-XX-XXT{clock}",
        )
    found, this = text_of(groups, "tod") or "", text_of(groups, "this") or "this"
    clock = "NI" if found == "overnight" else lexicon.time_words().day_parts[found]
    shift = {"last": -1, "next": 1, "the next": 1, "the following": 1, "the previous": -1}.get(
        this, 0
    )
    creation = this in ("this", "last", "next")
    return TimeExpression(
        TimeAnchor.CREATION if creation else TimeAnchor.EVENT,
        "TIME",
        shift=shift,
        unit=TimeUnit.DAY,
        direction=step_direction(shift),
        clock=clock,
        part="END" if found == "overnight" else part_of(groups),
        value=f"XXXX-XX-XXT{clock}",
    )


def month_or_year(groups: Groups) -> TimeExpression | None:
    """A month or a year, whole or in part."""
    year = year_of(groups)
    if year is not None and not groups.get("era") and year not in YEARS:
        return None
    month = lexicon.month_of(groups["mon"] or "") if groups.get("mon") else None
    season = _half_or_quarter(groups)
    which = text_of(groups, "which")
    shift = which_shift(which) if which else None
    return TimeExpression(
        TimeAnchor.CALENDAR,
        "DATE",
        year=year,
        month=month,
        shift=shift,
        unit=TimeUnit.MONTH if month else TimeUnit.QUARTER if season else TimeUnit.YEAR,
        direction=step_direction(shift or 0),
        part=part_of(groups),
        season=season,
        value=calendar_value(year, month, None, None if month else season),
    )


def _half_or_quarter(groups: Groups) -> str | None:
    """The half or quarter of a year."""
    if half := text_of(groups, "half"):
        return "H1" if half == "first" else "H2"
    if quarter := text_of(groups, "quarter"):
        return f"Q{4 if quarter == 'last' else lexicon.time_words().ordinals[quarter]}"
    return None


def season(groups: Groups) -> TimeExpression | None:
    """A season, with its year where given; a bare "fall" or "spring" is left to its tag."""
    code = lexicon.time_words().seasons[text_of(groups, "season") or ""]
    which = text_of(groups, "which") or text_of(groups, "rel")
    shift = which_shift(which) if which else None
    year = year_of(groups)
    return TimeExpression(
        TimeAnchor.CALENDAR,
        "DATE",
        year=year,
        shift=shift,
        unit=TimeUnit.QUARTER,
        direction=step_direction(shift or 0),
        part=part_of(groups),
        season=code,
        value=calendar_value(year, None, None, code),
    )


def short_year(groups: Groups) -> TimeExpression | None:
    """“2006-07”: the second of two years, in the century of the first."""
    year = int((groups["century"] or "") + (groups["short"] or ""))
    value = calendar_value(year, None, None)
    return TimeExpression(TimeAnchor.CALENDAR, "DATE", year=year, unit=TimeUnit.YEAR, value=value)


def decade(groups: Groups) -> TimeExpression | None:
    """“The late 1990s”."""
    first = int(groups["decade"] or 0)
    if groups.get("era"):
        first = -first
    value = f"BC{-first // 10:03}" if first < 0 else f"{first // 10:03}"
    return TimeExpression(
        TimeAnchor.CALENDAR,
        "DATE",
        year=first,
        unit=TimeUnit.DECADE,
        part=part_of(groups),
        value=value,
    )


def century(groups: Groups) -> TimeExpression | None:
    """“The early 20th century”."""
    number = lexicon.ordinal_of(groups["ord"] or "") or 0
    before = bool(groups.get("era")) and (groups["era"] or "").strip().upper().startswith("B")
    first = -number * 100 if before else (number - 1) * 100
    value = f"BC{number - 1:02}" if before else f"{number - 1:02}"
    return TimeExpression(
        TimeAnchor.CALENDAR,
        "DATE",
        year=first,
        unit=TimeUnit.CENTURY,
        part=part_of(groups),
        value=value,
    )
