"""Four rates of what a ledger must not say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks import rates
from benchmarks.ledger import SCORER
from benchmarks.scorers import loaded

pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="the scorer is not here")

TEXT = "Rebels said the army shelled Ardun on 3 May, killing four people. Five were hurt."
SHELLING = {
    "id": "ardun",
    "role": "main",
    "reports": ["a.txt"],
    "kind": "rocket_attack",
    "date": {"start": "2015-05-03", "end": "2015-05-03"},
    "place": {"country": "SY", "admin1": None, "city": "Ardun", "site": None},
    "killed": {"low": 4, "best": 4, "high": 4},
    "perpetrators": [{"name": "the army", "stance": "attributed"}],
    "claims": [{"by": "Rebels", "stance": "attributes", "to": "the army", "reports": ["a.txt"]}],
}


def statement(field: str, value: object, quote: str = TEXT) -> dict[str, Any]:
    """A statement of the one report."""
    return {"field": field, "value": value, "quote": quote, "report": "a.txt"}


def line(**changes: object) -> dict[str, Any]:
    """A line of an export that is right about the shelling, with some changes."""
    return {
        "id": "1",
        "kind": "rocket_attack",
        "date": {"start": "2015-05-03", "end": "2015-05-03"},
        "place": {"country": "SY", "admin1": None, "city": "Ardun"},
        "killed": {"low": 4, "best": 4, "high": 4},
        "wounded": None,
        "arrested": None,
        "perpetrators": [{"name": "the army", "stance": "attributed"}],
        "claims": [{"by": "Rebels", "stance": "attributes", "to": "the army"}],
        "reports": [{"report": "a.txt", "role": "main"}],
        "statements": [
            statement("when", "3 May"),
            statement("where", "Ardun"),
            statement("killed", 4),
            statement("actor", "the army"),
        ],
        **changes,
    }


def measured(folder: Path, *lines: dict[str, Any]) -> dict[str, float]:
    """The rates of some lines against the one incident."""
    (folder / "reports").mkdir()
    (folder / "reports" / "a.txt").write_text(TEXT)
    gold, exported = folder / "gold.json", folder / "lines.jsonl"
    gold.write_text(json.dumps({"reports": {"a.txt": {}}, "incidents": [SHELLING]}))
    exported.write_text("".join(f"{json.dumps(row)}\n" for row in lines))
    figures = rates.measured(loaded(SCORER), gold, exported, ([SHELLING], lines))
    return {figure.name: figure.value for figure in figures}


def test_a_right_line_has_no_fault(tmp_path: Path) -> None:
    assert dict.fromkeys(rates.NAMES, 0.0) == measured(tmp_path, line())


def test_an_incident_in_two_lines_is_not_invented(tmp_path: Path) -> None:
    assert 0.0 == measured(tmp_path, line(), line(id="2"))["invented events"]


@pytest.mark.parametrize(
    "changes", [{"kind": "arrest"}, {"date": {"start": "2014-05-03", "end": "2014-05-03"}}]
)
def test_a_line_that_fits_no_incident_is_invented(
    changes: dict[str, object], tmp_path: Path
) -> None:
    assert 50.0 == measured(tmp_path, line(), line(id="2", **changes))["invented events"]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"wounded": {"low": 5, "best": 5, "high": 5}}, 1),
        ({"killed": {"low": 9, "best": 9, "high": 9}}, 1),
        ({"killed": {"low": 40, "best": None, "high": None}}, 1),
        ({"statements": [statement("killed", 4)]}, 4),
        ({"statements": []}, 5),
        ({"killed": None, "perpetrators": [], "claims": []}, 0),
    ],
)
def test_a_value_needs_a_statement_that_gives_it(
    changes: dict[str, object], wrong: int, tmp_path: Path
) -> None:
    given = line(**changes)
    values = 2 + sum(bool(given[name]) for name in (*rates.TOLLS, "perpetrators", "claims"))
    share = measured(tmp_path, given)["values without support"]
    assert wrong == pytest.approx(share * values / 100)


@pytest.mark.parametrize("told", [[4, 5], [14, 5]])
def test_a_toll_may_be_a_sum_or_a_difference(told: list[int], tmp_path: Path) -> None:
    quote = "four and five of fourteen were killed"
    (tmp_path / "reports").mkdir()
    scorer, texts = loaded(SCORER), {"a.txt": (quote, quote)}
    said = [statement("killed", value, quote) for value in told]
    given = line(killed={"low": 9, "best": 9, "high": 9}, statements=said)
    assert list(rates._supported(scorer, given, texts))[-1]


@pytest.mark.parametrize(
    ("party", "facts", "actors"),
    [
        ({"name": "the army", "stance": "named"}, 100.0, 0.0),
        ({"name": "the army", "stance": "suspected"}, 0.0, 0.0),
        ({"name": "Rebels", "stance": "named"}, 0.0, 100.0),
        ({"name": "Militia", "stance": "named"}, 0.0, 0.0),
    ],
)
def test_what_is_said_is_no_fact_and_who_says_it_no_actor(
    party: dict[str, str], facts: float, actors: float, tmp_path: Path
) -> None:
    found = measured(tmp_path, line(perpetrators=[party]))
    assert (facts, actors) == (
        found["claims turned into facts"],
        found["claimants turned into actors"],
    )
