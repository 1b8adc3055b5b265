"""Spreadsheets that hold a report a row: XLSX and ODS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from dateline.acquire.archives import opened_zip
from dateline.acquire.columns import (
    Columns,
    Layout,
    missing_text,
    recognise_columns,
    taken_columns,
)
from dateline.acquire.libraries import load_library
from dateline.acquire.rows import Table, row_report
from dateline.errors import InputError
from dateline.stamps import order_of
from dateline.types import Remark, Report, SetAside

HIGHEST: Final = 20  # rows in which a header is looked for, below titles and notes
Rows = Sequence[Sequence[str]]


def read_spreadsheet(file: Path, name: str, layout: Layout) -> Iterator[Report | SetAside | Remark]:
    """The rows of all sheets that have a column with texts.

    Raises:
        InputError: it is no spreadsheet, or no sheet has such a column.
        OSError: it cannot be opened.
    """
    opened_zip(file).close()
    calamine = load_library("python_calamine", "Reading spreadsheets", "sheets")
    try:
        book = calamine.CalamineWorkbook.from_path(str(file))
    except calamine.CalamineError as error:
        raise InputError(f"expected a spreadsheet, found: {error}") from error
    headers: list[str] = []
    read = 0
    for sheet in book.sheet_names:
        rows = [[_words(cell) for cell in row] for row in book.get_sheet_by_name(sheet).iter_rows()]
        at, columns = _header(rows, layout.columns)
        if columns is None:
            headers += rows[0] if rows else ()
            continue
        read += 1
        title = name if len(book.sheet_names) == 1 else f"{name}/{sheet}"
        yield from _rows(rows, at, columns, title, layout.dates)
    if not read:
        raise missing_text(headers)


def _rows(
    rows: Rows, at: int, columns: Columns, name: str, dates: str
) -> Iterator[Report | SetAside | Remark]:
    """The reports below a header."""
    header = rows[at]
    if taken := "; ".join(taken_columns(columns)):
        yield Remark(name, taken)
    cells = [dict(zip(header, row, strict=False)) for row in rows[at + 1 :]]
    order = dates or order_of(row.get(columns.published, "") for row in cells)
    table = Table(name, columns, order)
    for number, row in enumerate(cells, at + 2):
        if any(row.values()):
            yield row_report(row, number, table)


def _header(rows: Rows, asked: Columns) -> tuple[int, Columns | None]:
    """The row that names the columns, and what they hold; None where no row does."""
    for at, row in enumerate(rows[:HIGHEST]):
        try:
            columns = recognise_columns(row, asked)
        except InputError:
            continue
        if columns.text:
            return at, columns
    return 0, None


def _words(cell: object) -> str:
    """A cell as words: days without midnight, whole numbers without a decimal point."""
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
