"""The site of a selection in a real browser: its map within another page, its page from there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from serve.pages.browsing import ABSENT, BROWSER, chromium, watch_page

from dateline.write import WRITERS, Contents

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.skipif(BROWSER is None, reason=ABSENT)]

RING = "path[stroke-width='1.2']"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: Any) -> None:  # noqa: ANN401  as the class has it
        """Say nothing."""


@pytest.fixture(name="address", scope="module")
def _address(demo: Contents, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site, with a page of somebody else that shows its map."""
    folder = tmp_path_factory.mktemp("site")
    files = {file.path: file.content for file in WRITERS["site"].files(demo)}  # type: ignore[misc]  # a form of files
    readme = files["README.txt"].decode()
    (frame,) = (line.strip() for line in readme.splitlines() if "<iframe" in line)
    files["host.html"] = f"<!doctype html><link rel=icon href=data:,>{frame}".encode()
    for name, content in files.items():
        Path(folder / name).write_bytes(content)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(name="browser", scope="module")
def _browser() -> Iterator[Browser]:
    """Chromium, once for all tests."""
    with chromium() as browser:
        yield browser


@pytest.fixture(name="page")
def _page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that complains of nothing and asks nobody else."""
    page = browser.new_page(base_url=address)
    page.set_default_timeout(10_000)
    asked, complaints = watch_page(page)
    yield page
    page.close()
    assert [] == complaints
    assert {urlsplit(address).netloc} == {urlsplit(url).netloc for url in asked} - {""}


def test_the_map_stands_in_a_page_of_somebody_else(page: Page) -> None:
    page.goto("/host.html")
    frame = page.frame_locator("iframe")
    frame.locator(RING).first.wait_for()
    assert not frame.locator("#ledger").is_visible()
    assert frame.locator("#map").is_visible()


def test_a_mark_of_the_map_leads_to_its_incident(page: Page, demo: Contents) -> None:
    page.goto("/host.html")
    frame = page.frame_locator("iframe")
    frame.locator(RING).last.dispatch_event("click")
    link = frame.locator("#whole")
    chosen = (link.get_attribute("href") or "").partition("#")[2]
    assert chosen in {incident.id for incident in demo.incidents}
    assert link.inner_text().endswith("›")
    with page.expect_popup() as opened:
        link.click()
    opened.value.locator("#incident dl").wait_for()
    assert chosen in opened.value.url


@pytest.mark.parametrize("width", [1280, 390])
def test_the_map_is_as_wide_as_its_frame(width: int, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto("/host.html")
    frame = page.frame_locator("iframe")
    frame.locator(RING).first.wait_for()
    box, outer = frame.locator("#map").bounding_box(), page.locator("iframe").bounding_box()
    assert box is not None
    assert outer is not None
    assert abs(outer["width"] - box["width"]) < 10
