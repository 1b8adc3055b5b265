"""The place that somebody gives with a report: by name, by a point, or both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import cos, radians
from typing import Final

from dateline.detect.gazetteer import GazetteerEntry, around, places_named
from dateline.detect.places.toponyms import place_value
from dateline.types import Entity, GivenPlace, Place, PlaceKind

NEAR: Final = 50.0  # kilometres from a point to a town that tells its province and country
DEGREE: Final = 111.2  # kilometres of latitude
EXACT, TOWN = 1, 1  # of UCDP's steps


def given_place(given: GivenPlace, named_places: Sequence[Entity]) -> Place | None:
    """The place that is given, with what contains it as far as the gazetteer tells.

    Args:
        given: a name, a point, or both.
        named_places: what the report itself names: a namesake in a country of these goes first.

    Returns:
        A place of that name alone where several places have it; None where nothing is named.
    """
    head, *rest = [part.strip() for part in (given.name or "").split(",")]
    countries = _countries(rest, named_places)
    if given.latitude is not None and given.longitude is not None:
        return _at_point(head, given.latitude, given.longitude)
    fits = [known for known in places_named(head) if known.grade == 0]
    here = [known for known in fits if known.country in countries] if countries else fits
    towns = [known for known in here if known.kind == "city"] or here
    if len(towns) == 1:
        return place_value(towns[0])
    if not head:
        return None
    country = next(iter(countries)) if len(countries) == 1 else None
    return Place(head, PlaceKind.OTHER, country=country, city=head, precision=TOWN)


def _countries(rest: Sequence[str], named_places: Sequence[Entity]) -> frozenset[str]:
    """The countries that the name goes on to give, else those that the report names."""
    own = {
        known.country for part in rest for known in places_named(part) if known.kind == "country"
    }
    if not own:
        values = (each.value for each in named_places)
        own = {value.country for value in values if isinstance(value, Place)}
    return frozenset(country for country in own if country)


def _at_point(name: str, lat: float, lon: float) -> Place:
    """A point, with the province and the country of the nearest town."""
    towns = around(lat, lon, NEAR / DEGREE)
    nearest = min(towns, key=lambda town: _kilometres(town, lat, lon), default=None)
    found = Place(
        name=name or f"{lat}, {lon}",
        kind=PlaceKind.OTHER,
        city=name or None,
        lat=lat,
        lon=lon,
        precision=EXACT,
    )
    if nearest is None or _kilometres(nearest, lat, lon) > NEAR:
        return found
    return replace(found, country=nearest.country, admin1=nearest.admin1, admin2=nearest.admin2)


def _kilometres(town: GazetteerEntry, lat: float, lon: float) -> float:
    """How far a town is from a point, on a plane that fits this near."""
    north = (town.lat or 0.0) - lat
    east = ((town.lon or 0.0) - lon) * cos(radians(lat))
    return float(DEGREE * (north**2 + east**2) ** 0.5)
