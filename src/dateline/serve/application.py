"""The application: routes, errors, and the protections around all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from dateline import __version__
from dateline.errors import (
    ConflictError,
    DatelineError,
    InputError,
    LedgerError,
    MissingExtraError,
    NotFoundError,
)
from dateline.explain import safe_text
from dateline.serve.accounts import AccountsOnly, login_router, provider_router
from dateline.serve.api import API, api_router, json_answer
from dateline.serve.judging import OutdatedError
from dateline.serve.pages import error_page, page_router
from dateline.serve.security import secured_application
from dateline.serve.service import LedgerService, service_of

STATUSES: Final[Mapping[type[DatelineError], int]] = {
    NotFoundError: 404,
    ConflictError: 409,
    InputError: 422,
    MissingExtraError: 501,
    LedgerError: 503,
}
UNKNOWN: Final = 500
SHOWN: Final = 80  # characters of a value that cannot be used
UPLOAD: Final = 50_000_000  # bytes of a file to be read
FAULT: Final = "the service failed on this request; its log says why"


def make_application(service: LedgerService) -> ASGIApp:
    """The service as an ASGI application: the API below `/api`, pages everywhere else."""
    app = FastAPI(
        title=service.title,
        version=__version__,
        openapi_url=None,  # the API's own pages describe it
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.service = service
    app.include_router(api_router())
    if service.accounts:
        name = service.provider.name if service.provider else ""
        login = login_router(service.accounts, service.limit, name)
        app.include_router(login, include_in_schema=False)
        if service.provider:
            there = provider_router(service.accounts, service.provider)
            app.include_router(there, include_in_schema=False)
    app.include_router(page_router(), include_in_schema=False)
    app.add_exception_handler(OutdatedError, answer_outdated)
    app.add_exception_handler(DatelineError, answer_failed)
    app.add_exception_handler(RequestValidationError, answer_invalid)
    app.add_exception_handler(HTTPException, answer_refused)
    app.add_exception_handler(Exception, answer_broken)
    guarded = AccountsOnly(app, service.accounts) if service.accounts else app
    return secured_application(guarded, service.hosts, ((f"{API}/jobs/ingest", UPLOAD),))


def answer_failed(request: Request, error: Exception) -> Response:
    """The answer to what the user can correct."""
    status = next((code for kind, code in STATUSES.items() if isinstance(error, kind)), UNKNOWN)
    return error_answer(request, status, str(error) if status != UNKNOWN else FAULT)


def answer_outdated(request: Request, error: Exception) -> Response:
    """The answer to a decision on an earlier form: what changed since."""
    if not isinstance(error, OutdatedError):
        raise error
    if not request.url.path.startswith(API):
        return error_answer(request, 409, str(error))
    view, now = service_of(request).view, error.now
    seen = view.form(error.seen, now)
    texts = view.texts_of([form for form in (seen, now) if form])
    before = dict(view.actions.row(seen, texts)) if seen else {}
    differences = [
        {"field": name, "seen": before[name], "now": value}
        for name, value in view.actions.row(now, texts).items()
        if name in before and before[name] != value
    ]
    told = {"error": str(error), "tag": view.tag(now), "differences": differences}
    return json_answer(told, 409)


def answer_invalid(request: Request, error: Exception) -> Response:
    """The answer to values of the wrong form, in one sentence."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    return error_answer(
        request, 422, "; ".join(map(sentence_for_value, found)) or "expected other values"
    )


def sentence_for_value(one: Mapping[str, Any]) -> str:
    """What is wrong with one value: where it stands, and what should."""
    kind, *path = one.get("loc", ("body",))
    where = ".".join(str(part) for part in path if not isinstance(part, int)) or f"the {kind}"
    wanted = str(one.get("msg", "cannot be used"))
    if one.get("type") == "missing":
        return f"expected {where}, found none"
    if one.get("type") == "extra_forbidden":
        return f"expected no {where}; leave it out"
    said = wanted[:1].lower() + wanted[1:]
    return f"expected {where} that can be used, found {shown_value(one.get('input'))}: {said}"


def shown_value(value: object) -> str:
    """What was found, short and without what would redraw a terminal."""
    text = safe_text(repr(value))
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def answer_refused(request: Request, error: Exception) -> Response:
    """The answer to what no route takes."""
    if not isinstance(error, HTTPException):
        raise error
    answer = error_answer(request, error.status_code, str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


def answer_broken(request: Request, error: Exception) -> Response:
    """The answer when the program itself fails: nothing of the error leaves the log."""
    del error
    return error_answer(request, 500, FAULT)


def error_answer(request: Request, status: int, sentence: str) -> Response:
    """One sentence, as JSON below `/api` and as a page elsewhere."""
    page: Callable[[Request, int, str], Response] = error_page
    if not request.url.path.startswith(API):
        return page(request, status, sentence)
    return JSONResponse({"error": sentence}, status)
