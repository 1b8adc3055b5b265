"""Score: how far a ledger agrees with a gold file of the user's own."""

from __future__ import annotations

from dateline.score.gold import LedgerAgreement, measure_agreement, read_gold, read_gold_text

__all__ = ["LedgerAgreement", "measure_agreement", "read_gold", "read_gold_text"]
