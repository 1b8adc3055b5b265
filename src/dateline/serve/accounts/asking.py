"""Who sent a request: found before any route runs, and nobody passes without an account."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.serve.accounts.roles import Account
from dateline.serve.accounts.store import AccountStore

COOKIE: Final = "dateline_session"
BEARER: Final = "bearer "
OPEN: Final = frozenset({"/login", "/login/provider", "/login/provider/answer", "/api/v1/session"})
OPEN_BELOW: Final = ("/static/", "/built/")  # what pages look like, the same for everybody
READS: Final = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class AccountsOnly:
    """Finds the account of each request; without one it is asked to log in."""

    app: ASGIApp
    accounts: AccountStore

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its account, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        account = await run_in_threadpool(self._account, headers)
        path: str = scope["path"]
        if account is None and path not in OPEN and not path.startswith(OPEN_BELOW):
            await _ask_to_log_in(scope, send)
            return
        state = scope.setdefault("state", {})
        state["account"] = account
        await self.app(scope, receive, send)

    def _account(self, headers: Headers) -> Account | None:
        """The account of a token, else of a session."""
        given = headers.get("authorization", "")
        if given[: len(BEARER)].casefold() == BEARER:
            return self.accounts.token(given[len(BEARER) :].strip())
        secret = session_secret(headers)
        return self.accounts.session(secret) if secret else None


def session_secret(headers: Headers) -> str:
    """What the session's cookie holds, nothing where there is none."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


async def _ask_to_log_in(scope: Scope, send: Send) -> None:
    """Send a person to the page for logging in, and tell a program what it lacks."""
    path: str = scope["path"]
    if path.startswith("/api/") or scope["method"] not in READS:
        told = {"error": "expected a session or a token; log in, or send Authorization: Bearer"}
        body, sent = json.dumps(told).encode(), [(b"content-type", b"application/json")]
        sent.append((b"www-authenticate", b"Bearer"))
        await _answer(send, 401, sent, body)
        return
    whole = path + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
    target = f"/login?next={quote(whole, safe='/')}" if path != "/" else "/login"
    await _answer(send, 303, [(b"location", target.encode())], b"")


async def _answer(
    send: Send, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes
) -> None:
    sent = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": sent})
    await send({"type": "http.response.body", "body": body})
