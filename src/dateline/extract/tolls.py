"""Killed, wounded, abducted, arrested: each figure of a report as a claim on its event."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.tolls_claims import Answer, claim_of
from dateline.extract.tolls_events import Event, event_for
from dateline.extract.tolls_find import reported
from dateline.extract.tolls_tree import tree
from dateline.types import Annotations, Claim, Document, Scope


def tolls(
    document: Document, annotations: Annotations, events: Sequence[Event]
) -> tuple[tuple[int, Claim], ...]:
    """Read the tolls of a report's events.

    A part of a toll told elsewhere ("four of them children") is marked as such; the dead among
    the attackers have a role of their own. A total over many events goes to an aggregate of its
    sentence or to none.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.

    Returns:
        Pairs of the event's index and the claim, in the order of the text.
    """
    parsed = tree(annotations)
    found = []
    for one in reported(annotations):
        scope = Scope.AGGREGATE if one.aggregate else Scope.SINGLE
        event = event_for(parsed, annotations.sentences, events, one.word, scope)
        if event is None:
            continue
        answer = Answer(
            one.role, one.counted.toll, one.counted.span, one.sentence, one.modality, "tolls"
        )
        found.append((event, claim_of(document, annotations, answer)))
    return tuple(found)
