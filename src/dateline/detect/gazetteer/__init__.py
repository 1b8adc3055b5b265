"""The gazetteer: places of the world by name, in one read-only SQLite file."""

from __future__ import annotations

from dateline.detect.gazetteer.build import TRANSLITERATED
from dateline.detect.gazetteer.lookup import (
    GazetteerEntry,
    around,
    country_by_code,
    country_of_people,
    place_by_id,
    places_named,
    places_sounding,
)
from dateline.vocabulary.spellings import name_key

__all__ = [
    "TRANSLITERATED",
    "GazetteerEntry",
    "around",
    "country_by_code",
    "country_of_people",
    "name_key",
    "place_by_id",
    "places_named",
    "places_sounding",
]
