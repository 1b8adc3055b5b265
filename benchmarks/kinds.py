"""Event types of CASE 2021 task 2: a snippet in, the type of what it tells out.

The engine types the snippet; here its kind and sub-kind only get the names that the task uses.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from benchmarks.texts import document, reading
from dateline.extract.ontology import acled_codes
from dateline.types import Mention, Prominence

SNIPPETS = "dev.tsv"
NAMES = Path(__file__).with_suffix(".toml")
NO_TYPE = "OTHER"


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
    return label(reading(document(name, text)).mentions)


def label(mentions: Sequence[Mention]) -> str:
    """The name of what a text is about, which the engine gives first."""
    main = [m for m in mentions if m.prominence is Prominence.MAIN] or mentions
    if not main:
        return NO_TYPE
    kind, sub_kind = main[0].kind, main[0].sub_kind
    names = _names()
    own = names["kinds"].get(kind.value) or names["sub_kinds"].get(sub_kind or "")
    return own or names["acled"].get("/".join(acled_codes(kind, sub_kind)[-1:]), NO_TYPE)


def acled_types() -> tuple[str, ...]:
    """The names of the types that ACLED has too."""
    return tuple(sorted(set(_names()["acled"].values())))


@cache
def _names() -> dict[str, dict[str, str]]:
    """The names of the types."""
    return tomllib.loads(NAMES.read_text(encoding="utf-8"))
