"""Places of LGL and GeoVirus: texts in, spans with GeoNames ids and coordinates out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from dateline.detect.places import locate, places
from dateline.detect.sentences import parse
from dateline.types import Block, BlockKind, Creation, Document, Entity, Place, Span

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
        document = _document(article.get("docid") or str(number), article.findtext("text") or "")
        tokens, sentences = parse(document)
        if recognise:
            found = places(document, tokens, sentences)
        else:
            found = locate(document, tokens, sentences, _spans(article, document.text))
        for entity in found:
            yield _row(document.name, entity)


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


def _spans(article: ET.Element, text: str) -> tuple[Span, ...]:
    """The spans of the gold names, put right by their words where the file's are off."""
    found = []
    for toponym in (*article.iter("toponym"), *article.iter("location")):
        start = int(toponym.findtext("start") or 0)
        phrase = toponym.findtext("phrase") or toponym.findtext("name") or ""
        near = range(max(0, start - SLACK), start + SLACK)
        fits = [at for at in near if text.startswith(phrase, at)]
        at = min(fits, key=lambda a: abs(a - start), default=start)
        found.append(Span(at, at + len(phrase)))
    return tuple(sorted(set(found)))


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
