"""Areas: what a map may draw of a place.

A point where the place itself is known, a circle where no more is known than what it lies near
or in which district; nothing for a province, a country or less: their outlines are for boundary
files to give, which join on the codes of the divisions.
"""

from __future__ import annotations

import math
from typing import Any, Final

from dateline.types import Place
from dateline.write.lines import exact_point, radius_metres

EXACT: Final = 1  # UCDP where_prec of a place that is known itself
CORNERS: Final = 32  # of a circle
EARTH: Final = 6_371_008.8  # metres, its mean radius
DIGITS: Final = 6  # about 0.1 m, as RFC 7946 recommends

Geometry = dict[str, Any]  # of GeoJSON


def area_geometry(place: Place | None) -> Geometry | None:
    """The geometry of a place, longitude first, as GeoJSON has it."""
    middle = exact_point(place)
    if place is None or middle is None:
        return None
    lat, lon = middle
    if place.precision <= EXACT:
        return {"type": "Point", "coordinates": [lon, lat]}
    return circle_polygon(lat, lon, radius_metres(place) or 0)


def circle_polygon(lat: float, lon: float, metres: int) -> Geometry:
    """A circle as a polygon, counter-clockwise; two of them where it crosses 180 degrees."""
    turn = 2 * math.pi / CORNERS
    ring = [point_towards(lat, lon, metres / EARTH, turn * n) for n in range(CORNERS)]
    ring.append(ring[0])
    if max(x for x, _ in ring) <= 180 and min(x for x, _ in ring) >= -180:  # noqa: PLR2004  degrees
        return {"type": "Polygon", "coordinates": [_rounded_ring(ring)]}
    side = 360 if lon < 0 else -360
    parts = [clipped_ring(ring), clipped_ring([(x + side, y) for x, y in ring])]
    return {"type": "MultiPolygon", "coordinates": [[_rounded_ring(part)] for part in parts]}


def point_towards(lat: float, lon: float, angle: float, bearing: float) -> tuple[float, float]:
    """The point at an angular distance, anticlockwise from north."""
    north, start = math.radians(lat), math.radians(lon)
    sine = math.sin(north) * math.cos(angle) + math.cos(north) * math.sin(angle) * math.cos(bearing)
    found = math.asin(max(-1.0, min(1.0, sine)))
    east = math.atan2(
        -math.sin(bearing) * math.sin(angle) * math.cos(north),
        math.cos(angle) - math.sin(north) * math.sin(found),
    )
    return math.degrees(start + east), math.degrees(found)


def clipped_ring(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The part of a ring between 180 degrees west and east."""
    return [(max(-180.0, min(180.0, x)), y) for x, y in ring]


def _rounded_ring(ring: list[tuple[float, float]]) -> list[list[float]]:
    return [[round(x, DIGITS), round(y, DIGITS)] for x, y in ring]
