"""`dateline users`: who may use a service that others reach."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.table import Table

from dateline.cli.options import reader_console, with_ledger
from dateline.errors import InputError, MissingExtraError
from dateline.explain import safe_text

if TYPE_CHECKING:
    from dateline.serve.accounts import AccountStore

ROLES = ("viewer", "reviewer", "editor", "admin")
F = TypeVar("F", bound=Callable[..., Any])


@click.group()
def users_command() -> None:
    """Manage the accounts of a service.

    Accounts are kept beside the ledger, and are no part of its history.

    Example: dateline users add "A. Coder" --role reviewer --ledger my.db
    """


def with_accounts(command: F) -> F:
    """Add `--ledger` and `--accounts`."""
    return with_ledger(
        click.option(
            "--accounts",
            metavar="PATH|URL",
            help="Keep accounts here (default: beside the ledger).",
        )(command)
    )


@contextmanager
def opened_accounts(ledger: str, accounts: str | None) -> Iterator[AccountStore]:
    """The accounts of a ledger, open."""
    try:
        from dateline.serve.accounts import (  # noqa: PLC0415  an extra
            AccountStore,
            accounts_place,
        )
    except ModuleNotFoundError as error:
        raise MissingExtraError("Accounts", "serve") from error
    store = AccountStore.open_store(accounts or accounts_place(ledger))
    try:
        yield store
    finally:
        store.close()


@users_command.command()
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(ROLES), help="Give this role.")
@click.option("--no-password", is_flag=True, help="Make an account that only tokens stand for.")
@with_accounts
def add_command(name: str, role: str, no_password: bool, ledger: str, accounts: str | None) -> None:
    """Add an account; the password is asked for, or read from standard input.

    Viewers read, reviewers judge, editors also withdraw reports and restrict incidents, and
    administrators also manage accounts.

    Example: dateline users add "A. Coder" --role reviewer --ledger my.db
    """
    from dateline.serve.accounts import AccountRole  # noqa: PLC0415  an extra

    with opened_accounts(ledger, accounts) as store:
        password = None if no_password else ask_password()
        made = store.add(name, AccountRole(role), password)
    click.echo(f"added {safe_text(made.name)} ({made.role})")


def ask_password() -> str:
    """A password from whoever sits there, or from a pipe."""
    if sys.stdin.isatty():
        asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return asked
    return sys.stdin.readline().rstrip("\r\n")


@users_command.command("list")
@with_accounts
def list_(ledger: str, accounts: str | None) -> None:
    """List the accounts.

    Example: dateline users list --ledger my.db
    """
    table = Table("name", "role", "state", box=None, pad_edge=False)
    with opened_accounts(ledger, accounts) as store:
        for one in store.lines():
            table.add_row(safe_text(one.name), one.role.value, "kept out" if one.disabled else "")
    reader_console().print(table)


@users_command.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), help="Give this role.")
@click.option("--keep-out/--let-in", default=None, help="Keep the account out, or let it in again.")
@click.option("--password", is_flag=True, help="Give another password, which is asked for.")
@with_accounts
def change_command(
    name: str,
    role: str | None,
    keep_out: bool | None,
    password: bool,
    ledger: str,
    accounts: str | None,
) -> None:
    """Change the role or the password of an account, or keep it out.

    It has to log in again. Tokens of an account that is kept out do not count.

    Example: dateline users change "A. Coder" --role editor --ledger my.db
    """
    from dateline.serve.accounts import AccountRole  # noqa: PLC0415  an extra

    if role is None and keep_out is None and not password:
        raise InputError(
            "expected a change, found none; give --role, --keep-out, --let-in or --password"
        )
    with opened_accounts(ledger, accounts) as store:
        if role is not None:
            store.set_role(name, AccountRole(role))
        if keep_out is not None:
            store.set_disabled(name, disabled=keep_out)
        if password:
            store.set_password(name, ask_password())
    click.echo(f"changed {safe_text(name)}")


@users_command.command()
@click.argument("name")
@with_accounts
def remove_command(name: str, ledger: str, accounts: str | None) -> None:
    """Remove an account, its sessions and its tokens.

    What it judged stays signed with its name.

    Example: dateline users remove "A. Coder" --ledger my.db
    """
    with opened_accounts(ledger, accounts) as store:
        store.remove(name)
    click.echo(f"removed {safe_text(name)}")


@users_command.command()
@click.argument("name")
@click.option(
    "--scope",
    type=click.Choice(ROLES),
    default="viewer",
    show_default=True,
    help="Allow what this role may, at most.",
)
@click.option("--days", default=30, show_default=True, help="Let it hold for so many days.")
@click.option("--label", default="", metavar="WORDS", help="Say what it is for.")
@with_accounts
def token(name: str, scope: str, days: int, label: str, ledger: str, accounts: str | None) -> None:
    """Make a token by which a program uses an account; it is shown once.

    Example: dateline users token "A. Coder" --days 90 --label "nightly export" --ledger my.db
    """
    from dateline.errors import NotFoundError  # noqa: PLC0415  beside the extra
    from dateline.serve.accounts import AccountRole  # noqa: PLC0415  an extra

    with opened_accounts(ledger, accounts) as store:
        found = next((one for one in store.accounts() if one.name == name), None)
        if found is None:
            raise NotFoundError(
                f"expected the name of an account, found {name!r}; `dateline users list` lists them"
            )
        click.echo(store.add_token(found, AccountRole(scope), days, label))
