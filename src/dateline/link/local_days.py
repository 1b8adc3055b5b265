"""The day at an event's place on which a report of it appeared.

A moment that is given in UTC says nothing of the clock that its writer went by, and a report is
written by the clock of its news more often than by any other: 23:30 UTC is the next morning in
Jolo. A moment in another zone is its writer's own, and keeps its day.

Zones by country and point: `zone.tab` of the IANA time zone database.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateline.types import Creation, Evidence, Interval, Mention, Place, Role

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
    return [min(zones, key=lambda zone: _arc(zone, lat, lon))] if zones else []


def _arc(zone: _Zone, lat: float, lon: float) -> float:
    """The angle between a zone's town and a point, along a great circle, in radians."""
    south, north = radians(zone.lat), radians(lat)
    half = sin((north - south) / 2) ** 2
    half += cos(south) * cos(north) * sin(radians(lon - zone.lon) / 2) ** 2
    return 2 * asin(sqrt(min(1.0, half)))


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
