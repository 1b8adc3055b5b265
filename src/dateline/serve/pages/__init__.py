"""The pages of the workspace: HTML from templates, on top of `serve.view` and `serve.filters`.

`page_router` and `error_page` are all that the application knows of them. A page asks `LedgerView`
for what it shows, names the account that asks (`serve.service.Asking`), reads its address with
`serve.filters.incident_query`, and changes nothing but through the routes of the API's functions.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import escape

__all__ = ["error_page", "page_router"]


def page_router() -> APIRouter:
    """The routes of all pages."""
    return APIRouter()


def error_page(request: Request, status: int, sentence: str) -> Response:
    """A page that says what went wrong."""
    del request
    return HTMLResponse(f"<!doctype html><title>Dateline</title><p>{escape(sentence)}", status)
