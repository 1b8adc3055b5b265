"""Jobs over the API: ingests and exports that take longer than a request should."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Body, Path, Query
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel, Field

from dateline.errors import ConflictError, NotFoundError
from dateline.filter_grammar import incident_query
from dateline.serve.api import models
from dateline.serve.api.answers import (
    CONFLICTS,
    MISSES,
    SAYS,
    attachment_headers,
    json_answer,
    listed_items,
)
from dateline.serve.jobs import JobDesk
from dateline.serve.service import Asking, Editing, LedgerService, Service

ROUTES: Final = APIRouter(tags=["jobs"], responses={**SAYS, **CONFLICTS})
BINARY: Final = "application/octet-stream"
JobName = Annotated[str, Path(description="A job's id.", max_length=16)]


class JobModel(BaseModel):
    """A job, and how far it is."""

    id: str
    owner: str
    role: str
    kind: str
    asked: str
    state: str = Field(description="waiting, running, done, failed or cancelled.")
    created: str
    done: int
    total: int | None
    note: str
    finished: str | None


class JobList(BaseModel):
    """Your jobs, the newest first."""

    items: list[JobModel]


class ExportBody(models.StrictModel):
    """An export that is written in the background."""

    form: str = Field(max_length=40, examples=["xlsx"])
    filters: str = Field(
        default="",
        max_length=4000,
        description="As in an address.",
        examples=["kind=bombing&country=IQ"],
    )


def desk_of(service: LedgerService) -> JobDesk:
    """The desk of a service.

    Raises:
        ConflictError: it takes no jobs.
    """
    if service.jobs is None:
        raise ConflictError("expected a service that takes jobs, found one without a folder")
    return service.jobs


@ROUTES.post("/jobs/ingest", response_model=JobModel, status_code=202)
def add_ingest(
    service: Service,
    who: Editing,
    content: Annotated[bytes, Body(media_type=BINARY, description="The bytes of the file.")],
    name: Annotated[
        str,
        Query(description="The name of the file.", max_length=150, examples=["report.html"]),
    ],
) -> Response:
    """Read a file into the ledger, of any kind that `dateline ingest` reads; up to 50 MB."""
    job = desk_of(service).add(who, "ingest", name, content)
    return json_answer(asdict(job), 202)


@ROUTES.post("/jobs/export", response_model=JobModel, status_code=202, responses=MISSES)
def add_export(body: ExportBody, service: Service, who: Asking) -> Response:
    """Write an export in the background; fetch it from `/jobs/ID/result`."""
    if body.form not in service.actions.forms:
        raise NotFoundError(
            f"expected a form of {', '.join(service.actions.forms)}, found {body.form!r}"
        )
    incident_query(parse_qsl(body.filters))
    job = desk_of(service).add(who, "export", f"{body.form}?{body.filters}")
    return json_answer(asdict(job), 202)


@ROUTES.get("/jobs", response_model=JobList)
def list_jobs(service: Service, who: Asking) -> Response:
    """List your jobs, the newest first."""
    return json_answer(listed_items(map(asdict, desk_of(service).jobs(who))))


@ROUTES.get("/jobs/{job}", response_model=JobModel, responses=MISSES)
def get_job(job: JobName, service: Service, who: Asking) -> Response:
    """Show how far a job of yours is."""
    return json_answer(asdict(desk_of(service).job(who, job)))


@ROUTES.get(
    "/jobs/{job}/result",
    response_class=FileResponse,
    responses={200: {"content": {"*/*": {}}, "description": "The file."}, **MISSES},
)
def get_result(job: JobName, service: Service, who: Asking) -> Response:
    """Download what an export wrote."""
    path, asked = desk_of(service).result(who, job), desk_of(service).job(who, job).asked
    form = service.actions.forms[asked.partition("?")[0]]
    headers = attachment_headers(f"dateline-{form.name}.{form.ending}")
    return FileResponse(path, media_type=form.media_type, headers=headers)


@ROUTES.delete("/jobs/{job}", status_code=204, responses=MISSES)
def cancel_job(job: JobName, service: Service, who: Asking) -> Response:
    """Stop a job of yours; one that is over is forgotten with its files."""
    desk_of(service).cancel(who, job)
    return Response(status_code=204)
