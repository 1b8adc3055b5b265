"""Datelines taken out of the parse: to the parser a place of filing is a part of the sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from dateline.syntax.tree import STARTING, SameTuple
from dateline.types import Dateline, Document, Span, Token

MOST_NESTED: Final = 2  # a dateline with its agency stands within one without
LOOSE: Final = "dep"  # spaCy's label of a word that hangs on another in no way it knows
NOUNS: Final = frozenset({"NOUN", "PROPN", "PRON"})


def filed_apart(document: Document, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with no word of a report's sentences hanging on its dateline.

    What hung on a word of a dateline ("VENDA, Karst Region - The embassy said": "embassy" on
    "Region") takes the place that the dateline had in its sentence.

    Args:
        document: the report, whose datelines are known.
        tokens: its parse.

    Returns:
        As many tokens in the same places.
    """
    found = list(tokens)
    for line in document.datelines:
        _take_out(found, line.span)
    return tuple(found)


def section_of(document: Document, at: int) -> Dateline | None:
    """The heading of the section in which a character of a bulletin stands, or None."""
    before = _lines_before(document, at)
    return next((line for line in reversed(before) if line.section), None)


def filing_lines(document: Document) -> list[Dateline]:
    """The lines that say where and when a report was filed, those of sections left out."""
    return [line for line in document.datelines if not line.section]


def in_dateline(document: Document, at: int) -> bool:
    """Whether a character stands in a line that says where and when the report was filed."""
    return any(at < line.span.end for line in _lines_before(document, at)[-MOST_NESTED:])


def _lines_before(document: Document, at: int) -> Sequence[Dateline]:
    """The datelines of a report that begin at a character or before it, in order."""
    lines = _in_order(SameTuple(document.datelines))
    return lines[: bisect_right(lines, at, key=STARTING)]


@lru_cache(maxsize=1)
def _in_order(same: SameTuple[Dateline]) -> tuple[Dateline, ...]:
    """Datelines in the order of the text."""
    return tuple(sorted(same.items, key=lambda line: line.span))


def _take_out(found: list[Token], line: Span) -> None:
    """Hang on one another, and not on a dateline, the words that the parser hung on it."""
    own = {t.i: t for t in found if line.start <= t.span.start < line.end}
    tops = [t for t in own.values() if t.head not in own or t.head == t.i]
    if not tops:
        return
    held = [t for t in found if t.head in own and t.i not in own]
    heir = next((t for t in held if t.pos in NOUNS), held[0] if held else None)
    for top in tops:
        on = top.head if heir is None or top.head != top.i else heir.i
        found[top.i] = replace(top, head=on, dep=top.dep if on == top.i else LOOSE)
    if heir is None:
        return
    for token in held:
        found[token.i] = replace(token, head=heir.i)
    first = tops[0]
    found[heir.i] = replace(
        heir, head=heir.i if first.head == first.i else first.head, dep=first.dep
    )
