"""Logging in and out, with a page for people; who tries too often has to wait."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from dateline.serve.accounts.asking import COOKIE, session_secret
from dateline.serve.accounts.store import SESSION_HOURS, AccountStore

PER_ACCOUNT: Final = RateLimitItemPerMinute(10, 15)  # from one address
PER_ADDRESS: Final = RateLimitItemPerMinute(100, 15)
WAIT: Final = "expected fewer attempts to log in; wait a quarter of an hour"
WRONG: Final = "expected a name and its password, found others"
FORM: Final = Markup("""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Log in – Dateline</title>
<link rel="stylesheet" href="/static/pages.css">
<main>
<h1>Log in</h1>
<p role="alert">{fault}</p>
<form method="post" action="/login">
<input type="hidden" name="next" value="{target}">
<p><label>Name <input name="name" autocomplete="username" required autofocus></label></p>
<p><label>Password
<input name="password" type="password" autocomplete="current-password" required></label></p>
<p><button>Log in</button></p>
</form>
{other}
</main>
</html>
""")


OTHER: Final = Markup(
    '<p><a class="button" href="/login/provider?next={target}">Log in with {name}</a></p>'
)


class LoginLimit:
    """Counts attempts to log in, by account and address."""

    def __init__(self) -> None:
        """Begin to count."""
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, name: str, address: str) -> None:
        """Count an attempt.

        Raises:
            HTTPException: there were too many.
        """
        one = self._limiter.hit(PER_ACCOUNT, name.casefold()[:80], address)
        if not (self._limiter.hit(PER_ADDRESS, address) and one):
            raise HTTPException(429, WAIT, headers={"Retry-After": "900"})


def begin_session(accounts: AccountStore, limit: LoginLimit, request: Request, given: Given) -> str:
    """The secret of a new session; the one that the browser had before ends.

    Raises:
        HTTPException: the password is wrong, or was tried too often.
    """
    limit.check(given[0], request.client.host if request.client else "")
    secret = accounts.log_in(*given)
    if secret is None:
        raise HTTPException(401, WRONG)
    end_session(accounts, request)
    return secret


Given = tuple[str, str]  # a name and a password


def end_session(accounts: AccountStore, request: Request) -> None:
    """End the session of a request."""
    if secret := session_secret(request.headers):
        accounts.log_out(secret)


def keep_session(answer: Response, request: Request, secret: str) -> None:
    """Have the browser keep a session: out of the reach of scripts and of other sites."""
    answer.set_cookie(
        COOKIE,
        secret,
        max_age=SESSION_HOURS * 3600,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def local_target(target: str) -> str:
    """An address of ours to go on to; the first page in the place of any other."""
    plain = target.isprintable() and "\\" not in target
    return target if plain and target.startswith("/") and not target.startswith("//") else "/"


def login_router(accounts: AccountStore, limit: LoginLimit, provider: str = "") -> APIRouter:
    """The pages for logging in and out.

    Args:
        accounts: who may log in.
        limit: of attempts.
        provider: the name of an identity provider; empty for none.
    """
    router = APIRouter()

    @router.get("/login")
    def show_login(request: Request) -> Response:
        """The page for logging in."""
        return login_page(request.query_params.get("next", "/"), "", provider=provider)

    @router.post("/login")
    async def log_in(request: Request) -> Response:
        """Log in, and go on to where the person wanted to go."""
        form = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        given, target = (form.get("name", ""), form.get("password", "")), form.get("next", "/")
        try:
            secret = await run_in_threadpool(begin_session, accounts, limit, request, given)
        except HTTPException as error:
            return login_page(target, str(error.detail), error.status_code, provider)
        answer = RedirectResponse(local_target(target), 303)
        keep_session(answer, request, secret)
        return answer

    @router.post("/logout")
    def log_out(request: Request) -> Response:
        """End the session."""
        end_session(accounts, request)
        answer = RedirectResponse("/login", 303)
        answer.delete_cookie(COOKIE)
        return answer

    return router


def login_page(target: str, fault: str, status: int = 200, provider: str = "") -> Response:
    """The page for logging in."""
    target = local_target(target)
    other = OTHER.format(target=quote(target), name=provider) if provider else ""
    return HTMLResponse(FORM.format(fault=fault, target=target, other=other), status)
