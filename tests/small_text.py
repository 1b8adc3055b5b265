"""Small documents for the tests of what a text names."""

from __future__ import annotations

from dateline.types import Block, BlockKind, Creation, Document, Span


def document(text: str, kind: BlockKind = BlockKind.BODY) -> Document:
    """A document of one block, of prose if nothing else is said."""
    blocks = (Block(kind, Span(0, len(text))),)
    return Document("r", "r", text, blocks, None, "en", None, None, (), Creation(None))
