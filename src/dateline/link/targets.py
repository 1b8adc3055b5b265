"""Targets, weapons and actors: what was struck, with what, by whom."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from dateline.link.profiles import MentionProfile
from dateline.link.weights import (
    OTHER_TARGET,
    OTHER_WEAPON,
    SAME_ACTOR,
    SAME_TARGET_KIND,
    SAME_TARGET_NAME,
    SAME_WEAPON,
)
from dateline.types import Reason, TargetKind, WeaponKind

# Bystanders are hit whatever the target is: these kinds never tell two attacks apart.
LOOSE: Final = frozenset(
    {TargetKind.CIVILIANS, TargetKind.PUBLIC_PLACE, TargetKind.PERSON, TargetKind.OTHER}
)
MOST_KEPT: Final = 20_000  # answers
OTHER: Final = frozenset({WeaponKind.OTHER})
BOMBS: Final = frozenset({WeaponKind.BOMB, WeaponKind.CAR_BOMB, WeaponKind.SUICIDE_BOMB})
THROWN: Final = frozenset(
    {WeaponKind.ROCKET, WeaponKind.MISSILE, WeaponKind.MORTAR, WeaponKind.ARTILLERY}
)


def weigh_targets(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh what was struck, by name and by kind."""
    if not left.targets or not right.targets:
        return 0.0
    if not left.target_words.isdisjoint(right.target_words):
        return SAME_TARGET_NAME
    return _weighed_targets(left.targets, right.targets)


@lru_cache(maxsize=MOST_KEPT)
def _weighed_targets(left: frozenset[TargetKind], right: frozenset[TargetKind]) -> float:
    """The weight of two sets of kinds of target."""
    ours, theirs = left - LOOSE, right - LOOSE
    if not ours.isdisjoint(theirs):
        return SAME_TARGET_KIND
    return OTHER_TARGET if ours and theirs else 0.0


def compare_targets(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell what was struck in both."""
    weight = weigh_targets(left, right)
    ours, theirs = left.targets - LOOSE, right.targets - LOOSE
    if weight == SAME_TARGET_NAME:
        text = f'both struck something called "{min(left.target_words & right.target_words)}"'
    elif weight == SAME_TARGET_KIND:
        text = f"both struck a {_kind_text(min(ours & theirs))} target"
    elif weight == OTHER_TARGET:
        one, other = _kind_text(min(ours)), _kind_text(min(theirs))
        text = f"one struck a {one} target, the other a {other} one"
    else:
        return None
    return Reason("target", weight, text)


def weigh_weapons(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh what was used; bombs and projectiles are each called by several names."""
    if not left.weapons or not right.weapons:
        return 0.0
    return _weighed_weapons(left.weapons, right.weapons)


@lru_cache(maxsize=MOST_KEPT)
def _weighed_weapons(left: frozenset[WeaponKind], right: frozenset[WeaponKind]) -> float:
    """The weight of two sets of kinds of weapon."""
    ours, theirs = left - OTHER, right - OTHER
    if not ours or not theirs:
        return 0.0
    if not ours.isdisjoint(theirs):
        return SAME_WEAPON
    like = any(ours & family and theirs & family for family in (BOMBS, THROWN))
    return 0.0 if like else OTHER_WEAPON


def compare_weapons(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell what both were done with."""
    weight = weigh_weapons(left, right)
    ours, theirs = left.weapons - OTHER, right.weapons - OTHER
    if weight == SAME_WEAPON:
        text = f"both were done with a {_kind_text(min(ours & theirs))}"
    elif weight == OTHER_WEAPON:
        one, other = _kind_text(min(ours)), _kind_text(min(theirs))
        text = f"one was done with a {one}, the other with a {other}"
    else:
        return None
    return Reason("weapon", weight, text)


def weigh_actors(left: MentionProfile, right: MentionProfile) -> float:
    """A shared actor speaks for one incident; different ones do not speak against it."""
    return 0.0 if left.actors.isdisjoint(right.actors) else SAME_ACTOR


def compare_actors(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell who is blamed for both."""
    weight = weigh_actors(left, right)
    if not weight:
        return None
    return Reason("actor", weight, f"both are attributed to {min(left.actors & right.actors)}")


def _kind_text(kind: TargetKind | WeaponKind) -> str:
    return kind.value.replace("_", " ")
