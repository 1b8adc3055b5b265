"""A small trained encoder that tags fillers of roles and types of incident."""

from __future__ import annotations

from dateline.extract.tagger.combination import confirmed
from dateline.extract.tagger.decode import Marks
from dateline.extract.tagger.joint import Filler, Joint, Ruled, Weights, joint, signs_of
from dateline.extract.tagger.read import marks

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
