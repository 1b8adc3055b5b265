"""Accounts over the API: logging in, tokens, who may use the service, what only some see."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from dateline.errors import ConflictError
from dateline.serve.accounts import (
    AccountEdit,
    AccountRole,
    AccountStore,
    begin_session,
    change_account,
    end_session,
    keep_session,
    remove_account,
)
from dateline.serve.api import models
from dateline.serve.api.answers import CONFLICTS, MISSES, SAYS, json_answer, listed_items
from dateline.serve.api.incidents import IncidentId
from dateline.serve.judging import signing_name
from dateline.serve.service import Administering, Asking, Editing, LedgerService, Service

ROUTES: Final = APIRouter(tags=["accounts"], responses={**SAYS, **CONFLICTS})
RoleName = Annotated[
    str,
    Field(
        json_schema_extra={"enum": [role.value for role in AccountRole]},
        pattern=f"^({'|'.join(AccountRole)})$",
        examples=["reviewer"],
    ),
]
AccountName = Annotated[str, Path(description="An account's name.", max_length=80)]


class LoginBody(models.StrictModel):
    """A name and its password."""

    name: str = Field(max_length=80, examples=["A. Coder"])
    password: str = Field(max_length=256, examples=["four words at random"])


class AccountBody(models.StrictModel):
    """An account to be added."""

    name: str = Field(max_length=80, examples=["A. Coder"])
    role: RoleName
    password: str | None = Field(
        default=None, max_length=256, description="Left out for an account that only tokens use."
    )


class TokenBody(models.StrictModel):
    """A token to be made."""

    scope: RoleName
    days: int = Field(ge=1, le=366, description="How long it holds.", examples=[30])
    label: str = Field(default="", max_length=80, examples=["nightly export"])


class NewToken(BaseModel):
    """A token; its secret is shown here and never again."""

    token: str


class TokenModel(BaseModel):
    """A token without its secret."""

    id: str
    label: str
    scope: str
    created: str
    expires: str


class TokenList(BaseModel):
    """The tokens of an account that count."""

    items: list[TokenModel]


class ManagedAccount(models.AccountModel):
    """An account as administrators see it."""

    created: str
    disabled: bool
    has_password: bool


class AccountList(BaseModel):
    """The accounts, by name."""

    items: list[ManagedAccount]


class AccountChange(models.StrictModel):
    """What becomes of an account; what is left out stays."""

    role: RoleName | None = None
    disabled: bool | None = Field(default=None, description="Whether it is kept out.")
    password: str | None = Field(default=None, max_length=256)


class RestrictionModel(BaseModel):
    """A report that only editors see, and with it all that it tells of."""

    report: str
    reason: str
    by: str
    at: str


class RestrictionList(BaseModel):
    """What is restricted."""

    items: list[RestrictionModel]


def accounts_of(service: LedgerService) -> AccountStore:
    """The accounts of a service.

    Raises:
        ConflictError: it has none.
    """
    if service.accounts is None:
        raise ConflictError("expected a service with accounts; start it with --login")
    return service.accounts


@ROUTES.post("/session", response_model=models.AccountModel, status_code=201)
def open_session(body: LoginBody, request: Request, service: Service) -> Response:
    """Log in; the session is kept in a cookie."""
    given = (body.name, body.password)
    secret = begin_session(accounts_of(service), service.limit, request, given)
    account = accounts_of(service).session(secret)
    role = account.role.value if account else ""
    answer = json_answer({"name": body.name, "role": role}, 201)
    keep_session(answer, request, secret)
    return answer


@ROUTES.delete("/session", status_code=204)
def close_session(request: Request, service: Service) -> Response:
    """Log out: the session ends."""
    end_session(accounts_of(service), request)
    return Response(status_code=204)


@ROUTES.get("/me", response_model=models.AccountModel)
def get_me(who: Asking) -> Response:
    """Show who asks: a name, empty where the service has no accounts, and a role."""
    return json_answer({"name": who.name, "role": who.role.value})


@ROUTES.get("/tokens", response_model=TokenList)
def list_tokens(service: Service, who: Asking) -> Response:
    """List your tokens, without their secrets."""
    return json_answer(listed_items(map(asdict, accounts_of(service).account_tokens(who))))


@ROUTES.post("/tokens", response_model=NewToken, status_code=201)
def add_token(body: TokenBody, service: Service, who: Asking) -> Response:
    """Make a token for a program, good for a role at most and for some days."""
    scope = AccountRole(body.scope)
    token = accounts_of(service).add_token(who, scope, body.days, body.label)
    return json_answer({"token": token}, 201)


@ROUTES.delete("/tokens/{token}", status_code=204, responses=MISSES)
def revoke_token(
    token: Annotated[str, Path(description="A token's id.", max_length=16)],
    service: Service,
    who: Asking,
) -> Response:
    """End a token of yours."""
    accounts_of(service).revoke_token(who, token)
    return Response(status_code=204)


@ROUTES.get("/accounts", response_model=AccountList)
def list_accounts(service: Service, who: Administering) -> Response:
    """List the accounts; administrators see them."""
    del who
    return json_answer(listed_items(map(asdict, accounts_of(service).lines())))


@ROUTES.post("/accounts", response_model=models.AccountModel, status_code=201)
def add_account(body: AccountBody, service: Service, who: Administering) -> Response:
    """Add an account."""
    del who
    made = accounts_of(service).add(body.name, AccountRole(body.role), body.password)
    return json_answer({"name": made.name, "role": made.role.value}, 201)


@ROUTES.patch("/accounts/{name}", status_code=204, responses=MISSES)
def edit_account(
    name: AccountName, body: AccountChange, service: Service, who: Administering
) -> Response:
    """Give an account another role or password, keep it out, or let it in again."""
    role = None if body.role is None else AccountRole(body.role)
    edit = AccountEdit(role, body.disabled, body.password)
    change_account(accounts_of(service), who, name, edit)
    return Response(status_code=204)


@ROUTES.delete("/accounts/{name}", status_code=204, responses=MISSES)
def drop_account(name: AccountName, service: Service, who: Administering) -> Response:
    """Remove an account; what it judged stays signed with its name."""
    remove_account(accounts_of(service), who, name)
    return Response(status_code=204)


@ROUTES.get("/restrictions", response_model=RestrictionList)
def list_restrictions(service: Service, who: Editing) -> Response:
    """List the reports that only editors see."""
    del who
    return json_answer(listed_items(map(asdict, accounts_of(service).restrictions())))


@ROUTES.put("/incidents/{incident}/restriction", response_model=RestrictionList, responses=MISSES)
def restrict(
    incident: IncidentId, body: models.SignedBody, service: Service, who: Editing
) -> Response:
    """Restrict an incident: only editors see it, its reports, and whatever they tell of."""
    found = service.view.shown_incident(incident, who)
    by, reports = signing_name(who, body.by), {telling.report for telling in found.tellings}
    accounts = accounts_of(service)
    accounts.restrict(reports, body.reason, by)
    kept = [one for one in accounts.restrictions() if one.report in reports]
    return json_answer(listed_items(map(asdict, kept)))


@ROUTES.delete("/incidents/{incident}/restriction", status_code=204, responses=MISSES)
def lift_restriction(incident: IncidentId, service: Service, who: Editing) -> Response:
    """Show an incident and its reports to everybody again."""
    found = service.view.shown_incident(incident, who)
    accounts_of(service).lift({telling.report for telling in found.tellings})
    return Response(status_code=204)
