"""What a page declares about itself is kept with it; what may be anybody's is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.acquire import acquire
from dateline.acquire.metadata import declared_facts
from dateline.acquire.rows import certain_day
from dateline.types import Remark, Report

TEXT = "Gunmen shot dead two shopkeepers in the harbour town on Monday, police said."
PUBLISHED = date(2019, 4, 22)
LINKED = '<script type="application/ld+json">%s</script>'
ARTICLE = '{"@type": "NewsArticle", "headline": "A", "datePublished": "2019-04-22T08:00:00Z"%s}'


def page(head: str, body: str = "") -> str:
    """A page with this head."""
    return f"<html><head>{head}</head><body><article><p>{TEXT}</p></article>{body}</body></html>"


TWO = f"[{ARTICLE % ''}, {ARTICLE.replace(chr(34) + 'A', chr(34) + 'B') % ''}]"


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        (LINKED % (ARTICLE % ""), "", PUBLISHED),
        (LINKED % (ARTICLE % ', "dateModified": "2023-01-11"'), "", PUBLISHED),
        (LINKED % f'{{"@graph": [{ARTICLE % ""}, {{"@type": "Person"}}]}}', "", PUBLISHED),
        ('<meta property="article:published_time" content="2019-04-22">', "", PUBLISHED),
        ("<meta content='22 April 2019' name='pubdate'/>", "", PUBLISHED),
        ('<META NAME="DC.date.issued" CONTENT="2019-04-22">', "", PUBLISHED),
        ("", '<time itemprop="datePublished" datetime="2019-04-22">x</time>', PUBLISHED),
        (
            '<meta property="article:published" itemprop="dateCreated" content="2019-04-22">',
            "",
            PUBLISHED,
        ),
        ('<meta itemprop="dateCreated datePublished" content="2019-04-22">', "", PUBLISHED),
        ('<meta property="article:modified_time" content="2023-01-11">', "", None),
        ('<meta property="article:modified" content="2023-01-11">', "", None),
        ("", '<aside><time datetime="2023-01-11">11 January</time></aside>', None),
        (LINKED % TWO, "", None),
        (LINKED % "{broken", "", None),
        ('<meta name="date" content="soon">', "", None),
        ('<meta name="date" content="05/06/2019">', "", None),
    ],
)
def test_the_day_of_publication_is_the_declared_one(head: str, body: str, day: date | None) -> None:
    assert day == certain_day(declared_facts(page(head, body)).published)


def test_first_published_and_last_updated_are_kept_apart() -> None:
    facts = declared_facts(page(LINKED % (ARTICLE % ', "dateModified": "2023-01-11"')))
    assert facts.published is not None
    assert facts.updated is not None
    assert date(2019, 4, 22) == facts.published.days[0].first
    assert date(2023, 1, 11) == facts.updated.days[0].first


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ('<meta property="og:site_name" content="The Post &amp; Times">', "The Post & Times"),
        (LINKED % (ARTICLE % ', "publisher": {"name": "The Post"}'), "The Post"),
        (LINKED % (ARTICLE % ', "publisher": [{"name": "The Post"}]'), "The Post"),
        ('<meta property="og:site_name" content="https://post.example">', ""),
        ("", ""),
    ],
)
def test_the_outlet_is_the_declared_one(head: str, outlet: str) -> None:
    assert outlet == declared_facts(page(head)).outlet


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://p.example/a">', "https://p.example/a"),
        ('<link href="/a" rel="canonical">', "https://found.example/a"),
        ('<meta property="og:url" content="https://p.example/a">', "https://p.example/a"),
        ('<link rel="canonical" href="https://p.example/">', "https://found.example/x"),
        ('<link rel="canonical" href="javascript:alert(1)">', "https://found.example/x"),
        ('<link rel="canonical" href="http://[broken">', "https://found.example/x"),
        ("", "https://found.example/x"),
    ],
)
def test_the_address_is_the_canonical_one(head: str, address: str) -> None:
    assert address == declared_facts(page(head), "https://found.example/x").url


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("windows-1254", "Şırnak"),
        ("iso-8859-9", "Şırnak"),
        ("windows-1250", "Łódź"),
        ("windows-1251", "Донецк"),
        ("iso-8859-1", "“Café”"),
        ("utf-8", "Şırnak"),
    ],
)
@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="{}">',
        '<meta http-equiv="Content-Type" content="text/html; charset={}">',
        "<META charset={}>",
    ],
)
def test_a_declared_charset_is_honoured(
    charset: str, words: str, declaration: str, tmp_path: Path
) -> None:
    source = page(declaration.format(charset), f"<p>{words}</p>")
    meant = {"iso-8859-1": "cp1252"}.get(charset, charset)
    (tmp_path / "a.html").write_bytes(source.encode(meant))
    (report,) = acquire([tmp_path / "a.html"])
    assert isinstance(report, Report)
    assert words in report.content.decode(report.encoding)


def test_a_charset_that_the_bytes_contradict_is_not_believed(tmp_path: Path) -> None:
    source = page('<meta charset="windows-1254">', "<p>Şırnak, Łódź</p>")
    (tmp_path / "a.html").write_bytes(source.encode())
    (report,) = acquire([tmp_path / "a.html"])
    assert isinstance(report, Report)
    assert "Şırnak, Łódź" in report.content.decode(report.encoding)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("“Café”".encode("cp1252"), "Windows-1252"),
        ("“No,” he said. They don’t know.".encode("mac_roman"), "Mac Roman"),
        ("They don’t know.".encode().decode("cp1252").encode(), "twice"),
        ("Łódź, Kraków, Gdańsk".encode() + b" caf\xe9", "1 stray byte"),
    ],
)
def test_an_encoding_that_had_to_be_found_out_is_said(
    content: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode() + b"\n\n" + content)
    remarks = [each.text for each in acquire([tmp_path / "a.txt"]) if isinstance(each, Remark)]
    assert len(remarks) == 1
    assert said in remarks[0]


@pytest.mark.parametrize(
    "flood",
    ["<script application/ld+json>", "<meta ", "<meta a=b ", "<link rel=canonical href=", "[{"],
)
def test_a_flood_of_openings_declares_nothing(flood: str) -> None:
    facts = declared_facts(flood * 100_000)
    assert ("", "", None) == (facts.url, facts.outlet, facts.published)
