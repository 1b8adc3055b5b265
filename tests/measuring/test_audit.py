"""The audit sheet: drawn with a seed, kept out of the repository, counted once it is filled in."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks import audit
from benchmarks.folders import ROOT

from dateline.errors import InputError

LINE = {"id": "a", "grade": "fair", "reports": [{"report": "r.txt", "role": "main"}]}


def sheet(folder: Path, *marks: dict[str, str]) -> Path:
    """A sheet of as many lines as there are rows of marks, filled in."""
    audit.write_sheet([LINE] * len(marks), {"r.txt": "reports/r.txt"}, folder)
    path = folder / audit.SHEET
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, **mark} for row, mark in zip(rows, marks, strict=True))
    return folder


def test_a_draw_depends_on_the_seed_and_not_on_the_order() -> None:
    lines: list[dict[str, Any]] = [{"id": str(n)} for n in range(50)]
    drawn = audit.drawn_from(lines, 10, 7)
    assert drawn == audit.drawn_from(lines[::-1], 10, 7)
    assert drawn != audit.drawn_from(lines, 10, 8)
    assert 50 == len(audit.drawn_from(lines, 60, 7))


def test_a_sheet_names_the_texts_of_each_line(tmp_path: Path) -> None:
    audit.write_sheet([LINE], {"r.txt": "reports/r.txt"}, tmp_path)
    row = json.loads((tmp_path / audit.LINES).read_text(encoding="utf-8"))
    assert {"number": 1, "texts": ["reports/r.txt"], "line": LINE} == row
    assert (tmp_path / audit.SHEET).read_text().startswith("number,grade,read,no_incident,")


def test_a_filled_sheet_is_counted(tmp_path: Path) -> None:
    clean, false, unread = {"read": "x"}, {"read": "X", "killed": "x"}, {"killed": "x"}
    found = audit.counted(sheet(tmp_path, clean, clean, clean, false, unread))
    assert ("4", "25.0 in 100") == (found["lines read"], found["wrong: killed"])
    assert found["lines a recorder could sign"].startswith("75.0 % (30 to 95)")
    assert "25.0 in 100" == found["false lines graded confirmed or fair"]


@pytest.mark.parametrize(
    ("mark", "expected"),
    [({}, "rows marked as read"), ({"read": "x", "day": "perhaps"}, "x or nothing under day")],
)
def test_a_sheet_that_cannot_be_counted_says_why(
    mark: dict[str, str], expected: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=expected):
        audit.counted(sheet(tmp_path, mark))


def test_no_sheet_is_written_into_the_repository() -> None:
    with pytest.raises(InputError, match="outside"):
        audit.draw("syria", ROOT / "audit", 1, 1)


def test_a_folder_without_a_sheet_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        audit.main(["--filled", str(tmp_path)])
    assert (2, 1) == (stop.value.code, len(capsys.readouterr().err.splitlines()))
