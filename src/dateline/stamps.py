"""Times of publication as people and programs write them: in tables, on pages, in mail.

Nothing is guessed: `05/06/2019` is two days where nobody says which comes first, `2016-06` is a
month, and words that are no date are kept as they are.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from dateline.types import Interval, Stamp

DAY_FIRST: Final = "dmy"
MONTH_FIRST: Final = "mdy"
YEARS: Final = range(1900, 2101)
CENTURY_TURN: Final = 70  # two digits from here on are of the last century
MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
NAME: Final = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
ORDINAL: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
# "3/19/20251 min read": the time that reading takes is printed without a space.
END: Final = r"(?!\d)|(?=\d{1,2} min)"
FOUR: Final = r"(?P<year>(?:19|20)\d{2})"
YEAR: Final = rf"{FOUR}(?:{END})"
ANY_YEAR: Final = rf"(?P<year>(?:19|20)\d{{2}}|'?\d{{2}})(?:{END})"

FULL: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){FOUR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<![\d:]){ORDINAL}(?: of)?[ .-]{{1,2}}{NAME}[,،]?[ -]{{1,2}}{ANY_YEAR}",
        rf"\b{NAME}[ -]{{1,2}}{ORDINAL}[,،]?[ -]{{1,2}}{YEAR}",
        rf"(?<![\d/.-])(?P<left>\d{{1,2}})(?P<mark>[-/.])(?P<right>\d{{1,2}})(?P=mark){ANY_YEAR}",
    )
)
ALONE: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{FOUR}(?P<month>\d{{2}})(?P<day>\d{{2}})(?:T\d{{4,6}}Z?)?",
        rf"{NAME},?[ -](?P<year>\d{{4}})",
        rf"{FOUR}[-/.](?P<month>\d{{1,2}})",
        rf"(?P<month>\d{{1,2}})[-/.]{FOUR}",
        FOUR,
    )
)
EPOCH: Final = re.compile(r"\d{10}(?P<thousandths>\d{3})?(?:\.\d+)?")  # since 1970
CLOCK: Final = re.compile(
    r"(?<!\d)(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?"
    r"\s?(?P<half>[AaPp]\.?[Mm]\b\.?)?\s?\(?(?P<zone>Z\b|[A-Z]{2,4}\b)?(?P<offset>[+-]\d{2}:?\d{2})?"
)
NOON: Final = 12
MOST_MONTHS: Final = 12
# Abbreviations that stand for one zone only: IST is Indian, Israeli and Irish.
ZONES: Final = {
    **dict.fromkeys(("Z", "UTC", "UT", "GMT"), 0.0),
    **dict.fromkeys(("PDT", "MST"), -7.0),
    **dict.fromkeys(("EST", "CDT"), -5.0),
    **dict.fromkeys(("CET", "WAT"), 1.0),
    **dict.fromkeys(("EET", "CEST", "CAT"), 2.0),
    **dict.fromkeys(("EEST", "EAT", "MSK"), 3.0),
    **dict.fromkeys(("JST", "KST"), 9.0),
    "PST": -8.0,
    "MDT": -6.0,
    "EDT": -4.0,
    "AFT": 4.5,
    "PKT": 5.0,
    "NPT": 5.75,
    "PHT": 8.0,
}


def read_stamp(words: str, order: str = "") -> Stamp:
    """What a time of publication says.

    Args:
        words: as they stand in the table, the page or the mail.
        order: "dmy" or "mdy", where it is known which comes first in `05/06/2019`; or a pattern of
            `strptime`, which goes before all other forms.

    Returns:
        The days that the words may stand for, none where they are no date; with the moment where
        hour and zone are given too.
    """
    words = " ".join(words.split())
    if "%" in order and (found := _by_pattern(words, order)):
        return found
    if match := EPOCH.fullmatch(words):
        return _since_1970(match)
    for pattern in ALONE:
        if match := pattern.fullmatch(words.rstrip(".")):
            return Stamp(words, possible_days(match, order))
    for pattern in FULL:
        if (match := pattern.search(words)) and (days := possible_days(match, order)):
            clock = CLOCK.search(words[match.end() :]) or CLOCK.search(words[: match.start()])
            return Stamp(words, days, clocked_moment(days, clock))
    return Stamp(words)


def stamps_in(text: str, order: str = "") -> Iterator[tuple[int, Stamp]]:
    """The full dates that are printed in a line, each with where it begins, in their order."""
    found = sorted(
        ((match.start(), match) for pattern in FULL for match in pattern.finditer(text)),
        key=lambda item: (item[0], -item[1].end()),
    )
    reached = 0
    for start, match in found:
        days = possible_days(match, order)
        if start >= reached and days:
            reached = match.end()
            clock = CLOCK.match(text[match.end() :].lstrip(" T,|–-"))
            yield start, Stamp(match[0], days, clocked_moment(days, clock))


def order_of(words: Iterable[str]) -> str:
    """Which of day and month comes first in dates like `05/06/2019`, as their company shows.

    Returns:
        "dmy" or "mdy"; empty where none of them shows it, or where they contradict one another.
    """
    shown = set()
    for match in (found for each in words for found in FULL[-1].finditer(each)):
        if int(match["left"]) > MOST_MONTHS:
            shown.add(DAY_FIRST)
        elif int(match["right"]) > MOST_MONTHS:
            shown.add(MONTH_FIRST)
    return shown.pop() if len(shown) == 1 else ""


def _by_pattern(words: str, pattern: str) -> Stamp | None:
    """What a pattern of `strptime` makes of the words."""
    try:
        found = datetime.strptime(words, pattern)  # noqa: DTZ007  a zone stays as it is given
    except ValueError:
        return None
    day = found.date()
    days = (Interval(day, day),) if day.year in YEARS else ()
    return Stamp(words, days, found if found.tzinfo else None)


def _since_1970(match: re.Match[str]) -> Stamp:
    """The moment that a count of seconds, or of thousandths, stands for."""
    count = float(match[0])
    moment = datetime.fromtimestamp(count / 1000 if match["thousandths"] else count, UTC)
    day = moment.date()
    return Stamp(match[0], (Interval(day, day),) if day.year in YEARS else (), moment)


def possible_days(match: re.Match[str], order: str) -> tuple[Interval, ...]:
    """The days that a match may stand for."""
    parts = match.groupdict()
    year = full_year(parts["year"])
    if "left" in parts:
        return either_order(year, int(parts["left"]), int(parts["right"]), parts["mark"], order)
    month = MONTHS.index(parts["name"][:3].lower()) + 1 if "name" in parts else parts.get("month")
    return tuple(
        calendar_interval(year, int(month) if month else None, _digits_value(parts.get("day")))
    )


def either_order(year: int, left: int, right: int, mark: str, order: str) -> tuple[Interval, ...]:
    """Day and month in one order or the other: both where nothing tells which."""
    day_first = tuple(calendar_interval(year, right, left))
    month_first = tuple(calendar_interval(year, left, right))
    if mark == "." or order == DAY_FIRST:
        return day_first or month_first
    if order == MONTH_FIRST:
        return month_first or day_first
    return tuple(dict.fromkeys(sorted((*day_first, *month_first))))


def calendar_interval(year: int, month: int | None, day: int | None) -> Iterator[Interval]:
    """A day, a month or a year; nothing where the calendar has none such."""
    if year not in YEARS or (month is not None and not 1 <= month <= len(MONTHS)):
        return
    if month is None:
        yield Interval(date(year, 1, 1), date(year, 12, 31))
    elif day is None:
        yield Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    elif 1 <= day <= monthrange(year, month)[1]:
        yield Interval(date(year, month, day), date(year, month, day))


def full_year(digits: str) -> int:
    """A year, of two digits or of four."""
    digits = digits.lstrip("'")
    if len(digits) == 4:  # noqa: PLR2004  two digits or four
        return int(digits)
    return int(digits) + (1900 if int(digits) >= CENTURY_TURN else 2000)


def _digits_value(digits: str | None) -> int | None:
    return int(digits) if digits else None


def clocked_moment(days: tuple[Interval, ...], clock: re.Match[str] | None) -> datetime | None:
    """The moment on a day, where hour and zone are both given."""
    if clock is None or len(days) != 1 or days[0].first != days[0].last:
        return None
    zone = zone_of_clock(clock["zone"], clock["offset"])
    if zone is None:
        return None
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % NOON + NOON * (clock["half"][0] in "pP")
    day = days[0].first
    return datetime(
        day.year, day.month, day.day, hour, int(clock["minute"]), int(clock["second"] or 0), 0, zone
    )


def zone_of_clock(name: str | None, offset: str | None) -> timezone | None:
    """The zone of a clock time, by its distance from Greenwich or by its name."""
    if offset:
        minutes = int(offset[1:3]) * 60 + int(offset[-2:])
        minutes = -minutes if offset[0] == "-" else minutes
        return timezone(timedelta(minutes=minutes)) if abs(minutes) < 24 * 60 else None
    hours = ZONES.get(name or "")
    return None if hours is None else timezone(timedelta(hours=hours))
