"""What followed: condemnations, orders, retaliation, and that nobody has claimed it, as claims."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.reactions_find import found_reactions
from dateline.extract.tolls_claims import Answer, claim_of
from dateline.extract.tolls_events import Event, main_event, nearest_event
from dateline.extract.tolls_tree import tree
from dateline.types import Annotations, Claim, Document, Modality, Reaction, Role


def reactions(
    document: Document, annotations: Annotations, events: Sequence[Event]
) -> tuple[tuple[int, Claim], ...]:
    """Read the reactions to a report's events; the party that reacts is the claim's speaker.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.

    Returns:
        Pairs of the event's index and a reaction claim.
    """
    parsed = tree(annotations)
    found = []
    for one in found_reactions(annotations):
        event = nearest_event(parsed, one.sentence, events, one.word)
        if event is None:  # a condemnation without a word for what it condemns means the news
            event = main_event(events)
        if event is not None:
            answer = Answer(
                Role.REACTION,
                Reaction(one.kind),
                one.span,
                one.sentence,
                Modality.ASSERTED,
                "reactions",
            )
            speaker = one.by.party if one.by else None
            found.append((event, claim_of(document, annotations, answer, speaker=speaker)))
    return tuple(found)
