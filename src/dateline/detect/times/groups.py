"""What the groups of a matched form hold: words, parts, years, clock times and steps."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.detect.times import words as lexicon
from dateline.types import Direction

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
    return lexicon.time_words().parts.get(part) if part else None


def year_of(groups: Groups) -> int | None:
    """The year that is written, if any."""
    found = groups.get("year")
    return lexicon.year_value(found, groups.get("era")) if found else None


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
    return (lexicon.time_words().day_parts.get(found) if found else None), None


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
