"""Write docs/kinds.md from the ontology: `python docs/make_kinds.py`."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

from dateline.extract.ontology import SubKind, known_sub_kinds
from dateline.types import Kind

PAGE = Path(__file__).parent / "kinds.md"
HEAD = """# Kinds and sub-kinds

Each incident has a kind and, if a report names one, a sub-kind.
Both are defined in `src/dateline/extract/ontology.toml`, with their codes in other
schemes; `ontology_words.toml` holds the word lists that they share.
Like every value, a sub-kind rests on the words of a report: its statements have the field
`sub_kind`.
If reports of one incident give different sub-kinds, the one with the most voices stands and the
others are kept as opposing claims; if two have equally many voices, the sub-kind is disputed.
A report that names no sub-kind contradicts none.

Sub-kinds marked "not listed", such as agreements, disasters and sanctions, never become incidents.
Dateline recognises them to tell what a report is about.
A sub-kind can also occur with other kinds, for example poison gas in an air strike.

The last column gives ACLED's event type and sub-event type.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_part(kind) for kind in Kind)


def _part(kind: Kind) -> str:
    """The part of one kind."""
    table = tomllib.loads(files("dateline.extract").joinpath("ontology.toml").read_text("utf-8"))
    rows = [_row(s) for s in known_sub_kinds().values() if s.kind is kind]
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
