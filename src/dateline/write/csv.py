"""Tables as CSV that every program opens and no spreadsheet runs.

A text that a spreadsheet would run as a formula gets a leading apostrophe, and so does one that
already looks as if it had been given one: `unguarded_text` gives every text back as it was.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from typing import BinaryIO, Final, TypeVar

from dateline.write.columns import Cell, Column, cells_of_line
from dateline.write.encoding import encoded_stream

T = TypeVar("T")
MARK: Final = "'"
# As RFC 4180 has it; with a line feed alone, Python leaves a carriage return in a text unquoted.
LINE_END: Final = "\r\n"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# A spreadsheet drops these, or a user strips them, and then sees the formula.
INVISIBLE: Final = "\ufeff\u200b\u200c\u200d\u2060\u00ad\u00a0 "


def write_table(
    columns: Sequence[Column[T]], lines: Iterable[T], stream: BinaryIO, *, bom: bool = True
) -> None:
    """Write a table with its header.

    Args:
        columns: of the table.
        lines: what a row is read off.
        stream: left open.
        bom: begin with a byte order mark, by which Excel knows UTF-8.
    """
    rows = (cells_of_line(columns, line) for line in lines)
    write_rows([[column.name for column in columns]], rows, stream, bom=bom)


def write_rows(
    header: Iterable[Sequence[str]],
    rows: Iterable[Iterable[Cell]],
    stream: BinaryIO,
    *,
    bom: bool = True,
) -> None:
    """Write rows under one header row or more; header cells are ours and stand as they are."""
    with encoded_stream(stream, bom=bom) as text:
        writer = csv.writer(text, lineterminator=LINE_END)
        writer.writerows(header)
        writer.writerows([csv_cell(cell) for cell in row] for row in rows)


def csv_cell(cell: Cell) -> Cell:
    """A cell as CSV has it: texts harmless, days in ISO form, numbers as they are."""
    if isinstance(cell, str):
        return guarded_text(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def guarded_text(text: str) -> str:
    """A text that no spreadsheet runs."""
    return MARK + text if runs_as_formula(text.lstrip(MARK)) else text


def unguarded_text(text: str) -> str:
    """The text that `guarded_text` was given."""
    return text[1:] if text.startswith(MARK) and runs_as_formula(text.lstrip(MARK)) else text


def runs_as_formula(text: str) -> bool:
    """Would a spreadsheet run a text, once it has dropped what cannot be seen?"""
    return text.lstrip(INVISIBLE).startswith(FORMULA)
