"""The same reports give the same ledger: shuffled, in batches, and step by step.

    python -m benchmarks.equality FOLDER [--reports N] [--shuffles N] [--kept FILE]

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
from datetime import date
from io import StringIO
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.tolls import ARTICLES, articles
from dateline import pipeline
from dateline.acquire import acquire
from dateline.record import Ledger
from dateline.types import Reading, Report, SetAside
from dateline.write import WRITERS, Contents

FORM: Final = "jsonl"
SHUFFLES: Final = 20

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
                for report, reading in batch:
                    ledger.record(report, reading)
                pipeline.renew(ledger)
            stream = StringIO()
            incidents, names = ledger.incidents(), ledger.names()
            WRITERS[FORM](Contents("equality", incidents, ledger.readings(), names), stream)
        return stream.getvalue()


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


def _read(reports: Sequence[Report], kept: Path | None) -> list[Read]:
    """Each report with its reading, from a file of an earlier run where there is one."""
    if kept and kept.is_file():
        with kept.open("rb") as file:
            found = {report.id: reading for report, reading in pickle.load(file)}  # noqa: S301  our own
    else:
        found = {report.id: pipeline.read(report) for report in reports}
    read = [(report, found[report.id]) for report in reports if report.id in found]
    if kept and not kept.is_file():
        with kept.open("wb") as file:
            pickle.dump(read, file)
    return read


def main() -> int:
    """Compare each way with all at once, and print a line for each."""
    parser = argparse.ArgumentParser(description="Is the export the same in any order?")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, metavar="N")
    parser.add_argument("--shuffles", type=int, default=SHUFFLES, metavar="N")
    parser.add_argument("--kept", type=Path, metavar="FILE", help="readings of an earlier run")
    options = parser.parse_args()
    read = _read(reports_of(options.folder, options.reports), options.kept)
    whole = export((read,))
    print(f"{len(read)} reports, {len(whole.splitlines())} incidents, {_short(whole)}", flush=True)
    wrong = 0
    for name, batches in ways(read, options.shuffles):
        started = time.perf_counter()
        found = export(batches)
        wrong += found != whole
        verdict = "the same" if found == whole else f"OTHER {_short(found)}"
        print(f"{name}: {verdict}, {time.perf_counter() - started:.0f} s", flush=True)
    return min(wrong, 1)


def _short(text: str) -> str:
    """The beginning of a hash."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


if __name__ == "__main__":
    sys.exit(main())
