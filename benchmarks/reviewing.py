"""How fast a review goes: a hundred questions answered by keyboard in a browser.

    python -m benchmarks.reviewing [INCIDENTS]

A made-up ledger is served on this machine, and a script that decides at once presses a key as soon
as it sees a question. So what is measured is the part of the workspace alone: from the key to the
next question, and the seconds that each answer is kept with. How long people take to read is not
in it: what is left of an hour for a hundred incidents is told besides.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Final

import uvicorn
from playwright.sync_api import Page, sync_playwright

from benchmarks.ledger_pages import prepare
from dateline.cli.service import ledger_service
from dateline.record import Ledger
from dateline.serve import make_application, warm_pages
from dateline.serve.pages.office import open_office

DECISIONS: Final = 100
HOUR: Final = 3600
AIM: Final = 100  # incidents in an hour
KEYS: Final = ("y", "n", "u")
OTHER: Final = "item => document.querySelector('#card')?.dataset.item !== item"


@contextmanager
def served(ledger: Ledger, where: str) -> Iterator[tuple[str, float]]:
    """A ledger on a free port, and how many questions it asks about an incident."""
    service = ledger_service(ledger, where)
    warm_pages(service)
    questions = open_office(service).queue.ready()
    each = len(questions) / len({one.subject for one in questions})
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = make_application(service)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}", each
    server.should_exit = True


def waits(page: Page) -> Iterator[float]:
    """Seconds from a key to the next question, again and again."""
    page.goto("/review?role=all")
    for at in range(DECISIONS):
        item = page.get_attribute("#card", "data-item")
        begun = time.perf_counter()
        page.keyboard.press(KEYS[at % len(KEYS)])
        while not page.evaluate(OTHER, item):
            page.wait_for_timeout(2)
        yield time.perf_counter() - begun


def main() -> None:
    """Print the seconds to the next question, and those that the answers were kept with."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("incidents", nargs="?", type=int, default=1_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        where = str(Path(folder) / "ledger.db")
        prepare(where, asked.incidents)
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        with Ledger.open(where) as ledger, served(ledger, where) as (address, each):
            context = browser.new_context(base_url=address)
            context.add_cookies([{"name": "reviewer", "value": "A", "url": address}])
            waited = list(waits(context.new_page()))
            kept = [answer.seconds for answer in ledger.review_answers()]
        browser.close()
    spent = median(waited) * each * AIM
    print(f"next question: median {median(waited):.3f} s, p95 {quantiles(waited, n=20)[-1]:.3f} s")
    print(f"kept with {len(kept)} decisions: median {median(kept):.3f} s")
    print(f"questions about an incident: {each:.1f}")
    print(
        f"of {AIM} incidents in an hour, {(HOUR - spent) / (each * AIM):.1f} s a question are left"
    )


if __name__ == "__main__":
    main()
