"""The page of users, for administrators, and the tokens of whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.responses import RedirectResponse, Response

from dateline.errors import InputError
from dateline.serve.accounts import (
    Account,
    AccountEdit,
    AccountLine,
    AccountRole,
    AccountStore,
    AccountToken,
    change_account,
    known_role,
    remove_account,
)
from dateline.serve.pages.asking import Asked
from dateline.serve.pages.office import Office
from dateline.serve.pages.rendering import page_answer

ROLES: Final = tuple(role.value for role in AccountRole)
DAYS: Final = 30  # that a token holds unless asked otherwise


@dataclass(frozen=True, slots=True)
class UserLine:
    """An account with its tokens."""

    account: AccountLine
    tokens: tuple[AccountToken, ...]


def users_page(office: Office, asked: Asked, *, error: str = "") -> Response:
    """The accounts, each with what can be done with it."""
    store = office.service.accounts
    lines = store.lines() if store else ()
    users = [UserLine(one, tokens_of(store, one.name, one.role)) for one in lines]
    return page_answer(
        "users",
        asked,
        422 if error else 200,
        section="Settings",
        error=error,
        any_accounts=store is not None,
        users=users,
        roles=ROLES,
        own=asked.account.name,
    )


def tokens_of(store: AccountStore | None, name: str, role: AccountRole) -> tuple[AccountToken, ...]:
    """The tokens of an account that count."""
    return store.account_tokens(Account(name, role)) if store else ()


def manage_users_page(office: Office, asked: Asked) -> Response:
    """Do what a form asks with an account."""
    try:
        act_on_account(kept_accounts(office), asked)
    except InputError as problem:
        return users_page(office, asked, error=str(problem))
    return RedirectResponse("/users", 303)


def kept_accounts(office: Office) -> AccountStore:
    """The accounts of the service.

    Raises:
        InputError: it has none.
    """
    if office.service.accounts is None:
        raise InputError("expected a service with accounts; start it with --login")
    return office.service.accounts


def act_on_account(store: AccountStore, asked: Asked) -> None:
    """Add, change or remove an account, or end a token of it.

    Raises:
        InputError: there is no such act, or it could not be done.
    """
    form, who = asked.form, asked.account
    act, name = form.get("act", ""), form.get("name", "").strip()
    if act == "add":
        store.add(name, known_role(form.get("role", "")), form.get("password") or None)
    elif act == "role":
        change_account(store, who, name, AccountEdit(role=known_role(form.get("role", ""))))
    elif act in {"disable", "enable"}:
        change_account(store, who, name, AccountEdit(disabled=act == "disable"))
    elif act == "password":
        change_account(store, who, name, AccountEdit(password=form.get("password", "")))
    elif act == "remove":
        remove_account(store, who, name)
    elif act == "revoke":
        store.revoke_token(Account(name, AccountRole.ADMIN), form.get("token", ""))
    else:
        raise InputError(f"expected something to do with an account, found {act!r}")


# ------------------------------------------------------------------ one's own tokens


def tokens_page(office: Office, asked: Asked, *, error: str = "", made: str = "") -> Response:
    """The tokens of whoever asks, and the secret of one that was made just now."""
    who = asked.account
    return page_answer(
        "tokens",
        asked,
        422 if error else 200,
        section="Settings",
        error=error,
        any_accounts=office.service.accounts is not None,
        own=who.name,
        role=who.role.value,
        scopes=ROLES[: ROLES.index(who.role.value) + 1],
        tokens=tokens_of(office.service.accounts, who.name, who.role),
        made=made,
        days=DAYS,
    )


def change_tokens_page(office: Office, asked: Asked) -> Response:
    """Make a token, whose secret is shown once, or end one."""
    form, who = asked.form, asked.account
    try:
        store = kept_accounts(office)
        if form.get("act") == "revoke":
            store.revoke_token(who, form.get("token", ""))
            return RedirectResponse("/tokens", 303)
        scope = known_role(form.get("scope", ""))
        made = store.add_token(who, scope, whole_days(form.get("days", "")), form.get("label", ""))
    except InputError as problem:
        return tokens_page(office, asked, error=str(problem))
    return tokens_page(office, asked, made=made)


def whole_days(words: str) -> int:
    """A number of days.

    Raises:
        InputError: it is none.
    """
    if not words.strip().isdecimal():
        raise InputError(f"expected a number of days, found {words[:20]!r}")
    return int(words)
