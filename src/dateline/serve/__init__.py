"""Serve: the ledger over HTTP.

    view         the read side: what the ledger holds, as far as who asks may see it
    judging      the writing side: what people decide, one decision at a time
    actions      what the service does beside reading; the stages, given from outside
    accounts/    who asks: accounts, roles, sessions, tokens
    api/         the routes of the API, below `/api/v1`
    pages/       the pages, everywhere else
    security     headers, hosts, other sites, sizes
    service      what one running service holds, and how a route gets at it
    application  all of it as one ASGI application

Routes hold no queries, `view` no HTTP. Pages and API ask the same functions of `view`, and a
judgement is recorded by the same function for both.
"""

from __future__ import annotations

from dateline.serve.actions import (
    ExportForm,
    ExportRequest,
    GoldRow,
    GoldScore,
    LedgerActions,
    NearMiss,
    Row,
)
from dateline.serve.application import make_application
from dateline.serve.judging import JudgementRequest, LedgerJudging, OutdatedError
from dateline.serve.pages import tell_searches, warm_pages
from dateline.serve.service import LedgerService
from dateline.serve.view import LedgerView
from dateline.serve.webhooks import WebhookDesk, keep_telling

__all__ = [
    "ExportForm",
    "ExportRequest",
    "GoldRow",
    "GoldScore",
    "JudgementRequest",
    "LedgerActions",
    "LedgerJudging",
    "LedgerService",
    "LedgerView",
    "NearMiss",
    "OutdatedError",
    "Row",
    "WebhookDesk",
    "keep_telling",
    "make_application",
    "tell_searches",
    "warm_pages",
]
