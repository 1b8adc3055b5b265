"""What a page declares about itself: its address, its outlet, and when it was published.

Only what the page says for machines to read is taken: JSON-LD, Open Graph and other meta elements,
and microdata. A time element without a meaning may be anybody's, and a day of change is not a day
of publication.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from dateline.stamps import read_stamp
from dateline.types import Stamp

TAG: Final = re.compile(r"<(meta|link|time)\b([^<>]{0,4000})>", re.IGNORECASE)
ATTRIBUTE: Final = re.compile(r"""([\w:.-]{1,60})\s{0,9}=\s{0,9}("[^"]*"|'[^']*'|[^\s"'>]+)""")
LINKED_DATA: Final = re.compile(
    r"<script\b[^<>]{0,500}application/ld\+json[^<>]{0,500}>", re.IGNORECASE
)
SCRIPT_END: Final = re.compile(r"</script", re.IGNORECASE)
BLOCKS: Final = 20  # of linked data that are looked at
DEEPEST: Final = 6  # levels of linked data
ARTICLES: Final = ("article", "posting", "newsarticle", "report")
PUBLISHED: Final = (
    "article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "date_published",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "originalpublicationdate",
    "date",
)
UPDATED: Final = (
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "article.updated",
)
OUTLETS: Final = ("og:site_name", "application-name", "publisher", "dc.publisher")
LONGEST_OUTLET: Final = 80  # characters


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page declares; empty or None where it does not."""

    url: str = ""
    outlet: str = ""
    published: Stamp | None = None
    updated: Stamp | None = None


def declared_facts(source: str, url: str = "") -> Facts:
    """What a page declares about itself.

    Args:
        source: the decoded HTML.
        url: where it was found, if that is known.
    """
    tags = list(page_tags(source))
    data = linked_article(source)
    address = canonical_address(tags, data, url)
    return Facts(
        address or url,
        outlet_name(tags, data),
        first_stamp([_linked_text(data.get("datePublished")), *named_contents(tags, PUBLISHED)]),
        first_stamp([_linked_text(data.get("dateModified")), *named_contents(tags, UPDATED)]),
    )


def page_tags(source: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The meta, link and time elements of a page, with their attributes."""
    for match in TAG.finditer(source):
        attributes = {
            name.lower(): html.unescape(value.strip("\"'")).strip()
            for name, value in ATTRIBUTE.findall(match[2])
        }
        yield match[1].lower(), attributes


def named_contents(
    tags: Sequence[tuple[str, Mapping[str, str]]], names: Sequence[str]
) -> Iterator[str]:
    """The contents of meta and time elements of these names, in the order of the names."""
    found: dict[str, str] = {}
    for _, attributes in tags:
        keys = " ".join(attributes.get(k, "") for k in ("property", "name", "itemprop"))
        value = attributes.get("content") or attributes.get("datetime", "")
        for key in keys.lower().split() if value else ():
            found.setdefault(key, value)
    yield from (found[name] for name in names if name in found)


def canonical_address(
    tags: Sequence[tuple[str, Mapping[str, str]]], data: Mapping[str, Any], url: str
) -> str:
    """The canonical address of a page, unless it is the front page's, as some give."""
    linked = [
        attributes.get("href", "")
        for name, attributes in tags
        if name == "link" and "canonical" in attributes.get("rel", "").lower().split()
    ]
    for each in (*linked, *named_contents(tags, ("og:url",)), _linked_text(data.get("url"))):
        try:
            whole = urljoin(url, each) if each else ""
            parts = urlsplit(whole)
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.hostname and parts.path.strip("/"):
            return whole
    return ""


def outlet_name(tags: Sequence[tuple[str, Mapping[str, str]]], data: Mapping[str, Any]) -> str:
    """The name of the outlet."""
    publisher = data.get("publisher")
    if isinstance(publisher, list) and publisher:
        publisher = publisher[0]
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    names = (
        *named_contents(tags, OUTLETS[:1]),
        _linked_text(name),
        *named_contents(tags, OUTLETS[1:]),
    )
    fitting = (n for n in names if n and len(n) <= LONGEST_OUTLET and "://" not in n)
    return next(fitting, "").removeprefix("www.")


def first_stamp(words: Sequence[str]) -> Stamp | None:
    """The first of some times that can be read."""
    stamps = (read_stamp(each) for each in words if each)
    return next((stamp for stamp in stamps if stamp.days), None)


def linked_article(source: str) -> Mapping[str, Any]:
    """The linked data of the article that a page is; empty where it has none, or several."""
    found: dict[str, Mapping[str, Any]] = {}
    for words in islice(_linked_data(source), BLOCKS):
        try:
            data = json.loads(html.unescape(words) if "&quot;" in words else words)
        except (ValueError, RecursionError):
            continue
        for each in linked_articles(data, 0):
            found.setdefault(str(each.get("headline") or each.get("datePublished")), each)
    return next(iter(found.values())) if len(found) == 1 else {}


def _linked_data(source: str) -> Iterator[str]:
    """The blocks of linked data of a page."""
    at = 0
    while opening := LINKED_DATA.search(source, at):
        end = SCRIPT_END.search(source, opening.end())
        if end is None:
            return
        yield source[opening.end() : end.start()]
        at = end.end()


def linked_articles(data: object, depth: int) -> Iterator[Mapping[str, Any]]:
    """The articles among linked data."""
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for each in data:
            yield from linked_articles(each, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type", "")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(str(kind).lower().endswith(ARTICLES) for kind in kinds):
            yield data
            return
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from linked_articles(data.get(key), depth + 1)


def _linked_text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
