"""Tolls: figures may rise within hours, but a 36 is no 10."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from dateline.link.profiles import Profile
from dateline.link.weights import LIKE_TOLL, OTHER_TOLL, SAME_SMALL_TOLL, SAME_TOLL
from dateline.types import Count, Reason

LARGE: Final = 10  # two events of one week seldom share a figure of ten or more by chance
UPDATE_RATIO: Final = 0.6  # a toll seldom more than doubles between two reports of a day
UPDATE_STEP: Final = 3  # small figures grow by more
MOST_KEPT: Final = 20_000  # answers


def compare_killed(left: Profile, right: Profile) -> Reason | None:
    """Weigh the figures of killed that are no parts of others."""
    return _compare("killed", left.killed, right.killed)


def compare_wounded(left: Profile, right: Profile) -> Reason | None:
    """Weigh the figures of wounded that are no parts of others."""
    return _compare("wounded", left.wounded, right.wounded)


def _compare(name: str, left: tuple[Count, ...], right: tuple[Count, ...]) -> Reason | None:
    """Weigh the two figures that come closest: each side may tell an older one as well."""
    return _compared(name, left, right) if left and right else None


@lru_cache(maxsize=MOST_KEPT)
def _compared(name: str, left: tuple[Count, ...], right: tuple[Count, ...]) -> Reason:
    """The answer for two lists of figures; most are of one small figure each."""
    shared = {c.stated for c in left} & {c.stated for c in right} - {None, 0}
    if shared:
        figure = max(n for n in shared if n is not None)
        weight = SAME_TOLL if figure >= LARGE else SAME_SMALL_TOLL
        return Reason(name, weight, f"both tell of {figure} {name}")
    words = f"{_top(left)} and {_top(right)} {name}"
    if any(compatible(one, two) for one in left for two in right):
        return Reason(name, LIKE_TOLL, f"{words} may be one toll at two times")
    return Reason(name, OTHER_TOLL, f"{words} do not fit together")


def compatible(one: Count, two: Count) -> bool:
    """May two counts be one toll, counted at different times or not to the end?"""
    low, high = sorted((_figure(one), _figure(two)))
    if high - low <= UPDATE_STEP or low >= UPDATE_RATIO * high:
        return True
    vague = one.stated is None or two.stated is None
    return vague and max(one.low, two.low) <= min(_open(one), _open(two))


def _figure(count: Count) -> int:
    return count.low if count.stated is None else count.stated


def _open(count: Count) -> float:
    return float("inf") if count.high is None else count.high


def _top(counts: tuple[Count, ...]) -> int:
    return max(_figure(count) for count in counts)
