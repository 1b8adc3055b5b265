"""Web servers on this machine, for tests of fetching."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

from dateline.acquire.fetching import Fetcher, FetchRules, Reach

HERE = "127.0.0.1"


@dataclass(slots=True)
class Site:
    """A server, what it answers under each path, and what it was asked for."""

    port: int = 0
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)

    def at(self, path: str = "/", host: str = HERE) -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    @property
    def pages_asked(self) -> list[str]:
        """What it was asked for besides robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]


@dataclass(frozen=True, slots=True)
class Page:
    """An answer."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    act: Callable[[BaseHTTPRequestHandler], None] | None = None  # in place of all that


class _Handler(BaseHTTPRequestHandler):
    """Answers from the pages of a site."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Note what was asked for, and answer."""
        site = cast("_Server", self.server).site
        site.asked.append(self.path)
        site.headers.append(dict(self.headers))
        page = site.pages.get(self.path, Page(b"not here", 404))
        if page.act is not None:
            page.act(self)
            return
        etag = page.headers.get("ETag")
        if etag and self.headers.get("If-None-Match") == etag:
            page = Page(status=304, headers={"ETag": etag})
        self.send_response(page.status)
        headers = {"Content-Type": "text/html", "Content-Length": str(len(page.body))}
        for name, value in {**headers, **page.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    """A server that is not surprised by a client that goes away."""

    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@contextmanager
def served(pages: Mapping[str, Page] | None = None, host: str = HERE) -> Iterator[Site]:
    """A server with these pages, for as long as the block lasts."""
    site = Site(pages=dict(pages or {}))
    server = _Server((host, 0), _Handler)
    server.site = site
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def allowing(*sites: Site, retries: int = 2, total_seconds: float = 30.0) -> Fetcher:
    """A fetcher that may reach some sites on this machine, and does not dawdle."""
    reach = Reach(allowed=[f"{HERE}:{site.port}" for site in sites])
    rules = FetchRules(reach, pace=0.0, backoff=0.01, retries=retries, total_seconds=total_seconds)
    return Fetcher(rules)
