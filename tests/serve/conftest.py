"""A small ledger, and services on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from dateline import pipeline
from dateline.acquire import acquire
from dateline.cli.service import ledger_service
from dateline.record import Ledger
from dateline.serve import LedgerService, make_application
from dateline.serve.accounts import passwords

REPORTS = {
    "mosul.txt": "MOSUL, March 3, 2021 - Gunmen attacked a checkpoint in Mosul on March 2, 2021, "
    "killing two soldiers, police said.",
    "ministry.txt": "MOSUL, March 3, 2021 - Gunmen attacked a checkpoint in Mosul on March 2, "
    "2021, killing three soldiers, the defence ministry said.",
    "nairobi.txt": "A bomb wounded seven people at a market in Nairobi on February 3, 2021.",
    "kabul.txt": "A suicide bomber killed five civilians in Kabul on January 9, 2021. "
    "The Taliban denied any part in the attack.",
}
API = "/api/v1"


@pytest.fixture(name="costly", scope="session", autouse=True)
def _costly() -> Iterator[PasswordHasher]:
    """How the program keeps passwords; the tests keep theirs so that a guess costs little."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        kept = passwords.HASHER
        patch.setattr(passwords, "HASHER", cheap)
        yield kept


@pytest.fixture(name="kept", scope="session")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that every test copies."""
    folder = tmp_path_factory.mktemp("served")
    for name, text in REPORTS.items():
        (folder / name).write_text(text)
    with Ledger.open(str(folder / "ledger.db"), create=True) as ledger:
        arrivals = acquire([folder / name for name in REPORTS])
        list(pipeline.ingest(ledger, ledger.unread(arrivals), workers=1))
        pipeline.renew(ledger)
    return folder / "ledger.db"


@pytest.fixture(name="where")
def _where(kept: Path, tmp_path: Path) -> Path:
    """A ledger of the test's own."""
    return Path(shutil.copy(kept, tmp_path / "ledger.db"))


@pytest.fixture(name="ledger")
def _ledger(where: Path) -> Iterator[Ledger]:
    """The ledger, open."""
    with Ledger.open(str(where)) as ledger:
        yield ledger


@pytest.fixture(name="service")
def _service(ledger: Ledger, where: Path) -> Iterator[LedgerService]:
    """A service on the ledger that answers to the test client."""
    service = ledger_service(ledger, str(where), None, ("testserver",), where.parent / "jobs")
    yield service
    if service.jobs:
        service.jobs.close()


@pytest.fixture(name="client", scope="session")
def _client(kept: Path) -> Iterator[TestClient]:
    """A client that only reads, as the machine's own user does."""
    with Ledger.open(str(kept)) as ledger:
        service = replace(ledger_service(ledger, str(kept)), hosts=("testserver", "127.0.0.1"))
        yield TestClient(make_application(service), raise_server_exceptions=False)


@pytest.fixture(name="open_client", scope="session")
def _open_client() -> Callable[[LedgerService], TestClient]:
    """Gives a client of a service without accounts, one at a time.

    All share an application, whose routes take longer to make than most tests.
    """
    made: list[ASGIApp] = []

    def open_client(service: LedgerService) -> TestClient:
        if not made:
            made.append(make_application(service))
        inner: Any = made[0]
        while not isinstance(inner, FastAPI):
            inner = inner.app
        inner.state.service = service
        return TestClient(made[0], raise_server_exceptions=False)

    return open_client


@pytest.fixture(name="writer")
def _writer(
    service: LedgerService, open_client: Callable[[LedgerService], TestClient]
) -> TestClient:
    """A client that may write, to a ledger of the test's own."""
    return open_client(service)
