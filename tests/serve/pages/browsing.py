"""A served ledger and a browser, for the tests that need both."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from dateline.cli.service import ledger_service
from dateline.record import Ledger
from dateline.serve import make_application

uvicorn: Any = pytest.importorskip("uvicorn", reason="no uvicorn here")

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
ABSENT = "no Chromium here; try `apt-get install chromium`"
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run")


@dataclass(frozen=True, slots=True)
class Site:
    """A served ledger that tests may look into."""

    address: str
    ledger: Ledger


@contextmanager
def serve_site(ledger: Ledger) -> Iterator[Site]:
    """A ledger on a free port."""
    app = make_application(ledger_service(ledger, "demo.db"))
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
