"""How far grades can be trusted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks import grades
from benchmarks.ledger import SCORER
from benchmarks.scorers import loaded

pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="the scorer is not here")

SHELLING = {
    "id": "ardun",
    "role": "main",
    "reports": ["a.txt"],
    "kind": "rocket_attack",
    "date": {"start": "2015-05-03", "end": "2015-05-03"},
    "place": {"country": "SY", "city": "Ardun"},
    "killed": {"low": 4, "best": 4, "high": 4},
    "perpetrators": [{"name": "the army", "stance": "attributed"}],
}


def line(**changes: object) -> dict[str, Any]:
    """A line of an export that is right about the shelling, with some changes."""
    return {
        **SHELLING,
        "id": "1",
        "grade": "fair",
        "doubts": [],
        "reports": [{"report": "a.txt", "role": "main"}],
        "statements": [],
        **changes,
    }


def doubt(field: str, value: str) -> dict[str, Any]:
    """A doubtful line that withholds a value."""
    return {"grade": "doubtful", "doubts": [{"field": field, "value": value}]}


def shares(folder: Path, *rows: dict[str, Any]) -> list[float]:
    """All shares of some lines."""
    scorer = loaded(SCORER)
    gold, exported = folder / "gold.json", folder / "lines.jsonl"
    gold.write_text(json.dumps({"reports": {"a.txt": {}}, "incidents": [SHELLING]}))
    exported.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    known = scorer.read_gold(str(gold))
    lines = scorer.read_prediction(str(exported), known["reports"])
    return [figure.value for figure in grades.graded(scorer, known["incidents"], lines, rows)]


def graded(folder: Path, *rows: dict[str, Any]) -> tuple[float, float]:
    """The shares of false lines that are trusted, and of doubtful ones that are false."""
    trusted, doubtful, _ = shares(folder, *rows)
    return trusted, doubtful


def faultless(folder: Path, *rows: dict[str, Any]) -> float:
    """The share of lines without a fault."""
    return shares(folder, *rows)[-1]


@pytest.mark.parametrize(
    "false",
    [
        {"kind": "arrest"},
        {"date": {"start": "2015-05-05", "end": "2015-05-05"}},
        {"place": {"country": "IQ", "city": None}},
        {"place": {"country": "SY", "city": "Velt"}},
        {"killed": {"low": 9, "best": 9, "high": 9}},
        {"wounded": {"low": 9, "best": 9, "high": 9}},
        {"perpetrators": [{"name": "rebels", "stance": "named"}]},
    ],
)
def test_a_false_line_counts_by_its_grade(false: dict[str, Any], tmp_path: Path) -> None:
    rows = (line(), line(id="2", **false), line(id="3", **{**false, "grade": "weak"}))
    assert (50.0, 0.0) == graded(tmp_path, *rows)


@pytest.mark.parametrize(
    "open_",
    [
        {"date": None, "place": None, "killed": None, "perpetrators": []},
        {"killed": {"low": 2, "best": None, "high": 9}},
        {"date": {"start": "2015-05-01", "end": "2015-05-07"}},
        {"perpetrators": [{"name": "rebels"}, {"name": "the army"}]},
        {"perpetrators": [{"name": "the state", "aliases": ["the army"]}]},
    ],
)
def test_what_a_line_leaves_open_is_not_false(open_: dict[str, Any], tmp_path: Path) -> None:
    assert (0.0, 0.0) == graded(tmp_path, line(**open_))


@pytest.mark.parametrize(
    ("withheld", "share"),
    [
        ({"killed": None, **doubt("killed", "400")}, 100.0),
        ({"killed": None, **doubt("killed", "4")}, 0.0),
        ({"perpetrators": [], **doubt("perpetrators", "rebels")}, 100.0),
    ],
)
def test_what_a_doubtful_line_withholds_counts_as_given(
    withheld: dict[str, Any], share: float, tmp_path: Path
) -> None:
    assert (0.0, share) == graded(tmp_path, line(**withheld))


def test_a_second_line_of_an_incident_is_a_fault(tmp_path: Path) -> None:
    """So is a false value; one that is withheld is none."""
    assert faultless(tmp_path, line()) == 100.0
    assert faultless(tmp_path, line(), line(id="2")) == 50.0
    assert faultless(tmp_path, line(killed={"low": 9, "best": 9, "high": 9})) == 0.0
    assert faultless(tmp_path, line(killed=None, **doubt("killed", "400"))) == 100.0
