"""Incidents over the API."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request

from dateline.serve.filters import incident_query
from dateline.serve.service import Asking, LedgerService, Service
from dateline.serve.view import PageRequest
from dateline.types import Incident

ROUTES: Final = APIRouter(tags=["incidents"])
PAGING: Final = ("limit", "cursor", "order")


@ROUTES.get("/incidents")
def list_incidents(request: Request, service: Service, who: Asking) -> dict[str, Any]:
    """List the incidents that pass the filters, in the exchange form."""
    query = incident_query(request.query_params.multi_items(), also=PAGING)
    page = service.view.incidents(query, who, PageRequest())
    rows = [exchange_row(service, incident) for incident in page.items]
    return {"items": rows, "next": page.next, "total": page.total}


@ROUTES.get("/incidents/{incident}")
def get_incident(incident: str, service: Service, who: Asking) -> dict[str, Any]:
    """Show one incident in the exchange form."""
    return exchange_row(service, service.view.incident(incident, who))


def exchange_row(service: LedgerService, incident: Incident) -> dict[str, Any]:
    """An incident in the exchange form."""
    texts = service.view.sources(incident).texts
    return dict(service.actions.row(incident, texts))
