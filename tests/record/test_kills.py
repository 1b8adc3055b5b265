"""Ingest, watching, judging and export are killed at random moments, on both databases.

A long run, which writes its figure into the page on reliability:

    DATELINE_KILLS=1000 python -m pytest tests/record/test_kills.py
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

import pytest
from benchmarks.figures import write_figure

from dateline import pipeline
from dateline.acquire import acquire
from dateline.cli import main
from dateline.errors import ConflictError
from dateline.record import Ledger, Verdict
from dateline.types import JudgementKind

KILLS = int(os.environ.get("DATELINE_KILLS", "12"))  # on both databases together
TOGETHER = 60  # kills of one ledger, which then is checked as a whole
FIRST_GUESS = 0.3  # seconds that an action takes, until it is known
ENDED = 20.0  # seconds for what a killed process has started to end as well
TOWNS = ("Mosul", "Kirkuk", "Ramadi", "Tikrit", "Fallujah")
ACTIONS = ("ingest", "watch", "judge", "export")


@dataclass(slots=True)
class Trial:
    """A ledger that is worked on and killed, and what was told of it."""

    where: str
    folder: Path
    chance: Random
    rounds: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    usual: dict[str, float] = field(default_factory=lambda: dict.fromkeys(ACTIONS, FIRST_GUESS))
    reports: set[str] = field(default_factory=set)
    judgements: set[str] = field(default_factory=set)

    @property
    def inbox(self) -> Path:
        """Where reports lie."""
        return self.folder / "inbox"

    @property
    def export(self) -> Path:
        """The file of the export."""
        return self.folder / "export.jsonl"

    def write_reports(self) -> None:
        """Put new reports into the inbox."""
        self.inbox.mkdir(exist_ok=True)
        for number in range(3):
            town, day = self.chance.choice(TOWNS), 1 + self.rounds % 28
            (self.inbox / f"{self.rounds}-{number}.txt").write_text(
                f"{town.upper()}, March {day}, 2021 - Gunmen killed {2 + number} soldiers in "
                f"{town} on March {day}, 2021, police said. It was attack {self.rounds}."
            )


# ------------------------------------------------------------------ in the process that is killed


def ingest(trial: Trial, tell: Connection) -> None:
    """Read what is new, telling each report once it is on disk."""
    with Ledger.open(trial.where) as ledger:
        arrivals = ledger.unread(acquire([trial.inbox]))
        for report, _ in pipeline.ingest(ledger, arrivals, 1):
            tell.send(("report", report.id))
        pipeline.renew(ledger)


def watch(trial: Trial, _: Connection) -> None:
    """Look for news once, as a service does."""
    command(["watch", "--once", "--all", str(trial.inbox), "--ledger", trial.where])


def judge(trial: Trial, tell: Connection) -> None:
    """Correct the toll of an incident, telling it once it is on disk."""
    with Ledger.open(trial.where) as ledger:
        names = [incident.id for incident in ledger.incidents()]
        for name in trial.chance.sample(names, min(2, len(names))):
            value = str(trial.chance.randrange(90))
            verdict = Verdict(
                JudgementKind.CORRECT, (name,), "A. Coder", "a drill", "killed", value
            )
            with suppress(ConflictError):  # it was corrected before
                tell.send(("judgement", ledger.judge(verdict).id))
            pipeline.renew(ledger)


def export(trial: Trial, _: Connection) -> None:
    """Write the export over the one before."""
    output = str(trial.export)
    command(["export", "--format", "jsonl", "--ledger", trial.where, "--output", output])


def command(arguments: list[str]) -> None:
    """Run a command, saying nothing."""
    sys.argv = ["dateline", *arguments]
    with Path(os.devnull).open("w") as nowhere:
        sys.stdout = sys.stderr = nowhere
        with suppress(SystemExit):
            main()


WORK: dict[str, Callable[[Trial, Connection], None]] = {
    "ingest": ingest,
    "watch": watch,
    "judge": judge,
    "export": export,
}

# ------------------------------------------------------------------ in the one that kills


def round_of(trial: Trial) -> None:
    """Do something, kill it at a random moment, and see what was told of it."""
    trial.rounds += 1
    action = trial.chance.choice(ACTIONS)
    if action in {"ingest", "watch"}:
        trial.write_reports()
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=WORK[action], args=(trial, theirs))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of libraries' threads
        process.start()
    theirs.close()
    began = time.monotonic()
    process.join(trial.chance.uniform(0, trial.usual[action]))
    if process.is_alive():
        process.kill()
        trial.kills[action] += 1
        trial.usual[action] *= 1.05
    else:
        trial.usual[action] = time.monotonic() - began
        assert 0 == process.exitcode, action
    process.join()
    for kind, name in told_until_the_end(ours):
        (trial.reports if kind == "report" else trial.judgements).add(name)
    check_told(trial)


def told_until_the_end(pipe: Connection) -> Iterator[tuple[str, str]]:
    """What a process told; ends once no process that it has started holds the pipe any more."""
    while pipe.poll(ENDED):
        try:
            yield pipe.recv()
        except EOFError:
            return
    pytest.fail("a process outlives the one that started it")


def check_told(trial: Trial) -> None:
    """All that was told as recorded is there, and an export is whole or the one before."""
    with Ledger.open(trial.where) as ledger:
        assert trial.reports <= set(ledger.names())
        assert trial.judgements <= {one.id for one in ledger.judgements(undone=True)}
    if trial.export.exists():
        for line in trial.export.read_text("utf-8").splitlines():
            assert json.loads(line)["id"]


def trial_of(where: str, folder: Path, kills: int, seed: int) -> Trial:
    """Kill what works on a new ledger some times, then have it take in what is left."""
    folder.mkdir()
    trial = Trial(where, folder, Random(seed))  # noqa: S311  a drill
    Ledger.open(where, create=True).close()
    while trial.kills.total() < kills:
        round_of(trial)
    with Ledger.open(where) as ledger:
        recorded = [*pipeline.ingest(ledger, ledger.unread(acquire([trial.inbox])), 1)]
        pipeline.renew(ledger)
        assert () == ledger.faults(renew=pipeline.renew)
        assert not ledger.lag()
        names = [name for report in ledger.names().values() for name in report]
        aside = [one.name for one in ledger.all_set_aside()]
        assert sorted(path.name for path in trial.inbox.iterdir()) == sorted([*names, *aside])
        assert len(recorded) <= len(names)
    return trial


@pytest.mark.slow
def test_nothing_told_is_lost_or_torn_by_any_kill(
    tmp_path: Path, other_databases: Callable[[], str]
) -> None:
    """On both databases in turn; what each held is checked as a whole after some kills."""
    pipeline.get_ready()
    kills: Counter[str] = Counter()
    while kills.total() < KILLS:
        number = kills.total()
        few = max(1, min(TOGETHER, KILLS // 2))
        for where in (str(tmp_path / f"{number}.db"), other_databases()):
            folder = tmp_path / f"{number} {'server' if '://' in where else 'file'}"
            kills += trial_of(where, folder, few, number).kills
    if "DATELINE_KILLS" in os.environ:
        told = ", ".join(f"{kills[action]} of {action}" for action in ACTIONS)
        write_figure("kills", f"{kills.total()} kills ({told}) on both databases")
