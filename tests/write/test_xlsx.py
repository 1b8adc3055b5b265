"""The ledger as a workbook, read by openpyxl and pandas."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet
from small_strings import STRINGS, TEXTS, TOGETHER

from dateline.write import Contents, export_bytes, xlsx
from dateline.write.columns import CellType, Column, Table
from dateline.write.wide import COLUMNS

TEXT = Table("texts", "a text", (Column("text", lambda text: text, "a text", "a test"),))
DAYS = Table("days", "a day", (Column("day", lambda day: day, "a day", "a test", CellType.DAY),))


def sheet(table: Table, lines: list[object]) -> Worksheet:
    """A table, written and opened again."""
    stream = io.BytesIO()
    xlsx.write_sheets("Test", [(table, lines)], stream)
    found = openpyxl.load_workbook(stream).active
    assert isinstance(found, Worksheet)
    return found


def cells(table: Table, lines: list[object]) -> list[object]:
    """The cells of a table's only column."""
    return [row[0] for row in sheet(table, lines).iter_rows(min_row=2, values_only=True)]


def test_incidents_statements_and_the_codebook_have_a_sheet_each(demo: Contents) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export_bytes("xlsx", demo)))
    assert ["incidents", "statements", "codebook"] == book.sheetnames
    assert len(demo.incidents) + 1 == book["incidents"].max_row


def test_pandas_reads_numbers_as_numbers_and_days_as_days(demo: Contents, most_killed: int) -> None:
    frame = pd.read_excel(
        io.BytesIO(export_bytes("xlsx", demo)), sheet_name="incidents", engine="openpyxl"
    )
    assert [column.name for column in COLUMNS] == list(frame.columns)
    assert all(frame[name].dtype.kind in "if" for name in ("lat", "lon", "killed_best", "reports"))
    assert "M" == frame["date_start"].dtype.kind
    assert most_killed == frame["killed_best"].max()


def test_the_codebook_describes_every_column(demo: Contents) -> None:
    frame = pd.read_excel(
        io.BytesIO(export_bytes("xlsx", demo)), sheet_name="codebook", engine="openpyxl"
    )
    assert {c.name for c in COLUMNS} <= set(frame["column"])
    assert frame["meaning"].notna().all()


@pytest.mark.parametrize(
    ("day", "cell"),
    [
        (date(2021, 3, 2), datetime(2021, 3, 2)),  # noqa: DTZ001  a day has no zone
        (date(1899, 5, 6), "1899-05-06"),
        (None, None),
    ],
)
def test_a_day_is_a_day_where_excel_knows_it(day: date | None, cell: object) -> None:
    assert [cell] == cells(DAYS, [day, "the last"])[:1]


def test_a_text_that_no_cell_holds_is_cut_with_a_word() -> None:
    (cell,) = cells(TEXT, ["a" * 40_000])
    assert isinstance(cell, str)
    assert xlsx.LONGEST == len(cell)
    assert cell.endswith(xlsx.CUT)


@settings(max_examples=STRINGS // TOGETHER)
@given(st.lists(TEXTS.filter(bool), min_size=TOGETHER, max_size=TOGETHER))
def test_no_text_becomes_a_formula_and_none_is_lost(texts: list[str]) -> None:
    """A workbook spells characters that XML has not; openpyxl leaves them spelled."""
    found = [row[0] for row in sheet(TEXT, list(texts)).iter_rows(min_row=2)]
    assert {"s"} == {cell.data_type for cell in found}
    assert texts == [unescape(str(cell.value)) for cell in found]
