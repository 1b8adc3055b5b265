"""What `dateline ingest --fetch` makes of feeds, sitemaps, lists and single addresses."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from acquire.fetching.servers import HERE, Page, Site, served
from acquire.samples import warc, zipped
from warcio.archiveiterator import ArchiveIterator

from dateline.record import Ledger

Run = Callable[..., Any]
TOWNS = ("Mosul", "Basra", "Kirkuk", "Ramadi")


def page_of(town: str) -> bytes:
    """A page of ours that reports an attack."""
    words = (
        f"A car bomb killed three people and wounded nine in the Iraqi city of {town} on Tuesday, "
        "March 2, 2021, police said. Nobody has claimed responsibility for the attack so far."
    )
    return (
        f"<!DOCTYPE html><html><head><title>Car bomb kills three in {town}</title></head><body>"
        f"<article><h1>Car bomb kills three in {town}</h1><p>{words}</p><p>The mayor of {town} "
        "asked residents to stay at home until the streets are safe again.</p></article></body>"
        "</html>"
    ).encode()


@pytest.fixture(name="site")
def _site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server with four reports, and lists of them of every kind."""
    with served() as site:
        monkeypatch.setenv("DATELINE_FETCH_ALLOW", f"{HERE}:{site.port}")
        urls = [site.at(f"/{town}") for town in TOWNS]
        for town in TOWNS:
            site.pages[f"/{town}"] = Page(page_of(town), headers={"ETag": f'"{town}"'})
        items = "".join(
            f"<item><title>Car bomb in {t}</title><link>{u}</link><description>A car bomb killed "
            f"people in {t} on March 2, 2021.</description></item>"
            for t, u in zip(TOWNS, urls, strict=True)
        )
        entries = "".join(
            f"<entry><title>{t}</title><id>{u}</id><link href='{u}'/><updated>2021-03-02T10:00:00Z"
            f"</updated><summary>A car bomb in {t} killed people.</summary></entry>"
            for t, u in zip(TOWNS, urls, strict=True)
        )
        places = "".join(f"<url><loc>{u}</loc><lastmod>2021-03-02</lastmod></url>" for u in urls)
        lists: dict[str, tuple[str, str | bytes]] = {
            "/rss": ("application/rss+xml", f"<rss><channel>{items}</channel></rss>"),
            "/atom": (
                "application/atom+xml",
                f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>",
            ),
            "/feed.json": (
                "application/feed+json",
                json.dumps({"version": "1", "items": [{"id": u, "url": u} for u in urls]}),
            ),
            "/sitemap.xml": ("application/xml", f"<urlset>{places}</urlset>"),
            "/map.xml.gz": (
                "application/gzip",
                gzip.compress(f"<urlset>{places}</urlset>".encode()),
            ),
            "/index.xml": (
                "text/xml",
                f"<sitemapindex><sitemap><loc>{urls[0]}</loc></sitemap></sitemapindex>".replace(
                    "/Mosul", "/sitemap.xml"
                ),
            ),
            "/feeds.opml": ("text/x-opml", f"<opml><outline xmlUrl='{site.at('/rss')}'/></opml>"),
            "/list.txt": ("text/plain", "\n".join(urls)),
            "/list.csv": ("text/csv", "link\n" + "\n".join(urls)),
            "/articles": (
                "application/json",
                json.dumps({"articles": [{"url": u, "title": "x", "seendate": "1"} for u in urls]}),
            ),
            "/20210302.export.CSV.zip": (
                "application/zip",
                zipped({"20210302.export.CSV": "\n".join("\t".join([*"x" * 60, u]) for u in urls)}),
            ),
            "/lastupdate.txt": (
                "text/plain",
                f"12 {'0a' * 16} {site.at('/20210302.export.CSV.zip')}\n",
            ),
            "/pages.warc.gz": (
                "application/octet-stream",
                b"".join(gzip.compress(warc(page_of(town))) for town in TOWNS),
            ),
        }
        for path, (kind, body) in lists.items():
            content = body.encode() if isinstance(body, str) else body
            site.pages[path] = Page(content, headers={"Content-Type": kind})
        yield site


@pytest.fixture(name="fetch")
def _fetch(dateline: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `ingest --fetch` without the pauses that a real host is owed."""
    monkeypatch.setattr("dateline.acquire.fetching.fetcher.Fetcher._pause", lambda *_: None)

    def run(*arguments: object) -> object:
        return dateline("ingest", "--fetch", *arguments)

    return run


def names() -> list[str]:
    """The names of the reports in the ledger."""
    with Ledger.open("dateline.db") as ledger:
        return sorted(report.name for report in ledger.reports())


# Each kind of list has tests of its own beside its reader; here one of each family is followed.
WAYS = [
    "/rss",
    "/sitemap.xml",
    "/list.csv",
    "/articles",
    "/20210302.export.CSV.zip",
    *(
        pytest.param(way, marks=pytest.mark.slow)
        for way in (
            "/atom",
            "/feed.json",
            "/map.xml.gz",
            "/index.xml",
            "/feeds.opml",
            "/list.txt",
            "/lastupdate.txt",
        )
    ),
]


@pytest.mark.parametrize("way", WAYS)
def test_the_reports_behind_a_list_are_fetched_and_recorded(
    fetch: Run, site: Site, way: str
) -> None:
    result = fetch(site.at(way))
    assert "4 found: 4 recorded, 0 already recorded, 0 set aside" in result.out
    assert sorted(site.at(f"/{town}") for town in TOWNS) == names()


def test_a_web_archive_is_read_by_its_address(fetch: Run, site: Site) -> None:
    assert "4 recorded" in fetch(site.at("/pages.warc.gz")).out


def test_single_addresses_are_fetched_beside_files(fetch: Run, site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Gunmen killed two soldiers in Tikrit on March 2, 2021.")
    out = fetch(site.at("/Mosul"), tmp_path / "a.txt", site.at("/Basra")).out
    assert "3 found: 3 recorded" in out


def test_a_local_list_of_links_is_fetched(fetch: Run, site: Site, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for town in TOWNS:
        words = f"[InternetShortcut]\r\nURL={site.at(f'/{town}')}\r\n"
        (tmp_path / "in" / f"{town}.url").write_text(words)
    assert "4 recorded" in fetch(tmp_path / "in").out


def test_nothing_is_fetched_twice(fetch: Run, site: Site) -> None:
    fetch(site.at("/atom"))
    asked = len(site.asked)
    out = fetch(site.at("/atom")).out
    assert "4 found: 0 recorded, 4 already recorded" in out
    assert ["/robots.txt", "/atom"] == site.asked[asked:]


def test_a_page_whose_server_says_that_it_is_as_it_was_is_not_sent_again(
    fetch: Run, site: Site
) -> None:
    fetch(site.at("/Mosul"))
    fetch(site.at("/Mosul"))
    assert '"Mosul"' == site.headers[-1]["If-None-Match"]


def test_a_page_that_a_list_says_has_changed_is_fetched_again(fetch: Run, site: Site) -> None:
    fetch(site.at("/sitemap.xml"))
    changed = site.pages["/sitemap.xml"].body.replace(b"2021-03-02", b"2021-03-03", 1)
    site.pages["/sitemap.xml"] = Page(changed, headers={"Content-Type": "application/xml"})
    site.pages["/Mosul"] = Page(page_of("Mosul").replace(b"three", b"four"))
    asked = len(site.asked)
    assert "1 recorded, 3 already recorded" in fetch(site.at("/sitemap.xml")).out
    assert ["/robots.txt", "/sitemap.xml", "/Mosul"] == site.asked[asked:]


def test_the_bytes_and_headers_are_kept_as_evidence(fetch: Run, site: Site) -> None:
    fetch(site.at("/Mosul"))
    (archive,) = Path("dateline.db.captures").glob("*.warc.gz")
    record = next(ArchiveIterator(io.BytesIO(archive.read_bytes())))
    digest = hashlib.sha256(page_of("Mosul")).hexdigest()
    assert page_of("Mosul") == record.content_stream().read()
    assert f"sha256:{digest}" == record.rec_headers.get_header("WARC-Payload-Digest")
    assert '"Mosul"' == record.http_headers.get_header("ETag")
    with Ledger.open("dateline.db") as ledger:
        (report,) = ledger.reports()
    assert (digest, site.at("/Mosul")) == (report.id, report.url)
    assert report.fetched is not None


def test_a_run_that_was_cut_off_goes_on_without_fetching_again(fetch: Run, site: Site) -> None:
    """As if the program had died between the fetch and the ledger."""
    fetch(site.at("/list.txt"))
    Path("dateline.db").unlink()
    with sqlite3.connect("dateline.db.captures/captures.db") as state:
        state.execute("UPDATE capture SET is_settled = 0")
    state.close()
    asked = len(site.asked)
    assert "4 recorded" in fetch(site.at("/list.txt")).out
    assert asked == len(site.asked)


def test_a_torn_end_of_the_evidence_costs_nothing(fetch: Run, site: Site) -> None:
    fetch(site.at("/Mosul"))
    (archive,) = Path("dateline.db.captures").glob("*.warc.gz")
    with archive.open("ab") as stream:
        stream.write(b"\x1f\x8b torn")
    fetch(site.at("/Basra"))
    assert 2 == len(list(ArchiveIterator(io.BytesIO(archive.read_bytes()))))


def test_what_cannot_be_fetched_is_set_aside_with_its_reason(fetch: Run, site: Site) -> None:
    del site.pages["/Basra"]
    out = fetch(site.at("/list.txt")).out
    assert "4 found: 3 recorded, 0 already recorded, 1 set aside" in out
    assert f"1 x expected a page, found status 404: {site.at('/Basra')}" in out


def test_an_entry_of_a_feed_whose_page_is_gone_is_read_as_the_feed_has_it(
    fetch: Run, site: Site
) -> None:
    del site.pages["/Basra"]
    out = fetch(site.at("/rss")).out
    assert "4 recorded" in out
    assert "found status 404" in out


def test_without_fetch_the_addresses_are_counted(dateline: Run, site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n".join(f"https://news.example/{n}" for n in range(12)))
    out = dateline("ingest", tmp_path / "a.txt").out
    assert "expected a report, found 12 addresses; add --fetch to fetch them: a.txt" in out
    result = dateline("ingest", site.at("/rss"))
    assert (2, "") == (result.status, result.out)
    assert "found 1 address; add --fetch" in result.err
    assert [] == site.asked


def test_an_address_in_a_private_network_is_set_aside_and_nothing_is_sent(
    fetch: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_FETCH_ALLOW", f"other.example:{site.port}")
    out = fetch(site.at("/Mosul"), "http://192.168.0.1/", "http://localhost/").out
    assert "3 set aside" in out
    assert "in a private or reserved network" in out
    assert [] == site.asked
