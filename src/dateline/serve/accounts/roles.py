"""Roles, and what each of them may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class AccountRole(StrEnum):
    """What an account may do; each role may do all that those before it may."""

    VIEWER = "viewer"  # read
    REVIEWER = "reviewer"  # judge
    EDITOR = "editor"  # withdraw and restore reports, ingest, restrict, see what is restricted
    ADMIN = "admin"  # manage accounts


ORDER: Final = tuple(AccountRole)


@dataclass(frozen=True, slots=True)
class Account:
    """Who asks: a name that judgements are signed with, and a role."""

    name: str
    role: AccountRole

    def may(self, role: AccountRole) -> bool:
        """Whether the account may do what a role may."""
        return ORDER.index(self.role) >= ORDER.index(role)

    @property
    def sees_restricted(self) -> bool:
        """Whether restricted reports, and what they tell of, are shown to the account."""
        return self.may(AccountRole.EDITOR)


# Whoever sits at the machine that serves to itself alone: it has no accounts, and no login.
LOCAL: Final = Account("", AccountRole.ADMIN)
