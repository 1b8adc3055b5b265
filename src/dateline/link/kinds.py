"""Kinds of event: which may be one event told in two ways."""

from __future__ import annotations

from functools import cache
from typing import Final

from dateline.link.profiles import MentionProfile
from dateline.link.signs import NOTHING, Sign, weight_of_sign
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
CROWDS: Final = frozenset({Kind.PROTEST, Kind.RIOT})


def are_alike(left: Kind, right: Kind) -> bool:
    """May two kinds be one event, as reports name it?"""
    return left is right or _share_family(left, right)


@cache
def _share_family(left: Kind, right: Kind) -> bool:
    """Are two kinds of one family?"""
    return any(left in family and right in family for family in FAMILIES)


def sign_of_kinds(left: MentionProfile, right: MentionProfile) -> Sign:
    """Note the same kind, a like kind, another kind of attack, or something else altogether."""
    one, two = left.mention.kind, right.mention.kind
    if one is not two and Kind.OTHER in (one, two):
        return NOTHING
    return ("kind.same" if one is two else _sign_of_two(one, two)), 1


@cache
def _sign_of_two(one: Kind, two: Kind) -> str:
    """Note two kinds that are not the same."""
    if are_alike(one, two):
        return "kind.like"
    if one in CROWDS or two in CROWDS:
        return "kind.other"
    return "kind.arrest" if Kind.ARREST in (one, two) else "kind.other_attack"


def weigh_kinds(left: MentionProfile, right: MentionProfile) -> float:
    """Weigh the kinds of two events."""
    return weight_of_sign(sign_of_kinds(left, right))


def compare_kinds(left: MentionProfile, right: MentionProfile) -> Reason | None:
    """Tell how the kinds of two events differ."""
    return _kind_reason(left.mention.kind, right.mention.kind, sign_of_kinds(left, right)[0])


@cache
def _kind_reason(one: Kind, two: Kind, sign: str) -> Reason | None:
    """The answer for two kinds, made once."""
    texts = {
        "kind.same": f"both are reported as {kind_name(one)}",
        "kind.like": f"{kind_name(one)} and {kind_name(two)} may be one event",
        "kind.arrest": f"one is reported as {kind_name(one)}, the other as {kind_name(two)}",
        "kind.other": f"{kind_name(one)} and {kind_name(two)} are different things",
        "kind.other_attack": f"one is reported as {kind_name(one)}, the other as {kind_name(two)}",
    }
    weight = weight_of_sign((sign, 1))
    return Reason("kind", weight, texts[sign]) if weight else None


def kind_name(kind: Kind) -> str:
    """A kind as words."""
    return kind.value.replace("_", " ")
