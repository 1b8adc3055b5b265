"""How many reports a second the whole path reads on two cores, and in how much memory.

Machines differ, so the gate holds a ratio: the time of spaCy's parser alone on the same texts,
in the same run, over the time of the whole path. Processor time is told beside it, for machines
that do other work. On its own:

    python -m benchmarks.speed [REPORTS | FOLDER]
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import spacy

from benchmarks import corpus
from benchmarks.result import Figure
from dateline import pipeline
from dateline.acquire import acquire
from dateline.clean import clean_report
from dateline.collecting import seldom_collect
from dateline.record import Ledger
from dateline.syntax.parser import MODEL
from dateline.types import Report

REPORTS = 66
WARM = 8  # first reports, in whose time the workers load their models
WORKERS = 2
KIB, MB, MS = 1024, 1_000_000, 1000


def alone() -> tuple[Figure, ...]:
    """The figures of the made mix, in a process that holds nothing else that is measured."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(two_cores).result()


def two_cores(folder: Path | None = None, reports: int = REPORTS) -> tuple[Figure, ...]:
    """Reports a second, start-up apart, beside the parser alone; peak memory of all processes."""
    seldom_collect()  # as every command does
    with tempfile.TemporaryDirectory() as temporary:
        if folder is None:
            folder = Path(temporary) / "reports"
            folder.mkdir()
            corpus.write(folder, reports)
        read = [item for item in acquire((folder,)) if isinstance(item, Report)]
        baseline = _parser_alone([clean_report(report).text for report in read])
        whole = _whole_path(read, Path(temporary) / "ledger.db")
        work, parser = _processor(read, Path(temporary) / "again.db")
    return (
        Figure("reports a second", whole, "/s"),
        Figure("parser alone", baseline, "/s"),
        Figure("share of the parser's speed", 100 * whole / baseline),
        Figure("processor time a report", work, "ms", smaller=True),
        Figure("processor time, parser alone", parser, "ms", smaller=True),
        Figure("peak memory", _peak(), "MB", smaller=True),
    )


def _whole_path(reports: Sequence[Report], ledger: Path) -> float:
    """Reports a second from bytes to incidents, after the first few."""
    with Ledger.open(str(ledger), create=True) as opened:
        done = _seconds(pipeline.ingest(opened, reports, WORKERS))
        start = time.perf_counter()
        pipeline.renew(opened)
        # Building the incidents is charged to all reports, reading to those after the first few.
        built = (time.perf_counter() - start) / len(reports)
    return 1 / (done + built)


def _processor(reports: Sequence[Report], ledger: Path) -> tuple[float, float]:
    """Milliseconds of processor time a report: the whole path with one worker, the parser alone.

    What else runs on the machine changes them less than it changes reports a second.
    """
    texts = [clean_report(report).text for report in reports]
    for report, text in list(zip(reports, texts, strict=True))[:WARM]:
        pipeline.read(report)
        _parse(text)
    with Ledger.open(str(ledger), create=True) as opened:
        started = _used()
        for _ in pipeline.ingest(opened, reports, 1):
            pass
        pipeline.renew(opened)
        whole = _used() - started
    started = _used()
    for text in texts:
        _parse(text)
    parser = _used() - started
    return MS * whole / len(reports), MS * parser / len(reports)


def _used() -> float:
    """Seconds of processor time of this process and of those that it started and saw end."""
    return sum(os.times()[:4])


def _parser_alone(texts: Sequence[str]) -> float:
    """Reports a second through spaCy's pipeline and nothing else."""
    context = get_context("spawn")
    with ProcessPoolExecutor(WORKERS, mp_context=context) as pool:
        return 1 / _seconds(pool.map(_parse, texts))


def _seconds(answers: Iterable[object]) -> float:
    """Seconds an answer, the first few left out."""
    times = [time.perf_counter() for _ in answers]
    return (times[-1] - times[WARM - 1]) / (len(times) - WARM)


def _parse(text: str) -> int:
    """How many words a text has."""
    global _model  # noqa: PLW0603  one model a process
    _model = _model or spacy.load(MODEL)
    return len(_model(text))


_model: spacy.language.Language | None = None


def _peak() -> float:
    """Megabytes at the most: this process and the workers, each at its own peak."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + WORKERS * worker) * KIB / MB


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else str(REPORTS)
    figures = two_cores(reports=int(given)) if given.isdecimal() else two_cores(Path(given))
    for figure in figures:
        print(f"{figure.name:28s} {figure.value:8.1f} {figure.unit}")
