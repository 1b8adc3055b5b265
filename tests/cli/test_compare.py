"""`dateline compare`: a table beside the ledger, line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BOMB = (
    "BAGHDAD, March 2, 2021 (Reuters) - A car bomb exploded near a market in Mosul on Tuesday, "
    "killing three people and wounding nine, police said.\n"
)
Run = Callable[..., Any]


@pytest.fixture(name="filled")
def _filled(dateline: Run, tmp_path: Path) -> Run:
    """The command line with a ledger of one incident."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "bomb.txt").write_text(BOMB)
    assert 0 == dateline("ingest", folder).status
    return dateline


@pytest.mark.parametrize("shape", ["acled", "ucdp"])
def test_what_the_ledger_exports_is_already_there(shape: str, filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    filled("export", "--format", shape, "--output", path)
    result = filled("compare", path)
    assert 0 == result.status, result.err
    assert f"({shape}): 1 already there, 0 differs, 0 missing" in result.out


def test_the_lines_stand_side_by_side_and_a_difference_is_marked(
    filled: Run, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    filled("export", "--format", "acled", "--output", path)
    head, row = path.read_text("utf-8").splitlines()
    cells = next(csv.reader([row]))
    cells[head.split(",").index("fatalities")] = "30"
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([head.split(","), cells])
    lines = filled("compare", path).out.splitlines()
    assert "1 differs" in lines[0]
    (killed,) = [line.split() for line in lines if "killed" in line]
    assert ["*", "killed", "30", "3"] == killed
    rows = list(csv.DictReader(io.StringIO(filled("compare", path, "--format", "csv").out)))
    assert ["killed"] == [row["differs_in"] for row in rows]


def test_filters_choose_among_the_ledgers_incidents(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    filled("export", "--format", "acled", "--output", path)
    assert "1 missing" in filled("compare", path, "--kind", "riot").out


def test_a_table_of_another_shape_is_refused_in_one_line(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("a,b\n1,2\n")
    result = filled("compare", path)
    assert 0 != result.status
    assert 1 == len(result.err.splitlines())
    assert "expected a CSV with the columns of acled" in result.err
