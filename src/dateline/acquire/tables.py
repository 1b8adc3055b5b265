"""Tables of separated values that hold a report a row.

A row that cannot be read costs itself and no other: after a quotation mark that is not closed,
reading goes on at the next line that is a row of this table.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dateline.acquire.broken_rows import Broken, Line, split_rows
from dateline.acquire.columns import (
    COMMON,
    Columns,
    Layout,
    missing_text,
    plain_name,
    recognise_columns,
    taken_columns,
    text_columns,
)
from dateline.acquire.encodings import decoded_lines
from dateline.acquire.files import MOST_TABLE_BYTES, Linked, check_size
from dateline.acquire.rows import Table, row_report
from dateline.errors import InputError
from dateline.stamps import order_of
from dateline.types import Remark, Report, SetAside

MOST_CELL: Final = 1_000_000  # characters of one cell; a report has at most half as many
DELIMITERS: Final = ",;\t|"
DELIMITER_NAMES: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
ORDERS: Final = {"dmy": "the day first", "mdy": "the month first"}
KNOWN: Final = frozenset(name for names in COMMON.values() for name in names)
BINARY: Final = (b"PK\x03\x04", b"%PDF", b"\x1f\x8b")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table of separated values, opened: its rows are still to be split."""

    lines: Sequence[str]
    first: int  # the line of its header
    header: Sequence[str]
    delimiter: str


def read_csv(
    file: Path, name: str, layout: Layout
) -> Iterator[Report | SetAside | Remark | Linked]:
    """The rows of a table with a header line, whatever separates its cells.

    Raises:
        InputError: there is no header with a column of the text, or of addresses.
        OSError: the file cannot be opened.
    """
    csv.field_size_limit(MOST_CELL)
    text, encoding, strays = decoded_lines(table_bytes(file))
    sheet = open_table(text)
    columns = recognise_columns(sheet.header, layout.columns)
    if not columns.text and not columns.url:
        raise missing_text(sheet.header)
    order = layout.dates or table_date_order(sheet, columns)
    yield from table_notes(name, sheet, columns, (encoding, order, strays))
    texts = () if layout.columns.text else text_columns(sheet.header)
    table = Table(name, columns, order, texts)
    row = None
    for row in split_rows(sheet.lines, sheet.first + 1, len(sheet.header), sheet.delimiter):
        if isinstance(row, Broken):
            yield SetAside(f"{name}#line {row.number}", "acquire", row.reason)
        else:
            yield row_report(cells_by_column(sheet.header, row), row.number, table)
    if row is None:
        raise InputError("expected rows below the header, found none")


def table_bytes(file: Path) -> bytes:
    """The bytes of a table.

    Raises:
        InputError: it is empty, too large, or no text.
    """
    check_size(file, MOST_TABLE_BYTES, "split the table")
    data = file.read_bytes()
    if not data.strip():
        raise InputError("expected rows, found an empty file")
    if data.startswith(BINARY):
        raise InputError("expected rows of text, found binary data; is it a spreadsheet?")
    return data


def open_table(text: str) -> _Sheet:
    """The lines, the header and the delimiter of a table."""
    lines = list(io.StringIO(text, newline=""))
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    said = lines[first].strip().strip('"').lower()
    delimiter = ""
    if said.startswith("sep=") and len(said) <= len("sep=;"):
        delimiter = said[-1] if said[-1] != "=" else "\t"
        first += 1
    if first >= len(lines):
        raise InputError("expected a header and rows, found neither")
    delimiter = delimiter or max(DELIMITERS, key=lambda mark: delimiter_fit(lines[first], mark))
    try:
        header = next(csv.reader(lines[first:], delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration) as error:
        raise InputError(f"expected a header of columns, found: {error}") from error
    return _Sheet(
        lines, first + header_height(header), [each.strip() for each in header], delimiter
    )


def header_height(header: Sequence[str]) -> int:
    """How many lines a header takes beyond its first."""
    return sum(each.count("\n") for each in header)


def delimiter_fit(line: str, delimiter: str) -> tuple[int, int]:
    """How well a delimiter fits a header: the columns known by name, then all columns."""
    cells = next(csv.reader([line], delimiter=delimiter), [])
    return sum(plain_name(each) in KNOWN for each in cells), len(cells)


def cells_by_column(header: Sequence[str], row: Line) -> Mapping[str, str]:
    """The cells of a row by column; of two columns with one name, the first that is filled."""
    cells: dict[str, str] = {}
    for name, value in zip(header, row.cells, strict=False):
        if not cells.get(name):
            cells[name] = value
    return cells


def table_date_order(sheet: _Sheet, columns: Columns) -> str:
    """The order of day and month that the dates of the whole table show."""
    if not columns.published:
        return ""
    at = sheet.header.index(columns.published)
    rows = split_rows(sheet.lines, sheet.first + 1, len(sheet.header), sheet.delimiter)
    return order_of(row.cells[at] for row in rows if isinstance(row, Line) and at < len(row.cells))


def table_notes(
    name: str, sheet: _Sheet, columns: Columns, how: tuple[str, str, Sequence[int]]
) -> Iterator[Remark]:
    """What was found out of a table that is not laid out as plain CSV is."""
    encoding, order, strays = how
    separated = f"cells separated by {DELIMITER_NAMES.get(sheet.delimiter, sheet.delimiter)}"
    parts = [
        encoding,
        "" if sheet.delimiter == "," else separated,
        f"dates with {ORDERS[order]}" if order in ORDERS else "",
        *taken_columns(columns),
    ]
    if any(parts):
        yield Remark(name, "; ".join(part for part in parts if part))
    if strays:
        lines = ", ".join(map(str, strays[:5])) + (", …" if len(strays) > 5 else "")  # noqa: PLR2004
        yield Remark(name, f"stray bytes repaired or left out in line {lines}")
