"""What is wrong with a ledger: in which table, in which row, and what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LedgerFault:
    """One fault; `row` is the key of a row, or what it belongs to."""

    table: str
    row: str
    what: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.what}"


def row_fault(table: str, row: object, what: str) -> LedgerFault:
    """A fault of a row."""
    return LedgerFault(table, str(row), what)
