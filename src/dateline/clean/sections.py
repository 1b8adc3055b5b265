"""Sections of a bulletin: accounts that stand below, or behind, the name of a place.

"Gao", "Dikwa, Borno" or "Kunduz:" before an account places it. One such line may be a name or a
heading of another sort; several are the headings of a bulletin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from dateline.clean.dateline import NAME
from dateline.types import Block, BlockKind, Dateline, Span

PLACE: Final = rf"(?P<place>{NAME}(?:, {NAME})?)"
ALONE: Final = re.compile(rf"(?:In |IN )?{PLACE}(?P<end>:?)")
BEFORE: Final = re.compile(rf"{PLACE}: +(?=[A-Z])")
LEAST: Final = 2  # headings of places that make a bulletin
HEADS: Final = frozenset({BlockKind.BYLINE, BlockKind.TITLE})


def join_sections(
    text: str, blocks: Sequence[Block]
) -> tuple[tuple[Block, ...], tuple[Dateline, ...]]:
    """Put the headings of a bulletin's sections to the accounts that they place.

    Args:
        text: the report.
        blocks: its stretches, in order.

    Returns:
        The stretches, a heading joined to the account below it, and a dateline a section; the
        stretches as they are, and none, where a report is no bulletin.
    """
    below = list(_headings_above(text, blocks))
    beside = [line for block in blocks if (line := _heading_before(text, block)) is not None]
    if len(below) >= LEAST:
        joined = {account: Span(line.span.start, account.span.end) for line, account in below}
        heads = {line.span for line, _ in below}
        kept = [Block(b.kind, joined.get(b, b.span)) for b in blocks if b.span not in heads]
        return tuple(kept), tuple(line for line, _ in below)
    return tuple(blocks), tuple(beside) if len(beside) >= LEAST else ()


def _headings_above(text: str, blocks: Sequence[Block]) -> Iterator[tuple[Dateline, Block]]:
    """The lines that hold a name alone, each with the account that follows."""
    for block, account in pairwise(blocks):
        place = _lone_place(text, block)
        if place and account.kind is BlockKind.BODY and not _lone_place(text, account):
            yield Dateline(block.span, place, section=True), account


def _lone_place(text: str, block: Block) -> str | None:
    """The name that is all of a line: "Gao", "In Gao:"."""
    match = ALONE.fullmatch(text, block.span.start, block.span.end)
    alone = match is not None and bool(match["end"] or block.kind in HEADS)
    return match["place"] if match and alone else None


def _heading_before(text: str, block: Block) -> Dateline | None:
    """The name and colon with which a paragraph opens."""
    if block.kind is not BlockKind.BODY:
        return None
    match = BEFORE.match(text, block.span.start, block.span.end)
    if match is None:
        return None
    return Dateline(Span(block.span.start, match.end()), match["place"], section=True)
