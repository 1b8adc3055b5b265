"""Incidents over the API, with what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from dateline.counting import DIMENSIONS, count_dimensions, count_rows
from dateline.explain import incident_title
from dateline.record import HitKind
from dateline.serve.api import models
from dateline.serve.api.answers import (
    MISSES,
    SAME,
    SAYS,
    if_changed,
    json_answer,
    ledger_tag,
    listed_items,
)
from dateline.serve.api.asking import AskedIncidents, AskedOrder, AskedPart
from dateline.serve.api.plain import doubt_data, hit_data, judgement_data, plain_data
from dateline.serve.service import Asking, LedgerService, Service
from dateline.types import Incident

ROUTES: Final = APIRouter(tags=["incidents"], responses=SAYS)
IncidentId = Annotated[
    str,
    Path(
        description="An id, an id of earlier runs, or its first characters (4 or more).",
        max_length=64,
        examples=["3f2a91bc"],
    ),
]


@ROUTES.get("/incidents", response_model=models.IncidentItems, responses=SAME)
def get_incidents(
    request: Request, query: AskedIncidents, part: AskedOrder, service: Service, who: Asking
) -> Response:
    """List the incidents that pass the filters, in the exchange form."""

    def content() -> dict[str, object]:
        page = service.view.page_of_incidents(query, who, part)
        rows = client_rows(service, page.items)
        return listed_items(rows, next=page.next, total=page.total)

    return if_changed(request, ledger_tag(service, who), content)


@ROUTES.get(
    "/incidents/{incident}",
    response_model=models.ExchangeRow,
    responses={**SAME, **MISSES, 301: {"description": "The incident has another id now."}},
)
def get_incident(request: Request, incident: IncidentId, service: Service, who: Asking) -> Response:
    """Show one incident in the exchange form; its ETag names the form that it has."""
    found = service.view.shown_incident(incident, who)
    if not found.id.startswith(incident):
        return RedirectResponse(f"{request.url.path.rpartition('/')[0]}/{found.id}", 301)
    rows = client_rows(service, (found,))
    return if_changed(request, service.view.tag(found), lambda: next(rows))


@ROUTES.get(
    "/incidents/{incident}/statements", response_model=models.StatementList, responses=MISSES
)
def list_statements(incident: IncidentId, service: Service, who: Asking) -> Response:
    """List the statements behind an incident, each with its words."""
    found = service.view.shown_incident(incident, who)
    (row,) = client_rows(service, (found,))
    return json_answer(listed_items(row["statements"]))


@ROUTES.get(
    "/incidents/{incident}/judgements", response_model=models.JudgementList, responses=MISSES
)
def list_incident_judgements(incident: IncidentId, service: Service, who: Asking) -> Response:
    """List what people decided about an incident, those undone among them."""
    found = service.view.list_judgements(who, incident)
    return json_answer(listed_items(map(judgement_data, found), next=None, total=len(found)))


@ROUTES.get("/search", response_model=models.HitList)
def search_text(
    part: AskedPart,
    service: Service,
    who: Asking,
    text: Annotated[
        str,
        Query(
            description="Words that must all be there; in quotation marks as they stand, with * "
            "at the end of a beginning.",
            min_length=1,
            max_length=400,
            examples=["embassy"],
        ),
    ],
    kind: Annotated[
        str,
        Query(
            description="Only incidents, or only reports.",
            json_schema_extra={"enum": ["incident", "report", ""]},
            pattern="^(incident|report)?$",
        ),
    ] = "",
) -> Response:
    """Search incidents and reports in full text, the newest first."""
    kinds = [HitKind(kind)] if kind else list(HitKind)
    page = service.view.search_hits(text, who, part, kinds)
    return json_answer(listed_items(map(hit_data, page.items), next=page.next, total=page.total))


@ROUTES.get("/contradictions", response_model=models.ContradictionList)
def list_contradictions(
    query: AskedIncidents, part: AskedPart, service: Service, who: Asking
) -> Response:
    """List accounts that cannot all be true, the gravest first; a part holds whole incidents."""
    page = service.view.contradictions(query, who, part)
    items = [
        {"incident": incident.id, "title": incident_title(incident), **plain_data(one)}
        for incident in page.items
        for one in incident.contradictions
    ]
    return json_answer(listed_items(items, next=page.next, total=page.total))


@ROUTES.get("/doubts", response_model=models.DoubtList)
def list_doubts(query: AskedIncidents, part: AskedPart, service: Service, who: Asking) -> Response:
    """List pairs of incidents that may be one, with what speaks for and against it."""
    page = service.view.doubts(query, who, part)
    return json_answer(listed_items(map(doubt_data, page.items), next=page.next, total=page.total))


@ROUTES.get("/counts", response_model=models.CountList)
def count_incidents(
    query: AskedIncidents,
    service: Service,
    who: Asking,
    by: Annotated[
        str,
        Query(
            description=f"Names separated by commas, of {', '.join(DIMENSIONS)}.",
            examples=["country,month"],
            max_length=200,
        ),
    ] = "country",
) -> Response:
    """Count incidents and victims; `best` sums what is settled, the last three count the rest."""
    names = count_dimensions(by)
    groups = service.view.count_groups(query, who, names)
    counted = {incident.id for group in groups.values() for incident in group}
    return json_answer(listed_items(count_rows(names, groups), by=names, incidents=len(counted)))


def client_rows(
    service: LedgerService, incidents: tuple[Incident, ...]
) -> Iterator[dict[str, Any]]:
    """Incidents in the exchange form, in their order."""
    texts = service.view.texts_of(incidents)
    return (dict(service.actions.row(incident, texts)) for incident in incidents)
