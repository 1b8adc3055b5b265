"""The ledger as a workbook: incidents, statements and the codebook, each on a sheet of its own.

Texts are written as texts, so that none is ever run as a formula; numbers and days are numbers
and days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, BinaryIO, Final

from dateline.errors import InputError
from dateline.write.columns import Cell, CellType, Column, Table, cells_of_line
from dateline.write.contents import Contents
from dateline.write.long import STATEMENTS, statement_lines
from dateline.write.optional import optional_package
from dateline.write.wide import INCIDENTS

ROWS: Final = 1_048_575  # of a sheet, without its header
LONGEST: Final = 32_767  # characters of a cell
CUT: Final = " … (cut here: no cell holds more)"
FIRST_DAY: Final = date(1900, 3, 1)  # Excel takes 1900 for a leap year and knows nothing before
MADE: Final = datetime(1980, 1, 1)  # noqa: DTZ001  a fixed day: the same ledger is the same file
WIDTH: Final = {CellType.TEXT: 22, CellType.DAY: 11}
CODEBOOK: Final = Table(
    "codebook",
    "a column of the other sheets",
    (
        Column("sheet", lambda pair: pair[0].name, "", ""),
        Column("column", lambda pair: pair[1].name, "", ""),
        Column("meaning", lambda pair: pair[1].meaning, "", ""),
        Column("type", lambda pair: pair[1].type.value, "", ""),
        Column("unit", lambda pair: pair[1].unit, "", ""),
        Column("source", lambda pair: pair[1].source, "", ""),
    ),
)


def write_workbook(contents: Contents, stream: BinaryIO) -> None:
    """Write the workbook.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
        InputError: a sheet cannot hold the rows.
    """
    sheets = (
        (INCIDENTS, contents.lines()),
        (STATEMENTS, statement_lines(contents)),
        (CODEBOOK, described_columns(INCIDENTS, STATEMENTS)),
    )
    write_sheets(contents.title, sheets, stream)


def write_sheets(
    title: str, sheets: Iterable[tuple[Table, Iterable[Any]]], stream: BinaryIO
) -> None:
    """Write tables with their lines, each on a sheet.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
        InputError: a sheet cannot hold the rows.
    """
    xlsxwriter = optional_package("xlsxwriter", "xlsx")
    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    book.set_properties({"title": title, "created": MADE})
    styles = {"head": book.add_format({"bold": True}), "day": book.add_format()}
    styles["day"].set_num_format("yyyy-mm-dd")
    for table, lines in sheets:
        write_sheet(book, styles, table, lines)
    book.close()


def described_columns(*tables: Table) -> Iterator[tuple[Table, Column[Any]]]:
    """The columns of tables, each with its table."""
    return ((table, column) for table in tables for column in table.columns)


def write_sheet(book: Any, styles: dict[str, Any], table: Table, lines: Iterable[Any]) -> None:  # noqa: ANN401  an optional package
    """Write one sheet, its header bold and fixed."""
    sheet = book.add_worksheet(table.name)
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, WIDTH.get(column.type, 10))
        sheet.write_string(0, at, column.name, styles["head"])
    for row, line in enumerate(lines, 1):
        if row > ROWS:
            raise InputError(
                f"expected at most {ROWS:,} rows for the sheet {table.name}, found more: narrow "
                "the filters, or write csv, statements or parquet"
            )
        for at, cell in enumerate(cells_of_line(table.columns, line)):
            write_cell(sheet, (row, at), cell, styles["day"])


def write_cell(sheet: Any, at: tuple[int, int], cell: Cell, day: Any) -> None:  # noqa: ANN401  an optional package
    """Write one cell as what it is; an empty one is left out."""
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(*at, cell)
        case int() | float():
            sheet.write_number(*at, cell)
        case date() if cell >= FIRST_DAY:
            sheet.write_datetime(*at, cell, day)
        case date():
            sheet.write_string(*at, cell.isoformat())
        case str():
            sheet.write_string(*at, fitting_text(cell))


def fitting_text(text: str) -> str:
    """A text that a cell can hold."""
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
