"""Copies of a ledger, made while it is in use, and ledgers made of them.

A copy is a ledger in a SQLite file, whatever database it is of: a file of SQLite is copied page by
page, a database of PostgreSQL row by row as it stands at one moment. Either is restored to both.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, MetaData, create_engine, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from dateline.errors import LedgerError
from dateline.record import guarding, history
from dateline.record.engine import make_engine, read_only_url, writing_engine
from dateline.record.migrations import VERSION_TABLE
from dateline.record.schema import GUARDED, apply_changes, last_change

ROWS_AT_ONCE: Final = 500
LOGS: Final = ("-wal", "-journal")  # SQLite would take up what an earlier file left in them
BringUp = Callable[[Connection, str], None]  # with the newest change that the ledger has seen


def copy_ledger(engine: Engine, target: Path) -> history.HistoryHead:
    """Copy a ledger as it stands at one moment; others go on reading and writing meanwhile.

    Args:
        engine: of the ledger.
        target: a file that is not there yet.

    Returns:
        The head of the copy's history.

    Raises:
        LedgerError: there is a file already, or it cannot be written.
    """
    with _drafted(target) as draft:
        if engine.dialect.name == "sqlite":
            _copy_pages(engine, draft)
            shutil.copymode(str(engine.url.database), draft)
        else:
            _copy_server(engine, draft)
        with closing(sqlite3.connect(draft)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, and no log beside it
        with _reading(draft) as connection:
            return history.history_head(connection)


def path_beside(engine: Engine, change: str) -> Path:
    """Where a ledger is kept before it is brought up to date: beside it, under a name not taken.

    A database on a server is kept in the current folder.
    """
    own = engine.url.database or ""
    named = Path(own if engine.dialect.name == "sqlite" else Path(own).name)
    names = (f"{named.name}.backup-{change}{n}" for n in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(path for name in names if not (path := named.with_name(name)).exists())


def restore_copy(backup: Path, where: str, bring_up: BringUp) -> history.HistoryHead:
    """Make a ledger of a copy; gives the head of its history.

    Args:
        backup: the copy.
        where: path of a SQLite file that is not there yet, or URL of an empty database.
        bring_up: brings its tables up to date.

    Raises:
        LedgerError: the copy is damaged or of a newer program, or there is a ledger already.
    """
    with _reading(backup) as source:
        change = _check_copy(source, backup)
        target = make_engine(where, create=True)
        try:
            if target.dialect.name != "sqlite":
                return _restore_rows(source, target, change, bring_up)
            path = Path(str(target.url.database))
            with _drafted(path, "--ledger") as draft:
                _copy_pages(source.engine, draft)
                shutil.copymode(backup, draft)
                return _bring_up_draft(draft, change, bring_up)
        finally:
            target.dispose()


def _bring_up_draft(draft: Path, change: str, bring_up: BringUp) -> history.HistoryHead:
    """Bring the tables of a copied file up to date."""
    engine = make_engine(str(draft), create=True)
    try:
        with writing_engine(engine).begin() as connection:
            bring_up(connection, change)
            return history.history_head(connection)
    finally:
        engine.dispose()


def _restore_rows(
    source: Connection, target: Engine, change: str, bring_up: BringUp
) -> history.HistoryHead:
    """Put the rows of a copy into an empty database."""
    with writing_engine(target).begin() as connection:
        where = target.url.render_as_string()
        if last_change(connection, where, create=True) is not None:
            raise LedgerError(
                f"expected an empty database for the ledger, found one at {where}; "
                "give another with --ledger"
            )
        _make_alike(source, connection, change)
        bring_up(connection, change)
        return history.history_head(connection)


# ------------------------------------------------------------------ copying


def _copy_pages(engine: Engine, draft: Path) -> None:
    """Copy a SQLite file, log included, in one read."""
    with closing(engine.raw_connection()) as pooled, closing(sqlite3.connect(draft)) as copy:
        own = pooled.driver_connection
        if isinstance(own, sqlite3.Connection):
            own.backup(copy)


def _copy_server(engine: Engine, draft: Path) -> None:
    """Copy a database on a server to a SQLite file, all tables as they are at one moment."""
    copy = make_engine(str(draft), create=True)
    try:
        with engine.connect() as own, writing_engine(copy).begin() as connection:
            own.execution_options(isolation_level="REPEATABLE READ")
            change = last_change(own, engine.url.render_as_string())
            _make_alike(own, connection, str(change))
    finally:
        copy.dispose()


def _make_alike(source: Connection, target: Connection, change: str) -> None:
    """Make the tables of an empty database what they are in another, rows and all."""
    apply_changes(target, change)
    held, wanted = MetaData(), MetaData()
    names = set(inspect(source).get_table_names()) & set(inspect(target).get_table_names())
    for tables, connection in ((held, source), (wanted, target)):
        tables.reflect(connection, only=sorted(names - {VERSION_TABLE}))
    for table in wanted.sorted_tables:
        from_ = held.tables[table.name]
        columns = [from_.c[column.name] for column in table.columns if column.name in from_.c]
        rows = source.execute(select(*columns).execution_options(yield_per=ROWS_AT_ONCE))
        for few in rows.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in few])
    if change >= GUARDED:
        guarding.install_guards(target)


# ------------------------------------------------------------------ files


@contextmanager
def _drafted(target: Path, option: str = "") -> Iterator[Path]:
    """A file to be filled, which is moved to its name once it is whole and on the disk."""
    for path in (target, *(target.with_name(target.name + ending) for ending in LOGS)):
        if path.exists():
            raise LedgerError(
                f"expected a file that is not there yet, found {path}; "
                f"move it away, or give another path{option and f' with {option}'}"
            )
    draft = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}.part")
    try:
        draft.touch(mode=0o600, exist_ok=False)
        yield draft
        _sync_file(draft)
        draft.replace(target)
        _sync_file(target.parent)
    except OSError as error:
        raise LedgerError(
            f"expected a file that can be written, found {target}: {error.strerror}; "
            "give another path"
        ) from error
    finally:
        for ending in ("", *LOGS, "-shm"):
            draft.with_name(draft.name + ending).unlink(missing_ok=True)


def _sync_file(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def _reading(path: Path) -> Iterator[Connection]:
    """A connection that changes nothing in a file, nor anything beside it."""
    if not path.is_file():
        raise LedgerError(f"expected a backup at {path}, found none; give another path")
    engine = create_engine(read_only_url(path))
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise LedgerError(
            f"expected an intact backup at {path}, found: {error.orig}; give another one"
        ) from error
    finally:
        engine.dispose()


def _check_copy(connection: Connection, path: Path) -> str:
    """Refuse a copy that is damaged or of a newer program; gives the last change of its tables."""
    change = str(last_change(connection, str(path)))
    said = connection.execute(text("PRAGMA integrity_check(1)")).scalar()
    broken = [said] if said != "ok" else history.chain_faults(history.history_entries(connection))
    for fault in broken:
        raise LedgerError(f"expected an intact backup at {path}, found: {fault}; give another one")
    return change
