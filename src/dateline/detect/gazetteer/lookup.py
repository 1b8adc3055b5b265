"""Look places up by name in the gazetteer's file."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import cos, radians
from typing import Final

from dateline.detect.gazetteer.build import TARGET
from dateline.errors import InputError
from dateline.vocabulary.spellings import loose_key, name_key

FIELDS: Final = "id, ref, name, kind, country, admin1, admin2, city, lat, lon, population, radius"
WHOLE: Final = 180.0  # degrees
MOST: Final = 40  # candidates of one name that are weighed, the most populous first


NEAR_TOWN: Final = 15_000  # metres around a town in which a village "near" it lies


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A place of the gazetteer; `grade` is 0 for its main name, 1 another, 2 a like sound."""

    id: int
    ref: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    admin2: str | None
    city: str | None
    lat: float | None
    lon: float | None
    population: int
    radius: int | None
    grade: int = 0

    def unlisted(self, name: str, kind: str) -> GazetteerEntry:
        """A place in this one that the gazetteer lacks, with this one's reach and no point.

        Args:
            name: of the place.
            kind: of the place, "city" or "admin2".
        """
        return GazetteerEntry(
            id=0,
            ref="",
            name=name,
            kind=kind,
            country=self.country,
            admin1=self.admin1 if self.kind != "country" else None,
            admin2=name if kind == "admin2" else self.admin2,
            city=None,
            lat=None,
            lon=None,
            population=0,
            radius=self.radius,
        )

    def beside(self, town: GazetteerEntry) -> GazetteerEntry:
        """This place, which the gazetteer lacks, at the point of a town near which it is told."""
        return replace(self, lat=town.lat, lon=town.lon, radius=NEAR_TOWN)

    def quarter(self, name: str) -> GazetteerEntry:
        """A part of this town that the gazetteer lacks, at the town's point and with its reach."""
        return replace(self, id=0, ref="", name=name, kind="district", city=self.name, population=0)


@lru_cache(maxsize=20_000)
def places_named(name: str) -> tuple[GazetteerEntry, ...]:
    """Places of exactly this name but for case, accents, hyphens and apostrophes.

    Raises:
        InputError: where the gazetteer's file is missing.
    """
    folded = name_key(name)
    if not folded:
        return ()
    rows = _open_store().execute(
        f"SELECT {FIELDS}, grade FROM name JOIN place ON place.id = name.place WHERE key = ?"  # noqa: S608  constant
        " ORDER BY population DESC, place.id LIMIT ?",
        (folded, MOST),
    )
    return tuple(GazetteerEntry(*row) for row in rows)


@lru_cache(maxsize=20_000)
def places_sounding(name: str) -> tuple[GazetteerEntry, ...]:
    """Places whose name is another transliteration of this one."""
    folded = loose_key(name)
    if not folded:
        return ()
    rows = _open_store().execute(
        f"SELECT {FIELDS}, 2 FROM sound JOIN place ON place.id = sound.place WHERE key = ?"  # noqa: S608  constant
        " ORDER BY population DESC, place.id LIMIT ?",
        (folded, MOST),
    )
    return tuple(GazetteerEntry(*row) for row in rows)


@lru_cache(maxsize=20_000)
def country_of_people(word: str) -> str | None:
    """The country of a word for its people ("Iraqi": "IQ")."""
    row = (
        _open_store()
        .execute("SELECT country FROM demonym WHERE key = ?", (name_key(word),))
        .fetchone()
    )
    return str(row[0]) if row else None


def place_by_id(ref: str) -> GazetteerEntry | None:
    """A place by its id ("geonames:98182"); no index leads there, so the file is looked through."""
    query = f"SELECT {FIELDS}, 0 FROM place WHERE ref = ? ORDER BY id"  # noqa: S608  constant
    row = _open_store().execute(query, (ref,)).fetchone()
    return GazetteerEntry(*row) if row else None


@lru_cache(maxsize=2_000)
def around(lat: float, lon: float, degrees: float) -> tuple[GazetteerEntry, ...]:
    """Towns within some degrees of a point; no index leads there, so the file is looked through."""
    query = (
        f"SELECT {FIELDS}, 0 FROM place WHERE kind = 'city' "  # noqa: S608  constant
        "AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? ORDER BY id"
    )
    wide = degrees / max(cos(radians(lat)), degrees / WHOLE)
    edges = (lat - degrees, lat + degrees, lon - wide, lon + wide)
    return tuple(GazetteerEntry(*row) for row in _open_store().execute(query, edges))


def country_by_code(iso: str) -> GazetteerEntry | None:
    """A country by its ISO 3166 code."""
    return _all_countries().get(iso)


@cache
def _all_countries() -> dict[str, GazetteerEntry]:
    """All countries by code: no index leads to one, so the file is looked through once."""
    rows = _open_store().execute(
        f"SELECT {FIELDS}, 0 FROM place WHERE kind = 'country' ORDER BY id DESC"  # noqa: S608  constant
    )
    return {str(place.country): place for place in (GazetteerEntry(*row) for row in rows)}


@cache
def _open_store() -> sqlite3.Connection:
    """The gazetteer, opened once a process and never written."""
    if not TARGET.exists():
        message = (
            f"expected the gazetteer at {TARGET}, found none:"
            " make it with `python -m dateline.detect.gazetteer`"
        )
        raise InputError(message)
    uri = f"{TARGET.as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)
