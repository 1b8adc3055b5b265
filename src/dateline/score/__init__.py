"""Score: how far a ledger agrees with a gold file of the user's own."""

from __future__ import annotations

from dateline.score.gold import Agreement, agreement, read_gold

__all__ = ["Agreement", "agreement", "read_gold"]
