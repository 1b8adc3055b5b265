"""Targets, weapons and actors: what was struck, with what, by whom."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from dateline.link.profiles import MentionProfile
from dateline.link.signs import NOTHING, Sign, weight_of_sign
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


def sign_of_targets(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note what was struck, by name and by kind."""
    if not left.targets or not right.targets:
        return NOTHING
    if not left.target_words.isdisjoint(right.target_words):
        return "target.name", 1
    return _sign_of_targets(left.targets, right.targets)


@lru_cache(maxsize=MOST_KEPT)
def _sign_of_targets(left: frozenset[TargetKind], right: frozenset[TargetKind]) -> Sign:
    """Note two sets of kinds of target."""
    ours, theirs = left - LOOSE, right - LOOSE
    if not ours.isdisjoint(theirs):
        return "target.kind", 1
    return ("target.other", 1) if ours and theirs else NOTHING


def weigh_targets(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh what was struck."""
    return weight_of_sign(sign_of_targets(left, right))


def compare_targets(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell what was struck in both."""
    sign = sign_of_targets(left, right)
    ours, theirs = left.targets - LOOSE, right.targets - LOOSE
    if sign[0] == "target.name":
        text = f'both struck something called "{min(left.target_words & right.target_words)}"'
    elif sign[0] == "target.kind":
        text = f"both struck a {_kind_text(min(ours & theirs))} target"
    elif sign[0] == "target.other":
        one, other = _kind_text(min(ours)), _kind_text(min(theirs))
        text = f"one struck a {one} target, the other a {other} one"
    else:
        return None
    return _weighed_reason("target", sign, text)


def sign_of_weapons(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note what was used; bombs and projectiles are each called by several names."""
    if not left.weapons or not right.weapons:
        return NOTHING
    return _sign_of_weapons(left.weapons, right.weapons)


@lru_cache(maxsize=MOST_KEPT)
def _sign_of_weapons(left: frozenset[WeaponKind], right: frozenset[WeaponKind]) -> Sign:
    """Note two sets of kinds of weapon."""
    ours, theirs = left - OTHER, right - OTHER
    if not ours or not theirs:
        return NOTHING
    if not ours.isdisjoint(theirs):
        return "weapon.same", 1
    like = any(ours & family and theirs & family for family in (BOMBS, THROWN))
    return NOTHING if like else ("weapon.other", 1)


def weigh_weapons(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh what was used."""
    return weight_of_sign(sign_of_weapons(left, right))


def compare_weapons(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell what both were done with."""
    sign = sign_of_weapons(left, right)
    ours, theirs = left.weapons - OTHER, right.weapons - OTHER
    if sign[0] == "weapon.same":
        text = f"both were done with a {_kind_text(min(ours & theirs))}"
    elif sign[0] == "weapon.other":
        one, other = _kind_text(min(ours)), _kind_text(min(theirs))
        text = f"one was done with a {one}, the other with a {other}"
    else:
        return None
    return _weighed_reason("weapon", sign, text)


def sign_of_actors(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note an actor of both; different ones do not speak against one incident."""
    return NOTHING if left.actors.isdisjoint(right.actors) else ("actor.same", 1)


def weigh_actors(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh an actor of both."""
    return weight_of_sign(sign_of_actors(left, right))


def compare_actors(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell who is blamed for both."""
    sign = sign_of_actors(left, right)
    if sign == NOTHING:
        return None
    return _weighed_reason(
        "actor", sign, f"both are attributed to {min(left.actors & right.actors)}"
    )


def _weighed_reason(name: str, sign: Sign, text: str) -> Reason | None:
    """The answer, if the sign weighs anything."""
    weight = weight_of_sign(sign)
    return Reason(name, weight, text) if weight else None


def _kind_text(kind: TargetKind | WeaponKind) -> str:
    return kind.value.replace("_", " ")
