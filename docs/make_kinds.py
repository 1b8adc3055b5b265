"""Write docs/kinds.md from the ontology: `python docs/make_kinds.py`."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

from dateline.extract.events.ontology import SubKind, sub_kinds
from dateline.types import Kind

PAGE = Path(__file__).parent / "kinds.md"
HEAD = """# Kinds and sub-kinds

What happened is told by a kind and, where the words of a report give it, by a sub-kind.
Both are data: `src/dateline/extract/events/ontology.toml` holds the definitions, the codes
and the words that tell them, `ontology_words.toml` the word lists that they share.
A sub-kind rests on words like every answer: its statements have the field `sub_kind`.
Reports of one incident may tell different sub-kinds: the one with most voices stands, the others
are kept against it, and it is disputed where another has as many.
A report that names no sub-kind contradicts none.

Sub-kinds marked "not listed" are events that the ledger keeps no line for: an agreement, a
disaster, a sanction.
The engine knows them so that it can say what a report is about; no incident comes of them.
A sub-kind may also occur in other kinds than its own, for example poison gas in an air strike.

The last column is the event type and sub-event type in which ACLED would count it.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_part(kind) for kind in Kind)


def _part(kind: Kind) -> str:
    """The part of one kind."""
    table = tomllib.loads(
        files("dateline.extract.events").joinpath("ontology.toml").read_text("utf-8")
    )
    rows = [_row(s) for s in sub_kinds().values() if s.kind is kind]
    return (
        f"\n## {kind.value}\n\n{table[kind.value]['definition']}\n\n"
        "| sub-kind | what it is | ACLED |\n|---|---|---|\n" + "".join(rows)
    )


def _row(one: SubKind) -> str:
    """The row of one sub-kind."""
    listed = "" if one.incident else " (not listed)"
    also = ", ".join(sorted(kind.value for kind in one.kinds - {one.kind}))
    more = f" Also in: {also}." if also else ""
    return f"| `{one.name}`{listed} | {one.definition}{more} | {': '.join(one.acled) or '–'} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
