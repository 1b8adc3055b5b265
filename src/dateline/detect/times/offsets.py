"""What is counted: from the moment of writing, from another event, or as a length of time."""

from __future__ import annotations

import calendar
from collections.abc import Mapping

from dateline.detect.times import words as lexicon
from dateline.detect.times.groups import (
    BACK,
    ON,
    calendar_value,
    part_of,
    step_direction,
    text_of,
    which_shift,
)
from dateline.types import Direction, TimeAnchor, TimeExpression, TimeUnit

Groups = Mapping[str, str | None]

LEAP_YEAR = 2000
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
NEXT_DAY = {"next": 1, "following": 1, "previous": -1, "preceding": -1, "same": 0}


def unit_relative(groups: Groups) -> TimeExpression | None:
    """“Last week”, “earlier this month”, “the following year”."""
    name, which = text_of(groups, "unit") or "", text_of(groups, "which") or ""
    weekend = name == "weekend"
    if which in ("the", "end"):  # "at the weekend" is the last one
        which = "this" if weekend else "the same"
    unit = TimeUnit.WEEK if weekend else lexicon.unit_of(name)
    if unit is None:
        return None
    shift = which_shift(which)
    event = which in EVENT_WORDS and which not in ("next", "past", "last")
    return TimeExpression(
        TimeAnchor.EVENT if event else TimeAnchor.CREATION,
        "DATE",
        shift=shift,
        unit=unit,
        direction=step_direction(shift),
        part=part_of(groups),
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
    return lexicon.number_of(found.removesuffix(" of")) if found else None


def counted(groups: Groups) -> TimeExpression | None:
    """“Two years ago”, “hours later”, “three days before”."""
    unit = lexicon.unit_of(text_of(groups, "unit") or text_of(groups, "bare") or "")
    if unit is None:
        return None
    word = text_of(groups, "later") or text_of(groups, "ago") or "ago"
    if word == "into" or (word == "since" and not groups.get("num")):
        return None
    back = bool(groups.get("ago")) or word in EARLIER
    amount = _amount(groups)
    bound = text_of(groups, "bound")
    return TimeExpression(
        TimeAnchor.CREATION if groups.get("ago") or word == "since" else TimeAnchor.EVENT,
        "DATE",
        shift=None if amount is None else -amount if back else amount,
        unit=unit,
        direction=Direction.PAST if back else Direction.FUTURE,
        part=MODS.get(bound) if bound else None,
        value=_open_value(unit),
        counted=True,
    )


def day_after(groups: Groups) -> TimeExpression | None:
    """“A day after the attack”, “the day after Christmas”."""
    shift = -1 if groups["daystep"] in ("before", "earlier") else 1
    if holiday := text_of(groups, "holiday"):
        month, number = lexicon.time_words().holidays[holiday]
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
        direction=step_direction(shift),
        value="XXXX-XX-XX",
    )


def next_day(groups: Groups) -> TimeExpression | None:
    """“The next day”, “that day”, “the third day”."""
    word = text_of(groups, "nextday")
    if word and word not in NEXT_DAY:
        return TimeExpression(TimeAnchor.EVENT, "DATE", unit=TimeUnit.DAY, value="XXXX-XX-XX")
    shift = NEXT_DAY[word] if word else 0
    return TimeExpression(
        TimeAnchor.EVENT,
        "DATE",
        shift=shift,
        unit=TimeUnit.DAY,
        direction=step_direction(shift),
        value="XXXX-XX-XX",
    )


def window(groups: Groups) -> TimeExpression | None:
    """“In recent weeks”, “the past two years”, “the next few months”."""
    unit = lexicon.unit_of(text_of(groups, "unit") or "")
    word = text_of(groups, "window") or ""
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


def _period(unit: TimeUnit, amount: int | None, *, half: bool = False) -> str:
    """A length as TimeML writes it: P3D, PT2H, PXW."""
    letter = lexicon.UNIT_LETTERS[unit]
    figure = f"{amount or 0}.5" if half and amount else "0.5" if half else str(amount or "X")
    return f"P{'T' if unit in lexicon.CLOCK_UNITS else ''}{figure}{letter}"


def duration(groups: Groups) -> TimeExpression | None:
    """“Three days”, “a two-week siege”, “several months”; “three quarters” are a share."""
    unit = lexicon.unit_of(text_of(groups, "unit") or text_of(groups, "unit2") or "")
    if unit is None or unit is TimeUnit.QUARTER:
        return None
    amount = 1 if groups.get("long") else _amount(groups)
    bound = text_of(groups, "bound")
    part = MODS.get(bound) if bound else None
    return TimeExpression(
        TimeAnchor.EVENT,
        "DURATION",
        shift=amount,
        unit=unit,
        part=part,
        value=_period(unit, amount),
    )


def half_units(groups: Groups) -> TimeExpression | None:
    """“Half an hour”, “two and a half years”."""
    unit = lexicon.unit_of(text_of(groups, "unit") or "")
    if unit is None:
        return None
    amount = _amount(groups)
    return TimeExpression(
        TimeAnchor.EVENT,
        "DURATION",
        shift=amount,
        unit=unit,
        value=_period(unit, amount, half=True),
    )


def repeated(groups: Groups) -> TimeExpression | None:
    """“Daily”, “every two weeks”, “each year”."""
    adverbs = {
        "hourly": "hour",
        "nightly": "day",
        "daily": "day",
        "annual": "year",
        "annually": "year",
    }
    word = text_of(groups, "adverb") or ""
    name = adverbs.get(word, word.removesuffix("ly")) or text_of(groups, "unit") or ""
    unit = lexicon.unit_of({"morning": "day", "evening": "day"}.get(name, name))
    if unit is None:
        return None
    amount = _amount(groups)
    value = f"P{amount}{lexicon.UNIT_LETTERS[unit]}" if amount else _open_value(unit)
    if text_of(groups, "every") == "per":
        value = _period(unit, 1)
    return TimeExpression(TimeAnchor.CREATION, "SET", unit=unit, value=value)


def reference(groups: Groups) -> TimeExpression | None:
    """“Now”, “recently”, “the future”."""
    code = lexicon.time_words().references[text_of(groups, "ref") or ""]
    direction = {"PAST_REF": Direction.PAST, "FUTURE_REF": Direction.FUTURE}.get(
        code, Direction.NEAREST
    )
    return TimeExpression(TimeAnchor.CREATION, "DATE", direction=direction, value=code)


def nothing(groups: Groups) -> TimeExpression | None:  # noqa: ARG001 - all readers are called alike
    """An age or an anniversary: a number of years that is no date, and hides what it covers."""
    return None
