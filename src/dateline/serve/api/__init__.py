"""The API: JSON below `/api/v1`, a module for each group of routes."""

from __future__ import annotations

from dateline.serve.api.router import API, api_router

__all__ = ["API", "api_router"]
