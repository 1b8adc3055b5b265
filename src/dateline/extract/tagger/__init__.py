"""A small trained encoder that tags fillers of roles and types of incident."""

from __future__ import annotations

from dateline.extract.tagger.combination import (
    Filler,
    Joint,
    Ruled,
    Weights,
    confirmed,
    joint,
    signs_of,
)
from dateline.extract.tagger.readers import Marks, marks

__all__ = [
    "Filler",
    "Joint",
    "Marks",
    "Ruled",
    "Weights",
    "confirmed",
    "joint",
    "marks",
    "signs_of",
]
