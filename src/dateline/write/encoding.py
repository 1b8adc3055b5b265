"""Text on a stream of bytes: always UTF-8, line ends as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import BinaryIO, TextIO


@contextmanager
def encoded_stream(stream: BinaryIO, *, bom: bool = False) -> Iterator[TextIO]:
    """A text stream over a stream of bytes, which is left open.

    Args:
        stream: of bytes.
        bom: begin with a byte order mark, by which Excel knows UTF-8.
    """
    text = TextIOWrapper(stream, encoding="utf-8-sig" if bom else "utf-8", newline="")
    try:
        yield text
        text.flush()
    finally:
        text.detach()
