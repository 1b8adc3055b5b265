"""What the groups of a matched form say, as a value; None turns the match down."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import replace

from dateline.detect import dates_words as lexicon
from dateline.types import Direction, TimeAnchor, TimeExpression, TimeUnit

Groups = Mapping[str, str | None]

LEAP_YEAR = 2000
NOON = 12
LAST_HOUR = 24
YEARS = range(1000, 2100)
BACK = ("last", "past", "previous", "preceding", "this past", "the past", "the last")
ON = ("next", "coming", "following", "this coming", "the coming")
EVENT_WORDS = (
    "the previous", "previous", "the following", "following", "the same", "same", "that",
    "the preceding", "preceding", "the next",
)  # fmt: skip
EARLIER = ("earlier", "before", "beforehand", "prior", "previously")
MODS = {
    "more than": "MORE_THAN", "over": "MORE_THAN", "at least": "EQUAL_OR_MORE",
    "just over": "MORE_THAN", "less than": "LESS_THAN", "under": "LESS_THAN",
    "just under": "LESS_THAN", "no more than": "EQUAL_OR_LESS", "up to": "EQUAL_OR_LESS",
    "nearly": "LESS_THAN", "almost": "LESS_THAN", "barely": "LESS_THAN",
    "about": "APPROX", "around": "APPROX", "roughly": "APPROX", "some": "APPROX",
    "approximately": "APPROX",
}  # fmt: skip


def _text(groups: Groups, name: str) -> str | None:
    """A group in lower case with single blanks, or None."""
    found = groups.get(name)
    return " ".join(found.lower().split()) if found else None


def _part(groups: Groups) -> str | None:
    """The part of a month, a year or a day that the words single out."""
    part = _text(groups, "part")
    if part and part.endswith(" the"):
        part = part.removesuffix(" the")
    return lexicon.words().parts.get(part) if part else None


def _year(groups: Groups) -> int | None:
    """The year that is written, if any."""
    found = groups.get("year")
    return lexicon.year(found, groups.get("era")) if found else None


def _clock(groups: Groups) -> tuple[str | None, str | None]:
    """The time of day, "04:15" or a TimeML part of day, and its zone."""
    for n in ("1", "2"):
        zone = groups.get("zone" + n)
        if groups.get("h" + n):
            return _twelve_hours(groups, n), zone
        if groups.get("hh" + n):
            return f"{int(groups['hh' + n] or 0):02}:{groups['mm' + n]}", zone
        if mil := groups.get("mil" + n):
            return f"{mil[:2]}:{mil[2:]}", zone
        if word := _text(groups, "word" + n):
            return ("12:00" if word == "noon" else "00:00"), zone
    found = _text(groups, "tod2") or _text(groups, "tod")
    return (lexicon.words().day_parts.get(found) if found else None), None


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


def _valid(month: int | None, day: int | None) -> bool:
    """Is this a day that some year has?"""
    if month is None or day is None:
        return True
    return 1 <= month <= NOON and 1 <= day <= calendar.monthrange(LEAP_YEAR, month)[1]


def day(groups: Groups) -> TimeExpression | None:
    """A day: by number, by weekday, by name or by its distance from today."""
    if groups.get("deictic"):
        return _deictic(groups)
    if groups.get("mon") or groups.get("month") or groups.get("one") or groups.get("holiday"):
        return _numbered(groups)
    return _weekday(groups)


def _month_and_day(groups: Groups) -> tuple[int, int]:
    """Month and day of a numbered day; "10/13" can only be month first, "13/10" day first."""
    if holiday := _text(groups, "holiday"):
        return lexicon.words().holidays[holiday]
    if groups.get("one"):
        first, second = int(groups["one"] or 0), int(groups["two"] or 0)
        return (second, first) if first > NOON else (first, second)
    if groups.get("month"):
        return int(groups["month"] or 0), int(groups["day"] or 0)
    number = lexicon.ordinal(groups.get("day") or groups.get("ord") or "") or 0
    return lexicon.month(groups["mon"] or ""), number


def _numbered(groups: Groups) -> TimeExpression | None:
    """A day of a month, with the year, the weekday and the time where they are given."""
    month, number = _month_and_day(groups)
    if not _valid(month, number):
        return None
    # 10/10 alone may as well be a share or a score; it counts with a weekday or a year beside it
    if groups.get("one") and not (groups.get("year") or groups.get("wd")):
        return None
    clock, zone = _clock(groups)
    name = groups.get("wd") or groups.get("wdafter")
    year = _year(groups)
    if year is not None and 0 <= year < lexicon.HUNDRED:
        year += 2000 if year < lexicon.SHORT_YEARS else 1900
    value = calendar_value(year, month, number)
    return TimeExpression(
        TimeAnchor.CALENDAR,
        "TIME" if clock else "DATE",
        year=year,
        month=month,
        day=number,
        weekday=lexicon.weekday(name) if name else None,
        unit=TimeUnit.DAY,
        clock=clock,
        zone=zone,
        part=_part(groups),
        value=value + (f"T{clock}" if clock else ""),
    )


def _weekday(groups: Groups) -> TimeExpression | None:
    """A weekday; "last" and "next" move it, "every" makes it a repetition."""
    name = groups["wd"] or ""
    # "Sun", "Sat" and "Mon" alone are newspapers, verbs and mountains
    if len(name.rstrip(".")) <= len("Thurs") and not name.lower().endswith("day"):
        return None
    number = lexicon.weekday(name)
    clock, zone = _clock(groups)
    if groups.get("every"):
        return TimeExpression(
            TimeAnchor.CREATION, "SET", weekday=number, value="XXXX-WXX-" + str(number + 1)
        )
    which = _text(groups, "which")
    shift = -1 if which in BACK else 1 if which in ON else 0 if which == "this" else None
    direction = {-1: Direction.PAST, 1: Direction.FUTURE}.get(shift or 0, Direction.NEAREST)
    return TimeExpression(
        TimeAnchor.EVENT if which in ("previous", "following") else TimeAnchor.CREATION,
        "TIME" if clock else "DATE",
        weekday=number,
        shift=shift,
        unit=TimeUnit.DAY,
        direction=direction,
        clock=clock,
        zone=zone,
        part=_part(groups),
        value=f"XXXX-WXX-{number + 1}" + (f"T{clock}" if clock else ""),
    )


DEICTIC = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1,
    "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip


def _deictic(groups: Groups) -> TimeExpression:
    """Today, yesterday, tomorrow and tonight."""
    word = _text(groups, "deictic") or ""
    clock, zone = _clock(groups)
    clock = clock or ("NI" if word == "tonight" else None)
    shift = DEICTIC[word]
    return TimeExpression(
        TimeAnchor.CREATION,
        "TIME" if clock else "DATE",
        shift=shift,
        unit=TimeUnit.DAY,
        direction=_toward(shift),
        clock=clock,
        zone=zone,
        part=_part(groups),
        value="XXXX-XX-XX" + (f"T{clock}" if clock else ""),
    )


def _toward(shift: int) -> Direction:
    """The direction of a step."""
    return Direction.FUTURE if shift > 0 else Direction.PAST if shift < 0 else Direction.NEAREST


def day_range(groups: Groups) -> TimeExpression | None:
    """ "3 to 5 May 2019": the first day, and the last one in `last`."""
    first = _numbered(groups)
    last = lexicon.ordinal(groups["day2"] or "") or 0
    if first is None or first.day is None or not first.day < last or not _valid(first.month, last):
        return None
    value = calendar_value(first.year, first.month, last)
    return replace(first, last=replace(first, day=last, weekday=None, value=value))


def ordinal_day(groups: Groups) -> TimeExpression | None:
    """ "The 17th": a day of a month that the text named before."""
    number = lexicon.ordinal(groups["day"] or "") or 0
    if not 1 <= number <= 31:  # noqa: PLR2004 - days of a month
        return None
    return TimeExpression(
        TimeAnchor.CALENDAR, "DATE", day=number, unit=TimeUnit.DAY, value=f"XXXX-XX-{number:02}"
    )


def clock_alone(groups: Groups) -> TimeExpression | None:
    """A time of day without its day."""
    clock, zone = _clock(groups)
    if clock is None:
        return None
    return TimeExpression(
        TimeAnchor.CREATION, "TIME", shift=None, unit=TimeUnit.HOUR, clock=clock, zone=zone,
        value=f"XXXX-XX-XXT{clock}",
    )  # fmt: skip


def part_of_day(groups: Groups) -> TimeExpression | None:
    """ "This evening", "last night", "overnight", "that morning", "at dawn"."""
    bare = _text(groups, "bare") or _text(groups, "bare2")
    if bare:
        clock = lexicon.words().day_parts.get(bare, "NI")
        return TimeExpression(
            TimeAnchor.EVENT,
            "TIME",
            clock=clock,
            unit=TimeUnit.HOUR,
            shift=0,
            value=f"XXXX-XX-XXT{clock}",
        )
    found, this = _text(groups, "tod") or "", _text(groups, "this") or "this"
    clock = "NI" if found == "overnight" else lexicon.words().day_parts[found]
    shift = {"last": -1, "next": 1, "the next": 1, "the following": 1, "the previous": -1}.get(
        this, 0
    )
    creation = this in ("this", "last", "next")
    return TimeExpression(
        TimeAnchor.CREATION if creation else TimeAnchor.EVENT,
        "TIME",
        shift=shift,
        unit=TimeUnit.DAY,
        direction=_toward(shift),
        clock=clock,
        part="END" if found == "overnight" else _part(groups),
        value=f"XXXX-XX-XXT{clock}",
    )


def month_or_year(groups: Groups) -> TimeExpression | None:
    """A month or a year, whole or in part."""
    year = _year(groups)
    if year is not None and not groups.get("era") and year not in YEARS:
        return None
    month = lexicon.month(groups["mon"] or "") if groups.get("mon") else None
    season = _half_or_quarter(groups)
    which = _text(groups, "which")
    shift = _which_shift(which) if which else None
    return TimeExpression(
        TimeAnchor.CALENDAR,
        "DATE",
        year=year,
        month=month,
        shift=shift,
        unit=TimeUnit.MONTH if month else TimeUnit.QUARTER if season else TimeUnit.YEAR,
        direction=_toward(shift or 0),
        part=_part(groups),
        season=season,
        value=calendar_value(year, month, None, None if month else season),
    )


def _half_or_quarter(groups: Groups) -> str | None:
    """The half or quarter of a year."""
    if half := _text(groups, "half"):
        return "H1" if half == "first" else "H2"
    if quarter := _text(groups, "quarter"):
        return f"Q{4 if quarter == 'last' else lexicon.words().ordinals[quarter]}"
    return None


def season(groups: Groups) -> TimeExpression | None:
    """A season, with its year where given; a bare "fall" or "spring" is left to its tag."""
    code = lexicon.words().seasons[_text(groups, "season") or ""]
    which = _text(groups, "which") or _text(groups, "rel")
    shift = _which_shift(which) if which else None
    year = _year(groups)
    return TimeExpression(
        TimeAnchor.CALENDAR,
        "DATE",
        year=year,
        shift=shift,
        unit=TimeUnit.QUARTER,
        direction=_toward(shift or 0),
        part=_part(groups),
        season=code,
        value=calendar_value(year, None, None, code),
    )


def decade(groups: Groups) -> TimeExpression | None:
    """ "The late 1990s"."""
    first = int(groups["decade"] or 0)
    if groups.get("era"):
        first = -first
    value = f"BC{-first // 10:03}" if first < 0 else f"{first // 10:03}"
    return TimeExpression(
        TimeAnchor.CALENDAR,
        "DATE",
        year=first,
        unit=TimeUnit.DECADE,
        part=_part(groups),
        value=value,
    )


def century(groups: Groups) -> TimeExpression | None:
    """ "The early 20th century"."""
    number = lexicon.ordinal(groups["ord"] or "") or 0
    before = bool(groups.get("era")) and (groups["era"] or "").strip().upper().startswith("B")
    first = -number * 100 if before else (number - 1) * 100
    value = f"BC{number - 1:02}" if before else f"{number - 1:02}"
    return TimeExpression(
        TimeAnchor.CALENDAR,
        "DATE",
        year=first,
        unit=TimeUnit.CENTURY,
        part=_part(groups),
        value=value,
    )


def _which_shift(which: str | None) -> int:
    """How many units "last", "this" and "next" step."""
    bare = (which or "").removeprefix("the ").removeprefix("this ")
    return -1 if bare in BACK else 1 if bare in ON else 0


def unit_relative(groups: Groups) -> TimeExpression | None:
    """ "Last week", "earlier this month", "the following year"."""
    name, which = _text(groups, "unit") or "", _text(groups, "which") or ""
    weekend = name == "weekend"
    unit = TimeUnit.WEEK if weekend else lexicon.unit(name)
    if unit is None:
        return None
    shift = _which_shift(which)
    event = which in EVENT_WORDS and which not in ("next", "past", "last")
    return TimeExpression(
        TimeAnchor.EVENT if event else TimeAnchor.CREATION,
        "DATE",
        shift=shift,
        unit=unit,
        direction=_toward(shift),
        part=_part(groups),
        season="WE" if weekend else None,
        value=_open_value(unit),
    )


def _open_value(unit: TimeUnit) -> str:
    """The TimeML form of a day, week, month or year not known."""
    return {
        TimeUnit.MINUTE: "XXXX-XX-XXTXX:XX",
        TimeUnit.HOUR: "XXXX-XX-XXTXX",
        TimeUnit.DAY: "XXXX-XX-XX",
        TimeUnit.WEEK: "XXXX-WXX",
        TimeUnit.MONTH: "XXXX-XX",
        TimeUnit.QUARTER: "XXXX-QX",
        TimeUnit.DECADE: "XXX",
        TimeUnit.CENTURY: "XX",
    }.get(unit, "XXXX")


def _amount(groups: Groups) -> int | None:
    """How many units; None for "several"."""
    found = groups.get("num")
    return lexicon.number(found.removesuffix(" of")) if found else None


def counted(groups: Groups) -> TimeExpression | None:
    """ "Two years ago", "hours later", "three days before"."""
    unit = lexicon.unit(_text(groups, "unit") or _text(groups, "bare") or "")
    if unit is None:
        return None
    word = _text(groups, "later") or _text(groups, "ago") or "ago"
    if word == "into" or (word == "since" and not groups.get("num")):
        return None
    back = bool(groups.get("ago")) or word in EARLIER
    amount = _amount(groups)
    bound = _text(groups, "bound")
    return TimeExpression(
        TimeAnchor.CREATION if groups.get("ago") or word == "since" else TimeAnchor.EVENT,
        "DATE",
        shift=None if amount is None else -amount if back else amount,
        unit=unit,
        direction=Direction.PAST if back else Direction.FUTURE,
        part=MODS.get(bound) if bound else None,
        value=_open_value(unit) if groups.get("ago") is None else "PAST_REF",
    )


def day_after(groups: Groups) -> TimeExpression | None:
    """ "A day after the attack", "the day after Christmas"."""
    shift = -1 if groups["daystep"] in ("before", "earlier") else 1
    if holiday := _text(groups, "holiday"):
        month, number = lexicon.words().holidays[holiday]
        last = calendar.monthrange(LEAP_YEAR, month)[1]
        moved = number + shift
        if 1 <= moved <= last:
            return TimeExpression(
                TimeAnchor.CALENDAR, "DATE", month=month, day=moved, unit=TimeUnit.DAY,
                value=calendar_value(None, month, moved),
            )  # fmt: skip
    return TimeExpression(
        TimeAnchor.EVENT,
        "DATE",
        shift=shift,
        unit=TimeUnit.DAY,
        direction=_toward(shift),
        value="XXXX-XX-XX",
    )


NEXT_DAY = {"next": 1, "following": 1, "previous": -1, "preceding": -1, "same": 0}


def next_day(groups: Groups) -> TimeExpression | None:
    """ "The next day", "that day", "the third day"."""
    word = _text(groups, "nextday")
    if word and word not in NEXT_DAY:
        return TimeExpression(TimeAnchor.EVENT, "DATE", unit=TimeUnit.DAY, value="XXXX-XX-XX")
    shift = NEXT_DAY[word] if word else 0
    return TimeExpression(
        TimeAnchor.EVENT,
        "DATE",
        shift=shift,
        unit=TimeUnit.DAY,
        direction=_toward(shift),
        value="XXXX-XX-XX",
    )


def window(groups: Groups) -> TimeExpression | None:
    """ "In recent weeks", "the past two years", "the next few months"."""
    unit = lexicon.unit(_text(groups, "unit") or "")
    word = _text(groups, "window") or ""
    if unit is None:
        return None
    amount = _amount(groups)
    back = word in BACK or word == "recent"
    on = word in ON
    return TimeExpression(
        TimeAnchor.CREATION
        if word in ("past", "last", "recent", "next", "coming")
        else TimeAnchor.EVENT,
        "DURATION",
        shift=None if amount is None else -amount if back else amount,
        unit=unit,
        direction=Direction.PAST if back else Direction.FUTURE if on else Direction.NEAREST,
        value=_period(unit, amount),
    )


def _period(unit: TimeUnit, amount: int | None, half: bool = False) -> str:
    """A length as TimeML writes it: P3D, PT2H, PXW."""
    letter = lexicon.UNIT_LETTERS[unit]
    figure = f"{amount or 0}.5" if half and amount else "0.5" if half else str(amount or "X")
    return f"P{'T' if unit in lexicon.CLOCK_UNITS else ''}{figure}{letter}"


def duration(groups: Groups) -> TimeExpression | None:
    """ "Three days", "a two-week siege", "several months"."""
    unit = lexicon.unit(_text(groups, "unit") or _text(groups, "unit2") or "")
    if unit is None:
        return None
    amount = 1 if groups.get("long") else _amount(groups)
    half = (
        "half" not in groups
        and groups.get("vague", 0) == 0
        and not groups.get("long")
        and "for" not in groups
    )
    bound = _text(groups, "bound")
    return TimeExpression(
        TimeAnchor.EVENT, "DURATION", shift=amount, unit=unit,
        part=MODS.get(bound) if bound else None, value=_period(unit, amount, half),
    )  # fmt: skip


def repeated(groups: Groups) -> TimeExpression | None:
    """ "Daily", "every two weeks", "each year"."""
    adverbs = {
        "hourly": "hour",
        "nightly": "day",
        "daily": "day",
        "annual": "year",
        "annually": "year",
    }
    word = _text(groups, "adverb") or ""
    name = adverbs.get(word, word.removesuffix("ly")) or _text(groups, "unit") or ""
    unit = lexicon.unit({"morning": "day", "evening": "day"}.get(name, name))
    if unit is None:
        return None
    amount = _amount(groups)
    value = f"P{amount}{lexicon.UNIT_LETTERS[unit]}" if amount else _open_value(unit)
    if _text(groups, "every") == "per":
        value = _period(unit, 1)
    return TimeExpression(TimeAnchor.CREATION, "SET", unit=unit, value=value)


def reference(groups: Groups) -> TimeExpression | None:
    """ "Now", "recently", "the future"."""
    code = lexicon.words().references[_text(groups, "ref") or ""]
    direction = {"PAST_REF": Direction.PAST, "FUTURE_REF": Direction.FUTURE}.get(
        code, Direction.NEAREST
    )
    return TimeExpression(TimeAnchor.CREATION, "DATE", direction=direction, value=code)


def nothing(groups: Groups) -> TimeExpression | None:  # noqa: ARG001 - all readers are called alike
    """An age or an anniversary: a number of years that is no date, and hides what it covers."""
    return None
