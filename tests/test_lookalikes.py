"""The count of look-alikes that a ledger keeps apart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from benchmarks.lookalikes import kept_apart

RAID, SHELLS = "Planes hit a clinic in Ardun.", "Shells fell on the old town of Ardun."
BOTH = "Ardun saw a raid and shells."


def gold(folder: Path) -> Path:
    """A gold file with one group of two incidents, told by one report."""
    incidents = [
        {"id": name, "per_report": {"a.txt": {"evidence": evidence}}}
        for name, evidence in (("raid", [RAID, BOTH]), ("shells", {"killed": SHELLS, "when": BOTH}))
    ]
    path = folder / "gold.json"
    groups = [{"why": "one town, one day", "incidents": ["raid", "shells"]}]
    path.write_text(json.dumps({"incidents": incidents, "lookalikes": groups}))
    return path


def line(name: str, *quotes: str) -> dict[str, Any]:
    """A line of an export that quotes some sentences."""
    return {"id": name, "statements": [{"report": "a.txt", "quote": quote} for quote in quotes]}


@pytest.mark.parametrize(
    ("lines", "apart"),
    [
        ([line("1", RAID, BOTH), line("2", SHELLS)], 1),
        ([line("1", RAID, SHELLS)], 0),
        ([line("1", RAID, RAID, SHELLS), line("2", SHELLS, SHELLS)], 1),
        ([line("1", f"  {RAID[:14]}\n{RAID[14:]} "), line("2", BOTH)], 1),
        ([line("1", RAID, BOTH)], 1),
        ([], 1),
    ],
)
def test_a_group_is_apart_if_each_incidents_own_sentences_stand_in_a_line_of_their_own(
    lines: Sequence[dict[str, Any]], apart: int, tmp_path: Path
) -> None:
    exported = tmp_path / "incidents.jsonl"
    exported.write_text("".join(f"{json.dumps(row)}\n" for row in lines))
    assert (apart, 1) == kept_apart(gold(tmp_path), exported)


def test_a_gold_file_without_groups_has_none(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text('{"incidents": []}')
    exported = tmp_path / "incidents.jsonl"
    exported.write_text("")
    assert (0, 0) == kept_apart(path, exported)
