"""The ledger as GeoJSON."""

import io
import json
from typing import Any

import pytest

from dateline.write.geojson import incidents


def feature(place: dict[str, Any] | None) -> dict[str, Any]:
    """The feature of an incident at a place."""
    stream = io.StringIO()
    incidents([{"id": "abc", "kind": "bombing", "place": place, "statements": []}], stream)
    collection = json.loads(stream.getvalue())
    assert collection["type"] == "FeatureCollection"
    found: dict[str, Any] = collection["features"][0]
    return found


def place(precision: int) -> dict[str, Any]:
    """A place of some precision."""
    return {"country": "XX", "lat": 10.12345678, "lon": 20.5, "precision": precision}


def test_a_point_gives_longitude_first_with_six_digits() -> None:
    """RFC 7946 orders longitude, latitude."""
    assert feature(place(1))["geometry"] == {"type": "Point", "coordinates": [20.5, 10.123457]}


@pytest.mark.parametrize("where", [None, place(6), place(7), {**place(1), "lat": None}])
def test_no_pin_is_drawn_where_no_more_than_a_country_is_known(
    where: dict[str, Any] | None,
) -> None:
    """A country centroid is not a place."""
    assert feature(where)["geometry"] is None


def test_statements_stay_out_and_the_id_is_the_features() -> None:
    """Properties repeat the exchange form without its statements."""
    found = feature(place(2))
    assert found["id"] == "abc"
    assert {"kind": "bombing", "place": place(2)} == found["properties"]
