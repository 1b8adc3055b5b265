"""The routes of the pages, and how a request becomes what a page is asked."""

from __future__ import annotations

import gzip
from collections.abc import Awaitable, Callable
from functools import cache
from importlib.resources import files
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams

from dateline.serve.accounts import AccountRole
from dateline.serve.pages.accuracy import accuracy_act_page, accuracy_page
from dateline.serve.pages.asking import Asked
from dateline.serve.pages.changes import changes_page, copies_page
from dateline.serve.pages.cookies import language_of, remember_look, reviewer_of, theme_of
from dateline.serve.pages.incident import incident_page, judge_page, nearest_page
from dateline.serve.pages.listing import (
    compare_page,
    contradictions_page,
    jobs_page,
    rate_page,
    run_page,
    sources_page,
    stop_job_page,
)
from dateline.serve.pages.office import Office, open_office
from dateline.serve.pages.overview import export_page, map_page, overview_page
from dateline.serve.pages.rendering import page_answer
from dateline.serve.pages.report import edit_report_page, report_page
from dateline.serve.pages.review import answer_page, bulk_judge_page, bulk_page, review_page
from dateline.serve.pages.searches import (
    feed_page,
    save_search_page,
    searches_page,
    set_page,
    settings_page,
    tell_search_page,
)
from dateline.serve.pages.users import (
    change_tokens_page,
    manage_users_page,
    tokens_page,
    users_page,
)
from dateline.serve.service import account_of, service_of

Page = Callable[[Office, Asked], Response]

SMALL: Final = 1_000  # bytes that are not worth packing
KEPT: Final = {"Cache-Control": f"public, max-age={7 * 24 * 3600}"}
TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
}
BUILT: Final = (  # what the build brings from npm
    "countries-110m.json",
    "countries.json",
    "htmx.min.js",
    "leaflet.css",
    "leaflet.js",
    "topojson-client.min.js",
)


def look_page(office: Office, asked: Asked) -> Response:
    """Keep the language and the theme that were chosen, and go back."""
    del office
    back = asked.form.get("back", "/")
    own = back.startswith("/") and not back.startswith(("//", "/\\"))
    answer = RedirectResponse(back if own else "/", 303)
    remember_look(answer, asked.form.get("language", ""), asked.form.get("theme", ""))
    return answer


# Method, address, page, and the role that an account needs for it.
PAGES: Final[tuple[tuple[str, str, Page, AccountRole], ...]] = (
    ("GET", "/", overview_page, AccountRole.VIEWER),
    ("GET", "/map.json", map_page, AccountRole.VIEWER),
    ("GET", "/export/{form}", export_page, AccountRole.VIEWER),
    ("GET", "/incidents/{id}", incident_page, AccountRole.VIEWER),
    ("POST", "/incidents/{id}", judge_page, AccountRole.REVIEWER),
    ("GET", "/incidents/{id}/nearest", nearest_page, AccountRole.VIEWER),
    ("GET", "/reports/{id}", report_page, AccountRole.VIEWER),
    ("POST", "/reports/{id}", edit_report_page, AccountRole.EDITOR),
    ("POST", "/look", look_page, AccountRole.VIEWER),
    ("GET", "/review", review_page, AccountRole.VIEWER),
    ("POST", "/review", answer_page, AccountRole.REVIEWER),
    ("GET", "/review/bulk", bulk_page, AccountRole.REVIEWER),
    ("POST", "/review/bulk", bulk_judge_page, AccountRole.REVIEWER),
    ("GET", "/compare", compare_page, AccountRole.VIEWER),
    ("GET", "/contradictions", contradictions_page, AccountRole.VIEWER),
    ("GET", "/accuracy", accuracy_page, AccountRole.VIEWER),
    ("POST", "/accuracy", accuracy_act_page, AccountRole.REVIEWER),
    ("GET", "/changes", changes_page, AccountRole.VIEWER),
    ("GET", "/copies", copies_page, AccountRole.VIEWER),
    ("GET", "/sources", sources_page, AccountRole.VIEWER),
    ("POST", "/sources", rate_page, AccountRole.EDITOR),
    ("GET", "/searches", searches_page, AccountRole.VIEWER),
    ("POST", "/searches", save_search_page, AccountRole.REVIEWER),
    ("POST", "/searches/told", tell_search_page, AccountRole.EDITOR),
    ("GET", "/searches/{name}/feed", feed_page, AccountRole.VIEWER),
    ("GET", "/jobs", jobs_page, AccountRole.VIEWER),
    ("POST", "/jobs", run_page, AccountRole.REVIEWER),
    ("POST", "/jobs/stop", stop_job_page, AccountRole.VIEWER),
    ("GET", "/users", users_page, AccountRole.ADMIN),
    ("POST", "/users", manage_users_page, AccountRole.ADMIN),
    ("GET", "/tokens", tokens_page, AccountRole.VIEWER),
    ("POST", "/tokens", change_tokens_page, AccountRole.VIEWER),
    ("GET", "/settings", settings_page, AccountRole.VIEWER),
    ("POST", "/settings", set_page, AccountRole.VIEWER),
)


@cache
def page_router() -> APIRouter:
    """The routes of all pages."""
    router = APIRouter()
    for method, path, page, role in PAGES:
        router.add_route(path, page_endpoint(page, role), methods=[method])
    router.add_route("/static/{name}", static_file, methods=["GET"])
    router.add_route("/built/{name}", built_file, methods=["GET"])
    return router


def page_endpoint(page: Page, role: AccountRole) -> Callable[[Request], Awaitable[Response]]:
    """A page as a route calls it."""

    async def endpoint(request: Request) -> Response:
        asked = await asked_of_page(request)
        if not asked.account.may(role):
            return error_page(request, 403, f"expected an account with the role of {role}")
        answer = await run_in_threadpool(page, open_office(service_of(request)), asked)
        return packed_answer(request, answer)

    return endpoint


async def asked_of_page(request: Request) -> Asked:
    """What a request asks of a page."""
    form = QueryParams(
        (await request.body()).decode("utf-8", "replace") if sends_form(request) else ""
    )
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    account = account_of(request)
    return Asked(
        path=request.path_params,
        query=request.query_params,
        form=form,
        url=address,
        language=language_of(request),
        theme=theme_of(request),
        user=account.name or reviewer_of(request),
        account=account,
        title=service_of(request).title,
    )


def sends_form(request: Request) -> bool:
    """Does a request bring a form?"""
    kind = request.headers.get("content-type", "")
    return request.method == "POST" and kind.startswith("application/x-www-form-urlencoded")


def packed_answer(request: Request, answer: Response) -> Response:
    """An answer, packed where that is worth it and the browser takes it."""
    takes = "gzip" in request.headers.get("accept-encoding", "")
    body = bytes(answer.body)
    if not takes or len(body) < SMALL or "content-encoding" in answer.headers:
        return answer
    answer.body = gzip.compress(body, 5)
    answer.headers["content-length"] = str(len(answer.body))
    answer.headers["content-encoding"] = "gzip"
    answer.headers["vary"] = "Accept-Encoding"
    return answer


async def static_file(request: Request) -> Response:
    """A file of the pages' own."""
    name = request.path_params["name"]
    folder = files("dateline.serve.pages").joinpath("static")
    if name not in {one.name for one in folder.iterdir()}:
        return error_page(request, 404, f"expected a file of the pages, found {name!r}")
    return cached_file(request, name, folder.joinpath(name).read_bytes())


async def built_file(request: Request) -> Response:
    """A file that the build brought."""
    name = request.path_params["name"]
    if name not in BUILT:
        return error_page(request, 404, f"expected one of {', '.join(BUILT)}, found {name!r}")
    return cached_file(request, name, service_of(request).actions.built(name).encode())


def cached_file(request: Request, name: str, content: bytes) -> Response:
    """A file that a browser keeps."""
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(content, media_type=TYPES[name.rpartition(".")[2]], headers=KEPT)
    packed = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding", **KEPT}
    return Response(gzip_once(content), media_type=TYPES[name.rpartition(".")[2]], headers=packed)


@cache
def gzip_once(content: bytes) -> bytes:
    """A file packed, once for all requests."""
    return gzip.compress(content, 9)


def error_page(request: Request, status: int, sentence: str) -> Response:
    """A page that says what went wrong."""
    asked = Asked(
        url="/",
        language=language_of(request),
        theme=theme_of(request),
        title=service_of(request).title,
    )
    return page_answer("missing", asked, status, section="", code=status, what=sentence)
