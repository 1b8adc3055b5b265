"""Take the screenshots of docs/workspace.md: `python docs/make_screens.py`.

It needs Chromium (`apt-get install chromium`) and the development dependencies. The pictures show
the reports of the demonstration.
"""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from dateline import pipeline
from dateline.acquire import acquire
from dateline.cli.service import ledger_service
from dateline.demo import REPORTS
from dateline.record import Ledger
from dateline.serve import make_application

FOLDER = Path(__file__).parent / "screens"
WIDE, PHONE = (1200, 780), (390, 780)
TOUCHED = 600  # pixels; a narrower screen is a phone's


@dataclass(frozen=True, slots=True)
class Screen:
    """A picture: its name, what it shows, and how."""

    name: str
    address: str
    theme: str = "light"
    language: str = "en"
    size: tuple[int, int] = WIDE
    opens: str = ""  # what is clicked before


def screens(ledger: Ledger) -> Iterator[Screen]:
    """The pictures, in the order of the walk."""
    incident = max(ledger.incidents(), key=lambda one: len(one.claims))
    killed = incident.killed
    claim = next(one for one in incident.claims if killed and one.id in killed.supporting)
    yield Screen("overview", "/")
    yield Screen("incident", f"/incidents/{incident.id}")
    yield Screen("report", f"/reports/{claim.report}?incident={incident.id}#c-{claim.id[:12]}")
    yield Screen("review", "/review")
    yield Screen("accuracy", "/accuracy?sample=first")
    yield Screen("dark", "/", theme="dark")
    yield Screen("arabic", f"/incidents/{incident.id}", language="ar")
    yield Screen("phone", "/", size=PHONE, opens="tr[data-row] td")


@contextmanager
def served(ledger: Ledger) -> Iterator[str]:
    """A ledger on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = make_application(ledger_service(ledger, "demo.db"))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True


def take(browser: Browser, address: str, screen: Screen) -> None:
    """Take one picture."""
    width, height = screen.size
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, has_touch=width < TOUCHED
    )
    for name, value in (("theme", screen.theme), ("language", screen.language)):
        context.add_cookies([{"name": name, "value": value, "url": address}])
    page = context.new_page()
    page.goto(screen.address)
    page.wait_for_load_state("networkidle")
    if screen.opens:
        page.locator(screen.opens).first.tap()
        page.wait_for_selector("#sheet h1")
    page.wait_for_timeout(500)
    page.screenshot(path=FOLDER / f"{screen.name}.png")
    context.close()


def judge_sample(page: Page) -> None:
    """Draw a sample and answer it, so that there is something to see."""
    page.goto("/accuracy")
    page.fill("form:has(input[value=sample]) input[name=name]", "first")
    page.fill("input[name=size]", "12")
    page.fill("form:has(input[value=sample]) input[name=by]", "A. Coder")
    page.click("text=Draw and begin")
    for at in range(12):
        page.wait_for_selector(".covered")
        page.keyboard.press("o")
        page.wait_for_selector("#card button[value=yes]")
        item = page.get_attribute("#card", "data-item")
        page.keyboard.press("n" if at == 7 else "y")  # noqa: PLR2004  one of them is wrong
        while page.evaluate("document.querySelector('#card')?.dataset.item") == item:
            page.wait_for_timeout(20)


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(f"{folder}/demo.db", create=True) as ledger,
    ):
        list(pipeline.ingest(ledger, ledger.unread(acquire((REPORTS,))), workers=1))
        pipeline.renew(ledger)
        with served(ledger) as address, sync_playwright() as started:
            browser = started.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
            context = browser.new_context(base_url=address)
            judge_sample(context.new_page())
            for screen in screens(ledger):
                take(browser, address, screen)
            browser.close()


if __name__ == "__main__":
    main()
