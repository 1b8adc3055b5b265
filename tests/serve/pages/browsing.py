"""A served ledger and a browser, for the tests that need both."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from dateline.cli.service import ledger_service
from dateline.record import Ledger
from dateline.serve import LedgerService, WebhookDesk, make_application
from dateline.serve.accounts import AccountRole, AccountStore
from dateline.serve.jobs import UNFINISHED

uvicorn: Any = pytest.importorskip("uvicorn", reason="no uvicorn here")

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
ABSENT = "no Chromium here; try `apt-get install chromium`"
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run")


NAME = "A"  # of the account that looks at a site with accounts


@dataclass(frozen=True, slots=True)
class Site:
    """A served ledger that tests may look into, and the headers of who may see all of it."""

    address: str
    ledger: Ledger
    headers: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def serve_with_accounts(ledger: Ledger, folder: Path, label: str = "nightly") -> Iterator[Site]:
    """A ledger with accounts, tokens, jobs and webhooks, seen by an administrator.

    Args:
        ledger: whose saved searches are told to an address.
        folder: for what the service keeps.
        label: of a token, of a job and of an address.
    """
    store = AccountStore.open_store(str(folder / "accounts.db"))
    admin = store.add(NAME, AccountRole.ADMIN, None)
    for role in AccountRole:
        store.add(f"the {role}", role, None)
    token = store.add_token(admin, AccountRole.ADMIN, 1, label)
    desk = WebhookDesk(folder / "hooks", lambda *_: 204, lambda _: None)
    for search in ledger.kept_entries("search"):
        desk.add(search.name, f"https://example.org/{label}", NAME, {})
    service = ledger_service(ledger, "demo.db", store, jobs=folder / "jobs")
    assert service.jobs
    with serve_site(ledger, replace(service, webhooks=desk)) as site:
        job = service.jobs.add(admin, "export", f"jsonl?text={quote(label)}")
        while service.jobs.job(admin, job.id).state in UNFINISHED:
            time.sleep(0.05)
        yield replace(site, headers={"Authorization": f"Bearer {token}"})
    service.jobs.close()
    store.close()


@contextmanager
def serve_site(ledger: Ledger, service: LedgerService | None = None) -> Iterator[Site]:
    """A ledger on a free port."""
    app = make_application(service or ledger_service(ledger, "demo.db"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield Site(f"http://127.0.0.1:{port}", ledger)
    server.should_exit = True
    thread.join(timeout=10)


@contextmanager
def chromium() -> Iterator[Any]:
    """The machine's own Chromium."""
    api = pytest.importorskip("playwright.sync_api", reason="no Playwright here")
    with api.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=list(QUIET))
        yield browser
        browser.close()


def watch_page(page: Any) -> tuple[list[str], list[str]]:  # noqa: ANN401  Playwright may be missing
    """The addresses that a page asks for and the errors that it complains of, as they come."""
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    return asked, complaints
