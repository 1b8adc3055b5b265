"""Lists of addresses: shortcuts, plain lists, sitemaps, lists of feeds, and those of GDELT.

They are read with patterns that look at each character once. No XML parser is needed to find an
address, and none can be led astray.
"""

from __future__ import annotations

import csv
import html
import plistlib
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final
from xml.parsers.expat import ExpatError

from dateline.acquire.columns import Layout
from dateline.acquire.files import Linked, check_size, file_content
from dateline.errors import InputError
from dateline.stamps import read_stamp
from dateline.types import SetAside

MOST_ADDRESSES: Final = 50_000  # of one list, as sitemaps have it
ADDRESS: Final = re.compile(rb"(?:https?://|www\.)\S{3,2083}")
# A line of GDELT's list of files: size, checksum, address.
FILE_LINE: Final = re.compile(rb"\d+\s+[0-9a-f]{32}\s+(https?://\S{3,2083})")
SHORTCUT: Final = re.compile(r"^URL=(https?://\S{3,2083})\s*$", re.MULTILINE)
PART: Final = re.compile(
    r"<(?P<space>\w{1,20}:)?(?P<what>loc|lastmod|publication_date)>"
    r"(?:\s{0,50}<!\[CDATA\[)?(?P<words>[^<]{1,4000})"
)
PICTURES: Final = ("image:", "video:")
FEED_ADDRESS: Final = re.compile(r"""\bxmlUrl\s*=\s*(?:"([^"<>]{3,2083})"|'([^'<>]{3,2083})')""")
# The files of GDELT 1 and 2 by their ending: which column holds the address of the report.
GDELT: Final = {
    ".export.csv": (57, 60),
    ".mentions.csv": (5,),
    ".gkg.csv": (4, 10),
}
MOST_TABLE: Final = 500_000_000  # bytes
MOST_CELL: Final = 1_000_000  # characters


def listed_addresses(data: bytes) -> Sequence[str]:
    """The addresses of a text that holds nothing else; none where it holds more."""
    lines = [line for line in map(bytes.strip, data.splitlines()) if line]
    if not lines or lines[0].startswith(b"<"):
        return ()
    found = []
    for line in lines[:MOST_ADDRESSES]:
        match = ADDRESS.fullmatch(line) or FILE_LINE.fullmatch(line)
        if match is None:
            return ()
        words = match[match.lastindex or 0].decode("utf-8", "replace")
        found.append(f"https://{words}" if words.startswith("www.") else words)
    return found


def read_shortcut(file: Path, name: str, layout: Layout) -> Iterator[Linked]:
    """The address of a shortcut, as Windows (.url) and macOS (.webloc) keep them.

    Raises:
        InputError: it holds none.
        OSError: it cannot be opened.
    """
    del layout
    data = file_content(file, binary=True)
    found = SHORTCUT.search(data.decode("utf-8-sig", "replace"))
    url = found[1] if found else _property_address(data)
    if not url:
        raise InputError("expected a shortcut with an address, found none in it")
    yield Linked(url, name)


def _property_address(data: bytes) -> str:
    """The address in a property list; empty where there is none."""
    try:
        whole = plistlib.loads(data)
    except (ValueError, ExpatError, OverflowError, RecursionError, plistlib.InvalidFileException):
        return ""
    url = whole.get("URL", "") if isinstance(whole, dict) else ""
    return url if isinstance(url, str) and url.startswith(("http://", "https://")) else ""


def xml_addresses(data: bytes, name: str) -> Iterator[Linked]:
    """The addresses of a sitemap, or of a list of feeds (OPML)."""
    text = data.decode("utf-8", "replace")
    found = list(islice(sitemap_places(text), MOST_ADDRESSES))
    for place in found:
        stamp = read_stamp(place["publication_date"]) if "publication_date" in place else None
        yield Linked(place["loc"], name, place.get("lastmod", ""), stamp)
    if not found:
        for match in islice(FEED_ADDRESS.finditer(text), MOST_ADDRESSES):
            yield Linked(html.unescape(match[1] or match[2]).strip(), name)


def sitemap_places(text: str) -> Iterator[Mapping[str, str]]:
    """The entries of a sitemap: the words of each of their parts."""
    place: dict[str, str] = {}
    for part in PART.finditer(text):
        if part["space"] in PICTURES:
            continue
        if part["what"] == "loc" and "loc" in place:
            yield place
            place = {}
        words = html.unescape(part["words"]).removesuffix("]]>").strip()
        if part["what"] != "loc" or words.startswith(("http://", "https://")):
            place[part["what"]] = words
    if "loc" in place:
        yield place


def read_gdelt(file: Path, name: str, layout: Layout) -> Iterator[Linked | SetAside]:
    """The reports that a file of GDELT refers to; what it says of them is left to them.

    Raises:
        InputError: it refers to none.
        OSError: it cannot be opened.
    """
    del layout
    check_size(file, MOST_TABLE, "split the table")
    csv.field_size_limit(MOST_CELL)
    columns = next(places for ending, places in GDELT.items() if name.lower().endswith(ending))
    seen: dict[str, None] = {}
    with file.open(encoding="utf-8", errors="replace", newline="") as stream:
        for row in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            for column in columns:
                if len(row) > column and row[column].startswith(("http://", "https://")):
                    seen[row[column]] = None
                    break
    if not seen:
        raise InputError("expected a file of GDELT, found no addresses in it")
    yield from (Linked(url, name) for url in islice(seen, MOST_ADDRESSES))
    if len(seen) > MOST_ADDRESSES:
        reason = f"expected at most {MOST_ADDRESSES:,} addresses, found {len(seen):,}"
        yield SetAside(name, "acquire", f"{reason}; split the file")
