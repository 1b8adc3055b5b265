"""How far two points of the globe are apart."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Final

EARTH_KM: Final = 6371.0088  # its mean radius


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The kilometres between two points, along a great circle (haversine)."""
    one, other = radians(lat), radians(other_lat)
    height = sin((other - one) / 2) ** 2
    width = cos(one) * cos(other) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(height + width)))
