"""Kinds of event: which may be one event told in two ways."""

from __future__ import annotations

from functools import cache
from typing import Final

from dateline.link.profiles import Profile
from dateline.link.weights import LIKE_KIND, OTHER_ATTACK, OTHER_KIND, SAME_KIND
from dateline.types import Kind, Reason

FAMILIES: Final = (
    frozenset({Kind.ROCKET_ATTACK, Kind.DRONE_STRIKE, Kind.AIR_STRIKE}),
    frozenset({Kind.BOMBING, Kind.SUICIDE_BOMBING}),
    frozenset(
        {
            Kind.ARMED_ATTACK,
            Kind.CLASH,
            Kind.ASSASSINATION,
            Kind.HOSTAGE_TAKING,
            Kind.ABDUCTION,
            Kind.SUICIDE_BOMBING,
        }
    ),
    frozenset({Kind.RIOT, Kind.PROTEST, Kind.PROPERTY_DESTRUCTION}),
)
NOT_ATTACKS: Final = frozenset({Kind.PROTEST, Kind.RIOT, Kind.ARREST})


def alike(left: Kind, right: Kind) -> bool:
    """May two kinds be one event, as reports name it?"""
    return left is right or _like(left, right)


@cache
def _like(left: Kind, right: Kind) -> bool:
    """Are two kinds of one family?"""
    return any(left in family and right in family for family in FAMILIES)


def compare_kinds(left: Profile, right: Profile) -> Reason | None:
    """Same kind, a like kind, another kind of attack, or something else altogether."""
    return _compared(left.mention.kind, right.mention.kind)


@cache
def _compared(one: Kind, two: Kind) -> Reason | None:
    """The answer for two kinds, made once."""
    words = f"{name(one)} and {name(two)}"
    if one is two:
        return Reason("kind", SAME_KIND, f"both are told as {name(one)}")
    if Kind.OTHER in (one, two):
        return None
    if alike(one, two):
        return Reason("kind", LIKE_KIND, f"{words} may be one event")
    if one in NOT_ATTACKS or two in NOT_ATTACKS:
        return Reason("kind", OTHER_KIND, f"{words} are different things")
    return Reason("kind", OTHER_ATTACK, f"one is told as {name(one)}, the other as {name(two)}")


def name(kind: Kind) -> str:
    """A kind as words."""
    return kind.value.replace("_", " ")
