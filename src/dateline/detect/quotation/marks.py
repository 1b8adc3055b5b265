"""Which stretches of a text stand in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from dateline.types import Span

PAIRS = {"“": 1, "”": -1}
MARK = re.compile('["“”\\n]')
FEWEST = 4  # words of a quotation that tells something; fewer are a name or a turn of phrase
QUOTED = re.compile(r"“[^“”]+(?:”|$)|\"[^\"]+\"")


def open_at(text: str, span: Span) -> bool:
    """Does a sentence stand within quotation marks, or open with one?

    Marks are counted from the start of the paragraph, since a quotation that runs over several
    paragraphs opens anew in each.
    """
    marks, depths = _depths(text)
    before = bisect_left(marks, span.start)
    inside = before > 0 and depths[before - 1] > 0
    return inside or text[span.start : span.start + 1] in ('"', "“")


@lru_cache(maxsize=1)  # every sentence of a report is looked up
def _depths(text: str) -> tuple[list[int], list[int]]:
    """Where the marks and the ends of paragraphs stand, and how deep a quotation is after each."""
    marks: list[int] = []
    depths: list[int] = []
    depth = 0
    for mark in MARK.finditer(text):
        if mark.group() == '"':
            depth = 1 - depth
        depth = 0 if mark.group() == "\n" else max(0, depth + PAIRS.get(mark.group(), 0))
        marks.append(mark.start())
        depths.append(depth)
    return marks, depths


def quoted_stretches(text: str, span: Span) -> tuple[Span, ...]:
    """The stretches of a sentence in quotation marks that tell something, marks included."""
    found = QUOTED.finditer(text, span.start, span.end)
    return tuple(Span(*q.span()) for q in found if len(q.group().split()) >= FEWEST)
