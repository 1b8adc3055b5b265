"""Detect: what the text names and what that stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from dateline.detect.counts import counts
from dateline.detect.creation_time import written
from dateline.detect.parties import parties
from dateline.detect.places import given_place, places
from dateline.detect.quotation import attributions
from dateline.detect.relevance import turned_away
from dateline.detect.times import times
from dateline.detect.weapons import weapons
from dateline.syntax.datelines import filed_apart
from dateline.syntax.parser import parse
from dateline.types import Annotations, Document, Entity, Sentence, Token

Detector = Callable[[Document, tuple[Token, ...], tuple[Sentence, ...]], tuple[Entity, ...]]

# Each finds one kind of thing, independent of the others.
DETECTORS: Final[Mapping[str, Detector]] = {
    "times": times,
    "places": places,
    "parties": parties,
    "counts": counts,
    "weapons": weapons,
}

__all__ = ["DETECTORS", "detect", "parse", "turned_away"]


def detect(document: Document) -> Annotations:
    """Find what a document names.

    Args:
        document: a cleaned report.

    Returns:
        Its sentences and parse, and the times, places, parties, counts, weapons and speakers in it.
    """
    parsed, sentences = parse(document)
    tokens = filed_apart(document, parsed)
    found = {name: find(document, tokens, sentences) for name, find in DETECTORS.items()}
    return Annotations(
        report=document.report,
        tokens=tokens,
        sentences=sentences,
        **found,
        attributions=attributions(document, tokens, sentences, found["parties"]),
        created=written(document, found["times"], sentences),
        given=given_place(document.place, found["places"]) if document.place else None,
    )
