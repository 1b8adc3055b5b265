"""Kinds of event: which may be one event told in two ways."""

from __future__ import annotations

from functools import cache
from typing import Final

from dateline.link.profiles import MentionProfile
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


def are_alike(left: Kind, right: Kind) -> bool:
    """May two kinds be one event, as reports name it?"""
    return left is right or _share_family(left, right)


@cache
def _share_family(left: Kind, right: Kind) -> bool:
    """Are two kinds of one family?"""
    return any(left in family and right in family for family in FAMILIES)


def weigh_kinds(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh the same kind, a like kind, another kind of attack, or something else altogether."""
    one, two = left.mention.kind, right.mention.kind
    return SAME_KIND if one is two else _kind_weight(one, two)


@cache
def _kind_weight(one: Kind, two: Kind) -> float:
    """The weight of two kinds that are not the same."""
    if Kind.OTHER in (one, two):
        return 0.0
    if are_alike(one, two):
        return LIKE_KIND
    return OTHER_KIND if one in NOT_ATTACKS or two in NOT_ATTACKS else OTHER_ATTACK


def compare_kinds(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell how the kinds of two events differ."""
    return _kind_reason(left.mention.kind, right.mention.kind, weigh_kinds(left, right))


@cache
def _kind_reason(one: Kind, two: Kind, weight: float) -> Reason | None:
    """The answer for two kinds, made once."""
    texts = {
        SAME_KIND: f"both are reported as {kind_name(one)}",
        LIKE_KIND: f"{kind_name(one)} and {kind_name(two)} may be one event",
        OTHER_KIND: f"{kind_name(one)} and {kind_name(two)} are different things",
        OTHER_ATTACK: f"one is reported as {kind_name(one)}, the other as {kind_name(two)}",
    }
    return Reason("kind", weight, texts[weight]) if weight else None


def kind_name(kind: Kind) -> str:
    """A kind as words."""
    return kind.value.replace("_", " ")
