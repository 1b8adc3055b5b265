"""The application: routes, errors, and the protections around all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from dateline import __version__
from dateline.errors import ConflictError, DatelineError, InputError, NotFoundError
from dateline.serve.api import API, api_router
from dateline.serve.pages import error_page, page_router
from dateline.serve.security import secured
from dateline.serve.service import LedgerService

STATUSES: Final[Mapping[type[DatelineError], int]] = {
    NotFoundError: 404,
    ConflictError: 409,
    InputError: 422,
}
FAULT: Final = "the service failed on this request; its log says why"


def application(service: LedgerService) -> ASGIApp:
    """The service as an ASGI application: the API below `/api`, pages everywhere else."""
    app = FastAPI(
        title=service.title,
        version=__version__,
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.service = service
    app.include_router(api_router())
    app.include_router(page_router(), include_in_schema=False)
    app.add_exception_handler(DatelineError, _failed)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _broken)
    return secured(app, service.hosts)


def _failed(request: Request, error: Exception) -> Response:
    """The answer to what the user can correct."""
    status = next((code for kind, code in STATUSES.items() if isinstance(error, kind)), 500)
    return error_answer(request, status, str(error) if status < 500 else FAULT)  # noqa: PLR2004


def _invalid(request: Request, error: Exception) -> Response:
    """The answer to values of the wrong form, in one sentence."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    return error_answer(request, 422, "; ".join(map(_sentence, found)) or "expected other values")


def _sentence(one: Mapping[str, object]) -> str:
    """What is wrong with one value."""
    place = one.get("loc", ())
    where = ".".join(str(part) for part in place) if isinstance(place, tuple) else str(place)
    return f"{where}: {one.get('msg', 'cannot be used')}"


def _refused(request: Request, error: Exception) -> Response:
    """The answer to what no route takes."""
    if not isinstance(error, HTTPException):
        raise error
    answer = error_answer(request, error.status_code, str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


def _broken(request: Request, error: Exception) -> Response:
    """The answer when the program itself fails: nothing of the error leaves the log."""
    del error
    return error_answer(request, 500, FAULT)


def error_answer(request: Request, status: int, sentence: str) -> Response:
    """One sentence, as JSON below `/api` and as a page elsewhere."""
    page: Callable[[Request, int, str], Response] = error_page
    if not request.url.path.startswith(API):
        return page(request, status, sentence)
    return JSONResponse({"error": sentence}, status)
