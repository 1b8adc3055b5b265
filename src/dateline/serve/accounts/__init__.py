"""Accounts: who asks, and what they may see and do.

roles      what each role may do
store      accounts, sessions, tokens and restrictions, in `tables` beside the ledger
passwords  which are taken, and how they are kept
asking     who sent a request, found before any route runs
managing   what administrators do with the accounts of others
provider   who somebody is, as an identity provider says; provider_login, the way there and back
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
from dateline.serve.accounts.provider import (
    IdentityProvider,
    ProviderSettings,
    open_provider,
)
from dateline.serve.accounts.provider_login import provider_router
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
    "IdentityProvider",
    "LoginLimit",
    "ProviderSettings",
    "accounts_place",
    "begin_session",
    "change_account",
    "end_session",
    "keep_session",
    "known_role",
    "local_target",
    "login_router",
    "open_provider",
    "provider_router",
    "remove_account",
]
