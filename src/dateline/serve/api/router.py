"""All routes of the API."""

from __future__ import annotations

from functools import cache
from typing import Final

from fastapi import APIRouter, Depends

from dateline.serve.api import (
    accounts,
    changes,
    description,
    exports,
    incidents,
    jobs,
    judgements,
    reports,
)
from dateline.serve.api.asking import known_parameters
from dateline.serve.api.description import API

GROUPS: Final = (incidents, reports, judgements, changes, exports, accounts, jobs)


@cache  # whose fields take a tenth of a second to work out
def api_router() -> APIRouter:
    """The routes of the API, each group from its own module, and the pages that describe them."""
    router = APIRouter(prefix=API)
    for group in GROUPS:
        router.include_router(group.ROUTES, dependencies=[Depends(known_parameters)])
    router.include_router(description.ROUTES, include_in_schema=False)
    return router
