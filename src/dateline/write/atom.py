"""The ledger as an Atom feed with GeoRSS: an entry an incident, the latest told first."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from typing import BinaryIO, Final
from xml.etree import ElementTree as ET

from dateline import __version__
from dateline.write.areas import area_geometry
from dateline.write.contents import Contents
from dateline.write.crosswalk import incident_account
from dateline.write.lines import Line, exact_point, last_report_day, radius_metres, spelled_place

ATOM: Final = "http://www.w3.org/2005/Atom"
GEORSS: Final = "http://www.georss.org/georss"
NEVER: Final = date(1970, 1, 1)  # of a feed in which nothing is dated
FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WEB: Final = re.compile(r"https?://[^\s<>\"]+")


def write_atom(contents: Contents, stream: BinaryIO) -> None:
    """Write the feed."""
    ET.register_namespace("", ATOM)
    ET.register_namespace("georss", GEORSS)
    lines = sorted(contents.lines(), key=lambda x: (last_told_day(x), x.incident.id), reverse=True)
    ET.ElementTree(incident_feed(contents.title, lines)).write(
        stream, "utf-8", xml_declaration=True
    )


def incident_feed(title: str, lines: Sequence[Line]) -> ET.Element:
    """The feed with its entries."""
    feed = ET.Element(f"{{{ATOM}}}feed")
    add_text_element(feed, "title", title)
    add_text_element(feed, "id", _urn_of_digest(hashlib.sha256(title.encode()).hexdigest()))
    add_text_element(feed, "updated", _moment_of_day(max(map(last_told_day, lines), default=NEVER)))
    add_text_element(feed, "generator", "Dateline").set("version", __version__)
    add_text_element(add_text_element(feed, "author"), "name", "Dateline")
    for line in lines:
        feed_entry(feed, line)
    return feed


def feed_entry(feed: ET.Element, line: Line) -> None:
    """One incident."""
    entry = add_text_element(feed, "entry")
    add_text_element(entry, "title", line.title)
    add_text_element(entry, "id", _urn_of_digest(line.incident.id))
    add_text_element(entry, "updated", _moment_of_day(last_told_day(line)))
    add_text_element(entry, "category").set("term", line.incident.kind.value)
    add_text_element(entry, "summary", incident_account(line))
    url = line.document.url if line.document else None
    if url and WEB.fullmatch(url):
        link = add_text_element(entry, "link")
        link.set("rel", "via")
        link.set("href", url)
    entry_place(entry, line)


def entry_place(entry: ET.Element, line: Line) -> None:
    """A point, or a polygon with its radius; only a name where no more is known."""
    name, drawn = spelled_place(line.place), area_geometry(line.place)
    middle, metres = exact_point(line.place), radius_metres(line.place)
    if name:
        _add_georss(entry, "featurename", name)
    if metres is not None:
        _add_georss(entry, "radius", str(metres))
    if drawn and middle and drawn["type"] == "Polygon":
        ring = drawn["coordinates"][0]
        _add_georss(entry, "polygon", " ".join(f"{lat} {lon}" for lon, lat in ring))
    elif middle:
        _add_georss(entry, "point", f"{middle[0]} {middle[1]}")


def last_told_day(line: Line) -> date:
    """When an incident was told last."""
    return last_report_day(line.incident) or NEVER


def _moment_of_day(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _urn_of_digest(digest: str) -> str:
    return f"urn:sha256:{digest}"


def _add_georss(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{GEORSS}}}{name}").text = FORBIDDEN.sub("\ufffd", text)


def add_text_element(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    """An element with text in which no character is left that XML has not."""
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    if text is not None:
        element.text = FORBIDDEN.sub("\ufffd", text)
    return element
