"""Claims of time, place and parties, made in the one form that all of `extract` uses."""

from __future__ import annotations

from dateline.extract.tolls_claims import LONGEST_QUOTE, Answer, claim_of
from dateline.types import Span

__all__ = ["Answer", "claim_of", "quote_of"]


def quote_of(sentence: Span, words: Span) -> Span:
    """The sentence, or the stretch of it around the words that a quote may hold."""
    if sentence.end - sentence.start <= LONGEST_QUOTE:
        return sentence
    start = max(sentence.start, words.start - LONGEST_QUOTE // 2)
    return Span(start, min(sentence.end, start + LONGEST_QUOTE))
