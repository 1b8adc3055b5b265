"""Look-alikes: incidents of one place or time that a hasty reader takes for one.

A gold file may list groups of them (`lookalikes`, incident ids) and say by which sentences its
reader told an incident (`per_report`, `evidence`). The line of a ledger that holds most
statements on an incident's own sentences is its home; a group is kept apart if no two of its
incidents have the same home. Nothing of the texts is shown.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]  # an incident of a gold file, or a line of an export


def kept_apart(gold: Path, exported: Path) -> tuple[int, int]:
    """How many groups of look-alikes are kept apart, and of how many."""
    document = json.loads(gold.read_text(encoding="utf-8"))
    lines = [json.loads(line) for line in exported.read_text(encoding="utf-8").splitlines()]
    by_id = {row["id"]: row for row in document["incidents"]}
    groups = [[by_id[name] for name in g["incidents"]] for g in document.get("lookalikes", [])]
    return sum(not together(group, lines) for group in groups), len(groups)


def together(group: Sequence[Row], lines: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """The pairs of a group that one line of a ledger takes for one, by id."""
    homes = {row["id"]: _home(row, group, lines) for row in group}
    return tuple((a, b) for a, b in combinations(homes, 2) if homes[a] and homes[a] == homes[b])


def _home(row: Row, group: Sequence[Row], lines: Sequence[Row]) -> str | None:
    """The line with most statements on the sentences of one incident and of no other of a group."""
    others = [other for other in group if other["id"] != row["id"]]
    hits = Counter(
        {
            line["id"]: sum(_on(s, row) and not any(_on(s, o) for o in others) for s in found)
            for line in lines
            if (found := line["statements"])
        }
    )
    most = max(hits.values(), default=0)
    return min((name for name, n in hits.items() if n == most), default=None) if most else None


def _on(statement: Row, row: Row) -> bool:
    """Does a statement quote a sentence by which an incident was told?"""
    told = row.get("per_report", {}).get(statement["report"], {})
    quote = _squeezed(statement["quote"])
    return any(s in quote or quote in s for s in map(_squeezed, _sentences(told.get("evidence"))))


def _sentences(evidence: object) -> Iterator[str]:
    """The sentences of a piece of evidence: one, a list of them, or one a field."""
    if isinstance(evidence, str):
        yield evidence
    elif isinstance(evidence, Mapping):
        for value in evidence.values():
            yield from _sentences(value)
    elif isinstance(evidence, list):
        for value in evidence:
            yield from _sentences(value)


def _squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())
