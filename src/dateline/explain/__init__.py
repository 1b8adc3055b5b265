"""Explain: why an incident is one, and why each value stands, in sentences."""

from __future__ import annotations

from dateline.explain.incidents import contradiction_lines, course_lines, explanation
from dateline.explain.plain_text import safe
from dateline.explain.wording import Sources, amount, days, figure, sentences, sources, title, where

__all__ = [
    "Sources",
    "amount",
    "contradiction_lines",
    "course_lines",
    "days",
    "explanation",
    "figure",
    "safe",
    "sentences",
    "sources",
    "title",
    "where",
]
