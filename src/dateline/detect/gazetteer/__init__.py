"""The gazetteer: places of the world by name, in one read-only SQLite file."""

from __future__ import annotations

from dateline.detect.gazetteer.build import TRANSLITERATED
from dateline.detect.gazetteer.fold import key
from dateline.detect.gazetteer.lookup import (
    Known,
    around,
    country,
    named,
    nationality,
    referred,
    sounding,
)

__all__ = [
    "TRANSLITERATED",
    "Known",
    "around",
    "country",
    "key",
    "named",
    "nationality",
    "referred",
    "sounding",
]
