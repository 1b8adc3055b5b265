"""The bundled demonstration as what is written, read once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from dateline import pipeline
from dateline.acquire import acquire
from dateline.cli.export import contents_of
from dateline.demo import REPORTS
from dateline.record import Ledger
from dateline.types import Report
from dateline.write import Contents


@pytest.fixture(name="ledger", scope="session")
def _ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of the bundled reports."""
    path = tmp_path_factory.mktemp("demo") / "ledger.db"
    with Ledger.open(str(path), create=True) as ledger:
        reports = [item for item in acquire((REPORTS,)) if isinstance(item, Report)]
        list(pipeline.ingest(ledger, ledger.unread(reports), workers=1))
        pipeline.renew(ledger)
        yield ledger


@pytest.fixture(name="demo", scope="session")
def _demo(ledger: Ledger) -> Contents:
    """All incidents of the bundled reports."""
    return contents_of(ledger, ledger.incidents(), "Demonstration")


@pytest.fixture(name="most_killed", scope="session")
def _most_killed(demo: Contents) -> int:
    """The highest best figure of all incidents."""
    tolls = (incident.killed for incident in demo.incidents)
    return max(toll.value.best for toll in tolls if toll and toll.value.best is not None)


@pytest.fixture(name="settled", scope="session")
def _settled(ledger: Ledger) -> Callable[[str], Contents]:
    """All incidents of the bundled reports, settled by a policy."""

    @cache
    def settled(policy: str) -> Contents:
        return contents_of(ledger, pipeline.made_incidents(ledger, policy), "Demonstration", policy)

    return settled
