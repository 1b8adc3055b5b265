"""Charts as values: what a template draws as SVG, so that a page needs no script to show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, Final

from dateline.serve.pages.table import Headline

WIDTH: Final = 1000  # of a chart's own units; the page scales it
HEIGHT: Final = 120
FEW_DAYS: Final = 75  # shown day by day
MANY_MONTHS: Final = 150  # beyond it year by year
MOST_LANES: Final = 40
TICKS: Final = 8
STEP_WIDTH: Final = 110.0  # of one figure in the course of a toll


@dataclass(frozen=True, slots=True)
class Bar:
    """Incidents of a day, a month or a year."""

    first: str
    last: str
    label: str
    exact: int  # all of whose days lie within
    wide: int  # that begin within and may have been later
    x: float
    width: float
    height: float
    wide_height: float


@dataclass(frozen=True, slots=True)
class Lane:
    """One incident on the timeline: the days on which it may have been."""

    id: str
    title: str
    x: float
    width: float
    y: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars over time, and lanes where there are few incidents."""

    bars: tuple[Bar, ...]
    lanes: tuple[Lane, ...]
    most: int
    undated: int

    @property
    def ticks(self) -> tuple[Bar, ...]:
        """The bars that bear a label."""
        step = max(1, -(-len(self.bars) // TICKS))
        return self.bars[::step]


def timeline_of(lines: Sequence[Headline]) -> Timeline:
    """The timeline of some incidents."""
    # Many incidents share their days: what is looked at are the stretches of days.
    counted = Counter(map(attrgetter("first", "last"), lines))
    undated = counted.pop(("", ""), 0)
    if not counted:
        return Timeline((), (), 0, len(lines))
    begun, ended = min(counted)[0], max(last for _, last in counted)
    length = bar_grain(begun, ended)
    exact: dict[str, int] = {}
    wide: dict[str, int] = {}
    for (first, last), number in counted.items():
        key = first[:length]
        into = exact if key == last[:length] else wide
        into[key] = into.get(key, 0) + number
    keys = list(all_periods(begun[:length], max(counted)[0][:length]))
    most = max(exact.get(key, 0) + wide.get(key, 0) for key in keys)
    bars = tuple(
        timeline_bar(key, at, len(keys), exact.get(key, 0), wide.get(key, 0), most)
        for at, key in enumerate(keys)
    )
    few = len(lines) - undated <= MOST_LANES
    lanes = tuple(timeline_lanes(dated_lines(lines))) if few else ()
    return Timeline(bars, lanes, most, undated)


def dated_lines(lines: Sequence[Headline]) -> list[Headline]:
    """The lines with a day, by the first."""
    return sorted((line for line in lines if line.first), key=attrgetter("first"))


def bar_grain(first: str, last: str) -> int:
    """How much of a day's name tells the bars apart: the day, the month or the year."""
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    if days <= FEW_DAYS:
        return len("2020-11-17")
    return len("2020-11") if days / 30 <= MANY_MONTHS else len("2020")


def all_periods(first: str, last: str) -> Iterator[str]:
    """Every day, month or year from the first to the last."""
    at = period_start(first)
    while (name := at.isoformat()[: len(first)]) <= last:
        yield name
        at = following_period(at, len(first))


def period_start(period: str) -> date:
    """The first day of a period."""
    return date.fromisoformat(period + "-01-01"[: 10 - len(period)] if len(period) < 8 else period)  # noqa: PLR2004  a whole day


def following_period(at: date, length: int) -> date:
    """The first day of the period after."""
    if length == len("2020"):
        return at.replace(year=at.year + 1)
    if length == len("2020-11"):
        return (at.replace(day=28) + timedelta(days=4)).replace(day=1)
    return at + timedelta(days=1)


def timeline_bar(key: str, at: int, among: int, exact: int, wide: int, most: int) -> Bar:  # noqa: PLR0913, PLR0917  a place in a row
    """One bar."""
    each = WIDTH / among
    first = period_start(key)
    return Bar(
        first=first.isoformat(),
        last=(following_period(first, len(key)) - timedelta(days=1)).isoformat(),
        label=key,
        exact=exact,
        wide=wide,
        x=round(at * each + each * 0.08, 2),
        width=round(each * 0.84, 2),
        height=round(exact / most * HEIGHT, 2),
        wide_height=round(wide / most * HEIGHT, 2),
    )


def timeline_lanes(dated: Sequence[Headline]) -> Iterator[Lane]:
    """One lane an incident, in order of the first day."""
    start = date.fromisoformat(dated[0].first)
    days = (date.fromisoformat(max(line.last for line in dated)) - start).days + 1
    for at, line in enumerate(dated):
        first, last = date.fromisoformat(line.first), date.fromisoformat(line.last)
        yield Lane(
            id=line.id,
            title=line.kind,
            x=round((first - start).days / days * WIDTH, 2),
            width=max(6.0, round(((last - first).days + 1) / days * WIDTH, 2)),
            y=at * 14,
        )


@dataclass(frozen=True, slots=True)
class CourseStep:
    """One figure in the course of a toll, where it stands in the chart."""

    x: float
    low: float
    best: float
    high: float
    label: str
    written: str
    how: str


@dataclass(frozen=True, slots=True)
class Course:
    """The course of a toll as a chart."""

    field: str
    steps: tuple[CourseStep, ...]
    most: int
    line: str  # points of the best figures
    width: int


def courses_of(courses: Iterable[Mapping[str, Any]]) -> Iterator[Course]:
    """The tolls of an incident's exchange form of which more than one figure is known."""
    for course in courses:
        if len({(s["low"], s["best"], s["high"]) for s in course["steps"]}) > 1:
            yield toll_chart(course)


def toll_chart(course: Mapping[str, Any]) -> Course:
    """One toll's chart: the figures one after the other, high above low."""
    steps = course["steps"]
    most = max(step["high"] or step["low"] for step in steps) or 1
    each = STEP_WIDTH
    drawn = tuple(_course_step(step, at, each, most) for at, step in enumerate(steps))
    line = " ".join(f"{step.x},{step.best}" for step in drawn)
    return Course(course["field"], drawn, most, line, int(each * len(steps)))


def _course_step(step: Mapping[str, Any], at: int, each: float, most: int) -> CourseStep:
    """One figure in its place."""
    low, high = step["low"], step["high"] or step["low"]
    best = low if step["best"] is None else step["best"]

    def height(value: int) -> float:
        return round(HEIGHT - value / most * (HEIGHT - 20), 2)

    written = step["written"] or {}
    return CourseStep(
        x=round(each * (at + 0.5), 2),
        low=height(low),
        best=height(best),
        high=height(high),
        label=f"{best:,}",
        written=written.get("start", ""),
        how=step["step"],
    )
