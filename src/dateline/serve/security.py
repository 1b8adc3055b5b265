"""What every answer forbids the browser, and which requests are refused before they are read.

Each is a plain ASGI middleware, outermost of all, so that it stands on errors too.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
OWN_SITE: Final = frozenset({"same-origin", "none"})  # values of Sec-Fetch-Site
LARGEST: Final = 2_000_000  # bytes of a request's body


@dataclass(frozen=True, slots=True)
class SecurityHeaders:
    """Sets the headers on every answer; what a route sets itself stays."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


@dataclass(frozen=True, slots=True)
class TrustedHosts:
    """Refuses any host name that is not ours: a page elsewhere may rebind its own to us."""

    app: ASGIApp
    names: Collection[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] in {"http", "websocket"}:
            host = Headers(scope=scope).get("host", "")
            if host_name(host) not in self.names:
                await refuse_request(send, 400, "expected a host name that this service answers to")
                return
        await self.app(scope, receive, send)


@dataclass(frozen=True, slots=True)
class OwnSiteOnly:
    """Refuses requests of other sites that would change something (CSRF).

    A browser says where a request comes from, in Sec-Fetch-Site or Origin; a program that says
    neither is no browser, and carries no cookie that it was tricked into sending.
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        unsafe = scope["type"] == "http" and scope["method"] not in SAFE
        if unsafe and not _is_own(Headers(scope=scope)):
            await refuse_request(send, 403, "expected a request of this site, found one of another")
            return
        await self.app(scope, receive, send)


def _is_own(headers: Headers) -> bool:
    """Whether a request comes from a page of ours, or from no page."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in OWN_SITE
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """Refuses bodies that are too large, be their length announced or not."""

    app: ASGIApp
    most: int = LARGEST
    larger: tuple[tuple[str, int], ...] = ()  # paths that take more, and how much

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as far as it is not too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = next((m for path, m in self.larger if scope["path"] == path), self.most)
        said = Headers(scope=scope).get("content-length", "0")
        if not said.isdecimal() or int(said) > most:
            await refuse_request(send, 413, f"expected a body of at most {most} bytes; send less")
            return
        got = 0

        async def counted() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > most:
                raise BodyTooLargeError(most)
            return message

        await self.app(scope, counted, send)


class BodyTooLargeError(HTTPException):
    """A body went on beyond what is allowed."""

    def __init__(self, most: int) -> None:
        super().__init__(413, f"expected a body of at most {most} bytes; send less")


def host_name(host: str) -> str:
    """The name in a Host header, without the port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].casefold()


def secured_application(
    app: ASGIApp, hosts: Iterable[str], larger: tuple[tuple[str, int], ...] = ()
) -> ASGIApp:
    """An application behind all of the above."""
    limited = BodyLimit(app, larger=larger)
    return SecurityHeaders(TrustedHosts(OwnSiteOnly(limited), frozenset(hosts)))


async def refuse_request(send: Send, status: int, sentence: str) -> None:
    """Answer with one sentence, in the form that all errors have."""
    body = json.dumps({"error": sentence}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
