"""Bare texts of the collections as documents and readings."""

from __future__ import annotations

import re
from datetime import date

from dateline.detect import detect
from dateline.extract import extract
from dateline.types import Block, BlockKind, Creation, Document, Interval, Reading, Span

LINE = re.compile(r"[^\n]*\S[^\n]*")


def document(
    name: str, text: str, *, titled: bool = False, published: date | None = None
) -> Document:
    """A text as a document, a block a line.

    Args:
        name: its name in the collection, which serves as the report's id too.
        text: all of it is running text.
        titled: the first line is a title.
        published: the day of publication, where the collection gives it.
    """
    spans = [Span(*line.span()) for line in LINE.finditer(text)]
    first = BlockKind.TITLE if titled else BlockKind.BODY
    kinds = (first, *[BlockKind.BODY] * len(spans))
    return Document(
        report=name,
        name=name,
        text=text,
        blocks=tuple(Block(kind, span) for kind, span in zip(kinds, spans, strict=False)),
        title=text[spans[0].start : spans[0].end] if titled and spans else None,
        language="en",
        source=None,
        agency=None,
        datelines=(),
        created=Creation(Interval(published, published) if published else None),
    )


def reading(source: Document) -> Reading:
    """What a document says, all of its text taken as it stands."""
    annotations = detect(source)
    return Reading(source, annotations.created, extract(source, annotations))
