"""Places: what the text names, and which place of the world each name stands for."""

from __future__ import annotations

from dateline.detect.places.toponyms import find_places, given_place, place_value

__all__ = ["find_places", "given_place", "place_value"]
