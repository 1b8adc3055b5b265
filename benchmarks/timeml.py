"""TimeML values: what each expression of a running text stands for, as annotators write it.

A narrative carries its date along: a bare month takes the year of the date before it, and "the
next day" counts from the day told last. This anchoring is a step of its own, after detection.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.detect.times.values import calendar_value
from dateline.types import (
    Creation,
    Direction,
    Document,
    Entity,
    Span,
    TimeAnchor,
    TimeExpression,
    TimeUnit,
)

MONTHS = 12
TURN = 8  # months; a month so much earlier than the one before it is of the next year


@dataclass(frozen=True, slots=True)
class TimeMl:
    """One expression with its TimeML type and value."""

    span: Span
    timex: str
    value: str


@dataclass(frozen=True, slots=True)
class _Now:
    """Where the narrative stands: the parts of the date told last."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def date(self) -> date | None:
        """The day, if all of it is known and the calendar has it."""
        if self.year is None or self.year < 1 or not self.month or not self.day:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def timeml(document: Document, times: Sequence[Entity], created: Creation) -> tuple[TimeMl, ...]:
    """Give each time expression its TimeML value.

    Args:
        document: the text.
        times: its expressions in order, best those of `dates.expressions`.
        created: the creation time, for "last year" and the like.

    Returns:
        One row an expression.
    """
    written = created.interval.last if created.interval else None
    now = before = _Now()
    rows = []
    for entity in times:
        value = entity.value
        if not isinstance(value, TimeExpression):
            continue
        text = document.text[entity.span.start : entity.span.end]
        resolved = _resolved(value, (now, before), written)
        rows.append(TimeMl(entity.span, value.timex, _value(resolved, text)))
        if _moves(value, resolved, now, document.text[: entity.span.start]):
            told = _Now(resolved.year, resolved.month, resolved.day)
            before = (
                now
                if told.year != now.year and not _leads(document.text[: entity.span.start])
                else told
            )
            now = told
    return tuple(rows)


LEAD = re.compile(r"(?:^|[.!?:\n][\"”’)\]]*\s*)(?:\w+\s){0,2}(?:the\s)?$")
LOOK_BACK = 40
GLANCE = 2  # years; a look further back is a story of its own


def _leads(before: str) -> bool:
    """Does an expression open its sentence, and so set the time of what follows?"""
    return bool(LEAD.search(before[-LOOK_BACK:]))


def _moves(told: TimeExpression, value: TimeExpression, now: _Now, before: str) -> bool:
    """Does an expression move the narrative? A year in passing does not."""
    if value.timex not in ("DATE", "TIME") or value.year is None:
        return False
    if value.unit in (TimeUnit.DECADE, TimeUnit.CENTURY) or told.anchor is TimeAnchor.CREATION:
        return False
    return value.month is not None or now.year is None or _leads(before)


def _resolved(
    value: TimeExpression, told: tuple[_Now, _Now], written: date | None
) -> TimeExpression:
    """The expression with the parts filled in that the narrative or the creation time gives."""
    if value.timex not in ("DATE", "TIME") or value.year is not None:
        return value
    now = told[0]
    if value.days:
        return _kept(value, now.year or (written.year if written else None))
    if value.anchor is TimeAnchor.CALENDAR:
        return _filled(value, told, written)
    if value.anchor is TimeAnchor.EVENT:
        return _stepped(value, now)
    return _from_writing(value, now, written)


def _kept(value: TimeExpression, year: int | None) -> TimeExpression:
    """A feast in the year of the narrative: the middle of the days that it may be."""
    day = next((i.first + (i.last - i.first) / 2 for i in value.days if i.first.year == year), None)
    if day is None:
        return value
    if value.unit is TimeUnit.MONTH:
        return replace(value, year=day.year, month=day.month, days=())
    return replace(value, year=day.year, month=day.month, day=day.day, days=())


def _filled(value: TimeExpression, told: tuple[_Now, _Now], written: date | None) -> TimeExpression:
    """A date without its year takes the narrative's; a day alone the month as well."""
    now, before = told
    if now.year is None:
        return replace(value, year=written.year) if written and value.month else value
    if value.day and not value.month:
        return replace(value, year=now.year, month=now.month)
    if not value.month or value.shift:
        return replace(value, year=now.year + (value.shift or 0))
    return replace(value, year=_year(value.month, now, before))


def _year(month: int, now: _Now, before: _Now) -> int:
    """The year of a bare month: the narrative goes on, from where it stood before a look back."""
    year = now.year or 0
    if before.year is not None and before.year > year and before.year - year <= GLANCE:
        return before.year
    return year + bool(now.month and now.month - month >= TURN)


def _stepped(value: TimeExpression, now: _Now) -> TimeExpression:
    """A step from the date told last: "two days later", "the following year"."""
    if value.shift is None or now.year is None:
        return value
    if value.unit is TimeUnit.YEAR:
        return replace(value, year=now.year + value.shift)
    if value.unit is TimeUnit.MONTH and now.month:
        index = now.year * MONTHS + now.month - 1 + value.shift
        return replace(value, year=index // MONTHS, month=index % MONTHS + 1)
    day = now.date()
    if day is None or value.unit not in (TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.HOUR):
        return value
    step = {TimeUnit.DAY: 1, TimeUnit.WEEK: 7}.get(value.unit, 0) * value.shift
    moved = day + timedelta(days=step)
    return replace(value, year=moved.year, month=moved.month, day=moved.day, unit=TimeUnit.DAY)


def _from_writing(value: TimeExpression, now: _Now, written: date | None) -> TimeExpression:
    """A step from the creation time: "last year", "two months ago"."""
    if value.clock and value.unit is TimeUnit.HOUR and value.shift is None and now.date():
        return replace(value, year=now.year, month=now.month, day=now.day)
    if written is None or value.shift is None:
        return value
    if value.unit is TimeUnit.YEAR:
        return replace(value, year=written.year + value.shift)
    if value.unit is TimeUnit.MONTH:
        index = written.year * MONTHS + written.month - 1 + value.shift
        return replace(value, year=index // MONTHS, month=index % MONTHS + 1)
    if value.unit is TimeUnit.DAY and value.weekday is None and value.shift:
        day = written + timedelta(days=value.shift)
        return replace(value, year=day.year, month=day.month, day=day.day)
    return value


def _value(value: TimeExpression, text: str) -> str:
    """The TimeML value."""
    if value.year is None or value.timex not in ("DATE", "TIME"):
        return _open(value, text)
    if value.days:
        return value.value
    if value.unit in (TimeUnit.DECADE, TimeUnit.CENTURY):
        return value.value
    if value.unit is TimeUnit.WEEK and not value.day:
        return value.value
    head = calendar_value(value.year, value.month, value.day, None if value.month else value.season)
    return head + (f"T{value.clock}" if value.clock else "")


def _open(value: TimeExpression, text: str) -> str:
    """The value of what names no date of its own."""
    if text.lower() in ("today", "this time", "this day"):
        return "PRESENT_REF"
    if value.counted and value.anchor is TimeAnchor.CREATION:
        return "PAST_REF"
    if value.anchor is TimeAnchor.EVENT and value.shift is None and value.timex == "DATE":
        refs = {Direction.FUTURE: "FUTURE_REF", Direction.PAST: "PAST_REF"}
        return refs.get(value.direction, value.value)
    return value.value
