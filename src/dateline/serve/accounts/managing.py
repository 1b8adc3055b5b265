"""What administrators do with the accounts of others, on pages and over the API alike."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.errors import InputError
from dateline.serve.accounts.roles import Account, AccountRole
from dateline.serve.accounts.store import AccountStore


def refuse_own(who: Account, name: str) -> None:
    """Refuse to change one's own account, so that one administrator always stays.

    Raises:
        InputError: it is one's own.
    """
    if who.name == name:
        raise InputError("expected another account than your own; have another one change it")


@dataclass(frozen=True, slots=True)
class AccountEdit:
    """What becomes of an account; None leaves it as it is."""

    role: AccountRole | None = None
    disabled: bool | None = None  # kept out, with its sessions and tokens
    password: str | None = None


def change_account(store: AccountStore, who: Account, name: str, edit: AccountEdit) -> None:
    """Change an account of somebody else; it has to log in again.

    Raises:
        InputError: it is one's own, or the password is guessed at once.
        NotFoundError: there is none.
    """
    refuse_own(who, name)
    if edit.role is not None:
        store.set_role(name, edit.role)
    if edit.disabled is not None:
        store.set_disabled(name, disabled=edit.disabled)
    if edit.password is not None:
        store.set_password(name, edit.password)


def remove_account(store: AccountStore, who: Account, name: str) -> None:
    """Remove an account of somebody else; what it judged stays signed with its name.

    Raises:
        InputError: it is one's own.
        NotFoundError: there is none.
    """
    refuse_own(who, name)
    store.remove(name)


def known_role(word: str) -> AccountRole:
    """A role by its name.

    Raises:
        InputError: there is no such role.
    """
    try:
        return AccountRole(word)
    except ValueError as error:
        raise InputError(f"expected a role of {', '.join(AccountRole)}, found {word!r}") from error
