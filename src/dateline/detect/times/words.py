"""The words of time, and the pieces of pattern that are made of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.types import TimeUnit

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
