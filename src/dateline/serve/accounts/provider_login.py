"""The pages by which a browser goes to an identity provider and comes back logged in."""

from __future__ import annotations

import secrets
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from dateline.errors import ConflictError, DatelineError, InputError
from dateline.serve.accounts.login import (
    end_session,
    keep_session,
    local_target,
    login_page,
)
from dateline.serve.accounts.provider import Identity, IdentityError, IdentityProvider
from dateline.serve.accounts.store import AccountStore

BEGIN: Final = "/login/provider"
ANSWER: Final = "/login/provider/answer"
COOKIE: Final = "dateline_login"  # binds a login to the browser that began it
SECONDS: Final = 600


def provider_router(accounts: AccountStore, provider: IdentityProvider) -> APIRouter:
    """The routes to a provider and back."""
    router = APIRouter()

    @router.get(BEGIN)
    async def begin_login(request: Request) -> Response:
        """Send the browser to the provider."""
        target = local_target(request.query_params.get("next", "/"))
        back = answer_address(provider, request)
        try:
            place, state = await run_in_threadpool(provider.begin_sign_in, target, back)
        except IdentityError as error:
            return login_page(target, str(error), 502, provider.name)
        answer = RedirectResponse(place, 303)
        answer.set_cookie(
            COOKIE,
            state,
            max_age=SECONDS,
            path=BEGIN,
            httponly=True,
            samesite="lax",
            secure=back.startswith("https:"),
        )
        return answer

    @router.get(ANSWER)
    async def finish_login(request: Request) -> Response:
        """Take what the provider sent the browser back with, and begin a session."""
        given, back = request.query_params, answer_address(provider, request)
        state, own = given.get("state", ""), request.cookies.get(COOKIE, "")
        try:
            if not own or not secrets.compare_digest(state.encode(), own.encode()):
                raise IdentityError("expected a login that this browser began; try again")
            if "code" not in given:
                said = given.get("error_description") or given.get("error") or "nothing"
                raise IdentityError(f"expected that the provider lets you in, found: {said[:200]}")
            identity, target = await run_in_threadpool(provider.finish, state, given["code"], back)
            name = await run_in_threadpool(account_name, accounts, provider, identity)
        except DatelineError as error:
            refused = login_page("/", str(error), 403, provider.name)
            refused.delete_cookie(COOKIE, path=BEGIN)
            return refused
        end_session(accounts, request)
        answer = RedirectResponse(local_target(target), 303)
        answer.delete_cookie(COOKIE, path=BEGIN)
        keep_session(answer, request, accounts.begin_session(name))
        return answer

    return router


def answer_address(provider: IdentityProvider, request: Request) -> str:
    """Where the provider sends the browser back to: one address, which it knows beforehand."""
    own = provider.settings.address.rstrip("/") or str(request.base_url).rstrip("/")
    return own + ANSWER


def account_name(accounts: AccountStore, provider: IdentityProvider, identity: Identity) -> str:
    """The account of somebody whom a provider knows.

    The account that they logged in with before; else one that is named by the address that the
    provider has verified and that nobody else logs in with; else a new one, where the service
    takes people who have none.

    Raises:
        InputError: there is none that they may use.
    """
    if known := accounts.name_of_subject(identity.subject):
        return refuse_disabled(accounts, known)
    if not identity.email:
        raise InputError("expected an e-mail address that the provider has verified, found none")
    if identity.email not in {one.name for one in accounts.lines()}:
        role = provider.settings.new_role
        if role is None:
            raise InputError(
                f"expected an account, found none; have an administrator add {identity.email}"
            )
        accounts.add(identity.email, role, None)
    name = refuse_disabled(accounts, identity.email)
    accounts.bind_subject(name, identity.subject)
    return name


def refuse_disabled(accounts: AccountStore, name: str) -> str:
    """The name of an account that is not kept out.

    Raises:
        ConflictError: it is.
    """
    if any(one.disabled for one in accounts.lines() if one.name == name):
        raise ConflictError(f"expected an account that is let in, found {name}, which is kept out")
    return name
