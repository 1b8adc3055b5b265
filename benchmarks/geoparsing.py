"""Places of LGL and GeoVirus: texts in, spans with GeoNames ids and coordinates out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from benchmarks.given_places import locate
from dateline.detect.places import find_places
from dateline.syntax.parser import parse_document
from dateline.types import Block, BlockKind, Creation, Document, Entity, Place, Span


@dataclass(frozen=True, slots=True)
class Gold:
    """What a name stands for: its GeoNames id and its point, where the collection has them."""

    ref: str | None
    lat: float | None
    lon: float | None


FILES = {"lgl": "lgl.xml", "geovirus": "GeoVirus.xml"}
SLACK = 20  # characters by which the offsets of GeoVirus are off


def lgl(data: Path, *, recognise: bool = False) -> Iterator[dict[str, object]]:
    """The names of LGL; see `predict`."""
    return predict(data, "lgl", recognise=recognise)


def geovirus(data: Path, *, recognise: bool = False) -> Iterator[dict[str, object]]:
    """The names of GeoVirus; see `predict`."""
    return predict(data, "geovirus", recognise=recognise)


def predict(data: Path, name: str, *, recognise: bool = False) -> Iterator[dict[str, object]]:
    """Find or resolve the place names of a collection.

    Args:
        data: the folder with `lgl.xml` and `GeoVirus.xml`.
        name: "lgl" or "geovirus".
        recognise: read the text alone; else the spans of the gold names are given, and no more.

    Yields:
        Rows {"doc", "start", "end", "geonameid", "lat", "lon"}.
    """
    root = ET.parse(data / FILES[name]).getroot()  # noqa: S314  a local file of the user's
    for number, article in enumerate(root.iter("article")):
        document, gold = read(article, str(number))
        tokens, sentences = parse_document(document)
        if recognise:
            found = find_places(document, tokens, sentences)
        else:
            found = locate(document, tokens, sentences, tuple(gold))
        for entity in found:
            yield _row(document.name, entity)


def read(article: ET.Element, number: str) -> tuple[Document, dict[Span, Gold]]:
    """An article, called by its id or else by its number, with its gold names in order."""
    document = _document(article.get("docid") or number, article.findtext("text") or "")
    return document, _toponyms(article, document.text)


def _document(name: str, text: str) -> Document:
    """An article as a document of one block."""
    return Document(
        report=name,
        name=name,
        text=text,
        blocks=(Block(BlockKind.BODY, Span(0, len(text))),),
        title=None,
        language="en",
        source=None,
        agency=None,
        datelines=(),
        created=Creation(None),
    )


def _toponyms(article: ET.Element, text: str) -> dict[Span, Gold]:
    """The gold names, their spans put right by their words where the file's are off."""
    found = {}
    for toponym in (*article.iter("toponym"), *article.iter("location")):
        start = int(toponym.findtext("start") or 0)
        phrase = toponym.findtext("phrase") or toponym.findtext("name") or ""
        near = range(max(0, start - SLACK), start + SLACK)
        fits = [at for at in near if text.startswith(phrase, at)]
        at = min(fits, key=lambda a: abs(a - start), default=start)
        found[Span(at, at + len(phrase))] = _gold(toponym)
    return dict(sorted(found.items()))


def _gold(toponym: ET.Element) -> Gold:
    """What a gold name stands for."""
    tag = toponym.find("gaztag")
    source = toponym if tag is None else tag
    lat, lon = source.findtext("lat"), source.findtext("lon")
    ref = tag.get("geonameid") if tag is not None else None
    return Gold(ref, float(lat) if lat else None, float(lon) if lon else None)


def _row(doc: str, entity: Entity) -> dict[str, object]:
    """A prediction; an unresolved name has neither id nor coordinates."""
    value = entity.value if isinstance(entity.value, Place) else None
    ref = value.gazetteer or "" if value else ""
    return {
        "doc": doc,
        "start": entity.span.start,
        "end": entity.span.end,
        "geonameid": int(ref.removeprefix("geonames:")) if ref.startswith("geonames:") else None,
        "lat": value.lat if value else None,
        "lon": value.lon if value else None,
    }
