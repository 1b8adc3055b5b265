"""The ledger as CSV."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_strings import STRINGS, TEXTS, TOGETHER

from dateline.write import Contents, export_bytes
from dateline.write.csv import FORMULA, INVISIBLE, guarded_text, unguarded_text, write_rows
from dateline.write.wide import COLUMNS


def read(content: bytes) -> list[dict[str, str]]:
    """Read a CSV back."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_an_incident_is_one_line_with_a_column_for_each_bound(demo: Contents) -> None:
    lines = read(export_bytes("csv", demo))
    assert [column.name for column in COLUMNS] == list(lines[0])
    assert len(demo.incidents) == len(lines) == len({line["id"] for line in lines})
    figures = {i.id: i.killed.value for i in demo.incidents if i.killed}
    for line in lines:
        found, best = figures.get(line["id"]), line["killed_best"]
        assert best == str(found.best if found and found.best is not None else "")
        assert not found or str(found.low) == line["killed_low"]


def test_an_incident_names_the_report_that_told_it_first(demo: Contents) -> None:
    line = next(line for line in read(export_bytes("csv", demo)) if line["city"] == "Chibok")
    assert ("13-chibok.html", "2014-04-16") == (line["first_report"], line["first_written"])
    assert line["first_title"].startswith("Gunmen abduct schoolgirls")


def test_an_incident_of_the_background_says_so(demo: Contents) -> None:
    roles = {line["role"] for line in read(export_bytes("csv", demo))}
    assert {"main", "background"} == roles


def test_a_place_has_its_radius_and_the_codes_of_its_divisions(demo: Contents) -> None:
    line = next(line for line in read(export_bytes("csv", demo)) if line["city"] == "Chibok")
    assert ("Borno", "2346794", "Chibok", "8659841") == tuple(
        line[name] for name in ("admin1", "admin1_code", "admin2", "admin2_code")
    )
    assert (1, 500) == (int(line["precision"]), int(line["radius_m"]))


def test_a_place_known_to_its_province_only_has_no_point(demo: Contents) -> None:
    lines = read(export_bytes("csv", demo))
    wide = [line for line in lines if line["precision"] and int(line["precision"]) > 3]
    assert wide
    assert {("", "")} == {(line["lat"], line["lon"]) for line in wide}
    assert all(line["radius_m"] for line in wide)


def test_pandas_reads_numbers_as_numbers_and_days_as_days(demo: Contents, most_killed: int) -> None:
    frame = pd.read_csv(io.BytesIO(export_bytes("csv", demo)), parse_dates=["date_start"])
    assert "id" == frame.columns[0]
    assert all(frame[name].dtype.kind in "if" for name in ("lat", "killed_best", "reports"))
    assert "M" == frame["date_start"].dtype.kind
    assert most_killed == frame["killed_best"].max()


def test_excel_is_told_that_the_file_is_utf_8(demo: Contents) -> None:
    assert export_bytes("csv", demo).startswith(b"\xef\xbb\xbf")


def test_statements_are_one_line_each_with_their_words(demo: Contents) -> None:
    texts = {
        name: demo.report_texts[report]
        for report, all_names in demo.names.items()
        for name in all_names
    }
    lines = read(export_bytes("statements", demo))
    assert lines
    for line in lines:
        quote = texts[line["report"]][int(line["start"]) : int(line["end"])]
        assert quote == unguarded_text(line["quote"])
        assert line["report"] in demo.names[line["report_id"]]
    assert {line["incident"] for line in lines} <= {i.id for i in demo.incidents}


def test_the_sides_of_a_contradiction_stand_with_their_sentences(demo: Contents) -> None:
    lines = read(export_bytes("contradictions", demo))
    weights = [float(line["weight"]) for line in lines]
    assert sorted(weights, reverse=True) == weights
    assert all(line["quotes"] for line in lines)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2", "@x", "\t=1", "\ufeff=1", " \u200b=1", "＝1"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert "'" + text == guarded_text(text)


@pytest.mark.parametrize("text", ["", "'quoted'", "3 - 2", "al-Shabaab", "1+1"])
def test_a_text_that_none_would_run_stays_as_it_is(text: str) -> None:
    assert text == guarded_text(text) == unguarded_text(text)


def test_a_negative_number_stays_a_number() -> None:
    stream = io.BytesIO()
    write_rows([["n"]], [[-20.25], [-3], [None], [True]], stream, bom=False)
    assert ["n", "-20.25", "-3", '""', "True"] == stream.getvalue().decode().split()


@settings(max_examples=STRINGS // TOGETHER)
@given(st.lists(TEXTS, min_size=TOGETHER, max_size=TOGETHER))
def test_no_text_becomes_a_formula_and_none_is_lost(texts: list[str]) -> None:
    stream = io.BytesIO()
    write_rows([["text"]], ([text] for text in texts), stream)
    cells = [line["text"] for line in read(stream.getvalue())]
    assert not [cell for cell in cells if cell.lstrip(INVISIBLE).startswith(FORMULA)]
    assert texts == [unguarded_text(cell) for cell in cells]
