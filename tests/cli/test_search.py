"""`dateline search` lists what it finds, and where."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
TOLD = "Gunmen of the Red Hand killed two soldiers in Mosul on March 2, 2021, police said."


@pytest.fixture(name="search")
def _search(dateline: Run, tmp_path: Path) -> Run:
    """Searches a ledger of one report."""
    (tmp_path / "report.txt").write_text(TOLD)
    dateline("ingest", "report.txt", "--ledger", "l.db")
    return lambda *words: dateline("search", *words, "--ledger", "l.db")


def test_incidents_and_reports_are_listed_with_the_words_around(search: Run) -> None:
    first, _, second, words = search("red", "hand").out.splitlines()
    assert first.startswith("incident ")
    assert first.endswith("2021-03-02")
    assert second.startswith("report report.txt")
    assert TOLD in words


def test_either_can_be_asked_for(search: Run) -> None:
    for where in ("incidents", "reports"):
        out = search("mosul", "--in", where).out
        assert [where[:-1]] == [line.split()[0] for line in out.splitlines()[::2]]


def test_programs_get_ids_and_marks(search: Run) -> None:
    found = json.loads(search("soldier", "--in", "reports", "--format", "json").out)
    assert ["report.txt"] == found[0]["names"]
    mark = found[0]["marks"][0]
    assert "soldiers" == found[0]["snippet"][mark["start"] : mark["end"]]


@pytest.mark.parametrize("words", ["zebra", "", '"', "NOT mosul", "a'; DROP TABLE report; --"])
def test_nothing_found_says_so(search: Run, words: str) -> None:
    result = search(words)
    assert (0, "Nothing was found.\n") == (result.status, result.out)
