"""Feeds (RSS and Atom), sitemaps and lists of feeds. JSON Feed is read with other JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from dateline.acquire.columns import Columns, Layout
from dateline.acquire.encodings import encoding_of
from dateline.acquire.files import Linked, check_size
from dateline.acquire.libraries import load_library
from dateline.acquire.lists import xml_addresses
from dateline.acquire.rows import Table, row_report
from dateline.errors import InputError
from dateline.types import Remark, Report, SetAside

MOST_BYTES: Final = 10_000_000
MOST_ENTRIES: Final = 2_000
ATOM: Final = ("atom03", "atom10")  # elsewhere a date that is not named is of publication
LOOKED_AT: Final = 4096  # bytes in which a document says what it is
FEED: Final = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)\b", re.IGNORECASE)
LONGEST_SUMMARY: Final = 1_500  # bytes; a longer one is the whole text
DECLARED: Final = re.compile(r"^\ufeff?\s*<\?xml[^<>]{0,200}\?>")
COLUMNS: Final = Columns("id", "url", "outlet", "title", "text", "published", "updated")


def read_feed(
    file: Path, name: str, layout: Layout
) -> Iterator[Report | SetAside | Remark | Linked]:
    """The entries of a feed, each as a report; or the addresses of a sitemap or a list of feeds.

    Raises:
        InputError: it is neither, or is built to exhaust a parser.
        OSError: it cannot be opened.
    """
    check_size(file, MOST_BYTES, "split the feed")
    data = narrow_xml(file.read_bytes())
    refuse_entities(data)
    if not FEED.search(data[:LOOKED_AT]):
        yield from listed_addresses(data, name)
        return
    parsed = load_library("feedparser", "Reading feeds", "feeds").parse(
        # A stream: bytes by themselves might be taken for an address and fetched.
        BytesIO(data),
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.entries:
        raise InputError("expected a feed with entries, found none")
    table = Table(name, COLUMNS, layout.dates)
    outlet = str(parsed.feed.get("title", ""))
    for number, entry in enumerate(parsed.entries[:MOST_ENTRIES], 1):
        yield feed_arrival(
            entry, row_report(entry_fields(entry, outlet, parsed.version), number, table), name
        )
    if len(parsed.entries) > MOST_ENTRIES:
        more = len(parsed.entries) - MOST_ENTRIES
        reason = f"expected at most {MOST_ENTRIES:,} entries, found {more:,} more; split the feed"
        yield SetAside(f"{name}#{MOST_ENTRIES + 1}", "acquire", reason)


def listed_addresses(data: bytes, name: str) -> Iterator[Linked]:
    """The addresses of a sitemap or a list of feeds.

    Raises:
        InputError: there are none.
    """
    found = list(xml_addresses(data, name))
    if not found:
        raise InputError("expected a feed (RSS or Atom), found other XML or none")
    yield from found


def feed_arrival(
    entry: Any,  # noqa: ANN401  feedparser has no types
    row: Report | SetAside | Linked,
    name: str,
) -> Report | SetAside | Linked:
    """An entry as a report if the feed has its full text, else as an address with a summary."""
    url = str(entry.get("link", ""))
    if isinstance(row, Report) and url.startswith(("http://", "https://")):
        is_full = "content" in entry or len(row.content) > LONGEST_SUMMARY
        # Asked for by name, "updated" falls back to "published" with a warning.
        mark = next((str(entry[key]) for key in ("updated", "published") if key in entry), "")
        return row if is_full else Linked(url, name, mark, row.stamp, row)
    return row


def narrow_xml(data: bytes) -> bytes:
    """XML in UTF-8 where it was in UTF-16, so that all checks see the same letters as the parser.

    Raises:
        InputError: its letters cannot be read.
    """
    if b"\x00" not in data[:LOOKED_AT]:
        return data
    encoding = encoding_of(data)
    if not encoding.name.startswith("utf-16"):
        return data.replace(b"\x00", b"")
    return DECLARED.sub("", data.decode(encoding.name, "replace"), count=1).encode()


def refuse_entities(data: bytes) -> None:
    """Refuse an empty file, and XML with entities of its own.

    Raises:
        InputError: it is one of these.
    """
    if not data.strip():
        raise InputError("expected a feed, found an empty file")
    if b"<!ENTITY" in data:
        raise InputError("expected a feed, found XML that declares entities of its own")


def entry_fields(entry: Any, outlet: str, version: str) -> Mapping[str, str]:  # noqa: ANN401  feedparser has no types
    """An entry by the names of our fields; the full text where it has one, else its summary."""
    updated = str(entry["updated"]) if "updated" in entry else ""
    contents = [str(each.get("value", "")) for each in entry.get("content", ())]
    return {
        "id": str(entry.get("id", "")),
        "url": str(entry.get("link", "")),
        "outlet": str(entry.get("source", {}).get("title", "") or outlet),
        "title": str(entry.get("title", "")),
        "text": max([*contents, str(entry.get("summary", ""))], key=len),
        "published": str(entry.get("published", "") or ("" if version in ATOM else updated)),
        "updated": updated,
    }
