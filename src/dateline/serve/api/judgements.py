"""Judgements over the API: what people decided, and deciding."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Header, Path
from fastapi.responses import Response

from dateline.serve.api import models
from dateline.serve.api.answers import (
    CONFLICTS,
    MISSES,
    SAYS,
    asked_tags,
    json_answer,
    listed_items,
)
from dateline.serve.api.asking import AskedPart
from dateline.serve.api.plain import judgement_data
from dateline.serve.api.reports import ReportName
from dateline.serve.judging import JudgementRequest
from dateline.serve.service import Asking, Editing, Reviewing, Service
from dateline.serve.view import cut_list

ROUTES: Final = APIRouter(tags=["judgements"], responses=SAYS)
DECIDES: Final = {**MISSES, **CONFLICTS}
JudgementId = Annotated[
    str,
    Path(
        description="The id of a judgement, or its first characters (4 or more).",
        max_length=64,
        examples=["8c41d0aa"],
    ),
]
SeenTags = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description="The ETag of each incident as it was seen; another form is answered by 409.",
        max_length=4000,
        examples=['"3f2a91bc04d511ee.17"'],
    ),
]


@ROUTES.get("/judgements", response_model=models.JudgementList)
def list_judgements(part: AskedPart, service: Service, who: Asking) -> Response:
    """List what people decided, oldest first, undone judgements and undos among them."""
    page = cut_list(service.view.list_judgements(who), part, lambda one: one.id)
    items = map(judgement_data, page.items)
    return json_answer(listed_items(items, next=page.next, total=page.total))


@ROUTES.post(
    "/judgements", response_model=models.JudgementModel, status_code=201, responses=DECIDES
)
def post_judgement(
    body: models.JudgementBody, service: Service, who: Reviewing, seen: SeenTags = None
) -> Response:
    """Record a decision on incidents; no later run undoes it."""
    asked = JudgementRequest(
        kind=body.judged,
        subjects=tuple(body.subjects),
        reason=body.reason,
        field=body.field,
        value=body.value,
        unlisted=body.unlisted,
        by=body.by,
        seen=asked_tags(seen),
    )
    return json_answer(judgement_data(service.judging.record_judgement(asked, who)), 201)


@ROUTES.post(
    "/judgements/{judgement}/undo",
    response_model=models.JudgementModel,
    status_code=201,
    responses=DECIDES,
)
def post_undo(
    judgement: JudgementId, body: models.SignedBody, service: Service, who: Reviewing
) -> Response:
    """Take a judgement back; it stays on record, and undoing the undo restores it."""
    undoing = service.judging.undo_judgement(judgement, body.reason, who, body.by)
    return json_answer(judgement_data(undoing), 201)


@ROUTES.post(
    "/claims/{claim}/strike",
    response_model=models.JudgementModel,
    status_code=201,
    responses=DECIDES,
)
def strike_claim(
    claim: Annotated[str, Path(max_length=64, examples=["4deaa2f0"])],
    body: models.SignedBody,
    service: Service,
    who: Reviewing,
) -> Response:
    """Take out a statement that was misread: its value no longer counts anywhere."""
    struck = service.judging.strike_statement(claim, body.reason, who, body.by)
    return json_answer(judgement_data(struck), 201)


@ROUTES.post("/reports/{report}/withdraw", response_model=models.ReportState, responses=DECIDES)
def post_withdrawal(
    report: ReportName, body: models.SignedBody, service: Service, who: Editing
) -> Response:
    """Withdraw a report, so that its claims no longer count; nothing is deleted."""
    done = service.judging.withdraw_report(report, body.reason, who, body.by)
    return json_answer({"report": done, "counts": False})


@ROUTES.post("/reports/{report}/restore", response_model=models.ReportState, responses=DECIDES)
def post_restoration(
    report: ReportName, body: models.SignedBody, service: Service, who: Editing
) -> Response:
    """Restore a withdrawn report, so that its claims count again."""
    done = service.judging.restore_report(report, body.reason, who, body.by)
    return json_answer({"report": done, "counts": True})


@ROUTES.get("/fields", response_model=models.FieldList)
def list_fields(service: Service, who: Asking) -> Response:
    """List the fields that can be corrected, and how their values are written."""
    del who
    return json_answer(listed_items({"field": n, "form": f} for n, f in service.actions.fields()))
