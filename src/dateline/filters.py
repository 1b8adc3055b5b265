"""Which incidents are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dateline.countries import known_countries
from dateline.distances import distance_km
from dateline.errors import InputError
from dateline.types import (
    Finding,
    Grade,
    Incident,
    Interval,
    Kind,
    Mention,
    Place,
    Prominence,
    Range,
    Reading,
    Role,
    Scope,
)

ROLES: Final = ("main", "background", "all")


def is_main(incident: Incident) -> bool:
    """Whether any report tells an incident as its news, and not in passing."""
    return any(part.prominence is Prominence.MAIN for part in incident.tellings)


def in_role(incident: Incident, role: str) -> bool:
    """Is an incident of a role, one of `ROLES`?"""
    return role == "all" or is_main(incident) is (role == "main")


@dataclass(frozen=True, slots=True)
class MapBox:
    """A part of the map; it may lie across the line where the day changes."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        """Is a point in it?"""
        between = self.west <= lon <= self.east
        across = self.west > self.east and (lon >= self.west or lon <= self.east)
        return self.south <= lat <= self.north and (between or across)


@dataclass(frozen=True, slots=True)
class MapCircle:
    """All that is near a point."""

    lat: float
    lon: float
    km: float

    def holds(self, lat: float, lon: float) -> bool:
        """Is a point in it?"""
        return distance_km(self.lat, self.lon, lat, lon) <= self.km


@dataclass(frozen=True, slots=True)
class FigureBounds:
    """From how many, and up to how many, are asked for."""

    low: int | None = None
    high: int | None = None

    def meets(self, finding: Finding[Range] | None) -> bool:
        """Can a figure lie within? One that is not stated cannot."""
        if finding is None:
            return False
        figure = finding.value
        above = self.low is None or figure.high is None or figure.high >= self.low
        return above and (self.high is None or figure.low <= self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which incidents are asked for: those that pass every filter that is given.

    An incident without a known day passes no filter on days, one without a country none on
    countries, one without a point on the map none on points, and so on. Actors and outlets go by
    their whole names, in capitals or not.

    Raises:
        InputError: a kind, a grade, a role or a country does not exist, or one word stands where
            several may.
    """

    kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()  # ISO 3166, two letters
    first: date | None = None  # the first day asked for
    last: date | None = None  # the last
    grades: tuple[str, ...] = ()
    role: str = "all"  # of `ROLES`
    box: MapBox | None = None
    near: MapCircle | None = None
    actors: tuple[str, ...] = ()  # perpetrators, by a name or another name
    outlets: tuple[str, ...] = ()  # owners, outlets or agencies
    killed: FigureBounds | None = None
    wounded: FigureBounds | None = None

    def __post_init__(self) -> None:
        for name in ("kinds", "countries", "grades", "actors", "outlets"):
            value: object = getattr(self, name)
            if isinstance(value, str):
                raise InputError(f"expected several {name}, found one word; write ({value!r},)")
        _check("kinds", self.kinds, Kind)
        _check("grades", self.grades, Grade)
        if self.role not in ROLES:
            raise InputError(f"expected a role of {', '.join(ROLES)}, found {self.role!r}")
        object.__setattr__(self, "countries", known_countries(self.countries))

    def keep(self, found: Iterable[Incident]) -> tuple[Incident, ...]:
        """Those of the incidents that are asked for."""
        return tuple(incident for incident in found if self._keeps(incident))

    def beside_figures(self) -> Filters:
        """Those of the filters that pass the same incidents whatever policy settles figures."""
        return replace(self, grades=(), killed=None, wounded=None)

    def keep_totals(self, reading: Reading, days: Mapping[str, Interval | None]) -> Reading:
        """A reading with those of its totals over several events that are asked for.

        Args:
            reading: of one report.
            days: over which each mention's events took place.
        """
        kept = (m for m in reading.mentions if self._keeps_total(m, days.get(m.id)))
        return replace(reading, mentions=tuple(kept))

    def _keeps_total(self, mention: Mention, days: Interval | None) -> bool:
        """Whether a total passes all filters but those on grades and roles, which are of incidents.

        A mention of one event is no total, and passes. A total has no point on the map, no actor
        and no outlet, and its figures are not settled: it passes no filter on these.
        """
        places = (claim.value for claim in mention.claims if claim.role is Role.WHERE)
        countries = {place.country for place in places if isinstance(place, Place)}
        narrow = (self.box, self.near, self.actors, self.outlets, self.killed, self.wounded)
        return mention.scope is not Scope.AGGREGATE or (
            not any(narrow)
            and (not self.kinds or mention.kind in self.kinds)
            and (not self.countries or bool(countries.intersection(self.countries)))
            and (self.first is None or (days is not None and days.last >= self.first))
            and (self.last is None or (days is not None and days.first <= self.last))
        )

    def _keeps(self, incident: Incident) -> bool:
        """Whether an incident passes all filters."""
        days = incident.when.value.interval
        return (
            (not self.kinds or incident.kind in self.kinds)
            and (not self.grades or incident.grade in self.grades)
            and in_role(incident, self.role)
            and (self.first is None or (days is not None and days.last >= self.first))
            and (self.last is None or (days is not None and days.first <= self.last))
            and self._keeps_place(incident.where.value)
            and (self.killed is None or self.killed.meets(incident.killed))
            and (self.wounded is None or self.wounded.meets(incident.wounded))
            and _names_any(self.actors, actor_names(incident))
            and _names_any(self.outlets, outlet_names(incident))
        )

    def _keeps_place(self, place: Place | None) -> bool:
        """Whether a place passes the filters on places."""
        if self.countries and (place is None or place.country not in self.countries):
            return False
        areas = [area for area in (self.box, self.near) if area]
        if not areas:
            return True
        if place is None or place.lat is None or place.lon is None:
            return False
        return all(area.holds(place.lat, place.lon) for area in areas)


def actor_names(incident: Incident) -> tuple[str, ...]:
    """The names of who is said to have done it, other names among them."""
    return tuple(name for one in incident.perpetrators for name in (one.name, *one.aliases))


def outlet_names(incident: Incident) -> tuple[str, ...]:
    """The owners, outlets and agencies that tell of an incident."""
    told = (telling.outlet for telling in incident.tellings if telling.outlet)
    return tuple(dict.fromkeys((*incident.outlets, *told)))


def _names_any(asked: Iterable[str], names: Iterable[str]) -> bool:
    """Whether one of the names is asked for, or none is."""
    wanted = {name.casefold() for name in asked}
    return not wanted or any(name.casefold() in wanted for name in names)


def _check(name: str, given: Iterable[str], known: type[Kind | Grade]) -> None:
    """Refuse a word that is not in a vocabulary."""
    words = [str(member) for member in known]
    for word in given:
        if word not in words:
            raise InputError(f"expected {name} of {', '.join(words)}, found {word!r}")
