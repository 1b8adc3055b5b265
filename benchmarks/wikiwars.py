"""Time expressions of WikiWars: texts and creation times in, spans and values out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.timeml import timeml
from dateline.detect.times.expressions import timeml_expressions
from dateline.syntax.parser import parse_document
from dateline.types import Block, BlockKind, Creation, Document, Interval, Span

FOLDER = "wikiwars_train/tml"
TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
CREATED = re.compile(r"<DCT>.*?value=\"(\d{4}-\d{2}-\d{2})\"", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
LINE = re.compile(r"[^\n]*\S[^\n]*")


def predict(data: Path) -> Iterator[dict[str, object]]:
    """Find and value the time expressions of the development texts.

    Args:
        data: the folder with `wikiwars_train/tml`; only text and creation time are read.

    Yields:
        Rows {"doc", "start", "end", "type", "value"}, offsets counting in the plain text.
    """
    for path in sorted((data / FOLDER).glob("*.tml")):
        source = path.read_text("utf-8")
        document = _document(path.stem, source)
        tokens, sentences = parse_document(document)
        found = timeml_expressions(document, tokens, sentences)
        for row in timeml(document, found, document.created):
            yield {
                "doc": path.stem,
                "start": row.span.start,
                "end": row.span.end,
                "type": "DATE",  # the TIMEX3 copies type every expression so
                "value": row.value,
            }


def _document(name: str, source: str) -> Document:
    """A text of the collection, its annotation taken off, with its creation time."""
    body = TEXT.search(source)
    text = html.unescape(TAG.sub("", body.group(1))) if body else ""
    given = CREATED.search(source)
    day = date.fromisoformat(given.group(1)) if given else None
    return Document(
        report=name,
        name=name,
        text=text,
        blocks=tuple(Block(BlockKind.BODY, Span(*m.span())) for m in LINE.finditer(text)),
        title=None,
        language="en",
        source=None,
        agency=None,
        datelines=(),
        created=Creation(Interval(day, day) if day else None),
    )
