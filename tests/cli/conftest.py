"""A ledger of a few reports of our own, read once and copied for each test."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.cli import main
from dateline.record import Ledger

Run = Callable[..., Any]
Rows = Callable[..., list[dict[str, Any]]]
ROCKETS = """Rockets hit Green Zone in Baghdad

BAGHDAD, Nov 17, 2020 - Seven rockets were fired from al-Amin district at the US Embassy in the \
Green Zone of Baghdad on Tuesday, November 17, 2020, the military said.

Three rockets were intercepted by a C-RAM air-defence system, officials said. One child was killed \
and five civilians were wounded, the military said.

The Ashab al-Kahf group claimed responsibility for the attack. Kataib Hezbollah denied any role.
"""
BOMB = """Car bomb kills three in Mosul

MOSUL, Iraq - A car bomb killed three people and wounded nine in the northern Iraqi city of Mosul \
on Tuesday, March 2, 2021, police said.

The Islamic State group claimed responsibility for the attack.
"""
WIRE = """Blast in Mosul leaves four dead

A car bomb in the northern Iraqi city of Mosul killed four people on Tuesday, March 2, 2021, \
hospital officials said.
"""


@pytest.fixture(name="made", scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of three reports, as a file that no test changes."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "in").mkdir()
    for name, text in (("rockets.txt", ROCKETS), ("bomb.txt", BOMB), ("wire.txt", WIRE)):
        (folder / "in" / name).write_text(text)
    ledger = folder / "dateline.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_WORKERS", "1")
        words = ["dateline", "ingest", str(folder / "in"), "--ledger", str(ledger)]
        patch.setattr(sys, "argv", words)
        main()
    return ledger


@pytest.fixture(name="run")
def _run(dateline: Run, made: Path, tmp_path: Path) -> Run:
    """The command line with a ledger of three reports."""
    shutil.copy(made, tmp_path / "dateline.db")
    return dateline


@pytest.fixture(name="ids", scope="session")
def _ids(made: Path) -> tuple[str, ...]:
    """The ids of the incidents of that ledger, by first day."""
    with Ledger.open(str(made)) as ledger:
        return tuple(incident.id for incident in ledger.incidents())


@pytest.fixture(name="unjudged", scope="session")
def _unjudged(made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], ...]:
    """The exported incidents as long as nobody has judged them, by first day."""
    target = tmp_path_factory.mktemp("unjudged") / "rows.jsonl"
    with pytest.MonkeyPatch.context() as patch:
        words = ["export", "--ledger", str(made), "--format", "jsonl", "--output", str(target)]
        patch.setattr(sys, "argv", ["dateline", *words])
        main()
    return tuple(map(json.loads, target.read_text(encoding="utf-8").splitlines()))


@pytest.fixture(name="rows")
def _rows(run: Run) -> Rows:
    """Gives the exported incidents, by first day."""

    def rows() -> list[dict[str, Any]]:
        return [json.loads(line) for line in run("export", "--format", "jsonl").out.splitlines()]

    return rows
