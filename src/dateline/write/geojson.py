"""The ledger as GeoJSON (RFC 7946): places as points that say how far they can be trusted.

A point is written for precision 1 to 5 only; an incident known to the country or to nothing
has a null geometry, so that no map shows a pin where nobody said one is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

Row = Mapping[str, Any]  # one incident in the exchange form, as read from JSON

LEAST_PRECISE = 5  # UCDP where_prec 6 is a country, 7 international waters or unknown
DIGITS = 6  # about 0.1 m, as RFC 7946 recommends


def incidents(rows: Iterable[Row], stream: TextIO) -> None:
    """Write a FeatureCollection with one feature an incident, statements left out."""
    features = [_feature(row) for row in rows]
    collection = {"type": "FeatureCollection", "features": features}
    json.dump(collection, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _feature(row: Row) -> dict[str, Any]:
    """One incident; its id is the feature's, everything but geometry and statements a property."""
    properties = {name: value for name, value in row.items() if name not in ("id", "statements")}
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": _point(row["place"]),
        "properties": properties,
    }


def _point(place: Row | None) -> dict[str, Any] | None:
    """A point in the order longitude, latitude, or None where a pin would say too much."""
    if place is None or place["lat"] is None or place["precision"] > LEAST_PRECISE:
        return None
    return {
        "type": "Point",
        "coordinates": [round(place["lon"], DIGITS), round(place["lat"], DIGITS)],
    }
