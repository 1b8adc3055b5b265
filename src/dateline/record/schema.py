"""Which changes of the tables a ledger has seen, and the changes themselves."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect, text

from dateline.errors import LedgerError
from dateline.record.migrations import MIGRATIONS, VERSION_TABLE, known_changes

GUARDED: Final = "0010"  # the change from which on triggers keep rows, and the history all hashes


def last_change(connection: Connection, where: str, *, create: bool = False) -> str | None:
    """The newest change that a ledger has seen, None for a new one.

    Args:
        connection: to read on.
        where: the path or URL, for messages.
        create: whether there may be no tables yet.

    Raises:
        LedgerError: it is no ledger, or a newer program made it.
    """
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        query = text(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608  a constant
        found: str | None = connection.execute(query).scalar()
        if found is None or found not in known_changes():
            raise LedgerError(
                "expected a ledger of this version or older, "
                f"found revision {found} of its tables in {where}; "
                "open it with the newer Dateline that wrote it"
            )
        return found
    if tables or not create:
        raise LedgerError(
            f"expected a ledger, found a database without Dateline's tables ({where}); "
            "give another path with --ledger"
        )
    return None


def apply_changes(connection: Connection, to: str = "head") -> None:
    """Apply the changes that a ledger has not seen, up to one of them."""
    # Most ledgers are up to date, and alembic takes as long to load as all else together.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
