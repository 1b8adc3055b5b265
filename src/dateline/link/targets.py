"""Targets, weapons and actors: what was struck, with what, by whom."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from dateline.link.profiles import Profile
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
BOMBS: Final = frozenset({WeaponKind.BOMB, WeaponKind.CAR_BOMB, WeaponKind.SUICIDE_BOMB})
THROWN: Final = frozenset(
    {WeaponKind.ROCKET, WeaponKind.MISSILE, WeaponKind.MORTAR, WeaponKind.ARTILLERY}
)


def compare_targets(left: Profile, right: Profile) -> Reason | None:
    """Weigh what was struck, by name and by kind."""
    if not left.targets or not right.targets:
        return None
    if not left.target_words.isdisjoint(right.target_words):
        shared = min(left.target_words & right.target_words)
        return Reason("target", SAME_TARGET_NAME, f'both struck something called "{shared}"')
    return _compared_targets(left.targets, right.targets)


@lru_cache(maxsize=MOST_KEPT)
def _compared_targets(left: frozenset[TargetKind], right: frozenset[TargetKind]) -> Reason | None:
    """The answer for two sets of kinds of target."""
    if kinds := sorted((left & right) - LOOSE):
        return Reason("target", SAME_TARGET_KIND, f"both struck a {_named(kinds[0])} target")
    ours, theirs = left - LOOSE, right - LOOSE
    if ours and theirs:
        text = f"one struck a {_named(min(ours))} target, the other a {_named(min(theirs))} one"
        return Reason("target", OTHER_TARGET, text)
    return None


def compare_weapons(left: Profile, right: Profile) -> Reason | None:
    """Weigh what was used; bombs and projectiles are each called by several names."""
    return _compared_weapons(left.weapons, right.weapons)


@lru_cache(maxsize=MOST_KEPT)
def _compared_weapons(left: frozenset[WeaponKind], right: frozenset[WeaponKind]) -> Reason | None:
    """The answer for two sets of kinds of weapon."""
    ours, theirs = left - {WeaponKind.OTHER}, right - {WeaponKind.OTHER}
    if not ours or not theirs:
        return None
    if shared := sorted(ours & theirs):
        return Reason("weapon", SAME_WEAPON, f"both were done with a {_named(shared[0])}")
    if any(ours & family and theirs & family for family in (BOMBS, THROWN)):
        return None
    text = f"one was done with a {_named(min(ours))}, the other with a {_named(min(theirs))}"
    return Reason("weapon", OTHER_WEAPON, text)


def compare_actors(left: Profile, right: Profile) -> Reason | None:
    """A shared actor speaks for one incident; different ones do not speak against it."""
    if left.actors.isdisjoint(right.actors):
        return None
    return Reason("actor", SAME_ACTOR, f"both are laid on {min(left.actors & right.actors)}")


def _named(kind: TargetKind | WeaponKind) -> str:
    return kind.value.replace("_", " ")
