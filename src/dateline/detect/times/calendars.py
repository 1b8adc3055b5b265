"""Feasts that move and dates of other calendars, as values with the days they may fall on."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from types import ModuleType
from typing import Final

from dateline.detect.times import values as lexicon
from dateline.detect.times.values import calendar_value, clock_of, text_of, year_of
from dateline.errors import MissingExtraError
from dateline.types import Interval, TimeAnchor, TimeExpression, TimeUnit

# ------------------------------------------------------------------ feasts

# The words keep their name; the days stand beside them in `TimeExpression.days`, one interval for
# each year that the words leave open. Conversions are those of `conversions.py`, which needs the
# extra `calendars`; Easter is Meeus's rule.

YEARS: Final = range(1970, 2040)
DAY: Final = timedelta(days=1)
WEEK: Final = 7
DECEMBER: Final = 12
# Offsets from our years to those that begin within them; one more year on each side is tried.
HIJRI_YEARS: Final = range(1389, 1464)
JEWISH_OFFSET: Final = 3760

HIJRI_SLACK: Final = 1  # days; the crescent may be seen earlier or later than computed


@dataclass(frozen=True, slots=True)
class Feast:
    """A row of `feasts.toml`."""

    names: tuple[str, ...]
    rule: str
    month: int = 0
    day: int = 0
    weekday: int = 0
    count: int = 0
    shift: int = 0
    length: int = 1
    slack: int = 0
    eve: int = 0
    days: tuple[date, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class FeastTable:
    """The whole table: feasts by name, and the months of the two calendars."""

    named: Mapping[str, Feast]
    hijri: Mapping[str, int]
    jalali: Mapping[str, int]


@cache
def feast_table() -> FeastTable:
    """The table, read once a process."""
    data = tomllib.loads(files(__package__).joinpath("feasts.toml").read_text("utf-8"))
    named = {}
    for row in data["feast"]:
        listed = {"names": tuple(row["names"]), "days": tuple(row.get("days", ()))}
        feast = Feast(**{**row, **listed})
        named.update(dict.fromkeys(feast.names, feast))
    return FeastTable(named, data["hijri_months"], data["jalali_months"])


def feast_names() -> tuple[str, ...]:
    """All names of feasts, with "Eid", which the time of the year tells from the other."""
    return (*feast_table().named, "Eid")


@cache
def feast_days(name: str) -> tuple[Interval, ...]:
    """The days on which a feast may be kept, in each year from 1970 to 2039.

    Args:
        name: a name of the table, in lower case.

    Returns:
        Intervals in order; one is as wide as the feast and the doubt about its beginning.
    """
    feast = feast_table().named[name]
    days = sorted(day for year in YEARS for day in RULES[feast.rule](feast, year))
    return tuple(
        Interval(
            day + DAY * (feast.shift - feast.slack - feast.eve),
            day + DAY * (feast.shift + feast.length - 1 + feast.slack),
        )
        for day in days
    )


def hijri_days(month: int, day: int | None, year: int | None = None) -> tuple[Interval, ...]:
    """The days that a date of the Islamic calendar may mean, in one year or in each."""
    years = HIJRI_YEARS if year is None else (year,) if year in HIJRI_YEARS else ()
    convert, found = _calendar_conversions(), []
    for hijri_year in years:
        last = convert.islamic_month_length(hijri_year, month)
        if day is not None and day > last:
            continue
        first = convert.islamic_day(hijri_year, month, day or 1)
        length = 0 if day else last - 1
        found.append(
            Interval(first - DAY * HIJRI_SLACK, first + DAY * (length + HIJRI_SLACK)),
        )
    return tuple(found)


def hijri_year_days(year: int) -> tuple[Interval, ...]:
    """The days of an Islamic year."""
    if year not in HIJRI_YEARS[:-1]:
        return ()
    islamic_day = _calendar_conversions().islamic_day
    return (Interval(islamic_day(year, 1, 1) - DAY, islamic_day(year + 1, 1, 1)),)


def jalali_days(month: int, day: int | None, year: int | None = None) -> tuple[Interval, ...]:
    """The days that a date of the Iranian calendar means, in one year or in each."""
    years = range(YEARS.start - 621, YEARS.stop - 621) if year is None else (year,)
    convert, found = _calendar_conversions(), []
    for jalali_year in years:
        last = convert.iranian_month_length(jalali_year, month)
        if day is not None and day > last:
            continue
        first = convert.iranian_day(jalali_year, month, day or 1)
        found.append(Interval(first, first if day else first + DAY * (last - 1)))
    return tuple(found)


def moved_days(days: tuple[Interval, ...], step: int) -> tuple[Interval, ...]:
    """The days after a feast (step 1) or before it (step -1), with the doubt about its length."""
    shift = DAY * step
    return tuple(Interval(i.first + shift, i.last + shift) for i in days)


# ------------------------------------------------------------------ rules


def _easter_sunday(_feast: Feast, year: int) -> list[date]:
    """Easter Sunday of the western churches (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    lift = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + lift + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % WEEK
    correction = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - WEEK * correction + 114, 31)
    return [date(year, month, day + 1)]


def _orthodox_easter(_feast: Feast, year: int) -> list[date]:
    """Easter Sunday of the eastern churches (Meeus), 13 days on from the Julian calendar."""
    moon = (19 * (year % 19) + 15) % 30
    to_sunday = (2 * (year % 4) + 4 * (year % WEEK) - moon + 34) % WEEK
    month, day = divmod(moon + to_sunday + 114, 31)
    return [date(year, month, day + 1) + DAY * 13]


def _fixed_day(feast: Feast, year: int) -> list[date]:
    """The same day each year."""
    return [date(year, feast.month, feast.day)]


def _islamic_days(feast: Feast, year: int) -> list[date]:
    """A day of the Islamic calendar; one of our years may hold it twice."""
    first = HIJRI_YEARS.start + (year - YEARS.start) * 33 // 32 - 1
    near = [n for n in range(first, first + 4) if n in HIJRI_YEARS]
    convert = _calendar_conversions()
    days = [convert.islamic_day(n, feast.month, feast.day) for n in near]
    return [day for day in days if day.year == year]


def _jewish_day(feast: Feast, year: int) -> list[date]:
    """A day of the Jewish calendar, whose months count from Nisan and years from Tishri."""
    years = (year + JEWISH_OFFSET, year + JEWISH_OFFSET + 1)
    convert = _calendar_conversions()
    days = [convert.jewish_day(n, feast.month, feast.day) for n in years]
    return [day for day in days if day.year == year]


def _weekday_of_month(feast: Feast, year: int) -> list[date]:
    """The first, second ... or last such weekday of a month."""
    if feast.count < 0:
        last = date(year + feast.month // DECEMBER, feast.month % DECEMBER + 1, 1) - DAY
        return [last - DAY * ((last.weekday() - feast.weekday) % WEEK)]
    first = date(year, feast.month, 1)
    return [first + DAY * ((feast.weekday - first.weekday()) % WEEK + WEEK * (feast.count - 1))]


def _listed_days(feast: Feast, year: int) -> list[date]:
    """As the table lists it."""
    return [day for day in feast.days if day.year == year]


RULES: Final[Mapping[str, Callable[[Feast, int], list[date]]]] = {
    "easter": _easter_sunday,
    "orthodox easter": _orthodox_easter,
    "fixed": _fixed_day,
    "islamic": _islamic_days,
    "jewish": _jewish_day,
    "weekday": _weekday_of_month,
    "listed": _listed_days,
}


def _calendar_conversions() -> ModuleType:
    """The conversions between calendars.

    Raises:
        MissingExtraError: the extra `calendars` is not installed.
    """
    try:
        from dateline.detect.times import conversions  # noqa: PLC0415  an extra
    except ModuleNotFoundError as error:
        what = "Reading dates of the Islamic, Jewish and Iranian calendars"
        raise MissingExtraError(what, "calendars") from error
    return conversions


# ------------------------------------------------------------------ values

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
