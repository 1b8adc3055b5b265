"""Pages read the fast way: their text, their title, their day, and the way back to the source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dateline.acquire.files import Capture
from dateline.acquire.pages import page_report
from dateline.clean import clean_report
from dateline.clean.media import page_of
from dateline.errors import UnreadableError
from dateline.types import Report

FIRST = "Gunmen killed two soldiers at a checkpoint in Mosul on Tuesday, police said."
SECOND = "The attackers fled in a white car, and nobody has said that it was theirs."
PAGE = f"""<!doctype html><html><head><title>Two killed - Example News</title>
<meta property="og:title" content="Two soldiers killed in Mosul">
<script type="application/ld+json">{{"text": "{FIRST}"}}</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Two soldiers killed in Mosul</h1><p class="date">2 March 2021</p>
<p>{FIRST}</p><p>{SECOND}</p></article>
<footer>All rights reserved. Follow us.</footer></body></html>"""


def report(page: str) -> Report:
    """A page as a report."""
    found = page_report(page.encode(), "page.html", Capture())
    return next(item for item in found if isinstance(item, Report))


def test_a_page_has_its_text_and_title_and_leads_back_to_its_source() -> None:
    page = page_of(report(PAGE), fast_pages=True)
    assert "Two soldiers killed in Mosul" == page.title
    assert FIRST in page.text
    assert SECOND in page.text
    assert "Home" not in page.text
    assert "Follow us" not in page.text
    led = {page.text[s.span.start : s.span.end]: s.source for s in page.origin}
    assert {FIRST, SECOND} <= set(led)
    assert all(PAGE[at : at + len(words)] == words for words, at in led.items())
    assert PAGE.index("<p>" + FIRST) + 3 == led[FIRST]  # and not in the linked data


def test_the_day_beside_the_headline_is_found() -> None:
    document = clean_report(report(PAGE), fast_pages=True)
    assert document.created.interval is not None
    assert date(2021, 3, 2) == document.created.interval.first


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<h1>One headline</h1>", "One headline"),
        ("<title>Of the window</title><h1>One</h1><h1>Two</h1>", "Of the window"),
        ('<meta property="og:title" content="  "><h1>One headline</h1>', "One headline"),
        ("<p></p>", None),
    ],
)
def test_a_title_is_the_shared_one_else_the_only_headline_else_the_windows(
    page: str, title: str | None
) -> None:
    body = f"<article><p>{FIRST}</p><p>{SECOND}</p></article>"
    assert title == page_of(report(f"<html>{page}{body}"), fast_pages=True).title


def test_a_page_without_text_or_with_a_flood_is_refused() -> None:
    for page in ("<html><body></body></html>", "<html>" + "<b>" * 200_001):
        with pytest.raises(UnreadableError):
            page_of(report(page), fast_pages=True)


def test_ingest_reads_pages_the_fast_way_if_told_to(
    dateline: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    monkeypatch.setattr("dateline.clean.media.extract_page", None)  # it would fail on it
    assert "1 recorded" in dateline("ingest", "--fast-pages", tmp_path / "page.html").out
    monkeypatch.setenv("DATELINE_FAST_PAGES", "1")
    again = dateline("ingest", "--again", tmp_path / "page.html")
    assert "1 recorded" in again.out
