"""A ledger after a loss of power, after faults of its disk, and after a server was killed.

A long run, which writes its figures into the page on reliability:

    DATELINE_LOSSES=10000 python -m pytest tests/record/test_power_loss.py
"""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random

import pytest
from benchmarks.figures import write_figure
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from dateline import pipeline
from dateline.errors import DatelineError
from dateline.record import Ledger, Verdict
from dateline.types import JudgementKind, Reading, Report

apsw = pytest.importorskip("apsw", reason="no apsw here; try `make test`, which installs it")

from record.drill_disk import KEPT, DrillConnection, DrillDisk, Step, after_power_loss  # noqa: E402

LOSSES = int(os.environ.get("DATELINE_LOSSES", "25"))
FAULTS_EACH = max(1, LOSSES // 100)
IS_LONG = "DATELINE_LOSSES" in os.environ
TELLINGS = tuple(f"{n}. A bomb killed three people in Kandol on Monday." for n in range(6))
MakeReport = Callable[..., Report]
MakeReading = Callable[[Report], Reading]
Tell = Callable[[str], None]


@pytest.fixture(name="disk")
def _disk(monkeypatch: pytest.MonkeyPatch) -> DrillDisk:
    """A disk that every ledger lies on that is opened from now on."""
    disk = DrillDisk()

    def made(url: str) -> object:
        path = url.removeprefix("sqlite:///")
        return create_engine(url, creator=partial(DrillConnection, path, disk))

    monkeypatch.setattr("dateline.record.engine.create_engine", made)
    return disk


@pytest.fixture(name="work")
def _work(report: MakeReport, reading: MakeReading) -> Callable[[str, Tell], None]:
    """Fills a ledger, telling what is on disk: reports, judgements, incidents."""
    tellings = [report(text, f"{n}.txt") for n, text in enumerate(TELLINGS)]

    def work(where: str, tell: Tell) -> None:
        for few in (tellings[:2], tellings[2:4], tellings[4:]):
            with Ledger.open(where) as ledger:
                for one in ledger.unread(few):
                    ledger.record(one, reading(one))
                    tell(one.id)
                pipeline.renew(ledger)
                for incident in ledger.incidents()[:1]:
                    verdict = Verdict(
                        JudgementKind.CORRECT, (incident.id,), "A", "a drill", "killed", "4"
                    )
                    if not ledger.judgements():
                        tell(ledger.judge(verdict).id)
                pipeline.renew(ledger)

    return work


def held_by(ledger: Ledger) -> set[str]:
    """The reports and judgements of a ledger."""
    return {*ledger.names(), *(one.id for one in ledger.judgements())}


@pytest.mark.slow
def test_what_was_told_as_recorded_outlives_a_loss_of_power(
    disk: DrillDisk,
    work: Callable[[str, Tell], None],
    empty_file: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(empty_file)
    work(str(path), lambda name: disk.note(Step("told", told=name)))
    monkeypatch.undo()
    random, syncs = Random(5), sum(step.what == "sync" for step in disk.steps)  # noqa: S311  a drill
    assert syncs > len(TELLINGS)
    for number in range(LOSSES):
        steps = disk.steps[: random.randrange(len(disk.steps) + 1)]
        lost = tmp_path / f"lost-{number}.db"
        left = after_power_loss({path.name: empty_file}, steps, random)
        for ending in KEPT:
            if (content := left.get(path.name + ending)) is not None:
                lost.with_name(lost.name + ending).write_bytes(content)
        with Ledger.open(str(lost)) as ledger:
            assert {step.told for step in steps if step.told} <= held_by(ledger)
            assert () == ledger.faults()
        for file in tmp_path.glob(f"{lost.name}*"):
            file.unlink()
    if IS_LONG:
        write_figure("losses", f"{LOSSES} losses of power among {len(disk.steps)} steps")


@dataclass(slots=True)
class Fault:
    """What fails: some kinds of calls, from one of them on or just then."""

    calls: frozenset[str]
    error: Exception
    lasting: bool = False
    at: float = math.inf
    seen: int = 0
    raised: int = 0

    def __call__(self, what: str) -> Exception | None:
        """The error of a call, None if it does not fail."""
        self.seen += what in self.calls
        if what not in self.calls or self.seen < self.at or (self.raised and not self.lasting):
            return None
        self.raised += 1
        return self.error


IO_ERROR = apsw.IOError("disk I/O error")
FAULTS = {
    "reading": Fault(frozenset({"read", "open"}), IO_ERROR),
    "reading-lasting": Fault(frozenset({"read", "open"}), IO_ERROR, lasting=True),
    "writing": Fault(frozenset({"write", "sync", "truncate", "delete"}), IO_ERROR),
    "writing-lasting": Fault(frozenset({"write", "sync", "truncate"}), IO_ERROR, lasting=True),
    "full": Fault(frozenset({"write"}), apsw.FullError("database or disk is full")),
    "full-lasting": Fault(frozenset({"write"}), apsw.FullError("disk is full"), lasting=True),
}
EARLY = 60  # calls of each kind that the work surely makes


@pytest.mark.slow
@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_of_the_disk_is_told_and_costs_nothing(
    disk: DrillDisk,
    work: Callable[[str, Tell], None],
    empty_file: bytes,
    tmp_path: Path,
    kind: str,
) -> None:
    for number in range(FAULTS_EACH):
        path, told = tmp_path / f"{number}.db", set[str]()
        path.write_bytes(empty_file)
        at = Random(f"{kind} {number}").randrange(1, EARLY)  # noqa: S311  a drill
        disk.fails = fault = replace(FAULTS[kind], at=at)
        with suppress(DatelineError, DBAPIError):
            work(str(path), told.add)
        assert fault.raised
        disk.fails = lambda _: None
        with Ledger.open(str(path)) as ledger:
            assert told <= held_by(ledger)
            assert () == ledger.faults()
        work(str(path), told.add)
        with Ledger.open(str(path)) as ledger:
            assert len(TELLINGS) == len(ledger.names())
            assert () == ledger.faults(renew=pipeline.renew)
    if IS_LONG:
        write_figure(kind, f"{FAULTS_EACH}")


@pytest.mark.slow
def test_what_was_told_as_recorded_outlives_a_killed_server(
    other_databases: Callable[[], str],
    work: Callable[[str, Tell], None],
    kill_server: Callable[[], None],
    restart_server: Callable[[], None],
) -> None:
    chance = Random(7)  # noqa: S311  a drill
    for _ in range(FAULTS_EACH):
        database, told = other_databases(), set[str]()
        Ledger.open(database, create=True).close()
        killer = threading.Timer(chance.uniform(0.0, 1.5), kill_server)
        killer.start()
        with suppress(DatelineError, DBAPIError):
            work(database, told.add)
        killer.join()
        restart_server()
        with Ledger.open(database) as ledger:
            assert told <= held_by(ledger)
            assert () == ledger.faults()
        work(database, told.add)
        with Ledger.open(database) as ledger:
            assert len(TELLINGS) == len(ledger.names())
            assert () == ledger.faults(renew=pipeline.renew)
    if IS_LONG:
        write_figure("server", f"{FAULTS_EACH} kills of the server")
