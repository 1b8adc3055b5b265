"""What people ask of a ledger is answered within three clicks, or one search and a click.

Asked of the demonstration, and, where `DATELINE_ACCEPTANCE` names their folder, of the reports that
the project is accepted by. What a page must show is read from the ledger, not written here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline import pipeline
from dateline.acquire import acquire
from dateline.demo import REPORTS
from dateline.filters import is_main
from dateline.reconcile.reprints import Copies
from dateline.record import Ledger
from dateline.serve.pages.rendering import figure_words
from dateline.types import Incident, Stance

from .browsing import ABSENT, BROWSER, Site, chromium, serve_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.skipif(BROWSER is None, reason=ABSENT)]

ACCEPTANCE = os.environ.get("DATELINE_ACCEPTANCE")
FOLDERS = {"demonstration": REPORTS}
if ACCEPTANCE:
    FOLDERS |= {
        "reports": Path(ACCEPTANCE) / "reports",
        "real": Path(ACCEPTANCE, "real", "reports"),
    }
CLICKS = 3
WAIT = 20_000  # milliseconds


@pytest.fixture(name="site", scope="module", params=list(FOLDERS))
def _site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A ledger of a folder of reports, served."""
    path = tmp_path_factory.mktemp("answers") / "ledger.db"
    with Ledger.open(str(path), create=True) as ledger:
        arrivals = acquire((FOLDERS[request.param],))
        list(pipeline.ingest(ledger, ledger.unread(arrivals), workers=1))
        pipeline.renew(ledger)
        with serve_site(ledger) as site:
            yield site


@pytest.fixture(name="browser", scope="module")
def _browser() -> Iterator[Browser]:
    """Chromium, once for all tests."""
    with chromium() as browser:
        yield browser


class Walk:
    """Somebody who looks for an answer, and counts what it takes."""

    def __init__(self, browser: Browser, site: Site) -> None:
        size = {"width": 1280, "height": 900}
        self.page: Page = browser.new_page(base_url=site.address, viewport=size)  # type: ignore[arg-type]  # as Playwright has it
        self.page.set_default_timeout(WAIT)
        self.page.goto("/")
        self.clicks = 0

    def search(self, first: date, last: date) -> None:
        """Fill in the days of the filter bar."""
        self.page.fill("input[name=from]", first.isoformat())
        self.page.fill("input[name=to]", last.isoformat())
        self.page.press("input[name=to]", "Enter")
        self.page.wait_for_url(re.compile(f"from={first}&to={last}"))

    def click(self, what: str) -> None:
        """Click something."""
        self.page.locator(what).first.click()
        self.clicks += 1

    def answer(self, where: str) -> str:
        """What the answer is read from, once it is found in time."""
        self.page.locator(where).first.wait_for()
        assert self.clicks <= CLICKS
        return self.page.locator(where).first.text_content() or ""


def richest(ledger: Ledger) -> Incident:
    """The incident that is told as news and whose wounded, claimants and deniers are known best."""

    def known(one: Incident) -> tuple[int, int]:
        stances = {said.stance for said in one.statements}
        told = [one.wounded, one.origin, Stance.CLAIMS in stances, Stance.DENIES in stances]
        return sum(map(bool, told)), len(one.claims)

    dated = (one for one in ledger.incidents() if is_main(one) and one.when.value.interval)
    return max(dated, key=known)


def test_how_many_were_hurt_who_says_so_who_claims_who_denies_and_where_from(
    browser: Browser, site: Site
) -> None:
    """One search by the day, one click on the line."""
    wanted = richest(site.ledger)
    days = wanted.when.value.interval
    assert days is not None
    walk = Walk(browser, site)
    walk.search(days.first, days.last)
    walk.click(f'a[data-open][href="/incidents/{wanted.id}"]')
    told = walk.answer(f'#sheet [data-id="{wanted.id}"]')
    for finding in filter(None, (wanted.wounded, wanted.killed)):
        assert figure_words(finding.value) in told
    speakers = {one.by for one in wanted.statements}
    assert all(name in told for name in speakers)
    assert all(who.name in told for who in wanted.perpetrators)
    if wanted.origin:
        assert wanted.origin.value.name in told or (wanted.origin.value.city or "") in told
    assert 0 < walk.page.locator("#sheet blockquote.said").count()
    walk.page.close()


def test_what_came_of_the_latest_attack(browser: Browser, site: Site) -> None:
    """It stands first, and is opened with one click."""
    walk = Walk(browser, site)
    walk.click("tr[data-row] a[data-open]")
    told = walk.answer("#sheet .findings")
    name = walk.page.locator("#sheet [data-id]").first.get_attribute("data-id") or ""
    latest = site.ledger.incident(name)
    assert "Killed" in told
    for finding in filter(None, (latest.killed, latest.wounded)):
        assert figure_words(finding.value) in told
    assert latest.damage is None or latest.damage.value in told
    walk.page.close()


def test_which_reports_are_copies(browser: Browser, site: Site) -> None:
    shelf = Copies({})
    for reading in site.ledger.readings():
        shelf.add(reading.document)
    walk = Walk(browser, site)
    walk.click('nav a[href="/sources"]')
    walk.click('a[href="/copies"]')
    told = walk.answer("main")
    names = site.ledger.names()
    titles = {r.document.report: r.document.title for r in site.ledger.readings()}
    for copy in shelf.all():
        for report in (copy.left, copy.right):
            assert (titles[report] or names[report][0]) in told
    walk.page.close()


def test_what_changed_since_yesterday(browser: Browser, site: Site) -> None:
    walk = Walk(browser, site)
    walk.click('nav a[href="/changes"]')
    walk.answer("main table")
    links = walk.page.locator('main th a[href^="/incidents/"]')
    assert min(200, len(site.ledger.incidents())) <= links.count()
    walk.page.close()
