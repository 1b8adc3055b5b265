"""Accounts: who asks, and what they may see and do.

roles      what each role may do
store      accounts, sessions, tokens and restrictions, in `tables` beside the ledger
passwords  which are taken, and how they are kept
asking     who sent a request, found before any route runs
managing   what administrators do with the accounts of others
login      logging in and out, and how often it may be tried
"""

from __future__ import annotations

from dateline.serve.accounts.asking import AccountsOnly
from dateline.serve.accounts.login import (
    LoginLimit,
    begin_session,
    end_session,
    keep_session,
    local_target,
    login_router,
)
from dateline.serve.accounts.managing import (
    AccountEdit,
    change_account,
    known_role,
    remove_account,
)
from dateline.serve.accounts.roles import LOCAL, Account, AccountRole
from dateline.serve.accounts.store import (
    AccountLine,
    AccountStore,
    AccountToken,
    accounts_place,
)

__all__ = [
    "LOCAL",
    "Account",
    "AccountEdit",
    "AccountLine",
    "AccountRole",
    "AccountStore",
    "AccountToken",
    "AccountsOnly",
    "LoginLimit",
    "accounts_place",
    "begin_session",
    "change_account",
    "end_session",
    "keep_session",
    "known_role",
    "local_target",
    "login_router",
    "remove_account",
]
