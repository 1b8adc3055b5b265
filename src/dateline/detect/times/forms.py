"""The forms that time expressions take, read from `dates_forms.toml`.

A form is a pattern and a function from its groups to a value; a function that answers None
turns the match down. Where two forms meet, `dates.py` keeps the longer one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from dateline.detect.times import calendars as dates_moving
from dateline.detect.times import offsets as dates_count
from dateline.detect.times import values as dates_read
from dateline.detect.times.feasts import feast_names, feast_table
from dateline.detect.times.prefilter import needed_lists
from dateline.detect.times.words import either_pattern, spaced_pattern, time_words
from dateline.types import TimeExpression

Groups = Mapping[str, str | None]
Builder = Callable[[Groups], TimeExpression | None]

PIECE: Final = re.compile(r"@(\w+?)(\d?)@")
BUILDERS: Final[Mapping[str, Builder]] = {
    "day": dates_read.read_day,
    "day_range": dates_read.day_range,
    "weekday_of_week": dates_read.weekday_of_week,
    "ordinal_day": dates_read.ordinal_day,
    "clock_alone": dates_read.clock_alone,
    "part_of_day": dates_read.part_of_day,
    "month_or_year": dates_read.month_or_year,
    "short_year": dates_read.short_year,
    "season": dates_read.season,
    "decade": dates_read.decade,
    "century": dates_read.century,
    "unit_relative": dates_count.unit_relative,
    "counted": dates_count.counted,
    "day_after": dates_count.day_after,
    "next_day": dates_count.next_day,
    "window": dates_count.window,
    "duration": dates_count.duration,
    "half_units": dates_count.half_units,
    "feast": dates_moving.feast,
    "hijri": dates_moving.hijri,
    "hijri_year": dates_moving.hijri_year,
    "jalali": dates_moving.jalali,
    "repeated": dates_count.repeated,
    "reference": dates_count.reference,
    "nothing": dates_count.nothing,
}


@dataclass(frozen=True, slots=True)
class TimeForm:
    """A pattern with the function that reads what it finds; `hides` for what is no time.

    `needs` names the word lists without a word of which it cannot match.
    """

    name: str
    pattern: re.Pattern[str]
    build: Builder
    hides: bool
    needs: frozenset[str]


@cache
def time_forms() -> tuple[TimeForm, ...]:
    """All forms, compiled once a process."""
    data = tomllib.loads(files(__package__).joinpath("dates_forms.toml").read_text("utf-8"))
    pieces = {**_word_lists(), **data["pieces"]}
    return tuple(
        TimeForm(
            name=row["name"],
            pattern=re.compile(
                spaced_pattern(_fill_pattern(row["pattern"], pieces)), re.IGNORECASE
            ),
            build=BUILDERS[row["read"]],
            hides=row["read"] == "nothing",
            needs=needed_lists(row["pattern"], data["pieces"]) | frozenset(row.get("words", ())),
        )
        for row in data["form"]
    )


@lru_cache(maxsize=1 << 12)
def forms_with(held: frozenset[str]) -> tuple[TimeForm, ...]:
    """The forms that may match where words of some lists stand."""
    return tuple(form for form in time_forms() if form.needs <= held)


def _word_lists() -> dict[str, str]:
    """The word lists as pieces; names of months and days only as names are written."""
    known = time_words()
    return {
        "months": either_pattern(known.months, capital=True),
        "weekdays": either_pattern(known.weekdays, capital=True),
        "day_parts": either_pattern(known.day_parts),
        "seasons": either_pattern(known.seasons),
        "units": either_pattern(known.units),
        "numbers": either_pattern(known.numbers),
        "ordinals": either_pattern(known.ordinals),
        "parts": either_pattern(known.parts),
        "holidays": either_pattern(known.holidays),
        "references": either_pattern(known.references),
        "feasts": either_pattern(feast_names(), titled=True),
        "hijri_months": either_pattern(feast_table().hijri, titled=True),
        "jalali_months": either_pattern(feast_table().jalali, titled=True),
    }


def _fill_pattern(pattern: str, pieces: Mapping[str, str]) -> str:
    """A pattern with its pieces put in, those within pieces as well."""

    def piece(match: re.Match[str]) -> str:
        name, place = match.groups()
        whole = _fill_pattern(pieces[name], pieces)
        return whole.replace("#", place) if place else whole

    return PIECE.sub(piece, pattern)
