"""Reading on many machines: each shard of reports is a task of Ray.

Ray hands out tasks, runs one again whose worker or machine died, and decides nothing: answers are
kept in Parquet files, merged in the order of ids, and linked on this machine, by blocks.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Final

from dateline import pipeline, record
from dateline.cli.outputs import replace_file
from dateline.cli.shards import merged_answers, packed_answers, shard_name, shards_of
from dateline.errors import InputError, MissingExtraError, fault_words
from dateline.guards import lose_report
from dateline.types import Intake, Report
from dateline.versions import code_fingerprint
from dateline.workers import in_order

REPORTS_IN_SHARD: Final = 100  # some seconds of work, beside which a task costs nothing
TOGETHER: Final = 10_000  # reports in memory of the machine that hands out
AHEAD: Final = 2  # tasks waiting for each processor
RETRIES: Final = 5  # of a task whose worker died; a report that kills one is set aside within it
STARTS: Final = 2  # of Ray, which gives its own services 30 seconds
LOCAL: Final = "local"


@dataclass(frozen=True, slots=True)
class RayPlan:
    """How a run uses Ray.

    Attributes:
        address: of a cluster, or "local" for workers on this machine.
        workers: on this machine.
        partials: a folder for the files of shards, kept for a run that goes on; None for none.
        shard: reports in a shard.
    """

    address: str = LOCAL
    workers: int = 2
    partials: Path | None = None
    shard: int = REPORTS_IN_SHARD


def ingest_on_ray(
    ledger: record.Ledger,
    reports: Iterable[Report],
    plan: RayPlan,
    how: Intake = pipeline.PLAIN,
) -> Iterator[record.Outcome]:
    """Record each report with its reading, or set it aside; gives both once they are safe.

    Args:
        ledger: where to.
        reports: what is to be read.
        plan: how Ray is used.
        how: reports are read.

    Raises:
        MissingExtraError: Ray is not installed.
        InputError: there is no cluster at the address.
    """
    waiting = iter(reports)
    first = next(waiting, None)
    if first is None:
        return
    with _started(plan) as ray, _folder_of(plan) as folder:
        task = ray.remote(max_retries=RETRIES)(read_shard).options(num_cpus=1)
        ask = partial(task.remote, how=how)
        made_by = f"{code_fingerprint('dateline')} {how!r}"
        for some in _portions(first, waiting):
            shards = shards_of(some, max(1, len(some) // plan.shard))
            files = {folder / shard_name(shard, made_by): shard for shard in shards}
            _read_missing(ray, ask, files)
            yield from ledger.record_all(merged_answers(files))


def read_shard(shard: Sequence[Report], how: Intake) -> bytes:
    """Read a shard; the task of a worker.

    Args:
        shard: its reports, in order.
        how: as what.

    Returns:
        A Parquet file with the answers in the same order.
    """
    reader = partial(pipeline.read, how=how)
    return packed_answers(in_order(reader, shard, 1, lose_report, prepare=pipeline.get_ready))


def _read_missing(ray: Any, ask: Any, files: dict[Path, tuple[Report, ...]]) -> None:  # noqa: ANN401  Ray has few types
    """Have all shards read whose files are not there from a run before."""
    missing = [file for file in files if not file.exists()]
    most = max(1, int(ray.cluster_resources().get("CPU", 1))) * AHEAD
    running: dict[Any, Path] = {}
    while missing or running:
        while missing and len(running) < most:
            file = missing.pop(0)
            running[ask(files[file])] = file
        (done, *_), _ = ray.wait(list(running))
        content = ray.get(done)
        replace_file(running.pop(done), partial(_write_bytes, content))


def _write_bytes(content: bytes, stream: BinaryIO) -> None:
    """Write all of some bytes."""
    stream.write(content)


def _portions(first: Report, waiting: Iterator[Report]) -> Iterator[list[Report]]:
    """Reports in portions that fit in memory."""
    portion = [first]
    for report in waiting:
        if len(portion) == TOGETHER:
            yield portion
            portion = []
        portion.append(report)
    yield portion


@contextmanager
def _folder_of(plan: RayPlan) -> Iterator[Path]:
    """The folder for the files of shards."""
    if plan.partials is not None:
        plan.partials.mkdir(parents=True, exist_ok=True)
        yield plan.partials
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@contextmanager
def _started(plan: RayPlan) -> Iterator[Any]:
    """Ray, connected to a cluster or started here, and stopped again."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # it would tell its makers of each run
    os.environ.setdefault("RAY_worker_niceness", "0")  # else whatever runs beside it goes first
    try:
        ray: Any = import_module("ray")
    except ImportError as error:
        raise MissingExtraError("Reading on Ray", "ray") from error
    _connect(ray, plan)
    try:
        yield ray
    finally:
        ray.shutdown()


def _connect(ray: Any, plan: RayPlan) -> None:  # noqa: ANN401  Ray has few types
    """Connect to a cluster, or start Ray here; on a busy machine its first start may take too long.

    Raises:
        InputError: there is no cluster at the address, or Ray does not start.
    """
    here = {"num_cpus": plan.workers, "include_dashboard": False}
    more = here if plan.address == LOCAL else {}
    for tries_left in reversed(range(STARTS)):
        try:
            ray.init(plan.address, log_to_driver=False, logging_level=logging.ERROR, **more)
        except ConnectionError as error:
            raise InputError(
                f"expected a Ray cluster at {plan.address}, found none; "
                "start it with `ray start`, or leave --ray-address out"
            ) from error
        except Exception as error:  # Ray raises no narrower one
            ray.shutdown()
            if not tries_left:
                raise InputError(
                    f"expected Ray to start, found: {fault_words(error)} Run the command again "
                    "when the machine is less busy, or without --engine ray"
                ) from error
        else:
            return
