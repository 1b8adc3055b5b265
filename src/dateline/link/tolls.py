"""Tolls: figures may rise within hours, but a 36 is no 10."""

from __future__ import annotations

from typing import Final

from dateline.link.profiles import MentionProfile
from dateline.link.signs import NOTHING, Sign, weight_of_sign
from dateline.types import Count, Reason

LARGE: Final = 10  # two events of one week seldom share a figure of ten or more by chance
MIDDLING: Final = 4
UPDATE_RATIO: Final = 0.6  # a toll seldom more than doubles between two reports of a day
UPDATE_STEP: Final = 3  # small figures grow by more
Counts = tuple[Count, ...]


def sign_of_killed(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note the figures of killed that are no parts of others."""
    return _toll_sign("killed", left.killed, right.killed)


def sign_of_wounded(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note the figures of wounded that are no parts of others."""
    return _toll_sign("wounded", left.wounded, right.wounded)


def _toll_sign(name: str, left: Counts, right: Counts) -> Sign:
    """Note the two figures that come closest: each side may tell an older one as well."""
    if not left or not right:
        return NOTHING
    if shared := _shared_figure(left, right):
        size = (
            "same" if shared >= LARGE else "same_middling" if shared >= MIDDLING else "same_small"
        )
        return f"{name}.{size}", 1
    like = any(are_compatible(one, two) for one in left for two in right)
    return f"{name}.{'like' if like else 'other'}", 1


def weigh_killed(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh the figures of killed."""
    return weight_of_sign(sign_of_killed(left, right))


def weigh_wounded(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh the figures of wounded."""
    return weight_of_sign(sign_of_wounded(left, right))


def _shared_figure(left: Counts, right: Counts) -> int:
    """The largest figure that both tell, 0 for none."""
    if len(left) == len(right) == 1:
        return (left[0].stated or 0) if left[0].stated == right[0].stated else 0
    shared = {c.stated for c in left} & {c.stated for c in right}
    return max((n for n in shared if n is not None), default=0)


def compare_killed(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell how many were killed in both."""
    return _toll_reason(sign_of_killed(left, right), left.killed, right.killed)


def compare_wounded(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell how many were wounded in both."""
    return _toll_reason(sign_of_wounded(left, right), left.wounded, right.wounded)


def _toll_reason(sign: Sign, left: Counts, right: Counts) -> Reason | None:
    """The answer for two lists of figures."""
    weight = weight_of_sign(sign)
    if not weight:
        return None
    name, _, found = sign[0].partition(".")
    if shared := _shared_figure(left, right):
        return Reason(name, weight, f"both tell of {shared} {name}")
    words = f"{_highest_count(left)} and {_highest_count(right)} {name}"
    if found == "like":
        return Reason(name, weight, f"{words} may be one toll at two times")
    return Reason(name, weight, f"{words} do not fit together")


def are_compatible(one: Count, two: Count) -> bool:
    """May two counts be one toll, counted at different times or not to the end?"""
    low, high = _stated_figure(one), _stated_figure(two)
    if low > high:
        low, high = high, low
    if high - low <= UPDATE_STEP or low >= UPDATE_RATIO * high:
        return True
    vague = one.stated is None or two.stated is None
    return vague and max(one.low, two.low) <= min(_upper_bound(one), _upper_bound(two))


def _stated_figure(count: Count) -> int:
    return count.low if count.stated is None else count.stated


def _upper_bound(count: Count) -> float:
    return float("inf") if count.high is None else count.high


def _highest_count(counts: Counts) -> int:
    return max(_stated_figure(count) for count in counts)
