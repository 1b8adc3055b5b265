"""Record: the ledger, its judgements and its history.

The names are loaded when first used: they bring SQLAlchemy, for which neither `--help` nor the
processes that read reports need to wait.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.record.differences import Difference, Fate
    from dateline.record.history import Entry
    from dateline.record.incidents import Change
    from dateline.record.judgements import LedgerBasis, Verdict
    from dateline.record.ledger import Ledger, Outcome
    from dateline.record.linking import Work
    from dateline.record.listing import IncidentList, ListRequest
    from dateline.record.reports import ReportRow
    from dateline.record.reviews import KeptEntry
    from dateline.record.revisions import Revision, Step
    from dateline.record.search import HitKind, SearchHit, SearchSnippet
    from dateline.record.snapshot import KeptLedger, LedgerSnapshot, open_snapshot
    from dateline.record.whole import in_order

HOMES = {
    "Change": "incidents",
    "Difference": "differences",
    "Entry": "history",
    "Fate": "differences",
    "HitKind": "search",
    "IncidentList": "listing",
    "KeptEntry": "reviews",
    "KeptLedger": "snapshot",
    "Ledger": "ledger",
    "LedgerSnapshot": "snapshot",
    "LedgerBasis": "judgements",
    "ListRequest": "listing",
    "Outcome": "ledger",
    "ReportRow": "reports",
    "Revision": "revisions",
    "SearchHit": "search",
    "SearchSnippet": "search",
    "Step": "revisions",
    "Verdict": "judgements",
    "Work": "linking",
    "in_order": "whole",
    "open_snapshot": "snapshot",
}

__all__ = [
    "Change",
    "Difference",
    "Entry",
    "Fate",
    "HitKind",
    "IncidentList",
    "KeptEntry",
    "KeptLedger",
    "Ledger",
    "LedgerBasis",
    "LedgerSnapshot",
    "ListRequest",
    "Outcome",
    "ReportRow",
    "Revision",
    "SearchHit",
    "SearchSnippet",
    "Step",
    "Verdict",
    "Work",
    "in_order",
    "open_snapshot",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  as the names are
    """A public name, loaded with its module."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
