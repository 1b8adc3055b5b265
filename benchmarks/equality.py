"""The same reports give the same ledger: shuffled, in batches, and step by step.

    python -m benchmarks.equality FOLDER [--reports N] [--shuffles N] [--kept FILE] [--workers N]

FOLDER is a set with `reports/` and perhaps `published.json`, or the one that holds `tolls/` of the
Gun Violence Archive. Each report is read once, and its reading used in every run: what is repeated
is recording it, settling dates, linking, reconciling, saving and exporting.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.tolls import ARTICLES, articles
from dateline import pipeline
from dateline.acquire import acquire
from dateline.collecting import seldom_collect
from dateline.record import Ledger
from dateline.types import Reading, Report, SetAside
from dateline.write import Contents, export_bytes

FORM: Final = "jsonl"
SHUFFLES: Final = 20
CUTS: Final = 5  # ways of cutting into batches, before the shuffles

Read = tuple[Report, Reading | SetAside]


def reports_of(folder: Path, most: int | None) -> tuple[Report, ...]:
    """The reports of a set, at most some of them, by name."""
    if (folder / ARTICLES).is_file():
        found = {article.report.id: article.report for article in articles(folder)}
        return tuple(sorted(found.values(), key=lambda report: report.name))[:most]
    dates = folder / "published.json"
    told = json.loads(dates.read_text("utf-8")) if dates.is_file() else {}
    published = {name: date.fromisoformat(day) for name, day in told.items()}
    arrivals = acquire((folder / "reports",), published=published)
    return tuple(item for item in arrivals if isinstance(item, Report))[:most]


def export(batches: Sequence[Sequence[Read]]) -> str:
    """The export after each batch was taken into a new ledger in turn."""
    with tempfile.TemporaryDirectory() as folder:
        with Ledger.open(str(Path(folder) / "ledger.db"), create=True) as ledger:
            for batch in batches:
                for _ in ledger.record_all(batch):
                    pass
                pipeline.renew(ledger)
            incidents, names = ledger.incidents(), ledger.names()
            contents = Contents("equality", incidents, ledger.readings(), names)
        return export_bytes(FORM, contents).decode()


def ways(read: Sequence[Read], shuffles: int) -> Iterator[tuple[str, Sequence[Sequence[Read]]]]:
    """Orders and cuts of the same reports, each with its name."""
    half, size = len(read) // 2, max(1, len(read) // 10)
    step = max(1, len(read) // 20)
    few, late = read[::step], [item for at, item in enumerate(read) if at % step]
    yield "two halves", (read[:half], read[half:])
    yield "two halves, the second first", (read[half:], read[:half])
    yield "ten batches", [read[at : at + size] for at in range(0, len(read), size)]
    yield "most, then twenty one by one", (late, *([item] for item in few))
    yield "a few, then growing batches", list(_growing(_mixed(read, 0)))
    for seed in range(1, shuffles + 1):
        yield f"shuffle {seed}", (_mixed(read, seed),)


def _growing(read: Sequence[Read]) -> Iterator[Sequence[Read]]:
    """Batches of 1, 2, 4 and so on."""
    at, size = 0, 1
    while at < len(read):
        yield read[at : at + size]
        at, size = at + size, 2 * size


def _mixed(read: Sequence[Read], seed: int) -> Sequence[Read]:
    """All in another order."""
    return Random(seed).sample(read, len(read))  # noqa: S311  no secret


def read_once(reports: Sequence[Report], kept: Path) -> None:
    """Read reports into a file, unless it is there from an earlier run."""
    if not kept.is_file():
        with kept.open("wb") as file:
            pickle.dump([(report, pipeline.read(report)) for report in reports], file)


@cache
def _kept(file: Path) -> list[Read]:
    """Each report with its reading, loaded once a process."""
    with file.open("rb") as stream:
        read: list[Read] = pickle.load(stream)  # noqa: S301  our own
    return read


@dataclass(frozen=True, slots=True)
class Try:
    """One way of taking in the reports of a file; -1 is all at once."""

    kept: Path
    shuffles: int
    number: int


def tried(one: Try) -> tuple[str, str, float]:
    """The name of a way, the hash of its export, and how many seconds it took."""
    seldom_collect()
    read = _kept(one.kept)
    whole: tuple[str, Sequence[Sequence[Read]]] = ("all at once", (read,))
    found = [*ways(read, one.shuffles), whole]
    name, batches = found[one.number]
    started = time.perf_counter()
    made = export(batches)
    return name, hashlib.sha256(made.encode()).hexdigest()[:12], time.perf_counter() - started


def main() -> int:
    """Compare each way with all at once, and print a line for each."""
    parser = argparse.ArgumentParser(description="Is the export the same in any order?")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, metavar="N")
    parser.add_argument("--shuffles", type=int, default=SHUFFLES, metavar="N")
    parser.add_argument("--kept", type=Path, metavar="FILE", help="readings of an earlier run")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = options.kept or Path(folder) / "readings"
        reports = reports_of(options.folder, options.reports)
        read_once(reports, kept)
        _, whole, _ = tried(Try(kept, options.shuffles, -1))
        print(f"{len(reports)} reports, all at once: {whole}", flush=True)
        tries = [Try(kept, options.shuffles, n) for n in range(CUTS + options.shuffles)]
        wrong = 0
        with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
            for name, found, seconds in pool.map(tried, tries):
                wrong += found != whole
                verdict = "the same" if found == whole else f"OTHER {found}"
                print(f"{name}: {verdict}, {seconds:.0f} s", flush=True)
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
