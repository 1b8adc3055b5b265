"""A small trained encoder that tags fillers of roles and types of incident."""

from dateline.extract.tagger.decode import Marks, Tagged, Tagging
from dateline.extract.tagger.joint import Filler, Joint, Ruled, Weights, joint, signs_of
from dateline.extract.tagger.read import marks, tag

__all__ = [
    "Filler",
    "Joint",
    "Marks",
    "Ruled",
    "Tagged",
    "Tagging",
    "Weights",
    "joint",
    "marks",
    "signs_of",
    "tag",
]
