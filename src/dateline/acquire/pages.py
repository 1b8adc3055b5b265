"""Files that are one report each: plain text, HTML pages, and pages saved whole."""

from __future__ import annotations

import email
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from dateline.acquire.columns import Layout
from dateline.acquire.encodings import encoding_of, python_name
from dateline.acquire.files import Capture, Linked, file_content
from dateline.acquire.lists import listed_addresses
from dateline.acquire.metadata import declared_facts
from dateline.acquire.outlets import source_of
from dateline.acquire.rows import certain_day
from dateline.errors import InputError
from dateline.types import MediaType, Remark, Report, SetAside

PAGE_SIGNS: Final = (b"<!doctype html", b"<html")
Received = Report | SetAside | Remark | Linked


def read_text(file: Path, name: str, layout: Layout) -> Iterator[Received]:
    """A text file as a report; one that holds a page is read as one, a list of addresses as that.

    Raises:
        InputError: it is no text.
        OSError: it cannot be opened.
    """
    data = file_content(file)
    if data.lstrip()[:100].lower().startswith(PAGE_SIGNS):
        yield from read_page(file, name, layout)
    elif listed := listed_addresses(data):
        yield from (Linked(url, name) for url in listed)
    else:
        yield from text_report(data, name)


def read_page(file: Path, name: str, layout: Layout) -> Iterator[Report | SetAside | Remark]:
    """An HTML file as a report.

    Raises:
        InputError: it is no page.
        OSError: it cannot be opened.
    """
    del layout  # every reader has the same signature; only tables have columns
    yield from page_report(file_content(file), name, Capture())


def read_saved_page(file: Path, name: str, layout: Layout) -> Iterator[Report | SetAside | Remark]:
    """A page that a browser saved with all its parts (MHTML).

    Raises:
        InputError: it holds no page.
        OSError: it cannot be opened.
    """
    del layout
    whole = email.message_from_bytes(file_content(file, binary=True))
    part = next((p for p in whole.walk() if p.get_content_type() == "text/html"), None)
    data = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(data, bytes) or not data.strip():
        raise InputError("expected a saved page (MHTML), found no HTML in it")
    url = whole.get("Snapshot-Content-Location") or part.get("Content-Location") or ""
    capture = Capture(str(url).strip(), part.get_content_charset() or "", saved_when(whole))
    yield from page_report(data, name, capture)


def page_report(data: bytes, name: str, capture: Capture) -> Iterator[Report | Remark]:
    """A page as a report, with what it declares about itself.

    Raises:
        InputError: it is no text.
    """
    encoding = encoding_of(data, python_name(capture.charset))
    if encoding.remark:
        yield Remark(name, encoding.remark)
    facts = declared_facts(data.decode(encoding.name, "replace"), capture.url)
    yield replace(
        report_of(data, name, MediaType.PAGE, encoding.name),
        url=facts.url or None,
        source=source_of(facts.outlet, facts.url),
        published=certain_day(facts.published),
        stamp=facts.published,
        updated=facts.updated,
        fetched=capture.fetched,
    )


def text_report(data: bytes, name: str) -> Iterator[Report | Remark]:
    """A plain text as a report.

    Raises:
        InputError: it is no text.
    """
    encoding = encoding_of(data)
    if encoding.remark:
        yield Remark(name, encoding.remark)
    yield report_of(data, name, MediaType.TEXT, encoding.name)


def received_report(data: bytes, name: str) -> Report:
    """A report of bytes that are in no file: a page if they begin like one, else plain text.

    Raises:
        InputError: they are no text.
    """
    is_page = data.lstrip()[:100].lower().startswith(PAGE_SIGNS)
    found = page_report(data, name, Capture()) if is_page else text_report(data, name)
    return next(item for item in found if isinstance(item, Report))


def report_of(data: bytes, name: str, media_type: MediaType, encoding: str = "utf-8") -> Report:
    """A report of these bytes, of which nothing else is known."""
    return Report(hashlib.sha256(data).hexdigest(), name, data, media_type, encoding)


def saved_when(whole: Message) -> datetime | None:
    """When a page was saved."""
    try:
        found = parsedate_to_datetime(str(whole.get("Date", "")))
    except ValueError:
        return None
    return found if found.tzinfo else None
