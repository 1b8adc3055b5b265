"""Event types of CASE 2021 task 2: a snippet in, the type of what it tells out."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.texts import document, reading
from dateline.types import Kind, Prominence, Reading

SNIPPETS = "dev.tsv"
WORDS = Path(__file__).with_suffix(".toml")
NO_TYPE = "OTHER"


@dataclass(frozen=True, slots=True)
class Row:
    """A type that words give: all patterns must be found, and none of `unless`."""

    type: str
    all: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    kinds: frozenset[Kind]

    def holds(self, text: str, kind: Kind | None) -> bool:
        """Is this the type of a snippet whose first event is of this kind?"""
        if self.kinds and kind not in self.kinds:
            return False
        return all(p.search(text) for p in self.all) and not any(
            p.search(text) for p in self.unless
        )


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a snippet comes by its type: words first, then its kind, then plainer words."""

    words: tuple[Row, ...]
    types: dict[Kind, str]
    plain: tuple[Row, ...]


def predict(data: Path) -> Iterator[tuple[str, str]]:
    """Give each snippet a type.

    Args:
        data: the folder with `dev.tsv`; the snippets are read, their types are not.

    Yields:
        Pairs (id, type).
    """
    with (data / SNIPPETS).open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["id"], type_of(row["id"], row["EventSnippet"])


def type_of(name: str, text: str) -> str:
    """The type of a snippet, `OTHER` where nothing tells.

    Args:
        name: the snippet's id.
        text: the snippet.
    """
    kind = _kind(reading(document(name, text)))
    mapping = _mapping()
    told = _first(mapping.words, text, kind)
    by_kind = mapping.types.get(kind) if kind else None
    return told or by_kind or _first(mapping.plain, text, kind) or NO_TYPE


def _first(rows: tuple[Row, ...], text: str, kind: Kind | None) -> str | None:
    """The type of the first row that holds."""
    return next((row.type for row in rows if row.holds(text, kind)), None)


def _kind(told: Reading) -> Kind | None:
    """The kind of the first event that a snippet is about."""
    mentions = sorted(
        told.mentions, key=lambda m: (m.prominence is not Prominence.MAIN, m.trigger.start)
    )
    return mentions[0].kind if mentions else None


@cache
def _mapping() -> Mapping:
    """The mapping as it stands in the data beside this file."""
    table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    types = {Kind(kind): type_ for kind, type_ in table["kinds"].items()}
    return Mapping(_rows(table["words"]), types, _rows(table["plain"]))


def _rows(table: list[dict[str, Any]]) -> tuple[Row, ...]:
    """The rows of one part of the data."""
    return tuple(
        Row(
            row["type"],
            _patterns(row["all"]),
            _patterns(row.get("unless", [])),
            frozenset(Kind(kind) for kind in row.get("kinds", [])),
        )
        for row in table
    )


def _patterns(sources: list[str]) -> tuple[re.Pattern[str], ...]:
    """Patterns that do not mind capitals."""
    return tuple(re.compile(source, re.IGNORECASE) for source in sources)
