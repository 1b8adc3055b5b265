"""Exports over the API: exactly what was filtered, in any form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import Annotated, BinaryIO, Final

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response, StreamingResponse

from dateline.errors import InputError, NotFoundError
from dateline.serve.api import models
from dateline.serve.api.answers import MISSES, SAYS, attachment_headers, json_answer, listed_items
from dateline.serve.api.asking import AskedIncidents
from dateline.serve.service import Asking, Service

ROUTES: Final = APIRouter(tags=["exports"], responses=SAYS)
AT_ONCE: Final = 1 << 16  # bytes


@ROUTES.get("/exports", response_model=models.FormList)
def list_forms(service: Service, who: Asking) -> Response:
    """List the forms of exports."""
    del who
    return json_answer(
        listed_items(
            {"name": f.name, "about": f.about, "media_type": f.media_type, "ending": f.ending}
            for f in service.actions.forms.values()
        )
    )


@ROUTES.get(
    "/exports/{form}",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"*/*": {}}, "description": "The file."},
        501: {"model": models.Fault, "description": "A form whose extra is not installed."},
        **MISSES,
    },
)
def download_export(
    query: AskedIncidents,
    service: Service,
    who: Asking,
    form: Annotated[
        str, Path(description="A form of `/exports`.", max_length=40, examples=["csv"])
    ],
    policy: Annotated[
        str,
        Query(
            description="Settle figures by this policy; without it as the form prescribes.",
            examples=["ucdp"],
            max_length=20,
        ),
    ] = "",
) -> Response:
    """Download the incidents that pass the filters, in a form."""
    known = service.actions.forms.get(form)
    if known is None:
        names = ", ".join(service.actions.forms)
        raise NotFoundError(f"expected a form of {names}, found {form!r}")
    if policy and policy not in service.actions.policies:
        names = ", ".join(service.actions.policies)
        raise InputError(f"expected a policy of {names}, found {policy!r}")
    with ExitStack() as stack:
        stream: BinaryIO = stack.enter_context(TemporaryFile())
        with service.exports.held(who):
            service.view.write_export(known, query, who, policy, stream)
        stream.seek(0)
        stack.pop_all()  # it is closed when all of it is sent
    return StreamingResponse(
        parts_of_file(stream),
        headers=attachment_headers(f"dateline-{form}.{known.ending}"),
        media_type=known.media_type,
    )


def parts_of_file(stream: BinaryIO) -> Iterator[bytes]:
    """A file in parts, closed at its end."""
    with stream:
        while part := stream.read(AT_ONCE):
            yield part
