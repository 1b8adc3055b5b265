"""Write: the ledger as files, one form a module."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TextIO

from dateline.types import Document, Incident, Reading, SetAside
from dateline.write import csv, geojson, jsonl
from dateline.write.aggregates import aggregate_rows, aggregates
from dateline.write.page import View, page

__all__ = ["WRITERS", "Contents", "Writer"]


@dataclass(frozen=True, slots=True)
class Contents:
    """What is written: incidents, the readings that they rest on, and what was not recorded."""

    title: str
    incidents: Sequence[Incident]
    readings: Sequence[Reading]
    names: Mapping[str, tuple[str, ...]]  # all names of each report, by report id
    set_aside: Sequence[SetAside] = ()


Writer = Callable[[Contents, TextIO], None]


def _documents(contents: Contents) -> dict[str, Document]:
    """The documents by report id."""
    return {reading.document.report: reading.document for reading in contents.readings}


def _rows(contents: Contents) -> list[Mapping[str, Any]]:
    """The incidents in the exchange form."""
    texts = {report: document.text for report, document in _documents(contents).items()}
    return list(jsonl.rows(contents.incidents, texts))


def _page(contents: Contents, stream: TextIO) -> None:
    """The page, with each incident beside its row."""
    rows = _rows(contents)
    by_id = {incident.id: incident for incident in contents.incidents}
    found = [by_id[row["id"]] for row in rows]
    documents = _documents(contents)
    page(View(contents.title, found, rows, documents, contents.set_aside), stream)


def _aggregates(contents: Contents, stream: TextIO) -> None:
    """The totals over many events, which are no incidents."""
    aggregates(aggregate_rows(contents.readings, contents.names), stream)


# What `dateline export --format` offers.
WRITERS: Final[Mapping[str, Writer]] = {
    "aggregates": _aggregates,
    "contradictions": lambda contents, stream: csv.contradictions(_rows(contents), stream),
    "csv": lambda contents, stream: csv.incidents(_rows(contents), stream),
    "geojson": lambda contents, stream: geojson.incidents(_rows(contents), stream),
    "jsonl": lambda contents, stream: jsonl.incidents(_rows(contents), stream),
    "page": _page,
    "statements": lambda contents, stream: csv.statements(_rows(contents), stream),
}
