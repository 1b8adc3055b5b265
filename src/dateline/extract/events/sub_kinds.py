"""Of which sub-kind an event is, with the words that tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from dateline.extract.claims import Answer, claim_of
from dateline.extract.events.cues import SubKindSign, find_signs
from dateline.extract.events.event import Event
from dateline.extract.events.ontology import known_sub_kinds
from dateline.syntax.tree import is_titled, sentence_of, tree
from dateline.types import Annotations, Claim, Document, Modality, Role, Sentence

TITLE: Final = 1.5  # a headline says what the report is about
LATER: Final = 0.5  # words for the event after its first sentence


def read_sub_kinds(
    document: Document, annotations: Annotations, events: Sequence[Event]
) -> tuple[tuple[int, Claim], ...]:
    """Tell the sub-kind of each event from the sentences of its triggers.

    Args:
        document: the report's text.
        annotations: how its sentences are built.
        events: its events.

    Returns:
        Pairs of the event's index and a claim; none for an event whose words tell no sub-kind.
    """
    claims = []
    for index, event in enumerate(events):
        told = _told_sub_kind(document, annotations, event)
        if told is not None:
            sign, sentence = told
            claims.append((index, claim_of_sub_kind(document, annotations, sign, sentence)))
    return tuple(claims)


def claim_of_sub_kind(
    document: Document, annotations: Annotations, sign: SubKindSign, sentence: Sentence
) -> Claim:
    """The claim that an event is of a sub-kind."""
    answer = Answer(
        Role.SUB_KIND, sign.sub_kind.name, sign.span, sentence, Modality.ASSERTED, "sub_kinds"
    )
    return claim_of(document, annotations, answer)


def _told_sub_kind(
    document: Document, annotations: Annotations, event: Event
) -> tuple[SubKindSign, Sentence] | None:
    """The sub-kind that the sentences of an event tell most of, by its first sign."""
    parsed = tree(annotations)
    among = [s for s in known_sub_kinds().values() if event.kind in s.kinds and s.incident]
    scores: defaultdict[str, float] = defaultdict(float)
    first: dict[str, tuple[SubKindSign, Sentence]] = {}
    for number, sentence in enumerate(_sentences(annotations, event)):
        share = TITLE if is_titled(sentence) else LATER if number else 1.0
        for sign in find_signs(document, parsed, sentence, among):
            scores[sign.sub_kind.name] += share * sign.weight
            first.setdefault(sign.sub_kind.name, (sign, sentence))
    if not scores:
        return None
    order = list(known_sub_kinds())
    best = max(scores, key=lambda name: (scores[name], -order.index(name)))
    return first[best]


def _sentences(annotations: Annotations, event: Event) -> list[Sentence]:
    """The sentences of an event's triggers, each once, in order."""
    found = (sentence_of(annotations, span) for span in event.triggers)
    once = {sentence.first: sentence for sentence in found if sentence is not None}
    return [once[first] for first in sorted(once)]
