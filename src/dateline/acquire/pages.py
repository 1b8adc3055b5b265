"""Files that are one report each: plain text and HTML pages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dateline.acquire.columns import Layout
from dateline.acquire.encodings import encoding_of
from dateline.acquire.files import content
from dateline.errors import InputError
from dateline.types import Remark, Report, SetAside

PAGE_SIGNS: Final = (b"<!doctype html", b"<html")
ADDRESS: Final = re.compile(rb"(?:https?://|www\.)\S{3,2000}")


def read_text(file: Path, name: str, layout: Layout) -> Iterator[Report | SetAside | Remark]:
    """A text file as a report; one that holds a page after all is read as a page.

    Raises:
        InputError: it is no text, or a list of addresses.
        OSError: it cannot be opened.
    """
    data = content(file)
    if data.lstrip()[:100].lower().startswith(PAGE_SIGNS):
        yield from read_page(file, name, layout)
        return
    lines = [line.strip() for line in data.splitlines() if line.strip()]
    if all(ADDRESS.fullmatch(line) for line in lines):
        raise InputError(
            f"expected a report, found {len(lines)} addresses; fetching is not available: "
            "save the pages and name their folder"
        )
    yield from _report(data, name, "text/plain")


def read_page(file: Path, name: str, layout: Layout) -> Iterator[Report | SetAside | Remark]:
    """An HTML file as a report.

    Raises:
        InputError: it is no page.
        OSError: it cannot be opened.
    """
    del layout  # every reader has the same signature; only tables have columns
    yield from _report(content(file), name, "text/html")


def _report(data: bytes, name: str, media_type: str) -> Iterator[Report | Remark]:
    """A report of these bytes, and what is to be said of its encoding."""
    encoding = encoding_of(data)
    if encoding.remark:
        yield Remark(name, encoding.remark)
    yield Report(
        id=hashlib.sha256(data).hexdigest(),
        name=name,
        content=data,
        media_type=media_type,
        encoding=encoding.name,
    )
