"""A killed run loses no recorded report, and the next one goes on from there."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from dateline.record import Ledger

pytestmark = pytest.mark.slow

REPORTS = 30
# Records reports one by one, telling each name once it is on disk, then saves the incidents.
WRITER = """
import runpy, sys
from dateline.record import Ledger
made = runpy.run_path(sys.argv[1])
texts = [f"{i}. {made['TEXT']}" for i in range(int(sys.argv[3]))]
reports = [made["make_report"](text, f"{i:02}.txt") for i, text in enumerate(texts)]
with Ledger.open(sys.argv[2], create=True) as ledger:
    print("open", flush=True)
    for report in ledger.unread(reports):
        ledger.record(report, made["make_reading"](report))
        print(report.name, flush=True)
    ledger.save([made["make_incident"](reading) for reading in ledger.readings()])
    print("saved", flush=True)
"""


def write(ledger: Path, *, kill_after: int | None = None) -> list[str]:
    """Run the writer, killing it after some lines; gives the lines that it got out."""
    samples = str(Path(__file__).parent / "samples.py")
    command = [sys.executable, "-c", WRITER, samples, str(ledger), str(REPORTS)]
    lines: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line.strip())
            if len(lines) == kill_after:
                process.send_signal(signal.SIGKILL)
    return lines


# What tells of times, and an index whose pages depend on how often it was written.
OTHERWISE = ('"history"', '"revision"', "search_words")


def state(path: Path) -> list[str]:
    """What a ledger holds, but for the times in its history."""
    with closing(sqlite3.connect(path)) as connection:
        assert ("ok",) == connection.execute("PRAGMA integrity_check").fetchone()
        return [
            line for line in connection.iterdump() if not any(name in line for name in OTHERWISE)
        ]


@pytest.mark.parametrize("moment", [1, 2, 9, REPORTS, REPORTS + 1])
def test_what_was_told_as_recorded_outlives_a_kill(moment: int, tmp_path: Path) -> None:
    told = write(tmp_path / "killed.db", kill_after=moment)[1:]
    with Ledger.open(str(tmp_path / "killed.db")) as ledger:
        recorded = {name for names in ledger.names().values() for name in names}
        assert {name for name in told if name != "saved"} <= recorded
        assert () == ledger.faults()


def test_a_killed_run_goes_on_and_ends_as_one_that_never_was(tmp_path: Path) -> None:
    write(tmp_path / "killed.db", kill_after=5)
    write(tmp_path / "killed.db", kill_after=5)
    assert "saved" == write(tmp_path / "killed.db")[-1]
    write(tmp_path / "whole.db")
    assert state(tmp_path / "whole.db") == state(tmp_path / "killed.db")
