"""What happened to the ledger: append-only rows, each bound to the one before by its hash.

Whoever changes or drops a row must rewrite all rows after it, and `verify` finds that out. Rows
cut off at the end can only be told by a hash that was kept elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from dateline.record.codec import plain_json
from dateline.record.faults import LedgerFault, row_fault
from dateline.record.tables import HISTORY

START = "0" * 64  # what the first row is bound to

# Statements that run for each report are made once: to make one takes longer than to run it.
_LAST_ENTRY = select(HISTORY.c.seq, HISTORY.c.hash).order_by(HISTORY.c.seq.desc()).limit(1)
_NEW_ENTRY = insert(HISTORY)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the history."""

    seq: int
    prev_hash: str
    hash: str
    at: str
    action: str
    subject: str
    payload: str


def append_entry(connection: Connection, action: str, subject: str, payload: object = None) -> int:
    """Write down that something was done; gives the number of the row.

    Args:
        connection: of a transaction that writes.
        action: one word: record, name, reread, remove, set aside, judge, undo, answer, withdraw,
            restore, redirect, revise, refuse, seal, repair.
        subject: id or name of what it was done to.
        payload: plain data for a reader.
    """
    return append_entries(connection, action, [(subject, payload)])


def append_entries(connection: Connection, action: str, done: Iterable[tuple[str, object]]) -> int:
    """Write down that one thing was done to several subjects, in order.

    Args:
        connection: of a transaction that writes.
        action: as for one entry.
        done: subjects, of which there is at least one, each with plain data for a reader.

    Returns:
        The number of the last row.
    """
    last = connection.execute(_LAST_ENTRY).first()
    seq, before = (last.seq, last.hash) if last else (0, START)
    columns, rows = HISTORY.c.keys(), []
    for subject, payload in done:
        row = (current_time(), action, subject, plain_json(payload))
        seq, own = seq + 1, chain_hash(seq + 1, before, *row)
        rows.append(dict(zip(columns, (seq, before, own, *row), strict=True)))
        before = own
    connection.execute(_NEW_ENTRY, rows if len(rows) > 1 else rows[0])
    return seq


def last_entry_number(connection: Connection) -> int:
    """The number of the last row, 0 where there is none."""
    return connection.execute(select(func.max(HISTORY.c.seq))).scalar() or 0


def history_entries(connection: Connection) -> tuple[Entry, ...]:
    """All rows, oldest first."""
    rows = connection.execute(select(HISTORY).order_by(HISTORY.c.seq))
    return tuple(Entry(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class HistoryHead:
    """The last row of the history: who keeps it elsewhere can tell if rows were cut off."""

    seq: int
    hash: str

    def as_kept(self) -> str:
        """The head as it is kept elsewhere."""
        return f"{self.seq}:{self.hash}"


def history_head(connection: Connection) -> HistoryHead:
    """The last row of the history."""
    row = connection.execute(_LAST_ENTRY).first()
    return HistoryHead(row.seq, row.hash) if row else HistoryHead(0, START)


def chain_faults(rows: Sequence[Entry]) -> Iterator[LedgerFault]:
    """Rows that are missing or do not bear their hash."""
    before, expected = START, 1
    for row in rows:
        if row.seq != expected:
            yield row_fault("history", expected, f"expected row {expected}, found row {row.seq}")
        if row.prev_hash != before:
            yield row_fault("history", row.seq, f"row {row.seq} does not follow the row before it")
        fields = (row.at, row.action, row.subject, row.payload)
        if row.hash != chain_hash(row.seq, row.prev_hash, *fields):
            yield row_fault("history", row.seq, f"row {row.seq} was changed after it was written")
        before, expected = row.hash, row.seq + 1


def head_faults(rows: Sequence[Entry], kept: str) -> Iterator[LedgerFault]:
    """Whether the history still leads to a head that was kept elsewhere."""
    number, _, digest = kept.strip().rpartition(":")
    found = [row for row in rows if row.hash == digest]
    if not found or (number and str(found[0].seq) != number):
        last = rows[-1].seq if rows else 0
        yield row_fault(
            "history",
            number or last,
            f"the head that was kept elsewhere ({digest[:12]}) is not in it: rows were cut off, "
            "or rewritten",
        )


def current_time() -> str:
    """The time of an action; no finding ever depends on it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def chain_hash(seq: int, before: str, *fields: str) -> str:
    """The hash that binds a row to the one before."""
    return hashlib.sha256(plain_json([seq, before, *fields]).encode()).hexdigest()
