"""A ledger as it stands at one moment, to be listed or written out.

A ledger in a SQLite file is read with the standard library alone: SQLAlchemy takes longer to
load than a list takes to print. What answers is the same SQL in both cases (`whole`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dateline.record import whole
from dateline.record.files import can_write, read_only_address
from dateline.record.migrations import VERSION_TABLE, known_changes
from dateline.record.whole import Ask, LedgerLag
from dateline.types import Creation, Incident, Judgement, Reading, Report, SetAside

if TYPE_CHECKING:
    from dateline.record.ledger import Ledger

BUSY_SECONDS = 30.0  # how long a reader waits for what a writer holds


class KeptLedger(Protocol):
    """A ledger, or one as it stood at a moment: what incidents are made of."""

    def lag(self) -> LedgerLag:
        """What the incidents do not show yet."""
        ...

    def incidents(self) -> tuple[Incident, ...]:
        """The incidents, by first day, then id."""
        ...

    def readings(self) -> tuple[Reading, ...]:
        """The readings that count, by report id."""
        ...

    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements that count, in the order they were made."""
        ...

    def names(self) -> dict[str, tuple[str, ...]]:
        """All names of each report, by report id."""
        ...

    def times_of_writing(self) -> dict[str, Creation]:
        """When each report was written, as the last run settled it, by report id."""
        ...


@dataclass(frozen=True, slots=True)
class LedgerSnapshot:
    """All that a ledger holds, read in one transaction."""

    where: str  # path or URL of the ledger
    ask: Ask

    def lag(self) -> LedgerLag:
        """What the incidents do not show yet, because a run was stopped."""
        return whole.lag_of(self.ask)

    def incidents(self) -> tuple[Incident, ...]:
        """The incidents, by first day, then id; undated ones last."""
        return whole.all_incidents(self.ask)

    def readings(self) -> tuple[Reading, ...]:
        """The readings by report id, those of withdrawn reports left out."""
        return whole.unstruck_readings(self.ask)

    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements in the order they were made, those undone left out."""
        return whole.all_judgements(self.ask)

    def times_of_writing(self) -> dict[str, Creation]:
        """When each report was written, as the last run settled it, by report id."""
        return whole.read_times_of_writing(self.ask)

    def reports(self) -> tuple[Report, ...]:
        """The reports as they arrived, by id."""
        return tuple(whole.all_reports(self.ask))

    def names(self) -> dict[str, tuple[str, ...]]:
        """All names of each report, by report id."""
        return whole.names_of_reports(self.ask)

    def texts(self) -> dict[str, str]:
        """The recorded text of each report, by id: what every offset counts in."""
        return whole.recorded_texts(self.ask)

    def all_set_aside(self) -> tuple[SetAside, ...]:
        """What was not recorded, by name."""
        return whole.read_set_aside(self.ask)

    def ledger(self) -> Ledger:
        """The ledger itself, for what a snapshot cannot tell; to be closed again."""
        return _open_in_full(self.where)


@contextmanager
def open_snapshot(where: str) -> Iterator[LedgerSnapshot]:
    """A ledger as it stands now.

    Args:
        where: path of a SQLite file, or a database URL.

    Raises:
        LedgerError: there is none, or it is damaged or of a newer program.
        MissingExtraError: it is in PostgreSQL, and the extra `postgres` is not installed.
    """
    own = connect_file(where)
    if own is None:
        with _open_in_full(where) as ledger, ledger.engine.connect() as other:
            if ledger.engine.dialect.name == "postgresql":  # SQLite keeps to one moment anyway
                other.execution_options(isolation_level="REPEATABLE READ")
            yield LedgerSnapshot(where, other.exec_driver_sql)
        return
    with closing(own):
        own.execute("BEGIN")  # what is read later is of the same moment
        yield LedgerSnapshot(where, own.execute)


def _open_in_full(where: str) -> Ledger:
    """A ledger with all that it can do."""
    from dateline.record.ledger import Ledger  # noqa: PLC0415  it brings SQLAlchemy

    return Ledger.open(where)


def connect_file(where: str) -> sqlite3.Connection | None:
    """A connection to a ledger in a file, with its tables up to date; None for any other."""
    path = Path(where)
    if "://" in where or not path.is_file():
        return None
    address = path.absolute().as_uri() if can_write(path) else read_only_address(path)
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        change = connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()  # noqa: S608  a constant
    except (sqlite3.Error, UnicodeDecodeError):  # what is wrong is told by who opens it in full
        change = None
    if change != known_changes()[-1:]:
        connection.close()
        return None
    return connection
