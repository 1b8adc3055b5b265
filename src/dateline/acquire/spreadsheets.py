"""Spreadsheets that hold a report a row: XLSX and ODS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from dateline.acquire.archives import opened_zip
from dateline.acquire.columns import (
    Columns,
    Layout,
    missing_text,
    recognise_columns,
    taken_columns,
)
from dateline.acquire.files import Linked
from dateline.acquire.libraries import load_library
from dateline.acquire.rows import Table, row_report
from dateline.errors import InputError
from dateline.stamps import order_of
from dateline.types import Remark, Report, SetAside

HIGHEST: Final = 20  # rows in which a header is looked for, below titles and notes
Rows = Sequence[Sequence[str]]
Read = Report | SetAside | Remark | Linked


def read_spreadsheet(file: Path, name: str, layout: Layout) -> Iterator[Read]:
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
    sheets = [read_sheet(book, title, layout.columns) for title in book.sheet_names]
    # A sheet of addresses beside one of texts is a list of sources, and no report.
    chosen = [each for each in sheets if each.columns.text] or [
        each for each in sheets if each.columns.url
    ]
    if not chosen:
        raise missing_text([cell for each in sheets for cell in (*each.rows[:1], ())[0]])
    for each in chosen:
        title = name if len(sheets) == 1 else f"{name}/{each.title}"
        yield from sheet_reports(each, title, layout.dates)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet, and where its columns are named."""

    title: str
    rows: Rows
    at: int  # the row of the header
    columns: Columns


def read_sheet(book: Any, title: str, asked: Columns) -> _Sheet:  # noqa: ANN401  no types
    """A sheet with the columns that it has."""
    rows = [
        [words_of_cell(cell) for cell in row] for row in book.get_sheet_by_name(title).iter_rows()
    ]
    return _Sheet(title, rows, *header_row(rows, asked))


def sheet_reports(sheet: _Sheet, name: str, dates: str) -> Iterator[Read]:
    """The reports below a header."""
    rows, at, columns = sheet.rows, sheet.at, sheet.columns
    header = rows[at]
    if taken := "; ".join(taken_columns(columns)):
        yield Remark(name, taken)
    cells = [dict(zip(header, row, strict=False)) for row in rows[at + 1 :]]
    order = dates or order_of(row.get(columns.published, "") for row in cells)
    table = Table(name, columns, order)
    for number, row in enumerate(cells, at + 2):
        if any(row.values()):
            yield row_report(row, number, table)


def header_row(rows: Rows, asked: Columns) -> tuple[int, Columns]:
    """The row that names the columns, and what they hold; no columns where no row does."""
    for at, row in enumerate(rows[:HIGHEST]):
        try:
            columns = recognise_columns(row, asked)
        except InputError:
            continue
        if columns.text or columns.url:
            return at, columns
    return 0, Columns()


def words_of_cell(cell: object) -> str:
    """A cell as words: days without midnight, whole numbers without a decimal point."""
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
