"""Serve: the ledger over HTTP, to the machine it runs on and to nobody else."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from dateline.types import Grade, Kind

Row = Mapping[str, Any]  # one incident in the exchange form

HOSTS: Final = ("127.0.0.1", "localhost", "testserver")  # any other name is a rebound address
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
KINDS: Final = frozenset(kind.value for kind in Kind)
GRADES: Final = frozenset(grade.value for grade in Grade)

__all__ = ["LedgerView", "application"]


@dataclass(frozen=True, slots=True)
class LedgerView:
    """What is served, read anew at each request so that an ingest shows at once."""

    rows: Callable[[], Sequence[Row]]  # every incident in the exchange form
    page: Callable[[], str]  # the ledger as one HTML page


def application(view: LedgerView) -> Starlette:
    """The service: `/`, `/incidents.json` with filters, `/incidents/{id}.json`.

    Nothing can be written through it; a wrong filter answers 400 with what was expected.
    """

    def home(request: Request) -> Response:
        del request
        return HTMLResponse(view.page(), headers=HEADERS)

    def incidents(request: Request) -> Response:
        wrong = _wrong(request.query_params)
        if wrong:
            return _answer({"error": wrong}, 400)
        return _answer([row for row in view.rows() if _keeps(row, request.query_params)])

    def incident(request: Request) -> Response:
        wanted = request.path_params["id"]
        found = [row for row in view.rows() if row["id"].startswith(wanted)]
        if len(found) == 1:
            return _answer(found[0])
        return _answer(
            {"error": f"expected the id of one incident, found {len(found)} incidents"}, 404
        )

    return Starlette(
        routes=[
            Route("/", home),
            Route("/incidents.json", incidents),
            Route("/incidents/{id:str}.json", incident),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS))],
    )


def _answer(content: object, status: int = 200) -> Response:
    """JSON as the exchange form writes it."""
    text = json.dumps(content, ensure_ascii=False)
    return Response(text, status, HEADERS, media_type=JSONResponse.media_type)


def _wrong(asked: Mapping[str, str]) -> str | None:
    """What is wrong with a filter, or None."""
    for name, known in (("kind", KINDS), ("grade", GRADES)):
        if asked.get(name) and asked[name] not in known:
            return f"expected {name} to be one of {', '.join(sorted(known))}, found {asked[name]!r}"
    unknown = set(asked) - {"kind", "grade", "country", "from", "to"}
    if unknown:
        return f"expected kind, grade, country, from or to, found {', '.join(sorted(unknown))}"
    return None


def _keeps(row: Row, asked: Mapping[str, str]) -> bool:
    """Does an incident pass the filters? An undated one passes no filter on days."""
    place, date = row["place"] or {}, row["date"] or {}
    return (
        asked.get("kind") in (None, "", row["kind"])
        and asked.get("grade") in (None, "", row["grade"])
        and asked.get("country", "").upper() in ("", place.get("country"))
        and (not asked.get("from") or asked["from"] <= (date.get("end") or ""))
        and (not asked.get("to") or asked["to"] >= (date.get("start") or "9999"))
    )
