"""The same ledger on either database."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline import pipeline
from dateline.acquire import acquire
from dateline.cli.export import contents_of
from dateline.demo import REPORTS
from dateline.record import Ledger
from dateline.types import Report
from dateline.write import WRITERS, export_bytes

FIRST = 6


def export(where: str) -> dict[str, bytes]:
    """All forms of the first bundled reports, by way of a ledger."""
    with Ledger.open(where, create=True) as ledger:
        reports = [item for item in acquire((REPORTS,)) if isinstance(item, Report)][:FIRST]
        list(pipeline.ingest(ledger, ledger.unread(reports), workers=1))
        pipeline.renew(ledger)
        assert ledger.faults() == ()
        contents = contents_of(ledger, ledger.incidents(), "t")
        return {form: export_bytes(form, contents) for form in WRITERS}


@pytest.mark.slow
def test_exports_are_the_same_on_sqlite_and_on_postgresql(database: str, tmp_path: Path) -> None:
    assert export(database) == export(str(tmp_path / "ledger.db"))
