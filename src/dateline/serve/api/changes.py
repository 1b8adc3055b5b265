"""What changed, over the API: since a day or a revision, and all that was done."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import Response

from dateline.record import Entry
from dateline.serve.api import models
from dateline.serve.api.answers import SAYS, json_answer, listed_items
from dateline.serve.api.asking import AskedPart
from dateline.serve.service import Asking, Editing, Service
from dateline.serve.view import cut_list

ROUTES: Final = APIRouter(tags=["changes"], responses=SAYS)


@ROUTES.get("/changes", response_model=models.ChangeList)
def list_changes(
    service: Service,
    who: Asking,
    since: Annotated[
        str,
        Query(
            description="A day (YYYY-MM-DD, UTC) or the number of a revision; 0 lists all.",
            examples=["2026-11-01"],
            pattern=r"^(\d{1,7}|\d{4}-\d{2}-\d{2})$",
        ),
    ] = "0",
) -> Response:
    """List the incidents that changed since a day or a revision, whole rows with them."""
    first, last = service.view.ledger.revision_before(since), service.view.ledger.revision()
    rows = service.view.changed_rows(first, who)
    return json_answer({"since": first, "revision": last, "changes": rows})


@ROUTES.get("/revisions", response_model=models.RevisionList)
def list_revisions(service: Service, who: Asking) -> Response:
    """List the steps that changed incidents, oldest first."""
    del who
    items = ({"number": one.number, "at": one.at} for one in service.view.revisions())
    return json_answer(listed_items(items))


@ROUTES.get("/history", response_model=models.EntryList)
def list_history(part: AskedPart, service: Service, who: Editing) -> Response:
    """List all that was done to the ledger, oldest first; editors see it."""
    del who
    page = cut_list(service.view.ledger.history(), part, lambda entry: str(entry.seq))
    return json_answer(listed_items(map(entry_row, page.items), next=page.next, total=page.total))


def entry_row(entry: Entry) -> dict[str, object]:
    """A row of the history."""
    told = {name: value for name, value in asdict(entry).items() if name != "prev_hash"}
    return {**told, "payload": json.loads(entry.payload)}
