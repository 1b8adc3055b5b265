"""Record: the ledger, its judgements and its history.

The names are loaded when first used: they bring SQLAlchemy, for which neither `--help` nor the
processes that read reports need to wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.lazy_names import names_from

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

__getattr__ = names_from(
    __name__,
    incidents="Change",
    differences="Difference Fate",
    history="Entry",
    search="HitKind SearchHit SearchSnippet",
    listing="IncidentList ListRequest",
    reviews="KeptEntry",
    snapshot="KeptLedger LedgerSnapshot open_snapshot",
    ledger="Ledger Outcome",
    judgements="LedgerBasis Verdict",
    reports="ReportRow",
    revisions="Revision Step",
    linking="Work",
    whole="in_order",
)
