"""The ledger as an Atom feed with GeoRSS: an entry an incident, the latest told first."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from typing import BinaryIO, Final
from xml.etree import ElementTree as ET

from dateline import __version__
from dateline.write.areas import area
from dateline.write.contents import Contents
from dateline.write.crosswalk import account
from dateline.write.lines import Line, point, radius, spelled_place, updated

ATOM: Final = "http://www.w3.org/2005/Atom"
GEORSS: Final = "http://www.georss.org/georss"
NEVER: Final = date(1970, 1, 1)  # of a feed in which nothing is dated
FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WEB: Final = re.compile(r"https?://[^\s<>\"]+")


def write_atom(contents: Contents, stream: BinaryIO) -> None:
    """Write the feed."""
    ET.register_namespace("", ATOM)
    ET.register_namespace("georss", GEORSS)
    lines = sorted(contents.lines(), key=lambda x: (_day(x), x.incident.id), reverse=True)
    ET.ElementTree(_feed(contents.title, lines)).write(stream, "utf-8", xml_declaration=True)


def _feed(title: str, lines: Sequence[Line]) -> ET.Element:
    """The feed with its entries."""
    feed = ET.Element(f"{{{ATOM}}}feed")
    _add(feed, "title", title)
    _add(feed, "id", _urn(hashlib.sha256(title.encode()).hexdigest()))
    _add(feed, "updated", _moment(max(map(_day, lines), default=NEVER)))
    _add(feed, "generator", "Dateline").set("version", __version__)
    _add(_add(feed, "author"), "name", "Dateline")
    for line in lines:
        _entry(feed, line)
    return feed


def _entry(feed: ET.Element, line: Line) -> None:
    """One incident."""
    entry = _add(feed, "entry")
    _add(entry, "title", line.title)
    _add(entry, "id", _urn(line.incident.id))
    _add(entry, "updated", _moment(_day(line)))
    _add(entry, "category").set("term", line.incident.kind.value)
    _add(entry, "summary", account(line))
    url = line.document.url if line.document else None
    if url and WEB.fullmatch(url):
        link = _add(entry, "link")
        link.set("rel", "via")
        link.set("href", url)
    _place(entry, line)


def _place(entry: ET.Element, line: Line) -> None:
    """A point, or a polygon with its radius; only a name where no more is known."""
    name, drawn = spelled_place(line.place), area(line.place)
    middle, metres = point(line.place), radius(line.place)
    if name:
        _georss(entry, "featurename", name)
    if metres is not None:
        _georss(entry, "radius", str(metres))
    if drawn and middle and drawn["type"] == "Polygon":
        ring = drawn["coordinates"][0]
        _georss(entry, "polygon", " ".join(f"{lat} {lon}" for lon, lat in ring))
    elif middle:
        _georss(entry, "point", f"{middle[0]} {middle[1]}")


def _day(line: Line) -> date:
    """When an incident was told last."""
    return updated(line.incident) or NEVER


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _urn(digest: str) -> str:
    return f"urn:sha256:{digest}"


def _georss(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{GEORSS}}}{name}").text = FORBIDDEN.sub("\ufffd", text)


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    """An element with text in which no character is left that XML has not."""
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    if text is not None:
        element.text = FORBIDDEN.sub("\ufffd", text)
    return element
