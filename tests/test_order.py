"""The same reports give the same ledger, whatever the order, the batches and the processes."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.acquire import acquire
from dateline.cli.export import contents_of
from dateline.demo import REPORTS
from dateline.record import Ledger
from dateline.types import Report
from dateline.write import WRITERS, export_bytes

Batches = Sequence[Sequence[Report]]
Digests = dict[str, str]


FORMS = sorted(WRITERS)
READ = pipeline.read
FIRST = 9  # of the bundled reports: three incidents told in several, one wire story told twice


@pytest.fixture(name="reports", scope="module")
def _reports() -> list[Report]:
    """Some of the bundled reports."""
    return [item for item in acquire((REPORTS,)) if isinstance(item, Report)][:FIRST]


@pytest.fixture(name="read_once", scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    """Reads each report once in this process: what is tested here comes after reading."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "read", cache(pipeline.read))
        yield


@pytest.fixture(name="whole", scope="module")
def _whole(reports: list[Report], tmp_path_factory: pytest.TempPathFactory) -> Digests:
    """The export of all at once, in the order given."""
    return export([reports], tmp_path_factory.mktemp("whole") / "l.db")


def export(batches: Batches, path: Path, workers: int = 1) -> Digests:
    """The digest of every form after some runs."""
    with Ledger.open(str(path), create=True) as ledger:
        for batch in batches:
            list(pipeline.ingest(ledger, ledger.unread(batch), workers))
            pipeline.renew(ledger)
        contents = contents_of(ledger, ledger.incidents(), "t")
        return {form: sha256(export_bytes(form, contents)).hexdigest() for form in FORMS}


def shuffled(reports: list[Report]) -> Batches:
    """All at once, in another order."""
    return [random.Random(7).sample(reports, len(reports))]  # noqa: S311  no secret


def one_at_a_time(reports: list[Report]) -> Batches:
    """A run for each report, backwards."""
    return [[report] for report in reversed(reports)]


def twice(reports: list[Report]) -> Batches:
    """All, and all again."""
    return [reports, reports]


@pytest.mark.slow
@pytest.mark.parametrize("cut", [shuffled, one_at_a_time, twice])
def test_order_and_batches_make_no_difference(
    cut: Callable[[list[Report]], Batches], reports: list[Report], whole: Digests, tmp_path: Path
) -> None:
    assert whole == export(cut(reports), tmp_path / "l.db")


@pytest.mark.slow
@pytest.mark.parametrize(
    "setting",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8"},
    ],
    ids=["east", "west"],
)
def test_hash_seed_time_zone_and_locale_make_no_difference(
    setting: dict[str, str], whole: Digests, tmp_path: Path
) -> None:
    code = (
        "import json, sys, test_order as t; "
        "from pathlib import Path; "
        "reports = [r for r in t.acquire((t.REPORTS,)) if isinstance(r, t.Report)][: t.FIRST]; "
        "print(json.dumps(t.export([reports], Path(sys.argv[1]))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "l.db")],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parent,
        env={**os.environ, **setting},
    )
    assert whole == json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.processes
def test_processes_make_no_difference(
    reports: list[Report], whole: Digests, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "read", READ)  # a cache cannot be sent to another process
    assert whole == export([reports], tmp_path / "l.db", workers=2)
