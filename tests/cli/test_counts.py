"""Incidents and victims counted by what is asked for, and which report copies which."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.counting import DIMENSIONS

Run = Callable[..., Any]
Rows = Callable[..., list[dict[str, Any]]]
SIGNED = ("--by", "A. Coder", "--reason", "a list")


def counted(run: Run, *words: str) -> list[dict[str, Any]]:
    """The rows that are counted."""
    done = run("counts", *words, "--format", "json")
    assert 0 == done.status
    found: list[dict[str, Any]] = json.loads(done.out)
    return found


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("country", [("IQ", 2, 5)]),
        ("month", [("2020-11", 1, 1), ("2021-03", 1, 4)]),
        ("year", [("2020", 1, 1), ("2021", 1, 4)]),
        ("kind", [("bombing", 1, 4), ("rocket_attack", 1, 1)]),
        ("actor", [("Ashab al-Kahf", 1, 1), ("Islamic State", 1, 4)]),
        ("city", [("Baghdad", 1, 1), ("Mosul", 1, 4)]),
        ("weapon", [("car_bomb", 1, 4), ("rocket", 1, 1)]),
        ("role", [("main", 2, 5)]),
    ],
)
def test_incidents_are_counted_by_a_dimension(
    by: str, expected: list[tuple[str, int, int]], run: Run
) -> None:
    found = counted(run, "--by", by)
    assert expected == [(row[by], row["incidents"], row["killed_high"]) for row in found]


@pytest.mark.parametrize("by", sorted(DIMENSIONS))
def test_every_dimension_counts_every_incident(by: str, run: Run) -> None:
    assert 2 <= sum(row["incidents"] for row in counted(run, "--by", by))


def test_dimensions_are_crossed_and_filtered(run: Run) -> None:
    found = counted(run, "--by", "country,month,kind", "--kind", "bombing")
    assert [("IQ", "2021-03", "bombing")] == [
        (row["country"], row["month"], row["kind"]) for row in found
    ]


def test_lines_told_in_passing_are_counted_only_on_demand(run: Run, rows: Rows) -> None:
    words = ("--field", "role", "--value", "background", *SIGNED)
    run("judge", "correct", rows()[0]["id"], *words)
    assert ["2021-03"] == [row["month"] for row in counted(run, "--by", "month")]
    passing = counted(run, "--by", "month", "--role", "background")
    assert ["2020-11"] == [row["month"] for row in passing]
    assert 2 == len(counted(run, "--by", "month", "--role", "all"))


def test_what_is_open_or_not_settled_is_counted_apart(run: Run, rows: Rows) -> None:
    words = ("--field", "killed", "--value", "24/?/?", *SIGNED)
    run("judge", "correct", rows()[0]["id"], *words)
    (row,) = counted(run, "--by", "country")
    assert (27, 1, 1) == (row["killed_low"], row["killed_unsettled"], row["killed_open"])
    assert "+ (best" in run("counts", "--by", "country").out


def test_a_toll_that_no_incident_states_is_left_empty(run: Run, rows: Rows) -> None:
    run("judge", "correct", rows()[0]["id"], "--field", "killed", "--value", "none", *SIGNED)
    unstated, stated = counted(run, "--by", "month")
    assert (None, 1) == (unstated["killed_low"], unstated["killed_unstated"])
    assert (True, 0) == (stated["killed_low"] is not None, stated["killed_unstated"])
    assert "2020-11,1,,,,0,0,1," in run("counts", "--by", "month", "--format", "csv").out


def test_an_incident_with_several_values_counts_once_in_all(run: Run, rows: Rows) -> None:
    words = ("--field", "perpetrators", "--value", "One: named; Two: named", *SIGNED)
    run("judge", "correct", rows()[0]["id"], *words)
    assert 3 == sum(row["incidents"] for row in counted(run, "--by", "actor"))
    last = run("counts", "--by", "actor").out.splitlines()[-1]
    assert last.startswith("all, each once  2")


def test_csv_has_a_column_a_figure_and_no_formula(run: Run, rows: Rows) -> None:
    words = ("--field", "perpetrators", "--value", "=HYPERLINK(1): named", *SIGNED)
    run("judge", "correct", rows()[0]["id"], *words)
    lines = list(csv.reader(run("counts", "--by", "actor", "--format", "csv").out.splitlines()))
    assert ["actor", "incidents", "killed_low", "killed_best"] == lines[0][:4]
    assert not any(cell.startswith("=") for line in lines for cell in line)


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("mont", "did you mean month?"),
        ("", "expected --by with names from"),
        ("kind,kind", "each name"),
    ],
)
def test_a_dimension_that_is_none_is_told_in_one_line(by: str, words: str, run: Run) -> None:
    done = run("counts", "--by", by)
    assert (2, 1) == (done.status, len(done.err.splitlines()))
    assert words in done.err


# ------------------------------------------------------------------ copies

STORY = (
    "MOSUL, Iraq, March 3, 2021 (Reuters) - A car bomb killed three people and wounded nine in the "
    "northern Iraqi city of Mosul on Tuesday, police said. The blast tore through a crowded market "
    "near the old bridge, where families were buying food ahead of the weekend, witnesses said.\n\n"
    "Ambulances took the wounded to two hospitals on the western bank of the river. A doctor said "
    "four of them were in a critical condition and would need surgery during the night.\n\n"
    "The Islamic State group claimed responsibility for the attack in a statement posted online.\n"
)
OWN = (
    "Our correspondent adds that shops stayed shut on Wednesday while workers swept away the glass "
    "and the governor promised new checkpoints on every road that leads to the bazaar.\n\n"
)


@pytest.fixture(name="copied")
def _copied(dateline: Run, tmp_path: Path) -> Run:
    """The command line with a ledger of an agency's story, a copy of it, and another report."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "agency.txt").write_text("Car bomb kills three in Mosul\n\n" + STORY)
    (folder / "local.txt").write_text("Market blast leaves three dead\n\n" + STORY + "\n" + OWN)
    (folder / "other.txt").write_text(
        "Gunmen kill officer in Quetta\n\nQUETTA, Pakistan - Gunmen shot dead a police officer in "
        "Quetta on Friday, May 14, 2021, officials said.\n"
    )
    assert 0 == dateline("ingest", "in").status
    return dateline


def test_a_copy_is_told_with_its_passages_and_their_voice(copied: Run) -> None:
    (pair,) = json.loads(copied("copies", "--format", "json").out)
    assert {"agency.txt", "local.txt"} == {pair["left"]["report"], pair["right"]["report"]}
    text = "\n".join(passage["text"] for passage in pair["passages"])
    assert "Ambulances took the wounded" in text
    assert "Our correspondent adds" not in text
    assert {"Reuters"} == {passage["voice"] for passage in pair["passages"]}


def test_the_passages_are_exported_for_the_incidents_that_are_asked_for(copied: Run) -> None:
    out = copied("export", "--format", "copies").out.lstrip("\ufeff")
    rows = list(csv.DictReader(out.splitlines(keepends=True)))
    (pair,) = json.loads(copied("copies", "--format", "json").out)
    assert [passage["text"] for passage in pair["passages"]] == [row["text"] for row in rows]
    assert {("Reuters", pair["source"] or "")} == {(row["voice"], row["source"]) for row in rows}
    assert {pair["left"]["id"]} == {row["left_id"] for row in rows}
    elsewhere = copied("export", "--format", "copies", "--country", "PK").out
    assert 1 == len(elsewhere.splitlines())


def test_a_passage_without_agency_and_outlet_has_the_voice_of_the_original(
    dateline: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    plain = STORY.replace("MOSUL, Iraq, March 3, 2021 (Reuters)", "MOSUL, Iraq")
    (folder / "first.txt").write_text("Car bomb kills three in Mosul\n\n" + plain)
    (folder / "later.txt").write_text(f"Market blast leaves three dead\n\n{plain}\n{OWN}{OWN[:99]}")
    (folder / "days.json").write_text('{"first.txt": "2021-03-03", "later.txt": "2021-03-05"}')
    days = folder / "days.json"
    assert 0 == dateline("ingest", "in", "--published", days.rename(tmp_path / "days.json")).status
    (pair,) = json.loads(dateline("copies", "--format", "json").out)
    assert "first.txt" == pair["source"]
    assert {"first.txt"} == {passage["voice"] for passage in pair["passages"]}
    assert "voice unknown" not in dateline("copies").out


def test_the_copies_of_one_report_are_its_own(copied: Run) -> None:
    assert "agency.txt" in copied("copies", "local.txt").out
    assert "No two reports share a passage" in copied("copies", "other.txt").out


def test_a_withdrawn_report_copies_nothing(copied: Run) -> None:
    copied("withdraw", "local.txt", "--reason", "retracted")
    assert "No two reports share a passage" in copied("copies").out
    assert "No two reports share a passage" in copied("copies", "local.txt").out


def test_an_unknown_report_is_told_in_one_line(copied: Run) -> None:
    done = copied("copies", "none.txt")
    assert (2, 1) == (done.status, len(done.err.splitlines()))
