"""Doubts about accounts that may not tell of one incident; their values are left standing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from dateline.reconcile.doubts.line import DoubtedLine, doubt_of
from dateline.types import Claim, ContradictionKind, Kind, Modality, Place, Role, ValueDoubt

UNSURE: Final = frozenset({Modality.HEDGED, Modality.SUSPECTED, Modality.DENIED})
# Acts that reports take for one another; those of two families are two acts.
FAMILIES: Final = (
    frozenset({Kind.ROCKET_ATTACK, Kind.DRONE_STRIKE, Kind.AIR_STRIKE}),
    frozenset({Kind.BOMBING, Kind.SUICIDE_BOMBING}),
    frozenset(
        {
            *(Kind.ARMED_ATTACK, Kind.CLASH, Kind.ASSASSINATION, Kind.HOSTAGE_TAKING),
            *(Kind.ABDUCTION, Kind.SUICIDE_BOMBING),
        }
    ),
    frozenset({Kind.RIOT, Kind.PROTEST}),
)


def doubt_days(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Reports about it that date it to days which exclude each other."""
    for found in line.incident.contradictions:
        if found.kind is ContradictionKind.DATE:
            days = " and ".join(side.value for side in found.sides)
            claims = (claim for side in found.sides for claim in side.claims)
            yield doubt_of("date", "", f"reports about it date it to {days}", claims)


def doubt_towns(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Reports about it that have no town in common."""
    towns: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
    firm = (
        (claim, claim.value.city)
        for mention in line.news
        for claim in mention.claims
        if claim.role is Role.WHERE
        and claim.modality not in UNSURE
        and isinstance(claim.value, Place)
    )
    for claim, town in firm:
        if town:
            towns[claim.report].setdefault(town, claim)
    for one, other in combinations(towns.values(), 2):
        if not one.keys() & other.keys():
            named = " and ".join((next(iter(one)), next(iter(other))))
            claims = (claim.id for claim in (*one.values(), *other.values()))
            yield doubt_of("place", "", f"reports about it place it in {named}", claims)
            return


def doubt_kinds(line: DoubtedLine) -> Iterator[ValueDoubt]:
    """Tellings as acts that nobody takes for one another."""
    told = sorted({m.kind for m in line.news} - {Kind.OTHER}, key=lambda kind: kind.value)
    apart = [
        pair
        for pair in combinations(told, 2)
        if not any(family.issuperset(pair) for family in FAMILIES)
    ]
    if apart:
        names = " and ".join(kind.value.replace("_", " ") for kind in apart[0])
        tellings = (m for m in line.news if m.kind in apart[0])
        yield doubt_of("kind", "", f"it is told as {names}", line.claims_behind(tellings))
