"""The API: JSON below `/api/v1`, a module for each group of routes."""

from __future__ import annotations

from dateline.serve.api.answers import json_answer
from dateline.serve.api.description import API, describe_api
from dateline.serve.api.router import api_router

__all__ = ["API", "api_router", "describe_api", "json_answer"]
