"""Fired, intercepted, landed, failed: what became of the weapons of each event, as claims."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.arguments.weapon_outcomes import Outcome, found_outcomes
from dateline.extract.claims import Answer, claim_of
from dateline.extract.events import Event, event_for, main_event
from dateline.syntax.tree import tree
from dateline.types import Annotations, Claim, Document, Role, Scope


def outcomes(
    document: Document, annotations: Annotations, events: Sequence[Event]
) -> tuple[tuple[int, Claim], ...]:
    """Read how many rockets, missiles or drones were fired, intercepted, landed or failed.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.

    Returns:
        Pairs of the event's index and the claim: a `Count`, for salvos a `Salvos`, for what was
        intercepted an `Interception`.
    """
    parsed = tree(annotations)
    found = []
    for one in found_outcomes(annotations):
        scope = Scope.AGGREGATE if one.aggregate else Scope.SINGLE
        event = event_for(parsed, annotations.sentences, events, one.word, scope)
        if event is not None and one.role is Role.FAILED and _only_failed(events[event], one):
            event = main_event(events)
        if event is not None:
            answer = Answer(one.role, one.value, one.span, one.sentence, one.modality, "outcomes")
            found.append((event, claim_of(document, annotations, answer)))
    return tuple(found)


def _only_failed(event: Event, one: Outcome) -> bool:
    """Is an event nothing but the failure itself, of rockets of which others hit?"""
    return event.trigger == one.word.span
