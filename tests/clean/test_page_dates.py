"""The date of a page is the one beside its headline, and its text is read however short it is."""

from __future__ import annotations

import hashlib

import pytest

from dateline.clean import clean_report
from dateline.types import BlockKind, Document, Report

HEADLINE = "Five labourers killed in Gao"
SENTENCE = "A mine killed five labourers on a road near Gao on Monday, the governor said."
MORE = (
    "<p>"
    + "Nobody has claimed the attack, and the road has been closed to all traffic. " * 4
    + "</p>"
)
TIME = '<time datetime="{0}">{0}</time>'


def cleaned(body: str) -> Document:
    """A page with this body made readable."""
    data = f"<html><head><title>{HEADLINE}</title></head><body>{body}</body></html>".encode()
    return clean_report(Report(hashlib.sha256(data).hexdigest(), "a", data, "text/html"))


def story(above: str = "", beside: str = "", *, more: str = MORE) -> str:
    """A story with something between its headline and its text, and something beside it."""
    text = f"<h1>{HEADLINE}</h1>{above}<p>{SENTENCE}</p>{more}"
    return f"<main><article>{text}</article></main>{beside}"


@pytest.mark.parametrize(
    ("body", "day"),
    [
        (story(TIME.format("2019-04-22")), "2019-04-22"),
        (story('<p class="post-date">22 April 2019</p>'), "2019-04-22"),
        (story('<div class="meta">By Ann Person | April 22, 2019</div>'), "2019-04-22"),
        (
            story('<div class="byline">Updated 11 January 2023, posted 22 April 2019</div>'),
            "2019-04-22",
        ),
        (
            story(
                '<time class="updated" datetime="2023-01-11">x</time>' + TIME.format("2019-04-22")
            ),
            "2019-04-22",
        ),
        (story("", "<aside>" + TIME.format("2023-01-11") + "</aside>"), None),
        (story("", '<div class="sidebar">' + TIME.format("2023-01-11") + "</div>"), None),
        (story("", '<ul class="ticker"><li class="date">11 January 2023</li></ul>'), None),
        (story("", '<div class="related-posts"><p class="date">11 January 2023</p></div>'), None),
        ("<nav>" + TIME.format("2023-01-11") + "</nav>" + story(), None),
        (story("", "<footer><p class='date'>11 January 2023</p></footer>"), None),
    ],
)
def test_only_what_stands_beside_the_headline_dates_a_page(body: str, day: str | None) -> None:
    interval = cleaned(body).created.interval
    assert day == (interval.first.isoformat() if interval else None)


@pytest.mark.parametrize("more", [MORE, ""])
def test_a_page_of_a_sentence_is_read_under_its_headline(more: str) -> None:
    document = cleaned(story(more=more))
    body = [b for b in document.blocks if b.kind is BlockKind.BODY]
    assert HEADLINE == document.title
    assert any(SENTENCE in document.text[b.span.start : b.span.end] for b in body)


def test_links_beside_a_short_page_are_not_its_text() -> None:
    links = "".join(f'<li><a href="/{n}">Gunmen kill {n} in Jos</a></li>' for n in range(20, 30))
    document = cleaned(story("", f"<ul class='latest'>{links}</ul>", more=""))
    assert HEADLINE == document.title
    assert "kill 25 in Jos" not in document.text


def test_a_time_that_no_clock_shows_costs_no_report() -> None:
    stamp = '<meta property="article:published_time" content="2021-03-04T08:00:00+48:00">'
    linked = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
    document = cleaned(stamp + linked + story(TIME.format("2019-04-22T08:00:00+48:00")))
    assert SENTENCE in document.text
    assert document.text.startswith(HEADLINE)
