"""What both sides of the blind split are measured on, and readings kept between runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks import cases, readings, satp
from benchmarks.ledger import gold_of, lines_of, statements_of
from benchmarks.satp import note

from dateline.types import Reading, SetAside

BLAST = "A bomb killed three people at a market in Kandahar on Monday, the police said."


def test_a_gold_file_is_cut_by_reports() -> None:
    gold = {
        "reports": {"a": {}, "b": {}, "c": {}},
        "negatives": ["b", "c"],
        "incidents": [{"id": "1", "reports": ["a"]}, {"id": "2", "reports": ["c"]}],
        "lookalikes": [{"incidents": ["1", "2"]}, {"incidents": ["1"]}],
    }
    assert {
        "reports": {"a": {}, "b": {}},
        "negatives": ["b"],
        "incidents": [{"id": "1", "reports": ["a"]}],
        "lookalikes": [{"incidents": ["1"]}],
    } == gold_of(gold, {"a", "b"})


def test_a_line_with_reports_of_both_sides_stays_on_both() -> None:
    mixed = {
        "id": "1",
        "killed": {"best": 9},
        "reports": [{"report": "a"}, {"report": "c"}],
        "statements": [{"report": "a"}, {"report": "c"}],
    }
    other = {"id": "2", "reports": [{"report": "c"}], "statements": []}
    (half,) = lines_of([mixed, other], {"a", "b"})
    assert {**mixed, "reports": [{"report": "a"}]} == half
    assert {**half, "statements": [{"report": "a"}]} == statements_of(half, {"a", "b"})


def test_the_runner_of_the_cases_is_read_by_cause() -> None:
    told = "day            3 of   5\nother_harm    10 of  15\nall           13 of  20\n"
    figures = cases.passed(told)
    assert [("passed", 65.0), ("passed, day", 3), ("passed, other_harm", 10)] == [
        (figure.name, figure.value) for figure in figures[:3]
    ]


def test_false_dead_are_a_share_of_the_notes_without_dead() -> None:
    row = {"exact, above 0": 40.0, "n above 0": 20, "false": 2}
    place = {"right": 50.0}
    result = {"notes": 120, **dict.fromkeys(satp.FIELDS, row), "state": place, "district": place}
    found = {figure.name: figure.value for figure in satp.figures(result)}
    assert (40.0, 2.0) == (found["killed: exact above 0"], found["false dead"])


def test_a_report_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "FOLDER", tmp_path)
    readings._version.cache_clear()
    reports = [note("a", BLAST), note("b", BLAST), replace(note("c", BLAST), content=b"\xff\xfe")]
    first = list(readings.read_all(reports, gate=False))
    assert reports == [report for report, _ in first]
    assert ["a", "b"] == [a.document.name for _, a in first if isinstance(a, Reading)]
    assert isinstance(first[2][1], SetAside)
    monkeypatch.setattr(readings, "in_order", lambda *given: iter(given[1]))
    assert first == list(readings.read_all(reports, gate=False))
    readings._version.cache_clear()


def test_the_mark_of_the_code_does_not_hang_on_what_comes_after_reading() -> None:
    assert {"link", "reconcile", "record"} < readings.LATER
    assert readings.LATER.isdisjoint({"clean", "detect", "extract", "types.py"})
