"""The supplement of the gazetteer: every row is well formed, and lies where it says."""

import csv
import sqlite3
from collections import Counter, defaultdict
from functools import cache
from itertools import product
from math import asin, cos, radians, sin, sqrt

from dateline.detect.gazetteer.build import DATA, TARGET
from dateline.vocabulary.spellings import name_key

FILES = sorted(DATA.glob("supplement_*.tsv"))
COLUMNS = "kind country admin1 city name lat lon radius_km names source".split()
KINDS = {"region", "water", "city", "district", "facility"}
NEAR_CITY = 60.0  # kilometres: the reach of a large city with its suburbs
BORDER = 45.0  # kilometres by which a town across the border may be nearer than one of the country
ON_THE_BORDER = {"Rukban camp", "Tower 22"}  # no town of their country for 60 km
EARTH = 6371.0

Row = dict[str, str]
Point = tuple[float, float]
Town = tuple[str, float, float]


@cache
def rows() -> tuple[Row, ...]:
    """All rows of the supplement."""
    found: list[Row] = []
    for path in FILES:
        with path.open(encoding="utf-8") as lines:
            found += csv.DictReader((x for x in lines if x[0] != "#"), delimiter="\t")
    return tuple(found)


def point(row: Row) -> Point | None:
    return (float(row["lat"]), float(row["lon"])) if row["lat"] else None


def reach(row: Row) -> float:
    return float(row["radius_km"] or 0)


def others(row: Row) -> list[str]:
    return row["names"].split("|") if row["names"] else []


def apart(one: Point, two: Point) -> float:
    """Kilometres between two points."""
    (a, b), (c, d) = (tuple(map(radians, p)) for p in (one, two))
    return 2 * EARTH * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))


@cache
def towns() -> dict[tuple[int, int], list[Town]]:
    """The settlements of the sources, by whole degrees."""
    found: defaultdict[tuple[int, int], list[Town]] = defaultdict(list)
    with sqlite3.connect(TARGET) as store:
        for country, lat, lon in store.execute(
            "SELECT country, lat, lon FROM place WHERE kind = 'city' AND ref LIKE 'geonames:%'"
        ):
            found[int(lat // 1), int(lon // 1)].append((country, lat, lon))
    return found


def nearest(at: Point, country: str) -> tuple[float, float]:
    """Kilometres to the nearest settlement of all, and to the nearest of the country."""
    row, column = int(at[0] // 1), int(at[1] // 1)
    for cells in (1, 4, 25):
        span = range(-cells, cells + 1)
        around = [t for r, c in product(span, span) for t in towns().get((row + r, column + c), ())]
        own = [apart(at, t[1:]) for t in around if t[0] == country]
        if own:
            return min(apart(at, t[1:]) for t in around), min(own)
    return float("inf"), float("inf")


@cache
def cities(country: str, name: str) -> tuple[Point, ...]:
    """Where the settlements of a name lie."""
    with sqlite3.connect(TARGET) as store:
        return tuple(
            store.execute(
                "SELECT lat, lon FROM place JOIN name ON name.place = place.id"
                " WHERE key = ? AND country = ? AND kind = 'city' AND ref LIKE 'geonames:%'"
                " ORDER BY population DESC LIMIT 5",
                (name_key(name), country),
            )
        )


def test_rows_have_known_countries_kinds_and_ranges() -> None:
    with (DATA / "countries.tsv").open(encoding="utf-8") as lines:
        known = {
            r["iso"] for r in csv.DictReader((x for x in lines if x[0] != "#"), delimiter="\t")
        }
    for row in rows():
        assert list(row) == COLUMNS
        assert None not in row.values(), row
        assert row["country"] in known | {""}, row
        assert row["kind"] in KINDS, row
        assert bool(row["lat"]) == bool(row["lon"]), row
        assert not row["lat"] or int(row["radius_km"]) >= 1, row
        assert abs(float(row["lat"] or 0)) <= 90, row
        assert abs(float(row["lon"] or 0)) <= 180, row


def test_every_row_names_an_article_or_a_gazetteer_as_its_source() -> None:
    for row in rows():
        assert row["source"].startswith(("Wikipedia: ", "GeoNames: ")), row


def test_no_place_of_a_country_is_listed_twice() -> None:
    twice = [
        k for k, n in Counter((r["country"], name_key(r["name"])) for r in rows()).items() if n > 1
    ]

    assert twice == []


def test_another_name_belongs_to_one_place_of_its_country() -> None:
    """A spelling that folds to the row's own name, or to another's, would say nothing."""
    names = Counter((r["country"], name_key(n)) for r in rows() for n in (r["name"], *others(r)))

    assert [k for k, n in names.items() if n > 1] == []


def test_a_row_with_a_city_lies_near_that_city() -> None:
    for row in rows():
        if not row["city"]:
            continue
        known, at = cities(row["country"], row["city"]), point(row)
        assert known, row
        if at is not None:
            limit = max(NEAR_CITY, reach(row))
            assert min(apart(at, c) for c in known) <= limit, row


def test_a_row_with_a_country_lies_by_its_towns() -> None:
    """Desert bases may have a foreign town a little nearer, and crossings lie on the border."""
    for row in rows():
        at = point(row)
        crossing = "crossing" in row["name"] + row["names"] or row["name"] in ON_THE_BORDER
        if not row["country"] or at is None or row["kind"] == "water" or crossing:
            continue
        any_town, own = nearest(at, row["country"])
        assert own <= max(reach(row), any_town + BORDER), (row, any_town, own)


def test_a_district_or_facility_has_a_city_or_a_point() -> None:
    for row in rows():
        if row["kind"] in {"district", "facility"}:
            assert row["city"] or row["lat"], row
