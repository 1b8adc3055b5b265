"""The ledger as CSV."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.write.csv import COLUMNS, FORMULA, incidents, statements

ROW: dict[str, Any] = {
    "id": "abc",
    "kind": "rocket_attack",
    "stage": "accomplished",
    "date": {"start": "2019-05-04", "end": "2019-05-04", "precision": "day", "time": "04:15"},
    "place": {
        "country": "XX",
        "admin1": "North",
        "city": "Ardun",
        "site": None,
        "lat": 10.5,
        "lon": -20.25,
        "precision": 1,
    },
    "sub_kind": "rocket_fire",
    "origin": None,
    "targets": [{"name": "the port", "kind": "transport"}, {"name": "a ship", "kind": "shipping"}],
    "perpetrators": [{"name": "Red Column", "stance": "claimed"}],
    "weapons": [{"kind": "rocket"}],
    "killed": {"low": 2, "best": 3, "high": None},
    "wounded": None,
    "abducted": None,
    "arrested": None,
    "attackers_killed": None,
    "damage": None,
    "claims": [{"by": "Red Column", "stance": "claims", "to": None}],
    "no_claim_reported": False,
    "grade": "fair",
    "sources": {"reports": 2, "outlets": 1, "voices": 2},
    "reports": [{"report": "a.txt", "role": "main", "reliability": "B"}],
    "statements": [
        {
            "field": "killed",
            "value": 3,
            "quote": "Three people died.",
            "report": "a.txt",
            "start": 5,
            "end": 23,
            "speaker": "police",
            "modality": "asserted",
        }
    ],
}


def read(text: str) -> list[dict[str, str]]:
    """Read a CSV back."""
    return list(csv.DictReader(io.StringIO(text)))


def test_an_incident_is_one_line_with_a_column_for_each_bound() -> None:
    """Figures, places and lists stand in columns of their own."""
    stream = io.StringIO()
    incidents([ROW], stream)
    (line,) = read(stream.getvalue())
    assert list(COLUMNS) == list(line)
    assert ("2", "3", "") == (line["killed_low"], line["killed_best"], line["killed_high"])
    assert ("Ardun", "10.5", "") == (line["city"], line["lat"], line["site"])
    assert line["targets"] == "the port; a ship"
    assert line["claims"] == "Red Column claims"
    assert "B" == line["reliability"]


def test_statements_are_one_line_each_with_their_words() -> None:
    """The long form keeps the quote, its offsets and the speaker."""
    stream = io.StringIO()
    statements([ROW], stream)
    (line,) = read(stream.getvalue())
    assert ("abc", "killed", "Three people died.", "police") == (
        line["incident"],
        line["field"],
        line["quote"],
        line["speaker"],
    )
    assert "B" == line["reliability"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2", "@x", "\t=1", "\ufeff=1", " \u200b=1", "＝1"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    """Opening an export never runs a formula."""
    stream = io.StringIO()
    incidents([{**ROW, "damage": text}], stream)
    assert read(stream.getvalue())[0]["damage"] == "'" + text


def test_a_negative_number_stays_a_number() -> None:
    """The guard is for texts only."""
    stream = io.StringIO()
    incidents([ROW], stream)
    assert read(stream.getvalue())[0]["lon"] == "-20.25"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r")))
def test_no_cell_begins_with_a_formula_whatever_the_text(text: str) -> None:
    """Whatever a report holds, no cell of the export is a formula."""
    stream = io.StringIO()
    incidents([{**ROW, "damage": text}], stream)
    assert not read(stream.getvalue())[0]["damage"].startswith(FORMULA)
