"""A place that a table gives with a report goes over what the report says of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Place = dict[str, Any]
TEXT = "Gunmen shot dead two traders in a village of the southern Philippines on March 3, 2021."
TWO = (
    "Gunmen killed two traders in Quetta on Wednesday, March 3, 2021, police said. In a separate "
    "attack, a roadside bomb killed five soldiers in Peshawar on Thursday, officials said."
)


def only(dateline: Run, tmp_path: Path, header: str, cells: str, text: str = TEXT) -> Place:
    """The place of the first incident of a table of one row."""
    (tmp_path / "a.csv").write_text(f'text,{header}\n"{text}",{cells}\n')
    assert 0 == dateline("ingest", tmp_path / "a.csv").status
    lines = dateline("export", "--format", "jsonl").out.splitlines()
    place: Place = json.loads(lines[0])["place"]
    return place


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("place", "Zamboanga", {"country": "PH", "city": "Zamboanga"}),
        ("place", '"Jolo, Philippines"', {"country": "PH", "city": "Jolo"}),
        ("place", "Barangay Nowhere", {"country": "PH", "city": "Barangay Nowhere", "lat": None}),
        ("lat,lon", "6.05,121.0", {"country": "PH", "lat": 6.05, "lon": 121.0}),
        ("place,lat,lon", "Patikul,6.07,121.1", {"country": "PH", "city": "Patikul", "lat": 6.07}),
        ("lat,lon", "0.0,-30.0", {"country": None, "lat": 0.0}),
    ],
)
def test_a_given_place_is_a_persons_word(
    header: str, cells: str, expected: Place, dateline: Run, tmp_path: Path
) -> None:
    found = only(dateline, tmp_path, header, cells)
    assert expected == {key: found[key] for key in expected}


def test_a_row_without_a_place_is_placed_by_its_words(dateline: Run, tmp_path: Path) -> None:
    assert "PH" == only(dateline, tmp_path, "place", "")["country"]


def test_explain_says_whose_word_a_place_is(dateline: Run, tmp_path: Path) -> None:
    only(dateline, tmp_path, "id,place", "7,Zamboanga")
    name = json.loads(dateline("export", "--format", "jsonl").out.splitlines()[0])["id"]
    assert "was given with a.csv#7" in dateline("explain", name).out


def test_a_correction_goes_over_a_given_place(dateline: Run, tmp_path: Path) -> None:
    only(dateline, tmp_path, "place", "Zamboanga")
    name = json.loads(dateline("export", "--format", "jsonl").out.splitlines()[0])["id"]
    signed = ("--by", "A. Coder", "--reason", "a map")
    done = dateline("judge", "correct", name, "--field", "city", "--value", "Jolo", *signed)
    assert 0 == done.status
    place = json.loads(dateline("export", "--format", "jsonl").out.splitlines()[0])["place"]
    assert "Jolo" == place["city"]


def test_a_place_for_a_report_of_two_events_is_given_to_neither(
    dateline: Run, tmp_path: Path
) -> None:
    only(dateline, tmp_path, "place", "Zamboanga", TWO)
    lines = dateline("export", "--format", "jsonl").out.splitlines()
    rows = [json.loads(line) for line in lines]
    assert 2 == len(rows)
    assert "Zamboanga" not in [row["place"]["city"] for row in rows]
