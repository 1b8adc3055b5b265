"""Which stretches of a text stand in quotation marks."""

from __future__ import annotations

import re

from dateline.types import Span

PAIRS = {"“": 1, "”": -1}
MARK = re.compile('["“”]')
FEWEST = 4  # words of a quotation that tells something; fewer are a name or a turn of phrase
QUOTED = re.compile(r"“[^“”]+(?:”|$)|\"[^\"]+\"")


def open_at(text: str, span: Span) -> bool:
    """Does a sentence stand within quotation marks, or open with one?

    Marks are counted from the start of the paragraph, since a quotation that runs over several
    paragraphs opens anew in each.
    """
    start = text.rfind("\n", 0, span.start) + 1
    depth = 0
    for mark in MARK.finditer(text, start, span.start):
        if mark.group() == '"':
            depth = 1 - depth
        depth = max(0, depth + PAIRS.get(mark.group(), 0))
    return depth > 0 or text[span.start : span.start + 1] in ('"', "“")


def quoted_stretches(text: str, span: Span) -> tuple[Span, ...]:
    """The stretches of a sentence in quotation marks that tell something, marks included."""
    found = QUOTED.finditer(text, span.start, span.end)
    return tuple(Span(*q.span()) for q in found if len(q.group().split()) >= FEWEST)
