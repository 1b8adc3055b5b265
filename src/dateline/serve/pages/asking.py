"""What a browser asks of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from starlette.datastructures import QueryParams

from dateline.serve.accounts import LOCAL, Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, as far as a page looks at it."""

    path: Mapping[str, str] = field(default_factory=dict)
    query: QueryParams = field(default_factory=partial(QueryParams, ""))
    form: QueryParams = field(default_factory=partial(QueryParams, ""))
    url: str = "/"  # path and query
    language: str = "en"
    theme: str = "auto"  # light, dark, or as the system has it
    user: str = ""  # the name that judgements are signed with, where it is known
    account: Account = LOCAL
    title: str = "Dateline"  # of the ledger

    @property
    def signed(self) -> str:
        """Who decides: the account, else the name that the form gives."""
        return self.account.name or self.form.get("by", "").strip() or self.user
