"""Signs: what is noted of a pair of mentions, each by its name in the table of weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dateline.link.weights import ABROAD, FITTED, OTHER_KIND, RULED_OUT, SAME_REPORT

Sign = tuple[str, float]  # its name, and how often or how much of it there is

RULING_OUT: Final[Mapping[str, float]] = {
    "date.apart": RULED_OUT,
    "kind.other": OTHER_KIND,
    "place.abroad": ABROAD,
    "place.other_province": RULED_OUT,
    "place.other_town": RULED_OUT,
}
WEIGHTS: Final[Mapping[str, float]] = {"": 0.0, "report.same": SAME_REPORT, **FITTED, **RULING_OUT}
NOTHING: Final[Sign] = ("", 0.0)


def weight_of_sign(sign: Sign) -> float:
    """The weight of one sign; one that no pair of the data has weighs nothing."""
    name, times = sign
    return WEIGHTS.get(name, 0.0) * times
