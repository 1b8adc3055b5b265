"""Who says who did it: claims, denials, accusations and suspicions on each event."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.claims import Answer, claim_of
from dateline.extract.events import Event, event_for, main_event, sharers
from dateline.extract.responsibility.recognition import charges
from dateline.extract.responsibility.verbs import Charge
from dateline.extract.responsibility.which_event import part_meant
from dateline.syntax.tree import Tree, tree
from dateline.types import (
    Annotations,
    Claim,
    Document,
    Kind,
    Modality,
    Prominence,
    Role,
    Sentence,
    Span,
)


def responsibility(
    document: Document, annotations: Annotations, events: Sequence[Event]
) -> tuple[tuple[int, Claim], ...]:
    """Read who is said to have done it, and on whose word.

    The speaker of a claim of responsibility is the claimant; that of a denial the one who
    denies, its value the party whose part is denied, or the speaker where none is named.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.

    Returns:
        Pairs of the event's index and an actor claim.
    """
    parsed = tree(annotations)
    found: list[tuple[int, Claim]] = []
    said = charges(annotations)
    for charge in said:
        event = event_for(parsed, annotations.sentences, events, charge.word)
        if event is not None and _aside(parsed, events[event], charge.sentence):
            event = main_event(events)
        if event is None or events[event].kind is Kind.ARREST:
            continue
        part = part_meant(document, annotations, events, charge) if _in_part(said, charge) else None
        span = Span(
            min(charge.accused.span.start, charge.word.span.start),
            max(charge.accused.span.end, charge.word.span.end),
        )
        answer = Answer(
            Role.ACTOR,
            charge.accused.party,
            span,
            charge.sentence,
            charge.modality,
            "responsibility",
        )
        speaker = charge.speaker.party if charge.speaker else None
        claim = claim_of(document, annotations, answer, speaker=speaker)
        shared = sharers(events, event, charge.sentence.span) if part is None else (part,)
        found.extend((i, claim) for i in shared)
    return tuple(found)


def _aside(parsed: Tree, event: Event, sentence: Sentence) -> bool:
    """Is an old event only told of somebody, and before: "whose town had been raided"?

    What the next sentence says of responsibility goes back to the news.
    """
    spans = (event.trigger, *event.more_triggers)
    own = any(sentence.span.start <= span.start < sentence.span.end for span in spans)
    if event.prominence is Prominence.MAIN or own:
        return False
    words = [t for t in parsed.tokens if any(s.start <= t.span.start < s.end for s in spans)]
    return all(any(a.dep in {"relcl", "acl"} for a in (w, *parsed.above(w))) for w in words)


def _in_part(said: Sequence[Charge], charge: Charge) -> bool:
    """Does a party claim one deed and deny another in the same sentence?"""
    both = {Modality.CLAIMED, Modality.DENIED}
    own = {
        c.modality
        for c in said
        if c.sentence is charge.sentence
        and c.speaker
        and charge.speaker
        and c.speaker.party.name == charge.speaker.party.name
    }
    return charge.modality in both and both <= own
