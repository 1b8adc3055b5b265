"""The words of time, and what the groups of a matched form say, as a value; None turns it down."""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from dateline.types import Direction, TimeAnchor, TimeExpression, TimeUnit

# ------------------------------------------------------------------ words of time

UNIT_LETTERS = {
    TimeUnit.MINUTE: "M",
    TimeUnit.HOUR: "H",
    TimeUnit.DAY: "D",
    TimeUnit.WEEK: "W",
    TimeUnit.MONTH: "M",
    TimeUnit.QUARTER: "Q",
    TimeUnit.YEAR: "Y",
    TimeUnit.DECADE: "DE",
    TimeUnit.CENTURY: "CE",
}
CLOCK_UNITS = (TimeUnit.MINUTE, TimeUnit.HOUR)
HUNDRED = 100
# Marks of direction and of no width stand beside digits in texts copied from Arabic pages.
BLANK = r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]{1,4}"
SHORT_YEARS = 50  # '44 is 1944, '14 is 2014


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The lists of `dates.toml`."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    day_parts: Mapping[str, str]
    seasons: Mapping[str, str]
    units: Mapping[str, str]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    parts: Mapping[str, str]
    holidays: Mapping[str, tuple[int, int]]
    references: Mapping[str, str]
    tense: Mapping[str, frozenset[str]]
    named_after: Mapping[str, frozenset[str]]


@cache
def time_words() -> TimeWords:
    """The word lists, read once a process."""
    data = tomllib.loads(files(__package__).joinpath("dates.toml").read_text("utf-8"))
    holidays = {name: (month, day) for name, (month, day) in data["holidays"].items()}
    sets = {
        table: {name: frozenset(listed) for name, listed in data[table].items()}
        for table in ("tense", "named_after")
    }
    return TimeWords(**{**data, **sets, "holidays": holidays})


def either_pattern(options: Iterable[str], *, capital: bool = False, titled: bool = False) -> str:
    """A pattern of any of the words, longest first; with `capital`, as names are written.

    With `titled` only the first letter must be a capital: "Eid al-Fitr" and "Eid Al-Fitr".
    """
    ordered = sorted(options, key=lambda word: (-len(word), word))
    if titled:
        return "(?=(?-i:[A-Z]))(?:" + "|".join(_any_apostrophe(word) for word in ordered) + ")"
    if not capital:
        return "(?:" + "|".join(spaced_pattern(re.escape(word)) for word in ordered) + ")"
    forms = [form for word in ordered for form in (word.capitalize(), word.upper())]
    return "(?-i:" + "|".join(forms) + ")"


def _any_apostrophe(word: str) -> str:
    """A word with either form of the apostrophe, and a blank for any short run of them."""
    return spaced_pattern(re.escape(word).replace("'", "['’`ʿ]"))


def spaced_pattern(pattern: str) -> str:
    """A pattern in which a blank stands for any short run of white space, marks in it included."""
    return pattern.replace("\\ ", " ").replace(" ", BLANK)


def number_of(text: str) -> int | None:
    """The number that a numeral or number word stands for; None for "several"."""
    text = text.lower().strip().replace(",", "")
    if text.isdigit():
        return int(text)
    if text.startswith(("couple", "a couple")):
        return 2
    values = [time_words().numbers.get(word) for word in re.split(r"[\s-]+", text)]
    known = [value for value in values if value is not None]
    if not known or len(known) != len(values):
        return None
    if len(known) > 1 and text.startswith(("a ", "an ")) and known[-1] != HUNDRED:
        return sum(known[1:])  # the article of "a three-day battle"
    if known[-1] == HUNDRED and len(known) > 1:
        return known[0] * HUNDRED
    return sum(known)


def ordinal_of(text: str) -> int | None:
    """The number that an ordinal stands for."""
    digits = re.match(r"\d{1,2}", text)
    return int(digits.group()) if digits else time_words().ordinals.get(text.lower())


def unit_of(text: str) -> TimeUnit | None:
    """The unit that a word names; seconds are none, since no report is dated by them."""
    name = time_words().units.get(text.lower())
    return TimeUnit(name) if name and name != "second" else None


def month_of(text: str) -> int:
    """The number of a month's name."""
    return time_words().months[text.lower().rstrip(".")]


def weekday_of(text: str) -> int:
    """The number of a weekday's name, Monday being 0."""
    return time_words().weekdays[text.lower().rstrip(".")]


def year_value(text: str, era: str | None) -> int:
    """The year that is written; years before our era are negative, -490 for 490 BC."""
    digits = text.lstrip("'’‘")
    value = int(digits)
    if len(digits) < len(text):
        value += 1900 if value >= SHORT_YEARS else 2000
    return -value if era and era.strip().upper().startswith("B") else value


# ------------------------------------------------------------------ groups

Groups = Mapping[str, str | None]

NOON = 12
BACK = ("last", "past", "previous", "preceding", "this past", "the past", "the last")
ON = ("next", "coming", "following", "this coming", "the coming")


def text_of(groups: Groups, name: str) -> str | None:
    """A group in lower case with single blanks, or None."""
    found = groups.get(name)
    return " ".join(found.lower().split()) if found else None


def part_of(groups: Groups) -> str | None:
    """The part of a month, a year or a day that the words single out."""
    part = text_of(groups, "part")
    if part and part.endswith(" the"):
        part = part.removesuffix(" the")
    return time_words().parts.get(part) if part else None


def year_of(groups: Groups) -> int | None:
    """The year that is written, if any."""
    found = groups.get("year")
    return year_value(found, groups.get("era")) if found else None


def clock_of(groups: Groups) -> tuple[str | None, str | None]:
    """The time of day, "04:15" or a TimeML part of day, and its zone."""
    for n in ("1", "2"):
        zone = groups.get("zone" + n)
        if groups.get("h" + n):
            return _twelve_hours(groups, n), zone
        if groups.get("hh" + n):
            return f"{int(groups['hh' + n] or 0):02}:{groups['mm' + n]}", zone
        if mil := groups.get("mil" + n):
            return f"{mil[:2]}:{mil[2:]}", zone
        if word := text_of(groups, "word" + n):
            return ("12:00" if word == "noon" else "00:00"), zone
    found = text_of(groups, "tod2") or text_of(groups, "tod3") or text_of(groups, "tod")
    return (time_words().day_parts.get(found) if found else None), None


def _twelve_hours(groups: Groups, n: str) -> str | None:
    """A time with a.m. or p.m. on the clock of 24 hours."""
    hour = int(groups["h" + n] or 0)
    if not 1 <= hour <= NOON:
        return None
    late = (groups["ap" + n] or "").lower().startswith("p")
    return f"{hour % NOON + (NOON if late else 0):02}:{groups['mi' + n] or '00'}"


def calendar_value(
    year: int | None, month: int | None, day: int | None, season: str | None = None
) -> str:
    """A date as TimeML writes it, X for what the words leave open."""
    if year is None:
        head = "XXXX"
    elif year < 0:
        head = f"BC{-year:04}"
    else:
        head = f"{year:04}"
    if season:
        return f"{head}-{season}"
    if day is not None:
        return f"{head}-{month:02}-{day:02}" if month else f"{head}-XX-{day:02}"
    return f"{head}-{month:02}" if month else head


def step_direction(shift: int) -> Direction:
    """The direction of a step."""
    return Direction.FUTURE if shift > 0 else Direction.PAST if shift < 0 else Direction.NEAREST


def which_shift(which: str | None) -> int:
    """How many units "last", "this" and "next" step."""
    bare = (which or "").removeprefix("the ").removeprefix("this ")
    return -1 if bare in BACK else 1 if bare in ON else 0


# ------------------------------------------------------------------ values

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
        return time_words().holidays[holiday]
    if groups.get("one"):
        first, second = int(groups["one"] or 0), int(groups["two"] or 0)
        return (second, first) if first > NOON else (first, second)
    if groups.get("month"):
        return int(groups["month"] or 0), int(groups["day"] or 0)
    number = ordinal_of(groups.get("day") or groups.get("ord") or "") or 0
    return month_of(groups["mon"] or ""), number


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
    if year is not None and 0 <= year < HUNDRED:
        year += 2000 if year < SHORT_YEARS else 1900
    value = calendar_value(year, month, number)
    return TimeExpression(
        TimeAnchor.CALENDAR,
        "TIME" if clock else "DATE",
        year=year,
        month=month,
        day=number,
        weekday=weekday_of(name) if name else None,
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
    number = weekday_of(name)
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
    last = ordinal_of(groups["day2"] or "") or 0
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
    number = ordinal_of(groups["day"] or "") or 0
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
        clock = time_words().day_parts.get(bare, "NI")
        return TimeExpression(
            TimeAnchor.EVENT,
            "TIME",
            clock=clock,
            unit=TimeUnit.HOUR,
            shift=0,
            value=f"XXXX-XX-XXT{clock}",
        )
    found, this = text_of(groups, "tod") or "", text_of(groups, "this") or "this"
    clock = "NI" if found == "overnight" else time_words().day_parts[found]
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
    month = month_of(groups["mon"] or "") if groups.get("mon") else None
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
        return f"Q{4 if quarter == 'last' else time_words().ordinals[quarter]}"
    return None


def season(groups: Groups) -> TimeExpression | None:
    """A season, with its year where given; a bare "fall" or "spring" is left to its tag."""
    code = time_words().seasons[text_of(groups, "season") or ""]
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
    number = ordinal_of(groups["ord"] or "") or 0
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
