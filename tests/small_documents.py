"""Small documents with annotations and events for the tests of `extract`."""

from __future__ import annotations

from dateline.detect.counts import find_counts
from dateline.extract.events import Event
from dateline.syntax.parser import parse_document
from dateline.types import (
    Annotations,
    Attribution,
    Block,
    BlockKind,
    Creation,
    Document,
    Entity,
    Kind,
    Party,
    PartyKind,
    Scope,
    Span,
)


def bombing(trigger: Span, scope: Scope = Scope.SINGLE) -> Event:
    """A bombing that a report tells as its news."""
    return Event(trigger, Kind.BOMBING, scope=scope)


def span(text: str, words: str) -> Span:
    """Where words stand in a text for the first time."""
    start = text.index(words)
    return Span(start, start + len(words))


def document(text: str) -> Document:
    """A document of one block."""
    blocks = (Block(BlockKind.BODY, Span(0, len(text))),)
    return Document("r", "r", text, blocks, None, "en", None, None, (), Creation(None))


def annotated(
    text: str, parties: dict[str, PartyKind] | None = None, speaker: str | None = None
) -> Annotations:
    """The annotations of a text: its counts, these parties, and one speaker of all of it."""
    doc = document(text)
    tokens, sentences = parse_document(doc)
    named = tuple(
        Entity(span(text, name), Party(name, kind)) for name, kind in (parties or {}).items()
    )
    said = []
    if speaker is not None:
        kind = (parties or {}).get(speaker, PartyKind.OFFICIAL)
        party, at = Party(speaker, kind), span(text, speaker)
        said = [Attribution(at, party, at, tuple(s.span for s in sentences))]
    return Annotations(
        report="r",
        tokens=tokens,
        sentences=sentences,
        times=(),
        places=(),
        parties=named,
        counts=find_counts(doc, tokens, sentences),
        weapons=(),
        attributions=tuple(said),
        created=Creation(None),
    )
