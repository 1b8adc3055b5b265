"""Nothing serious that axe-core finds, in light and dark, from left and from right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from web.assets import bring_checker

from dateline import pipeline
from dateline.acquire import acquire
from dateline.demo import REPORTS
from dateline.record import Ledger
from dateline.record.reviews import KeptEntry
from dateline.types import SetAside

from .browsing import ABSENT, BROWSER, Site, chromium, serve_with_accounts

pytestmark = [pytest.mark.slow, pytest.mark.skipif(BROWSER is None, reason=ABSENT)]

GRAVE = ("serious", "critical")
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .map(v => [v.impact, v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)])"""


@pytest.fixture(name="checker", scope="module")
def _checker(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of axe-core."""
    try:
        return bring_checker(tmp_path_factory.mktemp("axe")).read_text("utf-8")
    except RuntimeError as error:
        pytest.skip(f"axe-core cannot be had here: {error}")


@pytest.fixture(name="site", scope="module")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration, served."""
    folder: Path = tmp_path_factory.mktemp("axe")
    with Ledger.open(str(folder / "demo.db"), create=True) as ledger:
        list(pipeline.ingest(ledger, ledger.unread(acquire((REPORTS,))), workers=1))
        pipeline.renew(ledger)
        ledger.keep_entry(KeptEntry("search", "bombs", "?kind=bombing", "A", ""))
        ledger.set_aside(SetAside("a.html", "clean", "expected an article, found no page"))
        with serve_with_accounts(ledger, folder) as site:
            yield site


def addresses_of(site: Site) -> tuple[str, ...]:
    """Every page, with an incident and a report of those served."""
    incident = max(site.ledger.incidents(), key=lambda one: len(one.claims))
    other = next(one for one in site.ledger.incidents() if one.id != incident.id)
    report = incident.tellings[0].report
    return (
        *("/", f"/incidents/{incident.id}", f"/reports/{report}", "/review", "/contradictions"),
        *("/accuracy", "/sources", "/searches", "/jobs", "/settings", "/review/bulk"),
        *("/users", "/tokens", "/copies", "/changes?since=0", "/login"),
        f"/compare?left={incident.id}&right={other.id}",
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_is_wider_than_a_phone(site: Site, language: str) -> None:
    wide = []
    with chromium() as browser:
        context = browser.new_context(
            base_url=site.address,
            extra_http_headers=dict(site.headers),
            viewport={"width": 390, "height": 780},
        )
        context.add_cookies([{"name": "language", "value": language, "url": site.address}])
        page = context.new_page()
        for address in addresses_of(site):
            page.goto(address)
            wide += [address] if page.evaluate(WIDER) else []
        context.close()
    assert [] == wide


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_serious_is_found(site: Site, checker: str, theme: str, language: str) -> None:
    found = []
    with chromium() as browser:
        context = browser.new_context(
            base_url=site.address, bypass_csp=True, extra_http_headers=dict(site.headers)
        )
        for name, value in (("theme", theme), ("language", language), ("reviewer", "A")):
            context.add_cookies([{"name": name, "value": value, "url": site.address}])
        page = context.new_page()
        for address in addresses_of(site):
            page.goto(address)
            page.wait_for_timeout(150)  # what htmx brings, and the map
            page.add_script_tag(content=checker)
            grave = [one for one in page.evaluate(RUN) if one[0] in GRAVE]
            found += [(address, *one) for one in grave]
        context.close()
    assert [] == found
