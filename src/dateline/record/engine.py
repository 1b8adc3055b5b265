"""The engine of a ledger, in a SQLite file or at a database URL, whatever is in it."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from dateline.errors import LedgerError, MissingExtraError
from dateline.record.files import can_write, read_only_address

WRITERS_LOCK = 0x6461_7465  # any number that no other program on the server locks
BUSY_MS = 30_000  # how long a writer waits for another to finish


def make_engine(where: str, *, create: bool) -> Engine:
    """An engine on a ledger, whatever is in it."""
    url = where if "://" in where else f"sqlite:///{where}"
    if url.startswith("sqlite"):
        path = _check_file(where, create=create)
        url = url if can_write(path) else read_only_url(path)
    try:
        engine = create_engine(url)
    except ModuleNotFoundError as error:
        if url.startswith("postgresql"):
            raise MissingExtraError("A ledger in PostgreSQL", "postgres") from error
        raise LedgerError(
            f"expected a driver for {url.partition(':')[0]}, found none; install it, or give a "
            "SQLite file or a PostgreSQL URL with --ledger"
        ) from error
    except ArgumentError as error:  # an unknown kind of database
        raise LedgerError(
            f"expected a ledger's file or database URL, found {where}: {error}; "
            "give another path with --ledger"
        ) from error
    if "@" in (engine.url.host or ""):
        raise LedgerError(
            "expected a database URL with one @, found two; write an @ in the password as %40"
        )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", begin_writing)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "begin", queue_writers)
    return engine


def writing_engine(engine: Engine) -> Engine:
    """The same engine for transactions that write: they queue up at their start."""
    return engine.execution_options(dateline_writes=True)


def read_only_url(path: Path) -> str:
    """The URL of a ledger that is only read."""
    return f"sqlite:///{read_only_address(path)}&uri=true"


def _check_file(where: str, *, create: bool) -> Path:
    """Refuse what cannot be a ledger before SQLite makes an empty file of it."""
    path = Path(where.partition("sqlite:///")[2] or where)
    if not create and not path.exists():
        raise LedgerError(
            f"expected a ledger at {path}, found none; create one with `dateline ingest`"
        )
    if not create and path.is_file() and not path.stat().st_size:
        raise LedgerError(f"expected a ledger, found an empty file ({path}); give another path")
    if path.is_dir() or not path.parent.is_dir():
        raise LedgerError(
            f"expected a file name in an existing folder for the ledger, found {path}; "
            "give another path with --ledger"
        )
    return path


def _set_up(raw: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """A recorded report must outlive a crash and a power cut: write-ahead log, full sync."""
    if not isinstance(raw, sqlite3.Connection):
        return
    raw.isolation_level = None  # transactions are begun below, DDL included
    raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    try:
        with suppress(sqlite3.OperationalError):  # of a ledger that can only be read
            raw.execute("PRAGMA journal_mode = WAL")
    except UnicodeDecodeError as error:  # SQLite cites what it cannot read
        raise sqlite3.DatabaseError("the schema of the database is damaged") from error
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA foreign_keys = ON")


def begin_writing(connection: Connection) -> None:
    """Writers take the lock at once, so that what they read stays true until they write."""
    writes = connection.get_execution_options().get("dateline_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def queue_writers(connection: Connection) -> None:
    """Writers wait for each other, as on SQLite: each history row is bound to the one before."""
    if connection.get_execution_options().get("dateline_writes", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")
