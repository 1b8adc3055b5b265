"""Predictions on public data sets: rows that the scorers read, and errors in one line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from benchmarks import articles, predict, satp
from benchmarks.result import Figure

from dateline.errors import InputError

NOTE = "Gunmen attacked a police post near Jagdalpur, killing three policemen and wounding two."


def notes(folder: Path, *texts: str) -> Path:
    """A data folder with some notes, gold figures that are wrong on purpose beside them."""
    lines = (json.dumps({"id": str(n), "text": t, "killed": 99}) for n, t in enumerate(texts))
    (folder / satp.NOTES).write_bytes(gzip.compress("\n".join(lines).encode()))
    return folder


def test_a_note_is_told_by_the_sums_of_its_incidents(tmp_path: Path) -> None:
    predict.write("satp", notes(tmp_path, NOTE), tmp_path / "out")
    row = json.loads((tmp_path / "out").read_text(encoding="utf-8"))
    assert {"id": "0", "killed": 3, "injured": 2, "incidents": 1} == {
        key: row[key] for key in ("id", "killed", "injured", "incidents")
    }
    assert {"arrested", "abducted", "admin1", "district"} < set(row)


def test_a_note_without_an_incident_is_told_as_nothing(tmp_path: Path) -> None:
    predict.write(
        "satp",
        notes(tmp_path, "The Minister opened a school for girls in Raipur."),
        tmp_path / "out",
    )
    row = json.loads((tmp_path / "out").read_text(encoding="utf-8"))
    assert (0, None, None) == (row["incidents"], row["killed"], row["admin1"])


def test_the_text_of_a_page_is_its_paragraphs(tmp_path: Path) -> None:
    first = "The council of Brenta met on Monday and agreed to mend the old bridge by spring."
    second = "Work on the bridge begins in March, and ferries will carry the traffic until then."
    article = f"<article><h1>Bridge</h1><p>{first}</p><p>{second}</p></article>"
    page = f"<html><body><nav><a href='/'>Home</a></nav>{article}</body></html>"
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "k1.html.gz").write_bytes(gzip.compress(page.encode()))
    rows = list(articles.predict(tmp_path))
    assert [{"key": "k1", "articleBody": f"{first}\n{second}"}] == rows


@pytest.mark.parametrize(
    ("right", "given", "precision", "recall"),
    [
        ("a b c d e", "a b c d e", 100.0, 100.0),
        ("a b c d e", "a b c d", 100.0, 50.0),
        ("a b c d", "a b c d e", 50.0, 100.0),
        ("a b", "a b", 100.0, 100.0),
        ("a b c d", "", 0.0, 0.0),
    ],
)
def test_articles_are_scored_by_runs_of_four_words(
    right: str, given: str, precision: float, recall: float
) -> None:
    figures = {figure.name: figure for figure in articles.scored([(right, given)])}
    assert figures["precision"] == Figure("precision", precision)
    assert figures["recall"] == Figure("recall", recall)


@pytest.mark.parametrize(
    ("name", "data", "flags", "expected"),
    [
        ("satp", "none", frozenset(), "expected a folder with the data of satp"),
        ("satp", ".", frozenset(), "expected a file that can be read or written"),
        ("kinds", ".", frozenset({"single"}), "expected no --single with kinds"),
    ],
)
def test_bad_input_says_what_was_expected(
    name: str, data: str, flags: frozenset[str], expected: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=expected):
        predict.write(name, tmp_path / data, tmp_path / "out", flags)


def test_bad_input_ends_in_one_line_and_status_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        predict.main(["satp", "--data", str(tmp_path / "none"), "--predictions", "x"])
    error = capsys.readouterr().err
    assert (2, 1) == (stop.value.code, len(error.splitlines()))
    assert error.startswith("predict: expected a folder")
