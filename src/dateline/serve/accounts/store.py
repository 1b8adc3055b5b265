"""Accounts, sessions, tokens and restrictions, in a database beside the ledger."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, create_engine, delete, func, insert, inspect, select, text, update
from sqlalchemy.exc import IntegrityError

from dateline.errors import ConflictError, InputError, NotFoundError
from dateline.serve.accounts.passwords import check_password, hashed_password, is_password
from dateline.serve.accounts.roles import ORDER, Account, AccountRole
from dateline.serve.accounts.tables import ACCOUNT, LATER, METADATA, RESTRICTION, SESSION, TOKEN

NAME: Final = re.compile(r"[\w.@+-](?:[\w .@+-]{0,78}[\w.@+-])?")
SESSION_HOURS: Final = 12
LONGEST_DAYS: Final = 366  # that a token may hold
PREFIX: Final = "dl"  # of tokens, so that a leaked one is recognised
TOKEN_PARTS: Final = 3
ACTIVE: Final = ACCOUNT.c.disabled.is_(False)


@dataclass(frozen=True, slots=True)
class AccountToken:
    """A token of an account, without its secret."""

    id: str
    label: str
    scope: AccountRole
    created: str
    expires: str


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account as whoever manages accounts sees it."""

    name: str
    role: AccountRole
    created: str
    disabled: bool
    has_password: bool  # without one only tokens, or an identity provider, stand for it


@dataclass(frozen=True, slots=True)
class ReportRestriction:
    """A report that only some roles see."""

    report: str
    reason: str
    by: str
    at: str


def accounts_place(ledger: str) -> str:
    """Where the accounts of a ledger are kept: beside a file, within a database server."""
    if "://" in ledger and not ledger.startswith("sqlite"):
        return ledger
    path = Path(ledger.partition("sqlite:///")[2] or ledger)
    return str(path.with_name(f"{path.stem}.accounts.db"))


class AccountStore:
    """Who may use a service, and what only some of them see."""

    def __init__(self, engine: Engine) -> None:
        """Make a store on an engine whose tables are there."""
        self.engine = engine

    @classmethod
    def open_store(cls, where: str) -> AccountStore:
        """Open the accounts at a path or a database URL, and make them if there are none."""
        url = where if "://" in where else f"sqlite:///{where}"
        engine = create_engine(url)
        METADATA.create_all(engine)
        add_later_columns(engine)
        if url.startswith("sqlite"):
            with suppress(OSError):
                Path(url.partition("sqlite:///")[2]).chmod(0o600)
        return cls(engine)

    def close(self) -> None:
        """Let go of the file or the connection."""
        self.engine.dispose()

    # ------------------------------------------------------------------ accounts

    def add(self, name: str, role: AccountRole, password: str | None) -> Account:
        """Add an account; without a password only tokens stand for it.

        Raises:
            InputError: the name or the password is not taken, or the name is there already.
        """
        name = name.strip()
        if not NAME.fullmatch(name):
            raise InputError(
                f"expected a name of letters, digits, spaces and .@+-, found {name[:80]!r}"
            )
        if password is not None:
            check_password(name, password)
        kept = None if password is None else hashed_password(password)
        row = {"name": name, "role": role.value, "password": kept, "created": _now()}
        try:
            with self.engine.begin() as connection:
                connection.execute(insert(ACCOUNT).values(**row))
        except IntegrityError as error:
            raise ConflictError(f"expected a new name, found {name!r}, which is taken") from error
        return Account(name, role)

    def accounts(self) -> tuple[Account, ...]:
        """All accounts, by name."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(ACCOUNT.c.name, ACCOUNT.c.role))
            return tuple(sorted((_checked_account(*row) for row in rows), key=lambda one: one.name))

    def lines(self) -> tuple[AccountLine, ...]:
        """All accounts with what their managers see, by name."""
        query = select(ACCOUNT).order_by(ACCOUNT.c.name)
        with self.engine.connect() as connection:
            return tuple(
                AccountLine(r.name, AccountRole(r.role), r.created, r.disabled, bool(r.password))
                for r in connection.execute(query)
            )

    def remove(self, name: str) -> None:
        """Remove an account, its sessions and its tokens; what it judged stays signed.

        Raises:
            NotFoundError: there is none.
        """
        with self.engine.begin() as connection:
            for table in (SESSION, TOKEN):
                connection.execute(delete(table).where(table.c.account == name))
            gone = connection.execute(delete(ACCOUNT).where(ACCOUNT.c.name == name))
        if not gone.rowcount:
            raise NotFoundError(f"expected the name of an account, found {name!r}")

    def set_role(self, name: str, role: AccountRole) -> None:
        """Give an account another role; it has to log in again."""
        self._change_account(name, role=role.value)

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password; it has to log in again."""
        check_password(name, password)
        self._change_account(name, password=hashed_password(password))

    def set_disabled(self, name: str, *, disabled: bool) -> None:
        """Keep an account out, with its sessions and tokens, or let it in again."""
        self._change_account(name, disabled=disabled)

    def _change_account(self, name: str, **values: str | bool) -> None:
        """Change an account, and end its sessions."""
        with self.engine.begin() as connection:
            found = connection.execute(
                update(ACCOUNT).where(ACCOUNT.c.name == name).values(**values)
            )
            connection.execute(delete(SESSION).where(SESSION.c.account == name))
        if not found.rowcount:
            raise NotFoundError(f"expected the name of an account, found {name!r}")

    # ------------------------------------------------------------------ sessions

    def log_in(self, name: str, password: str) -> str | None:
        """Begin a session; gives the secret for the cookie, None for a wrong password."""
        with self.engine.connect() as connection:
            kept = connection.execute(
                select(ACCOUNT.c.password).where(ACCOUNT.c.name == name, ACTIVE)
            ).scalar()
        return self.begin_session(name) if is_password(kept, password) else None

    def begin_session(self, name: str) -> str:
        """Begin a session of an account; gives the secret for the cookie."""
        secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
        row = {
            "hash": secret_hash(secret),
            "account": name,
            "created": now.isoformat(),
            "expires": (now + timedelta(hours=SESSION_HOURS)).isoformat(),
        }
        with self.engine.begin() as connection:
            connection.execute(delete(SESSION).where(SESSION.c.expires < now.isoformat()))
            connection.execute(insert(SESSION).values(**row))
        return secret

    def session(self, secret: str) -> Account | None:
        """Whose session a cookie stands for, None for none that counts."""
        query = (
            select(ACCOUNT.c.name, ACCOUNT.c.role)
            .join(SESSION, SESSION.c.account == ACCOUNT.c.name)
            .where(SESSION.c.hash == secret_hash(secret), SESSION.c.expires > _now(), ACTIVE)
        )
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        return _checked_account(*row) if row else None

    def log_out(self, secret: str) -> None:
        """End a session."""
        with self.engine.begin() as connection:
            connection.execute(delete(SESSION).where(SESSION.c.hash == secret_hash(secret)))

    # ------------------------------------------------------------------ identity providers

    def name_of_subject(self, subject: str) -> str | None:
        """The account that somebody of an identity provider logs in with, None for none."""
        query = select(ACCOUNT.c.name).where(ACCOUNT.c.subject == subject)
        with self.engine.connect() as connection:
            return connection.execute(query).scalar()

    def bind_subject(self, name: str, subject: str) -> None:
        """Have an account be somebody's of an identity provider from now on.

        Raises:
            ConflictError: it is somebody else's already.
        """
        free = (ACCOUNT.c.name == name, ACCOUNT.c.subject.is_(None))
        with self.engine.begin() as connection:
            done = connection.execute(update(ACCOUNT).where(*free).values(subject=subject))
        if not done.rowcount:
            raise ConflictError(f"expected your own account, found {name}, which is another's")

    # ------------------------------------------------------------------ tokens

    def add_token(self, who: Account, scope: AccountRole, days: int, label: str) -> str:
        """Make a token for programs; its secret is shown once, and kept as a hash.

        Raises:
            InputError: it would allow more than the account, or hold for too long.
        """
        if not who.may(scope):
            raise InputError(f"expected a scope of at most {who.role}, found {scope}")
        if not 1 <= days <= LONGEST_DAYS:
            raise InputError(f"expected 1 to {LONGEST_DAYS} days, found {days}")
        name, secret, now = secrets.token_hex(4), secrets.token_urlsafe(32), datetime.now(UTC)
        row = {
            "id": name,
            "hash": secret_hash(secret),
            "account": who.name,
            "scope": scope.value,
            "label": label.strip()[:80],
            "created": now.isoformat(),
            "expires": (now + timedelta(days=days)).isoformat(),
            "revoked": False,
        }
        with self.engine.begin() as connection:
            connection.execute(insert(TOKEN).values(**row))
        return f"{PREFIX}_{name}_{secret}"

    def token(self, whole: str) -> Account | None:
        """Who a token stands for, as far as its scope allows; None for none that counts."""
        parts = whole.split("_", TOKEN_PARTS - 1)
        if len(parts) != TOKEN_PARTS or parts[0] != PREFIX:
            return None
        query = (
            select(TOKEN.c.hash, TOKEN.c.scope, ACCOUNT.c.name, ACCOUNT.c.role)
            .join(ACCOUNT, ACCOUNT.c.name == TOKEN.c.account)
            .where(TOKEN.c.id == parts[1], TOKEN.c.expires > _now(), TOKEN.c.revoked.is_(False))
            .where(ACTIVE)
        )
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None or not secrets.compare_digest(row.hash, secret_hash(parts[2])):
            return None
        return _checked_account(
            row.name, min(row.role, row.scope, key=lambda r: ORDER.index(AccountRole(r)))
        )

    def account_tokens(self, who: Account) -> tuple[AccountToken, ...]:
        """The tokens of an account that count, without their secrets."""
        kept = (TOKEN.c.account == who.name, TOKEN.c.revoked.is_(False), TOKEN.c.expires > _now())
        query = select(TOKEN).where(*kept).order_by(TOKEN.c.created, TOKEN.c.id)
        with self.engine.connect() as connection:
            return tuple(
                AccountToken(r.id, r.label, AccountRole(r.scope), r.created, r.expires)
                for r in connection.execute(query)
            )

    def revoke_token(self, who: Account, name: str) -> None:
        """End a token of an account.

        Raises:
            NotFoundError: the account has none of that id.
        """
        own = (TOKEN.c.id == name, TOKEN.c.account == who.name, TOKEN.c.revoked.is_(False))
        with self.engine.begin() as connection:
            done = connection.execute(update(TOKEN).where(*own).values(revoked=True))
        if not done.rowcount:
            raise NotFoundError(f"expected the id of a token of yours, found {name!r}")

    # ------------------------------------------------------------------ restrictions

    def restrict(self, reports: Collection[str], reason: str, by: str) -> None:
        """Hide reports, and all that they tell of, from who may not see them."""
        with self.engine.begin() as connection:
            for report in sorted(reports):
                connection.execute(delete(RESTRICTION).where(RESTRICTION.c.report == report))
                row = {"report": report, "reason": reason, "by": by, "at": _now()}
                connection.execute(insert(RESTRICTION).values(**row))

    def lift(self, reports: Collection[str]) -> None:
        """Show reports to everybody again."""
        with self.engine.begin() as connection:
            for report in sorted(reports):
                connection.execute(delete(RESTRICTION).where(RESTRICTION.c.report == report))

    def restrictions(self) -> tuple[ReportRestriction, ...]:
        """What is restricted, by report."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(RESTRICTION).order_by(RESTRICTION.c.report))
            return tuple(ReportRestriction(*row) for row in rows)

    def restricted(self) -> frozenset[str]:
        """The ids of the reports that not everybody may see."""
        with self.engine.connect() as connection:
            return frozenset(connection.execute(select(RESTRICTION.c.report)).scalars())

    def has_accounts(self) -> bool:
        """Whether there is anybody who could log in."""
        with self.engine.connect() as connection:
            return bool(connection.execute(select(func.count()).select_from(ACCOUNT)).scalar())


def add_later_columns(engine: Engine) -> None:
    """Add the columns that accounts of an earlier version lack."""
    held = {column["name"] for column in inspect(engine).get_columns(ACCOUNT.name)}
    with engine.begin() as connection:
        for name, kind in LATER.items():
            if name not in held:
                connection.execute(text(f"ALTER TABLE {ACCOUNT.name} ADD COLUMN {name} {kind}"))


def _checked_account(name: str, role: str) -> Account:
    return Account(name, AccountRole(role))


def secret_hash(secret: str) -> str:
    """What is kept of a secret that is random already."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat()
