"""Detect: what the text names and what that stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from dateline.detect.counts import find_counts
from dateline.detect.creation_time import estimate_creation
from dateline.detect.parties import fighting_kinds, find_parties
from dateline.detect.places import find_places, given_place
from dateline.detect.quotation import find_attributions
from dateline.detect.relevance import relevance_rejection
from dateline.detect.times import find_times
from dateline.detect.weapons import find_weapons
from dateline.syntax.locations import filed_apart
from dateline.syntax.parser import one_thread, parse_document
from dateline.types import Annotations, Document, Entity, Sentence, Token

Detector = Callable[[Document, tuple[Token, ...], tuple[Sentence, ...]], tuple[Entity, ...]]

# Each finds one kind of thing, independent of the others.
DETECTORS: Final[Mapping[str, Detector]] = {
    "times": find_times,
    "places": find_places,
    "parties": find_parties,
    "counts": find_counts,
    "weapons": find_weapons,
}

__all__ = ["DETECTORS", "detect", "fighting_kinds", "parse_document", "relevance_rejection"]


def detect(document: Document) -> Annotations:
    """Find what a document names.

    Args:
        document: a cleaned report.

    Returns:
        Its sentences and parse, and the times, places, parties, counts, weapons and speakers in it.
    """
    with one_thread():
        return _annotations(document)


def _annotations(document: Document) -> Annotations:
    """All that a document names."""
    parsed, sentences = parse_document(document)
    tokens = filed_apart(document, parsed)
    found = {name: find(document, tokens, sentences) for name, find in DETECTORS.items()}
    return Annotations(
        report=document.report,
        tokens=tokens,
        sentences=sentences,
        **found,
        attributions=find_attributions(document, tokens, sentences, found["parties"]),
        created=estimate_creation(document, found["times"], sentences),
        given=given_place(document.place, found["places"]) if document.place else None,
    )
