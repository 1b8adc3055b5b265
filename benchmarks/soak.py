"""Ingest, review and export for as long as is asked: does memory grow, do files stay open?

    python -m benchmarks.soak [--minutes N] [--write]
    python -m benchmarks.soak --mixed REPORTS

One process works on one ledger after the other, as a service would; memory is what it holds itself,
after its first third, in which caches fill. `--write` puts the figure into the page on reliability.
The second form takes mixed news into one ledger, and tells after each thousand reports what the
process and its two workers hold.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import os
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from statistics import linear_regression
from typing import Final

from benchmarks.figures import write_figure
from benchmarks.gate_speed import EACH, other_news
from dateline import pipeline
from dateline.acquire import acquire
from dateline.cli.export import contents_of
from dateline.errors import ConflictError
from dateline.record import Ledger, Verdict
from dateline.record.reviews import ReviewAnswer
from dateline.types import Intake, JudgementKind, MediaType, Report
from dateline.write import export_bytes

TOWNS: Final = ("Mosul", "Kirkuk", "Ramadi", "Tikrit", "Fallujah", "Quetta", "Kandahar", "Herat")
ROUNDS: Final = 20  # of one ledger
REPORTS: Final = 8  # a round
WORKERS: Final = 2
TOLD_EACH: Final = 1_000  # reports of mixed news
MEGABYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Sample:
    """What the process holds at a moment."""

    minutes: float  # since the beginning
    memory: float  # megabytes
    files: int


def held(began: float) -> Sample:
    """What this process holds now."""
    gc.collect()
    files = sum(1 for _ in Path("/proc/self/fd").iterdir())
    return Sample((time.monotonic() - began) / 60, memory_of("self"), files)


def memory_of(process: str) -> float:
    """Megabytes that a process holds."""
    pages = int(Path("/proc", process, "statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / MEGABYTE


def work(folder: Path, number: int, random: Random) -> Iterator[None]:
    """Some rounds on one ledger, one at a time."""
    inbox, where = folder / f"inbox-{number}", str(folder / f"{number}.db")
    inbox.mkdir()
    with Ledger.open(where, create=True) as ledger:
        for step in range(ROUNDS):
            for report in range(REPORTS):
                (inbox / f"{step}-{report}.txt").write_text(told_attack(random), encoding="utf-8")
            for _ in pipeline.ingest(ledger, ledger.unread(acquire([inbox])), 1):
                pass
            pipeline.renew(ledger)
            for incident in ledger.incidents()[:2]:
                toll = str(random.randrange(90))
                subject = (incident.id,)
                with suppress(ConflictError):  # it was corrected before
                    ledger.judge(
                        Verdict(JudgementKind.CORRECT, subject, "A. Coder", "seen", "killed", toll)
                    )
                ledger.answer_review(
                    ReviewAnswer(
                        item=f"{step}", kind="k", subject=incident.id, answer="yes", by="A"
                    )
                )
            pipeline.renew(ledger)
            contents = contents_of(ledger, ledger.incidents(), "soak")
            for form in ("jsonl", "csv"):
                (folder / "export").write_bytes(export_bytes(form, contents))
            yield
    for path in (*inbox.iterdir(), *folder.glob(f"{number}.db*")):
        path.unlink()
    inbox.rmdir()


def told_attack(random: Random) -> str:
    """A short report of an attack."""
    town, day, toll = random.choice(TOWNS), random.randrange(1, 29), random.randrange(2, 40)
    return (
        f"{town.upper()}, March {day}, 2021 - Gunmen killed {toll} soldiers in {town} on March "
        f"{day}, 2021, police said. {random.randrange(9)} people were wounded when a car bomb "
        f"exploded near a market. No group claimed responsibility for the attack."
    )


def mixed_news(reports: int, random: Random) -> Iterator[Report]:
    """News of all kinds, made as it is asked for; one report in ten tells of an attack."""
    for number in range(reports):
        text = told_attack(random) if number % EACH == 0 else other_news(random)
        content = f"{text}\n\nItem {number}.\n".encode()
        yield Report(hashlib.sha256(content).hexdigest(), f"{number}", content, MediaType.TEXT)


def take_mixed(folder: Path, reports: int) -> None:
    """Take mixed news into a ledger, and tell what is held after each thousand."""
    began, random = time.monotonic(), Random(5)  # noqa: S311  a drill
    with Ledger.open(str(folder / "mixed.db"), create=True) as ledger:
        read = pipeline.ingest(ledger, mixed_news(reports, random), WORKERS, Intake(gate=True))
        for number, _ in enumerate(read, 1):
            if number % TOLD_EACH == 0:
                own, *theirs = (memory_of(pid) for pid in ("self", *child_processes()))
                minutes = (time.monotonic() - began) / 60
                held = " ".join(f"{one:.1f}" for one in sorted(theirs))
                print(
                    f"{minutes:6.1f} min {number:7d} reports {own:7.1f} MB, workers {held}",
                    flush=True,
                )


def child_processes() -> list[str]:
    """The processes that this one started."""
    return Path("/proc/self/task").joinpath(str(os.getpid()), "children").read_text("ascii").split()


def slope(samples: Sequence[Sample], name: str) -> float:
    """How much more of something is held each minute."""
    times = [sample.minutes for sample in samples]
    return linear_regression(times, [getattr(sample, name) for sample in samples]).slope


def main() -> None:
    """Print what is held after each ledger, then the figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--mixed", type=int, metavar="REPORTS")
    asked = parser.parse_args()
    pipeline.get_ready()
    if asked.mixed:
        with tempfile.TemporaryDirectory() as made:
            take_mixed(Path(made), asked.mixed)
        return
    began, samples, random = time.monotonic(), list[Sample](), Random(5)  # noqa: S311  a drill
    with tempfile.TemporaryDirectory() as made:
        for number in count():
            for _ in work(Path(made), number, random):
                samples.append(held(began))
            last = samples[-1]
            print(f"{last.minutes:6.1f} min {last.memory:7.1f} MB {last.files} files", flush=True)
            if last.minutes > asked.minutes:
                break
    later = [sample for sample in samples if sample.minutes > last.minutes / 3]
    figure = (
        f"{last.minutes:.0f} minutes, {len(samples) * REPORTS} reports: memory grows by "
        f"{slope(later, 'memory'):.2f} MB a minute, from {later[0].memory:.0f} to "
        f"{later[-1].memory:.0f} MB; open files from {later[0].files} to {later[-1].files}"
    )
    print(figure)
    if asked.write:
        write_figure("soak", figure)


if __name__ == "__main__":
    main()
