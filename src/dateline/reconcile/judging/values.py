"""Values as people write them in a correction: figures, days, times and names."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from dateline.errors import ask_if_meant
from dateline.types import Bound, Credibility, End, Finding, Interval, Place, Range, Standing, When

T = TypeVar("T")
N = TypeVar("N", bound=StrEnum)

NOTHING: Final = "none"  # the word for "not stated"
UNSETTLED: Final = "?"  # in the place of a best or a highest figure
NUMBER: Final = re.compile(r"0*\d{1,12}", re.ASCII)
FIGURE: Final = re.compile(r"(0*\d{1,12})(?:/(0*\d{1,12}|\?)/(0*\d{1,12}|\?))?", re.ASCII)
DAY: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
ITEM: Final = re.compile(r"(?<!\s)\s*;\s*")
LARGEST: Final = 100_000_000  # no event killed more, and a database's integer holds it
YEARS: Final = range(1000, 3000)  # those that linking reads
LONGEST_SHOWN: Final = 40  # characters of a value in an error
PARTS_OF_DAY: Final = {  # as TimeML has them
    "morning": "MO",
    "midday": "MI",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
}
WEEK, MONTH, YEAR = 7, 31, 366


@dataclass(frozen=True, slots=True)
class Word:
    """What a person gives for a field; `value` None says that nothing is stated."""

    value: str | None
    reason: str  # who gives it, and why
    judgement: str
    place: Place | None = None  # as the gazetteer has it
    report: str | None = None

    def require(self, form: str) -> str:
        """The value of a field that cannot be without one.

        Raises:
            ValueError: there is none.
        """
        if self.value is None:
            raise ValueError(f"expected {form}, found {NOTHING!r}")
        return self.value


def figure(value: str, judgement: str) -> Range:
    """A figure ("12") or low, best and high ("10/12/15"), each bound by the judgement's word.

    Best and high may be "?": it cannot be settled, it is open upwards.

    Raises:
        ValueError: it is neither.
    """
    found = FIGURE.fullmatch(value.replace(" ", ""))
    parts = [n for n in found.groups() if n] if found else []
    numbers = [int(n) if n != UNSETTLED else None for n in parts] * (1 if len(parts) > 1 else 3)
    known = [n for n in numbers if n is not None]
    if not known or known != sorted(known):
        raise ValueError(
            "expected a figure such as 12, or low/best/high such as 10/12/15 or 24/?/?, "
            f"found {shown(value)}"
        )
    if known[-1] > LARGEST:
        raise ValueError(f"expected at most {LARGEST:,}, found {shown(value)}")
    told = zip(End, numbers, strict=True)
    bounds = tuple(Bound(end, (judgement,)) for end, number in told if number is not None)
    return Range(known[0], numbers[1], numbers[2], bounds)


def count(value: str, largest: int = LARGEST, least: int = 0) -> int:
    """A number without a range.

    Raises:
        ValueError: it is none, too small or too large.
    """
    if not NUMBER.fullmatch(value) or not least <= int(value) <= largest:
        raise ValueError(f"expected a number from {least} to {largest:,}, found {shown(value)}")
    return int(value)


def when(value: str, time: str | None) -> When:
    """A day, a month, a year, or two of them: "2020-11-17", "2020-11", "2020-11-01/2020-11-09".

    Raises:
        ValueError: it is none of these, or ends before it begins.
    """
    parts = [_days(part.strip()) for part in value.split("/")]
    form = f"expected a day as YYYY-MM-DD, or two with a slash, found {shown(value)}"
    first, last = parts[0], parts[-1]
    if len(parts) > 2 or first is None or last is None:  # noqa: PLR2004  from and to
        raise ValueError(form)
    if last.last < first.first:
        raise ValueError(f"expected the first day before the last, found {shown(value)}")
    interval = Interval(first.first, last.last)
    return When(interval, time, _precision((interval.last - interval.first).days + 1))


def _days(part: str) -> Interval | None:
    """The days of a date that may lack its day or month; None where there is no such date."""
    found = DAY.fullmatch(part)
    if found is None or int(found[1]) not in YEARS:
        return None
    year, month, day = (int(n) if n else None for n in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return Interval(first, first)
    month = month or 12
    return Interval(first, date(first.year, month, monthrange(first.year, month)[1]))


def _precision(width: int) -> str:
    """The word for a number of days."""
    if width >= YEAR - 1:
        return "year"
    names = {1: "day", WEEK: "week"}
    return names.get(width) or ("month" if MONTH - 4 < width <= MONTH else "range")


def clock(value: str) -> str:
    """A time of day: "04:15", or a part of the day.

    Raises:
        ValueError: it is neither.
    """
    if found := CLOCK.fullmatch(value):
        return f"{int(found[1]):02}:{found[2]}"
    part = PARTS_OF_DAY.get(value.casefold(), value.upper())
    if part not in PARTS_OF_DAY.values():
        raise ValueError(
            f"expected a time as HH:MM, or one of {', '.join(PARTS_OF_DAY)}, found {shown(value)}"
        )
    return part


def yes_or_no(value: str) -> bool:
    """Yes or no.

    Raises:
        ValueError: it is neither.
    """
    return one_of(("no", "yes"), value) == "yes"


def one_of(names: Iterable[str], value: str) -> str:
    """A name of a vocabulary.

    Raises:
        ValueError: it has no such name; what comes near is said.
    """
    known = tuple(names)
    if value not in known:
        raise ValueError(
            f"expected one of {', '.join(known)}, found {shown(value)}{near(value, known)}"
        )
    return value


def member(names: type[N], value: str) -> N:
    """A member of a vocabulary by its name.

    Raises:
        ValueError: it has no such name.
    """
    return names(one_of((name.value for name in names), value))


def shown(value: str) -> str:
    """A value as an error prints it: a long one cut."""
    return repr(value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…")


def near(value: str, known: Iterable[str]) -> str:
    """The question that a slip deserves: ": did you mean bombing?"; nothing where none is near."""
    return ask_if_meant(value.casefold().replace(" ", "_"), tuple(known))


def items(value: str) -> tuple[str, ...]:
    """The items of a list, which semicolons part.

    Raises:
        ValueError: one is empty.
    """
    found = tuple(ITEM.split(value.strip()))
    if not all(found):
        raise ValueError(f"expected items with a semicolon between them, found {shown(value)}")
    return found


def named_items(value: str, form: str) -> Iterator[tuple[str, str]]:
    """The items of a list of the form "NAME: WORD"; a name may hold colons.

    Raises:
        ValueError: one lacks its name or its word.
    """
    for item in items(value):
        name, _, word = (part.strip() for part in item.rpartition(":"))
        if not name or not word:
            raise ValueError(f"expected {form}, found {shown(item)}")
        yield name, word


def given(value: T, reason: str) -> Finding[T]:
    """A finding that rests on a person's word."""
    unjudged = Credibility(6, "set by a person, and not by what sources say")
    return Finding(value, Standing.SINGLE_SOURCE, (), reason=reason, credibility=unjudged)
