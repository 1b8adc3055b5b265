"""The same reports give the same ledger, whatever the order, the batches and the processes."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.acquire import acquire
from dateline.demo import REPORTS
from dateline.record import Ledger
from dateline.types import Report
from dateline.write import WRITERS, Contents

Batches = Sequence[Sequence[Report]]


@pytest.fixture(name="reports", scope="module")
def _reports() -> list[Report]:
    """The bundled reports."""
    return [item for item in acquire((REPORTS,)) if isinstance(item, Report)]


@pytest.fixture(name="whole", scope="module")
def _whole(reports: list[Report], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The export of all at once, in the order given."""
    return export([reports], tmp_path_factory.mktemp("whole") / "l.db")


def export(batches: Batches, path: Path, workers: int = 1) -> str:
    """The exchange form after some runs."""
    with Ledger.open(str(path), create=True) as ledger:
        for batch in batches:
            list(pipeline.ingest(ledger, ledger.unread(batch), workers))
            ledger.save(pipeline.incidents(ledger))
        stream = StringIO()
        contents = Contents("t", ledger.incidents(), ledger.readings(), ledger.names())
        WRITERS["jsonl"](contents, stream)
        return stream.getvalue()


def shuffled(reports: list[Report]) -> Batches:
    """All at once, in another order."""
    return [random.Random(7).sample(reports, len(reports))]  # noqa: S311  no secret


def one_at_a_time(reports: list[Report]) -> Batches:
    """A run for each report, backwards."""
    return [[report] for report in reversed(reports)]


def twice(reports: list[Report]) -> Batches:
    """All, and all again."""
    return [reports, reports]


@pytest.mark.parametrize("cut", [shuffled, one_at_a_time, twice])
def test_order_and_batches_make_no_difference(
    cut: Callable[[list[Report]], Batches], reports: list[Report], whole: str, tmp_path: Path
) -> None:
    assert whole == export(cut(reports), tmp_path / "l.db")


def test_processes_make_no_difference(reports: list[Report], whole: str, tmp_path: Path) -> None:
    assert whole == export([reports], tmp_path / "l.db", workers=2)
