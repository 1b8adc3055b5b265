"""The kind of an incident: the most specific one that its main tellings bear out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from dateline.reconcile.evidence import Evidence, SourcedClaim
from dateline.types import Finding, Kind, Mention, Prominence, Role, Stage, Standing

MAIN_WEIGHT: Final = 4  # a report about the event knows better than one that mentions it
ENOUGH: Final = 0.3  # of the weight of a general kind bears out a special one
# Each special kind with the general ones that reports use for it.
SPECIAL: Final = (
    (Kind.SUICIDE_BOMBING, frozenset({Kind.BOMBING, Kind.OTHER})),
    (Kind.BOMBING, frozenset({Kind.OTHER})),
    (Kind.DRONE_STRIKE, frozenset({Kind.AIR_STRIKE, Kind.OTHER})),
    (Kind.ROCKET_ATTACK, frozenset({Kind.ARMED_ATTACK, Kind.OTHER})),
    (Kind.ASSASSINATION, frozenset({Kind.ARMED_ATTACK, Kind.OTHER})),
    (Kind.HOSTAGE_TAKING, frozenset({Kind.ARMED_ATTACK, Kind.ABDUCTION, Kind.OTHER})),
    (Kind.ABDUCTION, frozenset({Kind.ARMED_ATTACK, Kind.OTHER})),
    (Kind.ARMED_ATTACK, frozenset({Kind.OTHER})),
)


def reconcile_kind(mentions: Sequence[Mention]) -> Kind:
    """Settle what kind of event it was.

    Mentions vote, those of reports about the event more; a special kind takes the votes of the
    general kinds that reports use for it once it has enough of its own.
    """
    votes: Counter[Kind] = Counter()
    for mention in mentions:
        votes[mention.kind] += MAIN_WEIGHT if mention.prominence is Prominence.MAIN else 1
    for special, general in SPECIAL:
        beside = sum(votes[kind] for kind in general)
        if votes[special] and votes[special] >= ENOUGH * beside:
            votes[special] += beside
            for kind in general:
                del votes[kind]
    return max(votes, key=lambda kind: (votes[kind], kind is not Kind.OTHER, kind.value))


def reconcile_sub_kind(found: Evidence, kind: Kind) -> Finding[str] | None:
    """Settle of which sub-kind it was, by the voices that tell it as this kind.

    A telling that names no sub-kind is no rival of one that does. The sub-kind with most voices
    stands, those of reports about the event first; it is disputed where another has as many.

    Returns:
        The sub-kind with the claims for and against it, None where none is told.
    """
    fitting = {c.id for m in found.mentions if m.kind is kind for c in m.claims}
    told = [t for t in found.claims_of(Role.SUB_KIND) if t.claim.id in fitting]
    told = [t for t in told if t.main] or told
    by_name: dict[str, list[SourcedClaim]] = {}
    for one in told:
        by_name.setdefault(str(one.claim.value), []).append(one)
    ranked = sorted(
        by_name, key=lambda name: (-_kind_voices(by_name[name]), -len(by_name[name]), name)
    )
    if not ranked:
        return None
    best, rivals = by_name[ranked[0]], [by_name[name] for name in ranked[1:]]
    return Finding(
        value=ranked[0],
        standing=_kind_standing(best, rivals),
        supporting=tuple(t.claim.id for t in best),
        opposing=tuple(t.claim.id for rival in rivals for t in rival),
        reason=f"told by {_kind_voices(best)} of {_kind_voices(told)} voices",
    )


def _kind_standing(
    best: Sequence[SourcedClaim], rivals: Sequence[Sequence[SourcedClaim]]
) -> Standing:
    """Disputed where another sub-kind has as many voices, corroborated where two agree."""
    if any(_kind_voices(rival) == _kind_voices(best) for rival in rivals):
        return Standing.DISPUTED
    return Standing.CORROBORATED if _kind_voices(best) > 1 else Standing.SINGLE_SOURCE


def _kind_voices(told: Sequence[SourcedClaim]) -> int:
    """How many independent outlets tell it: how it was done is seldom a speaker's own word."""
    return len({t.outlet for t in told})


def reconcile_stage(mentions: Sequence[Mention]) -> Stage:
    """An event is attempted only while no main telling calls it done."""
    main = [m for m in mentions if m.prominence is Prominence.MAIN] or list(mentions)
    stages = {mention.stage for mention in main}
    return Stage.ACCOMPLISHED if Stage.ACCOMPLISHED in stages else Stage.ATTEMPTED
