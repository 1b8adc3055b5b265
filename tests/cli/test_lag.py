"""Incidents that lag behind what was recorded are told, and `verify --repair` takes it in."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from small_readings import Said, Story, city, on, reading, toll

from dateline import pipeline
from dateline.record import Ledger
from dateline.types import Report, Role

Run = Callable[..., Any]
LAGS = "dateline: incidents lag behind: 1 report to be taken in; run `dateline verify --repair`"


def put(ledger: Ledger, content: bytes, town: str) -> None:
    """Record a report of an attack in a town."""
    name = hashlib.sha256(content).hexdigest()
    said = (Said(Role.WHERE, city(town), f"It was in {town}."), toll("It left 3 dead.", 3))
    story = Story(name, said, created=on("2031-03-01"), text=f"On Saturday {town} was hit.")
    made = reading(story)
    ledger.record(Report(name, name, content, "text/plain"), made)


@pytest.fixture(name="lagging")
def _lagging(tmp_path: Path) -> Path:
    """A ledger whose last run was stopped before it took a report in."""
    path = tmp_path / "my.db"
    with Ledger.open(str(path), create=True) as ledger:
        put(ledger, b"first", "Ardun")
        pipeline.renew(ledger)
        put(ledger, b"second", "Vesk")
    return path


@pytest.mark.parametrize("command", [("show",), ("export", "--format", "jsonl")])
def test_a_list_that_is_not_up_to_date_says_so(
    command: tuple[str, ...], dateline: Run, lagging: Path
) -> None:
    told = dateline(*command, "--ledger", lagging)
    assert (0, LAGS) == (told.status, told.err.strip())
    assert "Vesk" not in told.out


def test_verify_tells_that_incidents_lag_and_repairs_it(dateline: Run, lagging: Path) -> None:
    told = dateline("verify", "--ledger", lagging)
    assert (1, LAGS.removeprefix("dateline: ")) == (told.status, told.out.strip())
    mended = dateline("verify", "--repair", "--ledger", lagging)
    assert 0 == mended.status
    assert "repair: linked all reports again" in mended.out
    assert f"{lagging}: 2 reports, no faults" in mended.out
    shown = dateline("show", "--ledger", lagging)
    assert "" == shown.err
    assert "Vesk" in shown.out


def test_what_a_repair_must_not_change_is_told_again(dateline: Run, lagging: Path) -> None:
    with closing(sqlite3.connect(lagging)) as connection, connection:
        connection.execute("DROP TRIGGER history_keeps_words")
        connection.execute("UPDATE history SET payload = '{}' WHERE seq = 1")
    mended = dateline("verify", "--repair", "--ledger", lagging)
    assert 1 == mended.status
    assert "repair: made 1 triggers again" in mended.out
    assert "row 1 was changed after it was written" in mended.out


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE linked_by SET value = 'other' WHERE name = 'mark'",
        "DELETE FROM linked_by WHERE name = 'mark'",
    ],
)
def test_verify_tells_that_another_version_linked(
    dateline: Run, lagging: Path, statement: str
) -> None:
    dateline("verify", "--repair", "--ledger", lagging)
    told = dateline("verify", "--ledger", lagging)
    assert (0, f"{lagging}: 2 reports, no faults") == (told.status, told.out.strip())
    with closing(sqlite3.connect(lagging)) as connection, connection:
        connection.execute(statement)
    told = dateline("verify", "--ledger", lagging)
    assert 0 == told.status
    assert told.out.startswith("another version of the program linked it last: ")
    dateline("verify", "--repair", "--ledger", lagging)
    assert "another version" not in dateline("verify", "--ledger", lagging).out
