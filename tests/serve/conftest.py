"""A small ledger, and a service on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline import pipeline
from dateline.acquire import acquire
from dateline.cli.service import ledger_service
from dateline.record import Ledger
from dateline.serve import application

REPORTS = {
    "mosul.txt": "Gunmen killed two soldiers in Mosul on March 2, 2021, police said.",
    "nairobi.txt": "A bomb wounded seven people at a market in Nairobi on February 3, 2021.",
    "kabul.txt": "A suicide bomber killed five civilians in Kabul on January 9, 2021. "
    "The Taliban denied any part in the attack.",
}


@pytest.fixture(name="where", scope="session")
def _where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that no test writes to."""
    folder = tmp_path_factory.mktemp("served")
    for name, text in REPORTS.items():
        (folder / name).write_text(text)
    with Ledger.open(str(folder / "ledger.db"), create=True) as ledger:
        arrivals = acquire([folder / name for name in REPORTS])
        list(pipeline.ingest(ledger, ledger.unread(arrivals), workers=1))
        pipeline.renew(ledger)
    return folder / "ledger.db"


@pytest.fixture(name="client")
def _client(where: Path) -> Iterator[TestClient]:
    """A client of a service on the ledger, as the machine's own user has it."""
    with Ledger.open(str(where)) as ledger:
        service = replace(ledger_service(ledger, str(where)), hosts=("testserver", "127.0.0.1"))
        yield TestClient(application(service), raise_server_exceptions=False)
