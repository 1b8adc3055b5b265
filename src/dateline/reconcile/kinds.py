"""The kind of an incident: the most specific one that its main tellings bear out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from dateline.types import Kind, Mention, Prominence, Stage

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


def reconcile_stage(mentions: Sequence[Mention]) -> Stage:
    """An event is attempted only while no main telling calls it done."""
    main = [m for m in mentions if m.prominence is Prominence.MAIN] or list(mentions)
    stages = {mention.stage for mention in main}
    return Stage.ACCOMPLISHED if Stage.ACCOMPLISHED in stages else Stage.ATTEMPTED
