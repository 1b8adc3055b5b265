"""What stands at addresses: fetched, read like files, and the addresses that it lists in turn."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final, Protocol
from urllib.parse import unquote, urldefrag, urlsplit

from dateline.acquire.files import Capture, Found, Linked
from dateline.acquire.rows import certain_day
from dateline.errors import FetchError
from dateline.types import Remark, Report, SetAside

DEEPEST: Final = 3  # lists within lists: an index of sitemaps, a sitemap, a page
SCHEMES: Final = ("http://", "https://")
# What a server says that something is: the ending under which it is read.
KINDS: Final[Mapping[str, str]] = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rdf",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "text/x-opml": ".opml",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/x-ndjson": ".ndjson",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
    "application/mbox": ".mbox",
    "application/zip": ".zip",
    "application/gzip": ".gz",
    "application/x-gzip": ".gz",
    "application/warc": ".warc",
    "application/wacz": ".wacz",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
# Servers give these for anything that they do not know better; the address may.
VAGUE: Final = ("", "text/plain", "application/octet-stream", "binary/octet-stream")
PACKED: Final = (".gz", ".zip")


class Page(Protocol):
    """What a fetch has to give."""

    @property
    def final(self) -> str:
        """Where redirects led."""

    @property
    def media_type(self) -> str:
        """The media type that the server gives."""

    @property
    def charset(self) -> str:
        """The encoding that the server gives."""

    @property
    def body(self) -> bytes:
        """The bytes."""

    @property
    def at(self) -> datetime:
        """When it was fetched."""


Arrival = Report | SetAside | Remark
Fetch = Callable[[Linked], Page | None]  # None where nothing is new
Read = Callable[[Found], Iterator[Arrival | Linked | None]]


def is_address(words: str) -> bool:
    """Is something that a user gave an address, and no path?"""
    return words.lower().startswith(SCHEMES)


def follow_links(links: Iterable[Linked], fetch: Fetch, read: Read) -> Iterator[Arrival]:
    """What stands at some addresses, and at those that are listed there; each once.

    Args:
        links: the addresses.
        fetch: gives the page at one of them, or None if nothing there is new.
        read: reads a file.

    Yields:
        Reports, and what cannot be fetched or read, with the reason.
    """
    seen: set[str] = set()
    waiting = deque((link, 0) for link in spread_hosts(links))
    while waiting:
        link, depth = waiting.popleft()
        url = urldefrag(link.url).url
        if url in seen:
            continue
        seen.add(url)
        if depth > DEEPEST:
            reason = f"expected at most {DEEPEST} lists within lists, found more"
            yield SetAside(link.url, "acquire", reason)
            continue
        below: list[Linked] = []
        for arrival in arrivals_at(link, fetch, read):
            if isinstance(arrival, Linked):
                below.append(arrival)
            else:
                yield arrival
        waiting.extendleft((each, depth + 1) for each in reversed(list(spread_hosts(below))))


def arrivals_at(link: Linked, fetch: Fetch, read: Read) -> Iterator[Arrival | Linked]:
    """What stands at one address; in the place of a page that cannot be had, its summary."""
    try:
        page = fetch(link)
    except FetchError as error:
        if link.summary is None:
            yield SetAside(link.url, "acquire", str(error))
        else:
            yield Remark(link.url, f"read as {link.via} has it: {error}")
            yield link.summary
        return
    if page is None:
        return
    if not page.body.strip():
        yield SetAside(link.url, "acquire", "expected a page, found an empty one")
        return
    kind = kind_of(page)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "0"
        path.write_bytes(page.body)
        capture = Capture(page.final, page.charset, page.at)
        for arrival in read(Found(path, link.url, capture, kind)):
            if arrival is not None:
                yield completed_report(arrival, link, capture)


def kind_of(page: Page) -> str:
    """The ending of the kind that a page is of, as its server or its address says."""
    name = PurePosixPath(unquote(urlsplit(page.final).path)).name.lower()
    said = KINDS.get(page.media_type, "")
    if said in PACKED or page.media_type in VAGUE:
        return name if "." in name else said or ".txt"
    return said or name


def completed_report(arrival: Arrival | Linked, link: Linked, capture: Capture) -> Arrival | Linked:
    """A report with what is known of it from outside."""
    if not isinstance(arrival, Report):
        return arrival
    report = replace(
        arrival, url=arrival.url or capture.url, fetched=arrival.fetched or capture.fetched
    )
    if report.stamp is None and report.published is None and link.stamp is not None:
        return replace(report, stamp=link.stamp, published=certain_day(link.stamp))
    return report


def spread_hosts(links: Iterable[Linked]) -> Iterator[Linked]:
    """Addresses in an order in which no host is asked twice in a row without need."""
    hosts: dict[str, deque[Linked]] = {}
    for link in links:
        hosts.setdefault(urlsplit(link.url).netloc if _is_sound(link.url) else "", deque()).append(
            link
        )
    while hosts:
        for host in list(hosts):
            yield hosts[host].popleft()
            if not hosts[host]:
                del hosts[host]


def _is_sound(url: str) -> bool:
    """Can an address be taken apart?"""
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True
