"""The ledger as GeoJSON, read by GeoPandas."""

from __future__ import annotations

import io
import json

import geopandas
import pytest
from shapely.geometry import Point, shape

from dateline.types import Place, PlaceKind
from dateline.write import Contents, export_bytes
from dateline.write.areas import area_geometry, circle_polygon
from dateline.write.wide import COLUMNS


def place(precision: int, lat: float = 10.12345678, radius: int | None = None) -> Place:
    """A place of some precision."""
    return Place("Ardun", PlaceKind.CITY, lat=lat, lon=20.5, precision=precision, radius=radius)


def test_a_point_gives_longitude_first_with_six_digits() -> None:
    assert {"type": "Point", "coordinates": [20.5, 10.123457]} == area_geometry(place(1))


@pytest.mark.parametrize(("precision", "radius", "metres"), [(2, None, 1000), (3, 9000, 9000)])
def test_a_place_known_less_well_is_a_circle_as_wide_as_what_is_known(
    precision: int, radius: int | None, metres: int
) -> None:
    drawn = geopandas.GeoSeries([shape(area_geometry(place(precision, radius=radius)))], crs=4326)
    flat = drawn.to_crs(drawn.estimate_utm_crs())
    assert metres == pytest.approx((flat.area[0] / 3.1416) ** 0.5, rel=0.02)
    assert drawn[0].exterior.is_ccw
    assert drawn[0].contains(Point(20.5, 10.123457))


@pytest.mark.parametrize("lon", [179.99, -179.99])
def test_a_circle_over_the_date_line_is_two_valid_parts(lon: float) -> None:
    drawn = shape(circle_polygon(-17.0, lon, 10_000))
    assert "MultiPolygon" == drawn.geom_type
    assert drawn.is_valid
    assert -180 <= drawn.bounds[0] < drawn.bounds[2] <= 180


@pytest.mark.parametrize("precision", [4, 5, 6, 7])
def test_nothing_is_drawn_where_no_more_than_a_province_or_country_is_known(precision: int) -> None:
    assert area_geometry(place(precision, radius=40_000)) is None


def test_nothing_is_drawn_of_no_place() -> None:
    assert area_geometry(None) is None


def test_geopandas_reads_an_incident_a_feature_with_flat_properties(
    demo: Contents, most_killed: int
) -> None:
    frame = geopandas.read_file(io.BytesIO(export_bytes("geojson", demo)))
    assert len(demo.incidents) == len(frame)
    assert {column.name for column in COLUMNS} <= set(frame.columns)
    assert {"Point", "Polygon"} == set(frame.geometry.dropna().geom_type)
    assert most_killed == frame["killed_best"].max()
    assert frame.geometry[frame["precision"] > 3].isna().all()


def test_no_property_holds_another_object(demo: Contents) -> None:
    features = json.loads(export_bytes("geojson", demo))["features"]
    cells = [cell for feature in features for cell in feature["properties"].values()]
    assert not [cell for cell in cells if isinstance(cell, list | dict)]
    assert all(feature["id"] == feature["properties"]["id"] for feature in features)
