"""Which of several events a party means that claims one and denies another."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.events import Event
from dateline.extract.responsibility.verbs import Charge
from dateline.syntax.tree import Tree, low, tree
from dateline.types import Annotations, Document, Modality, Scope, Stage, Token

ORDER = ("first", "second", "third", "fourth")
PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})
CONTRAST = frozenset({"but", "not", "denied", "while", "though", "denies", "denying"})


def part_meant(
    document: Document, annotations: Annotations, events: Sequence[Event], charge: Charge
) -> int | None:
    """Tell the event that the words for a deed mean, by a name or noun of its own or by number.

    Args:
        document: the report's text.
        annotations: its sentences.
        events: its events.
        charge: the claim or denial.

    Returns:
        The index of the one event that fits, None where none or several do.
    """
    single = [i for i, e in enumerate(events) if _took_place(e)]
    own = sorted(single, key=lambda i: events[i].trigger)
    told = {low(t): t for t in _phrase(tree(annotations), charge)}
    numbers = [n for n, word in enumerate(ORDER) if word in told]
    if numbers and numbers[0] < len(own):
        return own[numbers[0]]
    texts = {i: _text(document, annotations, events[i]) for i in own}
    for word, token in told.items():
        if not (token.entity in PLACES or token.pos in {"PROPN", "NOUN"}):
            continue
        fits = [i for i in own if word in texts[i]]
        if len(fits) == 1:
            return fits[0]
    return None


def _took_place(event: Event) -> bool:
    """Is it one event, and done?"""
    return event.scope is Scope.SINGLE and event.stage is Stage.ACCOMPLISHED


def _phrase(parsed: Tree, charge: Charge) -> list[Token]:
    """The words after a verb of claiming, up to the contrast; or those after the contrast."""
    words = parsed.tokens[charge.word.i + 1 : charge.sentence.last]
    if charge.modality is Modality.DENIED:
        return [charge.word, *words]
    end = next((n for n, t in enumerate(words) if low(t) in CONTRAST), len(words))
    return list(words[:end])


def _text(document: Document, annotations: Annotations, event: Event) -> set[str]:
    """The words, in lower case, of the sentence that first tells of an event."""
    start = event.trigger.start
    span = next(s.span for s in annotations.sentences if s.span.start <= start < s.span.end)
    return {w.strip(".,;:'\"").lower() for w in document.text[span.start : span.end].split()}
