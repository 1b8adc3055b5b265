"""Record: the ledger, its judgements and its history."""

from dateline.record.history import Entry
from dateline.record.incidents import in_order
from dateline.record.judgements import Verdict
from dateline.record.ledger import Ledger

__all__ = ["Entry", "Ledger", "Verdict", "in_order"]
