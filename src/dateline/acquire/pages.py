"""Files that are one report each: plain text and HTML pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dateline.acquire.columns import Columns
from dateline.acquire.files import content, encoding_of
from dateline.types import Report, SetAside

PAGE_SIGNS: Final = (b"<!doctype html", b"<html")


def read_text(file: Path, name: str, columns: Columns) -> Iterator[Report | SetAside]:
    """A text file as a report; one that holds a page after all is read as a page."""
    del columns  # every reader has the same signature; only tables have columns
    data = content(file)
    is_page = data.lstrip()[:100].lower().startswith(PAGE_SIGNS)
    yield _report(data, name, "text/html" if is_page else "text/plain")


def read_page(file: Path, name: str, columns: Columns) -> Iterator[Report | SetAside]:
    """An HTML file as a report."""
    del columns
    yield _report(content(file), name, "text/html")


def _report(data: bytes, name: str, media_type: str) -> Report:
    return Report(
        id=hashlib.sha256(data).hexdigest(),
        name=name,
        content=data,
        media_type=media_type,
        encoding=encoding_of(data),
    )
