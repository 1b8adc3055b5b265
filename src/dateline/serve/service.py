"""What one running service holds, and how a route gets at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any, Final

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from dateline.serve.accounts import (
    LOCAL,
    Account,
    AccountRole,
    AccountStore,
    IdentityProvider,
    LoginLimit,
)
from dateline.serve.actions import LedgerActions
from dateline.serve.jobs import JobDesk
from dateline.serve.judging import LedgerJudging
from dateline.serve.limits import ExportLimit
from dateline.serve.view import LedgerView
from dateline.serve.webhooks import WebhookDesk

LOCAL_HOSTS: Final = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class LedgerService:
    """One ledger being served."""

    title: str
    view: LedgerView
    judging: LedgerJudging
    actions: LedgerActions
    hosts: tuple[str, ...] = LOCAL_HOSTS  # host names that it answers to
    accounts: AccountStore | None = None  # none where only this machine is served
    jobs: JobDesk | None = None
    webhooks: WebhookDesk | None = None  # none where nothing can be sent
    provider: IdentityProvider | None = None  # that people may log in by
    limit: LoginLimit = field(default_factory=LoginLimit)
    exports: ExportLimit = field(default_factory=ExportLimit)
    kept: dict[str, Any] = field(default_factory=dict)  # what the pages hold ready


def service_of(request: Request) -> LedgerService:
    """The service that a request came to."""
    found: LedgerService = request.app.state.service
    return found


def account_of(request: Request) -> Account:
    """Who sent a request."""
    if service_of(request).accounts is None:
        return LOCAL
    found: Account | None = getattr(request.state, "account", None)
    if found is None:
        raise HTTPException(401, "expected a session or a token; log in first")
    return found


def _at_least(role: AccountRole) -> Callable[[Request], Account]:
    """Who sent a request, if the account may do what a role may."""

    def asking(request: Request) -> Account:
        who = account_of(request)
        if not who.may(role):
            raise HTTPException(403, f"expected an account with the role of {role} or more")
        return who

    return asking


Service = Annotated[LedgerService, Depends(service_of)]
Asking = Annotated[Account, Depends(_at_least(AccountRole.VIEWER))]
Reviewing = Annotated[Account, Depends(_at_least(AccountRole.REVIEWER))]
Editing = Annotated[Account, Depends(_at_least(AccountRole.EDITOR))]
Administering = Annotated[Account, Depends(_at_least(AccountRole.ADMIN))]
