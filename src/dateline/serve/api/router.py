"""All routes of the API."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

from dateline.serve.api import incidents

API: Final = "/api/v1"


def api_router() -> APIRouter:
    """The routes of the API, each group from its own module."""
    router = APIRouter(prefix=API)
    router.include_router(incidents.ROUTES)
    return router
