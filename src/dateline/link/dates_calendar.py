"""What a time expression means on a given day of writing, and which day that is at a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateline.distances import distance_km
from dateline.types import (
    Creation,
    Direction,
    Evidence,
    Interval,
    Mention,
    Place,
    Role,
    TimeAnchor,
    TimeExpression,
    TimeUnit,
)

# ------------------------------------------------------------------ the calendar

DAYS_IN_WEEK: Final = 7
BEFORE_LAST: Final = -2  # "the Saturday before last"
SATURDAY: Final = 5
FEW_DAYS: Final = (2, 7)  # "days ago": two or more, and less would be called a week
FEW_WEEKS: Final = (2, 8)  # "weeks ago": more would be called months
FEW_MONTHS: Final = (2, 11)
FEW_YEARS: Final = (2, 9)
WEEK_SLACK: Final = 3  # "two weeks ago" may be some days more or less
EARLY, LATE = 10, 21  # the last day of "early May" and the first of "late May"
SEASONS: Final[Mapping[str, tuple[int, int]]] = {
    "SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "H1": (1, 6), "H2": (7, 12),
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12),
}  # fmt: skip
# News of violence names no days outside these years, and the calendar ends not far beyond.
MIN_YEAR, MAX_YEAR = 1000, 2999


def resolve_time(value: TimeExpression, written: date) -> Interval | None:
    """The days that an expression means if it was written on that day.

    Args:
        value: what the words say; expressions that hang on another event are not for here.
        written: a day on which the report may have been written.

    Returns:
        The interval, or None where the words name no days (durations, repetitions), or days
        outside the years that are read.
    """
    try:
        found = _resolve_within(value, written)
    except (ValueError, OverflowError):  # a day that no calendar holds: "3,000 years ago"
        return None
    return found if found is not None and within_calendar(found) else None


def within_calendar(days: Interval) -> bool:
    """Whether days lie in the years that are read."""
    return days.first.year >= MIN_YEAR and days.last.year <= MAX_YEAR


def is_beyond(value: TimeExpression, written: date) -> bool:
    """Whether an expression names days outside the years that are read."""
    try:
        found = _resolve_within(value, written)
    except (ValueError, OverflowError):
        return True
    year = value.year if value.anchor is TimeAnchor.CALENDAR else None
    if year is not None and not MIN_YEAR <= year <= MAX_YEAR:
        return True
    return found is not None and not within_calendar(found)


def _resolve_within(value: TimeExpression, written: date) -> Interval | None:
    """The days that an expression means, in any year."""
    if value.timex not in ("DATE", "TIME") or value.anchor is TimeAnchor.EVENT:
        return None
    first = (
        _resolve_calendar(value, written)
        if value.anchor is TimeAnchor.CALENDAR
        else _resolve_deictic(value, written)
    )
    if first is None:
        return None
    if value.last is not None:
        last = resolve_time(
            replace(value.last, year=value.last.year or first.first.year), first.last
        )
        if last is not None and last.last >= first.first:
            return Interval(first.first, last.last)
    if value.open_start or value.open_end:
        return None
    return first


def is_absolute(value: TimeExpression) -> bool:
    """Does the expression name its days without the day of writing?"""
    return value.anchor is TimeAnchor.CALENDAR and value.year is not None


# ------------------------------------------------------------------ calendar dates


def _resolve_calendar(value: TimeExpression, written: date) -> Interval | None:
    """A date of the calendar, its year found by the direction where it is left out."""
    if value.days:
        days = list(value.days)
        return days[0] if len(days) == 1 else _nearest_option(days, value, written)
    if value.year is not None:
        return _in_year(value, value.year)
    if value.day and not value.month:
        return _day_of_month(value.day, written)
    years = [written.year + step for step in (0, -1, 1, -2, 2)]
    options = [i for y in years if (i := _in_year(value, y)) is not None]
    if value.weekday is not None and value.day:
        options = [i for i in options if i.first.weekday() == value.weekday] or options
    return _nearest_option(options, value, written)


def _nearest_option(
    options: list[Interval], value: TimeExpression, written: date
) -> Interval | None:
    """The option that the direction asks for; a day of grace covers time zones."""
    grace = timedelta(days=1)
    shifted = value.shift if value.month and not value.day else None
    if value.direction is Direction.FUTURE:
        ahead = [i for i in options if i.last >= written]
        return min(ahead, key=lambda i: i.first, default=None)
    if shifted == -1:
        past = [i for i in options if i.last < written]
    else:
        past = [i for i in options if i.first <= written + grace]
    return max(past, key=lambda i: i.first, default=None)


def _day_of_month(day: int, written: date) -> Interval | None:
    """“The 17th”: the latest such day up to the day of writing."""
    for back in range(62):  # two months hold every day of the month
        found = written - timedelta(days=back)
        if found.day == day:
            return Interval(found, found)
    return None


def _in_year(value: TimeExpression, year: int) -> Interval | None:
    """A date within a year."""
    if not MIN_YEAR <= year <= MAX_YEAR:
        return None
    if value.unit is TimeUnit.DECADE or value.unit is TimeUnit.CENTURY:
        span = 10 if value.unit is TimeUnit.DECADE else 100
        return Interval(date(year, 1, 1), date(min(year + span - 1, MAX_YEAR), 12, 31))
    if value.month:
        return _in_month(value, year, value.month)
    if value.season == "WI":
        return Interval(date(year - 1, 12, 1), month_end(year, 2)) if year > MIN_YEAR else None
    first, last = SEASONS.get(value.season or "", (1, 12))
    return _part_of_year(Interval(date(year, first, 1), month_end(year, last)), value.part)


def _in_month(value: TimeExpression, year: int, month: int) -> Interval | None:
    """A month or a day of it; None for a day that the month has not."""
    if not value.day:
        return _part_of_month(Interval(date(year, month, 1), month_end(year, month)), value.part)
    if value.day > month_end(year, month).day:
        return None
    return Interval(date(year, month, value.day), date(year, month, value.day))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _part_of_month(month: Interval, part: str | None) -> Interval:
    """The first ten days, the days around the middle, or the last third."""
    if part == "START":
        return Interval(month.first, month.first.replace(day=EARLY))
    if part == "MID":
        return Interval(month.first.replace(day=EARLY), month.first.replace(day=LATE))
    if part == "END":
        return Interval(month.first.replace(day=LATE), month.last)
    return month


def _part_of_year(year: Interval, part: str | None) -> Interval:
    """A third of a year, or of a season."""
    length = (year.last - year.first).days // 3
    if part == "START":
        return Interval(year.first, year.first + timedelta(days=length))
    if part == "MID":
        return Interval(year.first + timedelta(days=length), year.last - timedelta(days=length))
    if part == "END":
        return Interval(year.last - timedelta(days=length), year.last)
    return year


# ------------------------------------------------------------------ counted from the writing


def _resolve_deictic(value: TimeExpression, written: date) -> Interval | None:
    """A day, week, month or year counted from the day of writing."""
    if value.weekday is not None:
        return _resolve_weekday(value, written)
    if value.season == "WE":
        return _resolve_weekend(value, written)
    read = READ.get(value.unit) if value.unit else None
    return read(value, written) if read else None


def _resolve_weekday(value: TimeExpression, written: date) -> Interval:
    """A weekday: the latest one up to the day of writing, which counts; "last" one week back."""
    if value.unit is TimeUnit.WEEK:
        return _resolve_weekday_of_week(value, written)
    back = timedelta(days=(written.weekday() - (value.weekday or 0)) % DAYS_IN_WEEK)
    week = timedelta(days=DAYS_IN_WEEK)
    latest = written - back
    if value.shift == -1:
        latest = _of_last_week(latest, written)
    elif value.shift == BEFORE_LAST:
        latest = latest - (week if back else 2 * week)
    elif value.shift == 1:
        latest = latest + week + (week if _same_week(latest + week, written) else timedelta())
    elif value.direction is Direction.FUTURE and back:
        latest = latest + week
    return Interval(latest, latest)


def _resolve_weekday_of_week(value: TimeExpression, written: date) -> Interval:
    """“Tuesday last week”: that day of the week before, by weeks that begin on Monday.

    What was done on a Sunday of this week was done on the last one, by weeks that begin with it.
    """
    monday = written - timedelta(days=written.weekday())
    day = monday + timedelta(days=DAYS_IN_WEEK * (value.shift or 0) + (value.weekday or 0))
    if value.shift == 0 and value.direction is Direction.PAST and day > written:
        day -= timedelta(days=DAYS_IN_WEEK)
    return Interval(day, day)


def _of_last_week(latest: date, written: date) -> date:
    """“Last Wednesday” said on a Thursday is that of the week before: yesterday has other names.

    Weeks begin on Sunday or on Monday; where the two differ the nearer day is meant.
    """
    if latest == written or _same_week(latest, written):
        return latest - timedelta(days=DAYS_IN_WEEK)
    return latest


def _same_week(day: date, written: date) -> bool:
    """Are both in one week, whichever day weeks begin on?"""
    monday = written - timedelta(days=written.weekday())
    sunday = written - timedelta(days=(written.weekday() + 1) % DAYS_IN_WEEK)
    end = min(monday, sunday) + timedelta(days=DAYS_IN_WEEK)
    return max(monday, sunday) <= day < end


def _resolve_weekend(value: TimeExpression, written: date) -> Interval:
    """The weekend of this week or one before or after it."""
    saturday = written - timedelta(days=(written.weekday() - SATURDAY) % DAYS_IN_WEEK)
    if (value.shift or 0) > 0:
        saturday += timedelta(days=DAYS_IN_WEEK)
    return Interval(saturday, saturday + timedelta(days=1))


def _resolve_days(value: TimeExpression, written: date) -> Interval | None:
    """“Yesterday”, “three days ago”, “days ago”, “overnight”."""
    if value.shift is None:
        return _resolve_few(value, written, FEW_DAYS, 1)
    day = written + timedelta(days=value.shift)
    if value.clock == "NI" and value.part == "END" and value.shift == 0:
        return Interval(day - timedelta(days=1), day)  # overnight
    return Interval(day, day)


def _resolve_hours(value: TimeExpression, written: date) -> Interval | None:
    """“Hours ago”: the same day or the one before; a clock time alone names no day."""
    if value.clock is not None or value.direction is not Direction.PAST:
        return None
    return Interval(written - timedelta(days=1), written)


def _resolve_weeks(value: TimeExpression, written: date) -> Interval | None:
    """“Last week” is a week of the calendar; “two weeks ago” is a day, give or take a few."""
    if value.shift is None:
        return _resolve_few(value, written, FEW_WEEKS, DAYS_IN_WEEK)
    if value.counted:
        middle = written + timedelta(days=DAYS_IN_WEEK * value.shift)
        return Interval(middle - timedelta(days=WEEK_SLACK), middle + timedelta(days=WEEK_SLACK))
    monday = (
        written - timedelta(days=written.weekday()) + timedelta(days=DAYS_IN_WEEK * value.shift)
    )
    return _clip_to_past(
        Interval(monday, monday + timedelta(days=DAYS_IN_WEEK - 1)), value, written
    )


def _resolve_months(value: TimeExpression, written: date) -> Interval | None:
    """“Last month”, “earlier this month”, “two months ago”."""
    if value.shift is None:
        return _resolve_few(value, written, FEW_MONTHS, 30)
    index = written.year * 12 + written.month - 1 + value.shift
    year, month = index // 12, index % 12 + 1
    whole = Interval(date(year, month, 1), month_end(year, month))
    part = value.part if value.shift else None  # "earlier this month" is any day of it so far
    return _clip_to_past(_part_of_month(whole, part), value, written)


def _resolve_years(value: TimeExpression, written: date) -> Interval | None:
    """“Last year”, “earlier this year”, “two years ago”."""
    if value.shift is None:
        return _resolve_few(value, written, FEW_YEARS, 365)
    year = written.year + value.shift
    whole = Interval(date(year, 1, 1), date(year, 12, 31))
    part = value.part if value.shift and value.part in ("START", "MID", "END") else None
    return _clip_to_past(_part_of_year(whole, part), value, written)


def _resolve_decades(value: TimeExpression, written: date) -> Interval | None:
    """“A decade ago”: within some years."""
    if value.shift is None:
        return None
    year = written.year + 10 * value.shift
    return Interval(date(year - 1, 1, 1), date(year + 1, 12, 31))


def _clip_to_past(whole: Interval, value: TimeExpression, written: date) -> Interval:
    """The present week, month or year as far as it has gone, for what has happened in it."""
    if value.shift == 0 and value.direction is not Direction.FUTURE:
        return Interval(whole.first, max(whole.first, min(whole.last, written)))
    return whole


def _resolve_few(
    value: TimeExpression, day: date, few: tuple[int, int], unit: int
) -> Interval | None:
    """Some units before or after a day, when the words do not say how many."""
    least, most = few[0] * unit, few[1] * unit
    if value.direction is Direction.PAST:
        return Interval(day - timedelta(days=most), day - timedelta(days=least))
    if value.direction is Direction.FUTURE:
        return Interval(day + timedelta(days=least), day + timedelta(days=most))
    return None


READ: Final[Mapping[TimeUnit, Callable[[TimeExpression, date], Interval | None]]] = {
    TimeUnit.HOUR: _resolve_hours,
    TimeUnit.MINUTE: _resolve_hours,
    TimeUnit.DAY: _resolve_days,
    TimeUnit.WEEK: _resolve_weeks,
    TimeUnit.MONTH: _resolve_months,
    TimeUnit.YEAR: _resolve_years,
    TimeUnit.DECADE: _resolve_decades,
}


# ------------------------------------------------------------------ counted from another event


def resolve_from_event(
    value: TimeExpression, event: Interval, *, backward: bool
) -> Interval | None:
    """The days that lie so far from another event.

    Args:
        value: "hours later", "the next day", "days after".
        event: when that other event took place.
        backward: count the other way, for the event that something else came "days after".

    Returns:
        The interval, None where the words give no distance, or one that leads outside the years
        that are read.
    """
    try:
        found = _shift_from_event(value, event, backward=backward)
    except (ValueError, OverflowError):
        return None
    return found if found is not None and within_calendar(found) else None


def _shift_from_event(value: TimeExpression, event: Interval, *, backward: bool) -> Interval | None:
    """The days that lie so far from another event, in any year."""
    if value.unit in (TimeUnit.HOUR, TimeUnit.MINUTE):
        return event
    sign = -1 if backward else 1
    if value.unit is TimeUnit.DAY and value.shift is not None:
        step = timedelta(days=sign * value.shift)
        return Interval(event.first + step, event.last + step)
    if value.unit is None or value.timex not in ("DATE", "TIME"):
        return None
    turned = _turn_around(value) if backward else value
    read = READ.get(value.unit)
    if read is None:
        return None
    ends = [read(replace(turned, counted=True), day) for day in (event.first, event.last)]
    found = [interval for interval in ends if interval is not None]
    if not found:
        return None
    if value.part == "LESS_THAN":  # "less than two weeks after": any day from the event on
        found.append(event)
    return Interval(min(i.first for i in found), max(i.last for i in found))


def _turn_around(value: TimeExpression) -> TimeExpression:
    """The same distance the other way."""
    turned = {Direction.PAST: Direction.FUTURE, Direction.FUTURE: Direction.PAST}
    shift = -value.shift if value.shift is not None else None
    return replace(value, shift=shift, direction=turned.get(value.direction, value.direction))


# ------------------------------------------------------------------ days at a place

# A moment that is given in UTC says nothing of the clock that its writer went by, and a report is
# written by the clock of its news more often than by any other: 23:30 UTC is the next morning in
# Jolo. A moment in another zone is its writer's own, and keeps its day.
#
# Zones by country and point: `zone.tab` of the IANA time zone database.

POINT: Final = re.compile(r"(?P<lat>[+-]\d{4,6})(?P<lon>[+-]\d{5,7})")
MIDNIGHT: Final = time(0)  # a day that was written as a moment, and tells no clock
DEGREES: Final = {"lat": 2, "lon": 3}  # digits; minutes and seconds follow


@dataclass(frozen=True, slots=True)
class _Zone:
    """A zone with the point that its town has in the database, in degrees."""

    name: str
    lat: float
    lon: float


def created_there(created: Creation, mention: Mention) -> Creation:
    """When a report was written, by the clock at the place of one of its events.

    Args:
        created: when the report was written, as settled.
        mention: the event, with its places.

    Returns:
        The same, unless its moment is given in UTC and fell on another day at the place.
    """
    moment = created.moment
    if moment is None or moment.utcoffset() != timedelta(0) or moment.time() == MIDNIGHT:
        return created
    if created.interval != Interval(moment.date(), moment.date()):
        return created
    found = _day_at(moment, _event_places(mention))
    if found is None or found[0] == moment.date():
        return created
    day, zone = found
    text = f"It appeared at {moment:%H:%M} UTC, which was {day} in {zone}."
    return replace(created, interval=Interval(day, day), reasons=(*created.reasons, Evidence(text)))


def _event_places(mention: Mention) -> list[Place]:
    """The places of an event, in the order of the text."""
    return [c.value for c in mention.claims if c.role is Role.WHERE and isinstance(c.value, Place)]


def _day_at(moment: datetime, places: Sequence[Place]) -> tuple[date, str] | None:
    """The day of a moment at the first place whose zone is known, with the zone's name."""
    for place in places:
        zones = _zones_by_country().get(place.country or "", ())
        near = _nearest_zone(place, zones)
        days = {day: zone.name for zone in near if (day := _day_in(moment, zone)) is not None}
        if len(days) == 1:
            return next(iter(days.items()))
    return None


def _nearest_zone(place: Place, zones: Sequence[_Zone]) -> Sequence[_Zone]:
    """The zone whose town is nearest to a place; all of its country where it has no point."""
    lat, lon = place.lat, place.lon
    if lat is None or lon is None or not place.city:
        return zones
    return [min(zones, key=lambda zone: distance_km(zone.lat, zone.lon, lat, lon))] if zones else []


def _day_in(moment: datetime, zone: _Zone) -> date | None:
    """The day of a moment in a zone; None where the machine does not know the zone."""
    try:
        return moment.astimezone(ZoneInfo(zone.name)).date()
    except (ZoneInfoNotFoundError, OverflowError):
        return None


@cache
def _zones_by_country() -> Mapping[str, tuple[_Zone, ...]]:
    """The zones of each country, by its code of two letters."""
    found: dict[str, tuple[_Zone, ...]] = {}
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    for line in table.splitlines():
        country, _, rest = line.partition("\t")
        point, _, names = rest.partition("\t")
        if (match := POINT.fullmatch(point)) and not line.startswith("#"):
            lat, lon = (_in_degrees(match[axis], DEGREES[axis]) for axis in ("lat", "lon"))
            zone = _Zone(names.split("\t")[0], lat, lon)
            found[country] = (*found.get(country, ()), zone)
    return found


def _in_degrees(written: str, digits: int) -> float:
    """An angle from ISO 6709, "+4230" or "-0304530"."""
    sign, whole, rest = written[0], written[1 : 1 + digits], written[1 + digits :]
    minutes, seconds = int(rest[:2]), int(rest[2:] or 0)
    angle = int(whole) + minutes / 60 + seconds / 3600
    return -angle if sign == "-" else angle
