"""Places as people give them in a correction, looked up in the gazetteer.

A name must be a main name of the gazetteer, so that a slip is no new place; what comes near is
said. Where several places have the name, one is chosen by its id, and a place that is in no
gazetteer is given as a point with a radius.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from string import ascii_lowercase
from typing import Final

from dateline.countries import known_country
from dateline.detect.gazetteer import GazetteerEntry, place_by_id, places_named, places_sounding
from dateline.errors import InputError
from dateline.types import Place, PlaceKind

REFERENCE: Final = re.compile(r"(?<![a-z])[a-z]+:[\w-]+")
POINT: Final = re.compile(
    r"(?:(?P<name>[^@]{1,200})@\s{0,9})?(?P<lat>-?\d{1,9}(?:\.\d{1,20})?)\s{0,9},\s{0,9}"
    r"(?P<lon>-?\d{1,9}(?:\.\d{1,20})?)"
    r"(?:\s{0,9},\s{0,9}(?P<radius>\d{1,12}(?:\.\d{1,20})?)\s{0,9}(?P<unit>k?m)?)?"
)
METRES: Final = {"m": 1, "km": 1000}
WIDEST: Final = 1_000_000  # metres
STEPS: Final = ((1_000, 1), (25_000, 2))  # UCDP: exact, near; wider is a region
REGION: Final = 5
POLES, DATE_LINE = 90, 180
MOST: Final = 3  # places that are named where several may be meant
# What a field may hold, in the order in which a name is tried.
KINDS: Final = {
    "country": ("country",),
    "admin1": ("admin1",),
    "admin2": ("admin2",),
    "city": ("city", "district"),
    "place": ("city", "admin1", "admin2", "district", "facility", "region", "water", "country"),
}


def known_place(value: str, part: str, country: str | None) -> Place:
    """The place that a value stands for.

    Args:
        value: a name, an id of the gazetteer, or a point with a radius.
        part: the part of a place that is given.
        country: where the incident is taken to be: a name there goes before its namesakes.

    Raises:
        InputError: it stands for none, or for several.
    """
    if part == "country":
        value = known_country(value)
        return Place(value, PlaceKind.COUNTRY, country=value, precision=6)
    if point := POINT.fullmatch(value):
        return point_given(point, part, country)
    from dateline.detect.places import place_value  # noqa: PLC0415  brings numpy

    if REFERENCE.fullmatch(value):
        return place_value(referred_place(value))
    return place_value(chosen_place(value, part, country))


def point_given(found: re.Match[str], part: str, country: str | None) -> Place:
    """A point that a person gives; of what contains it only the country is taken to be known."""
    lat, lon = float(found["lat"]), float(found["lon"])
    if found["radius"] is None:
        raise InputError(
            "expected how far around the point it may have been, found no radius; "
            f"write {found[0]}, 500 m"
        )
    radius = round(float(found["radius"]) * METRES[found["unit"] or "m"])
    if abs(lat) > POLES or abs(lon) > DATE_LINE or not 0 < radius <= WIDEST:
        raise InputError(
            "expected a latitude to 90, a longitude to 180 and a radius to 1000 km, "
            f"found {found[0]!r}"
        )
    name = (found["name"] or "").strip()
    return Place(
        name=name or f"{lat}, {lon}",
        kind=PlaceKind.OTHER,
        country=country,
        city=name if name and part != "site" else None,
        site=name if name and part == "site" else None,
        lat=lat,
        lon=lon,
        precision=next((step for widest, step in STEPS if radius <= widest), REGION),
        radius=radius,
    )


def referred_place(ref: str) -> GazetteerEntry:
    """The place with an id."""
    known = place_by_id(ref)
    if known is None:
        raise InputError(
            f"expected an id of the gazetteer such as geonames:98182, found {ref!r}; "
            "give the place's name, or a point: 33.31, 44.39, 500 m"
        )
    return known


def chosen_place(name: str, part: str, country: str | None) -> GazetteerEntry:
    """The one place of a name that a field may hold."""
    own = [known for known in places_named(name) if known.grade == 0]
    fits: list[GazetteerEntry] = next(
        (f for kind in KINDS[part] if (f := [known for known in own if known.kind == kind])), []
    )
    here = [known for known in fits if known.country == country]
    alike = () if here else alike_places(name, part, country)
    if len(here or fits) == 1 and not any(known.country == country for known in alike):
        return (here or fits)[0]
    if here:
        raise InputError(
            f"expected one place, found {len(here)} named {name!r}; "
            f"give an id: {listed_places(here)}"
        )
    others = [known for known in fits if known not in alike]
    hint = f": did you mean {listed_places(alike)}?" if alike else ""
    ids = f"; for {listed_places(others)}, give the id" if others else ""
    raise InputError(
        f"expected a place in the gazetteer, found {name!r}{hint}{ids}; for a place that is not in "
        f"the gazetteer, give a point ({name} @ 33.31, 44.39, 500 m) or add --unlisted"
    )


def alike_places(name: str, part: str, country: str | None) -> tuple[GazetteerEntry, ...]:
    """Places with another name or spelling like this one, those of the country first."""
    kinds = KINDS[part]
    other = [known for known in places_named(name) if known.grade > 0]
    found = (
        *other,
        *places_sounding(name),
        *(k for near in near_names(name) for k in places_named(near)),
    )
    fits = {known.id: replace(known, grade=0) for known in reversed(found) if known.kind in kinds}
    ordered = sorted(
        fits.values(), key=lambda k: (k.country != country, kinds.index(k.kind), -k.population)
    )
    here = [known for known in ordered if known.country == country]
    return tuple((here or ordered)[:MOST])


def near_names(name: str) -> Iterator[str]:
    """Names that are one slip of the pen away: a letter more, less, other, or two swapped."""
    name = name.casefold()
    for n in range(len(name) + 1):
        head, tail = name[:n], name[n:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            yield head + letter + tail[1:]


def listed_places(places: Sequence[GazetteerEntry]) -> str:
    """A few places with what tells them apart."""
    named = (
        f"{k.name} ({', '.join(filter(None, (k.admin1, k.country, k.ref)))})" for k in places[:MOST]
    )
    return "; ".join(named)
