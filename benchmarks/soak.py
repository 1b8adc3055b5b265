"""Ingest, review and export for as long as is asked: does memory grow, do files stay open?

    python -m benchmarks.soak [--minutes N] [--write]

One process works on one ledger after the other, as a service would; memory is what it holds itself,
after its first third, in which caches fill. `--write` puts the figure into the page on reliability.
"""

from __future__ import annotations

import argparse
import gc
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
from dateline import pipeline
from dateline.acquire import acquire
from dateline.cli.export import contents_of
from dateline.errors import ConflictError
from dateline.record import Ledger, Verdict
from dateline.record.reviews import ReviewAnswer
from dateline.types import JudgementKind
from dateline.write import export_bytes

TOWNS: Final = ("Mosul", "Kirkuk", "Ramadi", "Tikrit", "Fallujah", "Quetta", "Kandahar", "Herat")
ROUNDS: Final = 20  # of one ledger
REPORTS: Final = 8  # a round
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
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    memory = pages * resource.getpagesize() / MEGABYTE
    return Sample(
        (time.monotonic() - began) / 60, memory, sum(1 for _ in Path("/proc/self/fd").iterdir())
    )


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


def slope(samples: Sequence[Sample], name: str) -> float:
    """How much more of something is held each minute."""
    times = [sample.minutes for sample in samples]
    return linear_regression(times, [getattr(sample, name) for sample in samples]).slope


def main() -> None:
    """Print what is held after each ledger, then the figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    pipeline.get_ready()
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
