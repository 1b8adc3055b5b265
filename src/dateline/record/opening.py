"""Opening a ledger, with its tables brought up to date once a copy of it is made."""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from dateline.errors import LedgerError
from dateline.record import backups, guarding, incidents, replaying, reports, search
from dateline.record.engine import make_engine, writing_engine
from dateline.record.history import HistoryHead
from dateline.record.migrations import known_changes
from dateline.record.schema import GUARDED, apply_changes, last_change

LOGGER = logging.getLogger(__name__)


def open_engine(where: str, *, create: bool) -> Engine:
    """An engine on a ledger whose tables are up to date.

    A ledger of an older program is copied before it is changed.

    Args:
        where: path of a SQLite file, or a database URL.
        create: make the ledger if there is none.

    Raises:
        LedgerError: there is no ledger, or it is damaged, or a newer program made it.
        MissingExtraError: it is in PostgreSQL, and the extra `postgres` is not installed.
    """
    engine = make_engine(where, create=create)
    try:
        with engine.connect() as connection:
            behind = last_change(connection, where, create=create) != known_changes()[-1]
        if behind:
            _renew_tables(engine, where, create=create)
    except LedgerError:
        engine.dispose()
        raise
    except DBAPIError as error:
        engine.dispose()
        raise LedgerError(
            f"expected a ledger at {where}, found: {error.orig}; give another path with --ledger"
        ) from error
    return engine


def _renew_tables(engine: Engine, where: str, *, create: bool) -> None:
    """Make or renew the tables, unless another process just did."""
    with writing_engine(engine).begin() as connection:  # nobody else writes from here on
        before = last_change(connection, where, create=create)
        if before == known_changes()[-1]:
            return
        if before is not None:
            kept = backups.path_beside(engine, before)
            backups.copy_ledger(engine, kept)
            LOGGER.warning("the ledger is brought up to date; %s holds it as it was", kept)
        renew_tables(connection, before)


def renew_tables(connection: Connection, before: str | None) -> None:
    """Bring the tables of a ledger up to date.

    Args:
        connection: of a transaction that writes.
        before: the newest change that the ledger has seen, None for a new one.
    """
    if before is not None and before >= GUARDED:
        guarding.drop_guards(connection)
    apply_changes(connection)
    reports.rebuild_claims(connection)
    incidents.rebuild_rows(connection)
    search.rebuild_index(connection)
    if before is not None and before < GUARDED:
        replaying.seal_ledger(connection)
    guarding.install_guards(connection)


def restore_ledger(backup: Path, where: str) -> HistoryHead:
    """Make a ledger of a backup, with its tables brought up to date; gives its head.

    Args:
        backup: the file.
        where: path of a SQLite file that is not there yet, or URL of an empty database.

    Raises:
        LedgerError: the backup is damaged or of a newer program, or there is a ledger already.
    """

    def bring_up(connection: Connection, before: str) -> None:
        if before != known_changes()[-1]:
            renew_tables(connection, before)

    return backups.restore_copy(backup, where, bring_up)
