"""The same reports give the same export in one process, in two, and on Ray with a worker killed.

    python -m benchmarks.engines FOLDER [--reports N] [--shard N] [--only ENGINE]

FOLDER is as for `benchmarks.equality`. Prints a line for each engine with the hash of the export,
the seconds of the clock and how many reports a second it read, start-up included.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.equality import FORM, reports_of
from dateline import pipeline
from dateline.cli.on_ray import REPORTS_IN_SHARD, RayPlan, ingest_on_ray
from dateline.collecting import seldom_collect
from dateline.record import Ledger
from dateline.types import Report
from dateline.write import Contents, export_bytes

WORKERS: Final = 2
TASK: Final = b"ray::read_shard"
PATIENCE: Final = 300.0  # seconds for a worker to begin
GLANCE: Final = 0.05  # seconds between looks for a worker
Read = Callable[[Ledger, Sequence[Report]], object]


def export(read: Read, reports: Sequence[Report]) -> tuple[str, float]:
    """The export of a new ledger, and the seconds that reading took."""
    with tempfile.TemporaryDirectory() as folder:
        with Ledger.open(str(Path(folder) / "ledger.db"), create=True) as ledger:
            started = time.perf_counter()
            read(ledger, reports)
            seconds = time.perf_counter() - started
            pipeline.renew(ledger)
            incidents, names = ledger.incidents(), ledger.names()
            contents = Contents("engines", incidents, ledger.readings(), names)
        return hashlib.sha256(export_bytes(FORM, contents)).hexdigest(), seconds


def on_processes(workers: int, ledger: Ledger, reports: Sequence[Report]) -> None:
    """Read reports in processes."""
    for _ in pipeline.ingest(ledger, reports, workers):
        pass


def on_workers_of_ray(shard: int, ledger: Ledger, reports: Sequence[Report]) -> None:
    """Read reports on Ray, and kill the first worker that reads."""
    with killing_one() as killed:
        for _ in ingest_on_ray(ledger, reports, RayPlan(workers=WORKERS, shard=shard)):
            pass
    assert killed, "no worker of Ray was seen"  # noqa: S101  what this is about


def engines(shard: int) -> Mapping[str, Read]:
    """Ways to read reports; Ray with so many reports in a shard."""
    return {
        "one process": partial(on_processes, 1),
        "two processes": partial(on_processes, WORKERS),
        "ray": partial(on_workers_of_ray, shard),
    }


@contextmanager
def killing_one() -> Iterator[list[int]]:
    """Kill the first worker of Ray that reads a shard; gives its id once it is dead."""
    killed: list[int] = []
    is_over = threading.Event()

    def hunt() -> None:
        end = time.monotonic() + PATIENCE
        while not is_over.wait(GLANCE) and time.monotonic() < end:
            for worker in sorted(descendants(os.getpid())):
                if command_of(worker).startswith(TASK):
                    os.kill(worker, signal.SIGKILL)
                    killed.append(worker)
                    return

    hunter = threading.Thread(target=hunt, daemon=True)
    hunter.start()
    try:
        yield killed
    finally:
        is_over.set()
        hunter.join()


def descendants(parent: int) -> set[int]:
    """The processes that a process started, directly or through others."""
    parents = {int(one.name): parent_of(one) for one in Path("/proc").glob("[0-9]*")}
    found, more = set[int](), {parent}
    while more:
        more = {child for child, its in parents.items() if its in more} - found
        found |= more
    return found


def parent_of(process: Path) -> int | None:
    """The process that started one, by its folder under /proc."""
    try:
        return int((process / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return None


def command_of(process: int) -> bytes:
    """The command line of a process."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def main() -> int:
    """Read with each engine, and print a line for each."""
    parser = argparse.ArgumentParser(description="Is the export the same with each engine?")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, metavar="N")
    parser.add_argument("--shard", type=int, default=REPORTS_IN_SHARD, metavar="N")
    parser.add_argument("--only", choices=list(engines(1)), action="append", help="of the engines")
    options = parser.parse_args()
    seldom_collect()
    ways = engines(options.shard)
    reports = reports_of(options.folder, options.reports)
    print(f"{len(reports)} reports", flush=True)
    found = set()
    for name in options.only or ways:
        digest, seconds = export(ways[name], reports)
        found.add(digest)
        rate = len(reports) / seconds
        print(f"{name}: {digest[:16]}, {seconds:.1f} s, {rate:.1f} reports a second", flush=True)
    return min(len(found) - 1, 1)


if __name__ == "__main__":
    sys.exit(main())
