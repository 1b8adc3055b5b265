"""Reports over the API: their texts, what was read in them, and who copies whom."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from dateline.serve.api import models
from dateline.serve.api.answers import MISSES, SAYS, attachment_headers, json_answer, listed_items
from dateline.serve.api.asking import AskedPart
from dateline.serve.api.plain import claim_data, mention_data, plain_data
from dateline.serve.service import Asking, Service

ROUTES: Final = APIRouter(tags=["reports"], responses=SAYS)
BINARY: Final = "application/octet-stream"
ReportName = Annotated[
    str,
    Path(
        description="A report's id, the first characters of it (6 or more), or its name.",
        max_length=600,
        examples=["5f47af22"],
    ),
]


@ROUTES.get("/reports", response_model=models.ReportList)
def list_reports(part: AskedPart, service: Service, who: Asking) -> Response:
    """List the reports, withdrawn ones among them, by id."""
    page = service.view.report_lines(who, part)
    return json_answer(listed_items(map(asdict, page.items), next=page.next, total=page.total))


@ROUTES.get("/reports/{report}", response_model=models.ReportDetail, responses=MISSES)
def get_report(report: ReportName, service: Service, who: Asking) -> Response:
    """Show a report with the text that all offsets count in."""
    line, reading = service.view.report_line(report, who), service.view.reading(report, who)
    document = reading.document
    blocks = [{"kind": b.kind.value, **plain_data(b.span)} for b in document.blocks]
    told = [incident.id for incident in service.view.incidents_of(line.id, who)]
    return json_answer({**asdict(line), "text": document.text, "blocks": blocks, "incidents": told})


@ROUTES.get(
    "/reports/{report}/original",
    response_class=Response,
    responses={200: {"content": {BINARY: {}}}, **MISSES},
)
def get_original(report: ReportName, service: Service, who: Asking) -> Response:
    """Download a report as it arrived, byte for byte."""
    found = service.view.arrived_report(report, who)
    name = found.name.replace("\\", "/").rpartition("/")[2] or found.id
    return Response(found.content, headers=attachment_headers(name), media_type=BINARY)


@ROUTES.get("/reports/{report}/mentions", response_model=models.MentionList, responses=MISSES)
def list_mentions(report: ReportName, service: Service, who: Asking) -> Response:
    """List the events that a report tells of, each with its claims."""
    reading = service.view.reading(report, who)
    return json_answer(listed_items(mention_data(m, reading.document) for m in reading.mentions))


@ROUTES.get("/claims/{claim}", response_model=models.ClaimModel, responses=MISSES)
def get_claim(
    claim: Annotated[
        str,
        Path(
            description="The id of a statement, or its first characters (6 or more).",
            max_length=64,
            examples=["4deaa2f0"],
        ),
    ],
    service: Service,
    who: Asking,
) -> Response:
    """Show one claim with the sentence that it was read in."""
    found, document = service.view.claim(claim, who)
    return json_answer(claim_data(found, document))


@ROUTES.get("/copies", response_model=models.CopyList, responses=MISSES)
def list_copies(
    service: Service,
    who: Asking,
    report: Annotated[
        str, Query(description="Only of this report: a name or id.", max_length=600)
    ] = "",
) -> Response:
    """List the reports that share passages, and which of them copies the other."""
    return json_answer(listed_items(map(plain_data, service.view.copies(report or None, who))))


@ROUTES.get("/set-aside", response_model=models.AsideList)
def list_set_aside(service: Service, who: Asking) -> Response:
    """List what was not recorded, with the reasons; editors see it."""
    return json_answer(listed_items(map(asdict, service.view.list_set_aside(who))))
