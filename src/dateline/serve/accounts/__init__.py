"""Accounts: who asks, and what they may see and do."""

from __future__ import annotations

from dateline.serve.accounts.roles import LOCAL, Account, AccountRole

__all__ = ["LOCAL", "Account", "AccountRole"]
