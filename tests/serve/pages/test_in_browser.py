"""The pages as a real browser shows them: keys, sheets, what is followed and back, and no harm.

Left out where there is no Chromium (`apt-get install chromium`) or no Playwright.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline import pipeline
from dateline.acquire import acquire
from dateline.cli.service import ledger_service
from dateline.demo import REPORTS
from dateline.record import Ledger
from dateline.types import JudgementKind

from .browsing import ABSENT, BROWSER, Site, chromium, serve_site, watch_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = [pytest.mark.slow, pytest.mark.skipif(BROWSER is None, reason=ABSENT)]

MANY = 20  # questions that are answered by keyboard alone
MORE = {
    "mosul.txt": "Gunmen killed two soldiers in Mosul on March 2, 2021, police said.",
    "nairobi.txt": "A bomb wounded seven people at a market in Nairobi on February 3, 2021.",
}
WAIT = 10_000  # milliseconds


@pytest.fixture(name="read", scope="module")
def _read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the reports of the demonstration, each of which names an outlet."""
    folder = tmp_path_factory.mktemp("browser")
    for name, text in MORE.items():
        (folder / name).write_text(text)
    path = folder / "demo.db"
    with Ledger.open(str(path), create=True) as ledger:
        arrivals = acquire((REPORTS, *(folder / name for name in MORE)))
        list(pipeline.ingest(ledger, ledger.unread(arrivals), workers=1))
        pipeline.renew(ledger)
    return path


@pytest.fixture(name="site")
def _site(read: Path, tmp_path: Path) -> Iterator[Site]:
    """The ledger served on a free port, in a copy that the test may write to."""
    path = tmp_path / "demo.db"
    shutil.copy(read, path)
    with Ledger.open(str(path)) as ledger, serve_site(ledger) as site:
        yield site


@pytest.fixture(name="browser", scope="module")
def _browser() -> Iterator[Browser]:
    """Chromium, once for all tests."""
    with chromium() as browser:
        yield browser


@pytest.fixture(name="page")
def _page(browser: Browser, site: Site) -> Iterator[Page]:
    """A page whose requests and complaints are kept."""
    context = browser.new_context(base_url=site.address, viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "reviewer", "value": "A.%20Coder", "url": site.address}])
    page = context.new_page()
    page.set_default_timeout(WAIT)
    asked, complaints = watch_page(page)
    yield page
    assert [] == [url for url in asked if not url.startswith((site.address, "data:", "blob:"))]
    assert [] == complaints
    context.close()


def until(page: Page, condition: str) -> None:
    """Wait for a condition; the pages' policy lets no browser evaluate a string by itself."""
    left = time.monotonic() + WAIT / 1000
    while not page.evaluate(condition):
        assert time.monotonic() < left, condition
        page.wait_for_timeout(10)


def test_the_filter_bar_changes_the_table_without_a_new_page(page: Page) -> None:
    page.goto("/")
    page.evaluate("window.kept = 1")
    page.select_option("select[name=kind]", "suicide_bombing")
    until(page, "document.querySelectorAll('tr[data-row]').length === 2")
    assert "kind=suicide_bombing" in page.url
    assert 1 == page.evaluate("window.kept")
    page.go_back()
    until(page, "document.querySelectorAll('tr[data-row]').length > 2")


def test_filters_that_are_set_quickly_all_count_on_a_slow_service(page: Page) -> None:
    page.goto("/")

    def slowly(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/?text=*", slowly)
    page.select_option("select[name=kind]", "suicide_bombing")
    page.select_option("select[name=role]", "all")
    page.select_option("select[name=grade]", "fair")
    page.fill("input[name=from]", "2001-01-01")
    until(page, "location.search.includes('from=2001')")
    assert "kind=suicide_bombing" in page.url
    assert "grade=fair" in page.url
    page.unroute_all(behavior="ignoreErrors")


def test_the_map_shows_points_with_names(page: Page) -> None:
    page.goto("/")
    page.wait_for_selector(".pin-name")
    assert "Kabul" in page.locator(".pin-name").all_inner_texts()


def test_a_row_opens_its_sheet_and_escape_leads_back(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    opener = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    page.wait_for_selector("#sheet h1")
    assert opener.endswith(page.get_attribute("#sheet #incident", "data-id"))
    page.keyboard.press("Escape")
    assert 0 == page.locator("#sheet h1").count()
    assert opener == page.evaluate("document.activeElement.getAttribute('href')")


def test_a_tapped_row_shows_its_sheet_on_a_phone(browser: Browser, site: Site) -> None:
    context = browser.new_context(
        base_url=site.address, viewport={"width": 390, "height": 800}, has_touch=True
    )
    page = context.new_page()
    page.goto("/")
    page.locator("tr[data-row] td").first.tap()
    page.wait_for_selector("#sheet h1")
    assert page.locator("#sheet h1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_a_value_is_followed_to_its_sentence_and_back(page: Page, site: Site) -> None:
    incident = max(site.ledger.incidents(), key=lambda one: len(one.claims))
    page.goto(f"/incidents/{incident.id}")
    page.click("#f-killed .answer a")
    page.wait_for_selector("mark.now")
    words = page.locator("mark.now").first.inner_text()
    assert words
    page.locator("mark.now a").first.click()
    assert "#v-" in page.url
    page.locator(".value:target a", has_text="incident").first.click()
    page.wait_for_selector("#incident")
    assert incident.id in page.url


def test_questions_are_answered_by_keyboard_alone(page: Page, site: Site) -> None:
    page.goto("/review?role=all")
    seen, waited = [], []
    for at in range(MANY):
        item = page.get_attribute("#card", "data-item")
        assert item is not None
        seen.append(item)
        begun = time.perf_counter()
        page.keyboard.press("y" if at % 3 else "u")
        until(page, f"document.querySelector('#card')?.dataset.item !== {json.dumps(item)}")
        waited.append(time.perf_counter() - begun)
    assert MANY == len(set(seen))
    answers = site.ledger.review_answers()
    assert seen == [one.item for one in answers]
    assert {"A. Coder"} == {one.by for one in answers}
    assert all(one.seconds > 0 for one in answers)
    made = [one.judgement for one in answers if one.judgement]
    assert made == [judgement.id for judgement in site.ledger.judgements()]
    assert made
    assert sorted(waited)[len(waited) // 2] < 1.0  # a busy machine; the benchmark has the figure


def test_a_key_held_down_decides_once(page: Page, site: Site) -> None:
    page.goto("/review?role=all")
    item = page.get_attribute("#card", "data-item")
    for _ in range(6):
        page.keyboard.down("y")
    page.keyboard.up("y")
    until(page, f"document.querySelector('#card')?.dataset.item !== {json.dumps(item)}")
    page.wait_for_timeout(300)
    assert [item] == [one.item for one in site.ledger.review_answers()]


def test_undo_has_no_end(page: Page, site: Site) -> None:
    page.goto("/review?role=all")
    seen = [answered(page, "y") for _ in range(4)]
    for item in reversed(seen):
        before = page.get_attribute("#card", "data-item")
        page.keyboard.press("z")
        until(page, f"document.querySelector('#card')?.dataset.item === {json.dumps(item)}")
        assert before != item
    assert () == site.ledger.judgements()


def answered(page: Page, key: str) -> str:
    """Answer a question with a key; gives the question."""
    item = page.get_attribute("#card", "data-item") or ""
    page.keyboard.press(key)
    until(page, f"document.querySelector('#card')?.dataset.item !== {json.dumps(item)}")
    return item


def test_keys_do_nothing_while_somebody_types(page: Page, site: Site) -> None:
    page.goto("/review?role=all")
    page.keyboard.press("m")
    page.keyboard.type("yes, undo z")
    assert "yes, undo z" == page.input_value("input[name=comment]")
    assert () == site.ledger.review_answers()


def test_a_report_is_split_off_by_dragging_it(page: Page, site: Site) -> None:
    """What is dropped opens its form: nothing is decided without a reason."""
    before = site.ledger.incidents()
    told = max(before, key=lambda each: len(each.tellings))
    page.goto(f"/incidents/{told.id}")
    page.locator("tr[data-splits] td.number").first.drag_to(page.locator("[data-drop]"))
    assert "reason" == page.evaluate("document.activeElement.name")
    assert before == site.ledger.incidents()
    page.keyboard.type("another blast")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert len(before) + 1 == len(site.ledger.incidents())


def test_a_file_is_read_from_the_page_of_jobs(browser: Browser, read: Path, tmp_path: Path) -> None:
    """A name that cannot be used is refused in a sentence; a good one becomes a job that ends."""
    path, sent = tmp_path / "demo.db", tmp_path / "erbil.txt"
    shutil.copy(read, path)
    sent.write_text("A bomb killed nine people in Erbil on May 4, 2021, police said.")
    with Ledger.open(str(path)) as ledger:
        service = ledger_service(ledger, "demo.db", jobs=tmp_path / "jobs")
        with serve_site(ledger, service) as site:
            page = browser.new_page(base_url=site.address)
            page.set_default_timeout(WAIT)
            page.goto("/jobs")
            file = {"name": "a%?.txt", "mimeType": "text/plain", "buffer": sent.read_bytes()}
            page.set_input_files("input[type=file]", file)  # type: ignore[arg-type]  # as it takes it
            page.click("text=Read it")
            page.wait_for_selector("[role=alert]:has-text('expected a plain file name')")
            page.set_input_files("input[type=file]", sent)
            page.click("text=Read it")
            page.wait_for_selector("#own-jobs:has-text('is done')", timeout=6 * WAIT)
            assert {"erbil.txt"} <= {name for names in ledger.names().values() for name in names}
            page.close()
        assert service.jobs
        service.jobs.close()


def test_merge_split_strike_and_undo(page: Page, site: Site) -> None:
    ledger = site.ledger
    before = ledger.incidents()
    one, other = before[0], before[1]
    page.goto(f"/compare?left={one.id}&right={other.id}")
    page.fill("input[name=reason]", "one night")
    page.click("text=Decide")
    page.wait_for_selector("#incident")
    assert len(before) - 1 == len(ledger.incidents())
    page.click("button:has-text('Undo')")
    page.wait_for_selector("text=undone")
    assert before == ledger.incidents()
    told = max(before, key=lambda each: len(each.tellings))
    page.goto(f"/incidents/{told.id}")
    page.locator("summary:has-text('Split off')").first.click()
    page.locator("details[open] form:has(button:has-text('Split off')) input[name=reason]").fill(
        "two"
    )
    page.locator("details[open] button:has-text('Split off')").first.click()
    page.wait_for_selector("#incident")
    assert len(before) + 1 == len(ledger.incidents())
    page.goto(f"/incidents/{told.id}")
    page.locator("#f-killed .strike summary").first.click()
    page.locator("#f-killed .strike[open] input[name=reason]").first.fill("another attack")
    page.locator("#f-killed .strike[open] button").first.click()
    page.wait_for_load_state()
    assert JudgementKind.STRIKE in {judgement.kind for judgement in ledger.judgements()}


def test_an_accusation_is_corrected(page: Page, site: Site) -> None:
    accused = next(one for one in site.ledger.incidents() if one.perpetrators)
    name = accused.perpetrators[0].name
    page.goto(f"/incidents/{accused.id}")
    page.locator("#f-actor-1 summary:has-text('Correct')").click()
    page.locator("#f-actor-1 input[name=value]").fill("none")
    page.locator("#f-actor-1 .correct input[name=reason]").last.fill("nobody said so")
    page.locator("#f-actor-1 button:has-text('Correct')").click()
    page.wait_for_selector("#incident")
    left = [who.name for who in site.ledger.incident(accused.id).perpetrators]
    assert name not in left


def test_what_is_filtered_is_what_is_exported(page: Page) -> None:
    page.goto("/?kind=bombing&kind=drone_strike")
    shown = page.evaluate(
        "[...document.querySelectorAll('a[data-open]')].map(a => a.href.split('/').at(-1)).sort()"
    )
    page.click("summary:has-text('Export these')")
    with page.expect_download() as waiting:
        page.click("a[href^='/export/jsonl']")
    lines = Path(waiting.value.path()).read_text("utf-8").splitlines()
    assert shown == sorted(json.loads(line)["id"] for line in lines)
    assert shown


def test_a_sample_is_judged_blind(page: Page, site: Site) -> None:
    page.goto("/accuracy")
    page.fill("form:has(input[value=sample]) input[name=name]", "first")
    page.fill("input[name=size]", "5")
    page.click("text=Draw and begin")
    page.wait_for_selector(".covered")
    assert 0 == page.locator("#card mark").count()
    for _ in range(5):
        page.keyboard.press("o")
        page.wait_for_selector("#card button[value=yes]")
        answered(page, "y")
    answers = site.ledger.review_answers()
    assert all(one.blind and one.opened and one.sample == "first" for one in answers)
    page.goto("/accuracy?sample=first")
    assert "5/5" in page.inner_text("details[open] summary")
