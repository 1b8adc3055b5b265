"""How fetching behaves towards servers, and what it does about those that misbehave."""

from __future__ import annotations

import gzip
import socket
import time
import tracemalloc
import zlib
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler

import brotli
import pytest

from acquire.fetching.servers import Page, allowing, served
from dateline.acquire.fetching import Fetcher, FetchRules, Reach, Validators
from dateline.errors import FetchError

SPACE = b" " * 300_000_000
BUSY = 0.9  # seconds that a request may take on a busy machine


def test_what_robots_txt_forbids_is_not_fetched() -> None:
    robots = b"User-agent: *\nDisallow: /private/\n\nUser-agent: Dateline\nDisallow: /not-us/\n"
    with served({"/robots.txt": Page(robots), "/a": Page(b"a"), "/private/b": Page(b"b")}) as site:
        fetcher = allowing(site)
        assert b"a" == fetcher.fetch(site.at("/a")).body
        assert b"b" == fetcher.fetch(site.at("/private/b")).body  # its own group goes first
        with pytest.raises(FetchError, match=r"robots\.txt allows, found one it forbids"):
            fetcher.fetch(site.at("/not-us/c"))
        assert ["/robots.txt", "/a", "/private/b"] == site.asked


def test_robots_txt_counts_for_the_page_that_a_redirect_leads_to() -> None:
    robots = Page(b"User-agent: *\nDisallow: /hidden")
    leads = Page(status=302, headers={"Location": "/hidden"})
    with served({"/robots.txt": robots, "/": leads, "/hidden": Page(b"x")}) as site:
        with pytest.raises(FetchError, match="one it forbids"):
            allowing(site).fetch(site.at())
        assert ["/"] == site.pages_asked


@pytest.mark.parametrize(("status", "is_fetched"), [(404, True), (403, True), (500, False)])
def test_a_host_that_cannot_say_what_it_allows_is_left_alone(
    status: int, *, is_fetched: bool
) -> None:
    with served({"/robots.txt": Page(status=status), "/": Page(b"a")}) as site:
        fetcher = allowing(site)
        if is_fetched:
            assert b"a" == fetcher.fetch(site.at()).body
        else:
            with pytest.raises(FetchError, match="status 500"):
                fetcher.fetch(site.at())
        assert (["/"] if is_fetched else []) == site.pages_asked


@pytest.mark.parametrize(("robots", "pause"), [(b"", 1.0), (b"User-agent: *\nCrawl-delay: 7", 7.0)])
def test_requests_to_one_host_keep_a_pace(robots: bytes, pause: float) -> None:
    slept: list[float] = []
    with served({"/robots.txt": Page(robots), "/": Page(b"a")}) as site:
        reach = Reach(allowed=[f"127.0.0.1:{site.port}"])
        fetcher = Fetcher(FetchRules(reach), sleep=slept.append)
        for _ in range(3):
            fetcher.fetch(site.at())
    assert 3 == len(slept)
    assert pause - BUSY < slept[-1] <= pause  # what the request took is waited already


def test_a_page_that_is_as_it_was_comes_without_its_bytes() -> None:
    with served({"/": Page(b"a", headers={"ETag": '"1"', "Content-Type": "text/html"})}) as site:
        fetcher = allowing(site)
        first = fetcher.fetch(site.at())
        again = fetcher.fetch(site.at(), Validators(first.header("etag")))
        assert (b"a", False) == (first.body, first.is_unchanged)
        assert (b"", True) == (again.body, again.is_unchanged)


def test_a_server_in_trouble_is_asked_again_a_little_later() -> None:
    tries = iter([503, 502, 200])

    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(next(tries))
        handler.send_header("Content-Length", "1")
        handler.end_headers()
        handler.wfile.write(b"a")

    with served({"/": Page(act=act)}) as site:
        assert b"a" == allowing(site).fetch(site.at()).body
        assert 3 == len(site.pages_asked)


def test_a_server_that_asks_to_wait_is_waited_for_unless_it_asks_too_much() -> None:
    slept: list[float] = []
    with served() as site:
        site.pages["/soon"] = Page(status=429, headers={"Retry-After": "5"})
        site.pages["/late"] = Page(status=503, headers={"Retry-After": "86400"})
        fetcher = allowing(site)
        fetcher.sleep = slept.append
        with pytest.raises(FetchError, match="status 429"):
            fetcher.fetch(site.at("/soon"))
        assert [5.0, 10.0] == slept
        with pytest.raises(FetchError, match="status 503"):
            fetcher.fetch(site.at("/late"))
        assert 1 == site.asked.count("/late")


def test_a_host_that_keeps_failing_is_left_alone() -> None:
    with served({"/": Page(status=500)}) as site:
        fetcher = allowing(site, retries=1)
        for _ in range(3):
            with pytest.raises(FetchError, match="status 500"):
                fetcher.fetch(site.at())
        with pytest.raises(FetchError, match="failed 5 times"):
            fetcher.fetch(site.at())
        assert 5 == len(site.pages_asked)


def test_a_missing_page_is_not_asked_for_twice() -> None:
    with served() as site:
        with pytest.raises(FetchError, match="status 404"):
            allowing(site).fetch(site.at())
        assert ["/"] == site.pages_asked


def trickle(handler: BaseHTTPRequestHandler) -> None:
    """Send headers, one byte at a time, for ever."""
    try:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            handler.wfile.write(b"X")
            handler.wfile.flush()
            time.sleep(0.02)
    except OSError:
        return


def trickle_body(handler: BaseHTTPRequestHandler) -> None:
    """Send a page, one byte at a time, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    try:
        while True:
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.02)
    except OSError:
        return


def silence(handler: BaseHTTPRequestHandler) -> None:
    """Say nothing for longer than anybody waits."""
    del handler
    time.sleep(4.0)


@pytest.mark.parametrize("act", [trickle, trickle_body, silence])
def test_a_server_that_dawdles_costs_no_more_than_the_total_time(
    act: Callable[[BaseHTTPRequestHandler], None],
) -> None:
    with served({"/": Page(act=act)}) as site:
        fetcher = allowing(site, total_seconds=1.0)
        began = time.monotonic()
        with pytest.raises(FetchError, match="no complete answer in time"):
            fetcher.fetch(site.at())
        assert time.monotonic() - began < 3.5
        assert ["/"] == site.pages_asked


def test_a_look_up_that_never_answers_costs_no_more_than_the_time_to_connect() -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        del host, port
        time.sleep(5.0)
        return ()

    rules = FetchRules(Reach(resolve=resolve), connect_seconds=0.1)
    began = time.monotonic()
    with pytest.raises(FetchError, match="no answer; check the name"):
        Fetcher(rules).fetch("http://slow.example/")
    assert time.monotonic() - began < 4.0


def test_without_dns_every_address_has_its_own_reason() -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        del host, port
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    fetcher = Fetcher(FetchRules(Reach(resolve=resolve), pace=0.0))
    for number in range(20):
        with pytest.raises(FetchError, match=f"for {number}.example, found: Temporary failure"):
            fetcher.fetch(f"https://{number}.example/")


def test_a_connection_that_is_refused_is_said() -> None:
    with served() as site:
        pass
    with pytest.raises(FetchError, match=r"found .*refused"):
        allowing(site, retries=0).fetch(site.at())


def coded(name: str, body: bytes) -> Page:
    """A page that is packed in some way."""
    return Page(body, headers={"Content-Encoding": name})


def test_packed_pages_are_unpacked() -> None:
    words = b"<p>" + b"several words " * 1_000
    pages = {
        "/gzip": coded("gzip", gzip.compress(words)),
        "/deflate": coded("deflate", zlib.compress(words)),
        "/br": coded("br", brotli.compress(words)),
    }
    with served(pages) as site:
        assert [words] * 3 == [allowing(site).fetch(site.at(path)).body for path in pages]


def flood(handler: BaseHTTPRequestHandler) -> None:
    """Send more than was announced, which is nothing."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    try:
        while True:
            handler.wfile.write(SPACE[:1_000_000])
    except OSError:
        return


BOMBS = {
    "gzip": coded("gzip", gzip.compress(SPACE, 1)),
    "deflate": coded("deflate", zlib.compress(SPACE, 9)),
    "brotli": coded("br", brotli.compress(SPACE, quality=1)),
    "twice": coded("gzip, gzip", gzip.compress(gzip.compress(SPACE, 1))),
    "unknown": coded("compress", b"x"),
    "large": Page(SPACE[:11_000_000]),
    "unannounced": Page(act=flood),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_two_seconds_and_little_memory(name: str) -> None:
    with served({"/": BOMBS[name]}) as site:
        fetcher = allowing(site)
        tracemalloc.start()
        began = time.thread_time()  # of a processor, without what the server itself takes
        with pytest.raises(FetchError, match="expected"):
            fetcher.fetch(site.at())
        took, (_, most) = time.thread_time() - began, tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert took < 2.0
    assert most < 100_000_000


@pytest.mark.slow
def test_a_run_over_servers_in_trouble_ends_and_every_failure_has_its_reason() -> None:
    """Of sixty pages, three never answer."""
    pages: dict[str, Page] = {f"/{n}": Page(b"%d" % n) for n in range(60)}
    pages.update({f"/{n}": Page(act=silence) for n in range(0, 60, 20)})
    failed: dict[int, str] = {}
    with served(pages) as site:
        fetcher = allowing(site, total_seconds=3.0)
        for number in range(60):
            try:
                assert b"%d" % number == fetcher.fetch(site.at(f"/{number}")).body
            except FetchError as error:
                failed[number] = str(error)
    assert [0, 20, 40] == sorted(failed)
    assert {"expected a page, found no complete answer in time; give the address again later"} == {
        *failed.values()
    }


def test_nothing_of_one_fetch_is_told_to_the_next() -> None:
    with served({"/": Page(b"a", headers={"Set-Cookie": "id=1"})}) as site:
        fetcher = allowing(site)
        fetcher.fetch(site.at())
        fetcher.fetch(site.at())
        assert all("Cookie" not in headers for headers in site.headers)
