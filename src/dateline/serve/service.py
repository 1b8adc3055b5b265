"""What one running service holds, and how a route gets at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request

from dateline.serve.accounts import LOCAL, Account
from dateline.serve.actions import LedgerActions
from dateline.serve.view import LedgerView

LOCAL_HOSTS: Final = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class LedgerService:
    """One ledger being served."""

    title: str
    view: LedgerView
    actions: LedgerActions
    hosts: tuple[str, ...] = LOCAL_HOSTS  # host names that it answers to


def service_of(request: Request) -> LedgerService:
    """The service that a request came to."""
    found: LedgerService = request.app.state.service
    return found


def account_of(request: Request) -> Account:
    """Who sent a request."""
    found: Account = getattr(request.state, "account", LOCAL)
    return found


Service = Annotated[LedgerService, Depends(service_of)]
Asking = Annotated[Account, Depends(account_of)]
