"""PDF pages in columns are read one column after the other, tables row by row."""

from __future__ import annotations

import pytest
from acquire.samples import lined, pdf, pdf_of_rows

from dateline.clean.columns import Box, column_cuts
from dateline.clean.media import page_of
from dateline.types import Report

HEADING = "Nine people killed when gunmen attack a market in the town of Gao, and two are held"
LEFT = (
    "The gunmen reached the market soon after eight on Monday and opened fire from a white car, "
    "killing nine people, police in the town of Gao said. Four others are in hospital, two of "
    "them badly hurt, and the market stays closed until the end of the week."
)
RIGHT = (
    "The governor came to the hospital on Tuesday and told reporters that two suspects had been "
    "arrested near the border with a third man. Nobody has said that he planned the attack, and "
    "he named no group. The families were told to wait for news from the capital."
)


def words_of(content: bytes) -> str:
    """The words of a PDF, whatever its paragraphs."""
    return " ".join(page_of(Report("a", "a.pdf", content, "application/pdf")).text.split())


def test_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    rows = list(zip(lined(LEFT, 45), lined(RIGHT, 45), strict=False))
    told = words_of(pdf_of_rows(HEADING, rows))
    assert f"{HEADING} The gunmen" in told
    assert "opened fire from a white car, killing nine people, police in the town of Gao" in told
    assert told.index("badly hurt") < told.index("The governor came")
    assert "two suspects had been arrested near the border with a third man." in told


def test_a_table_is_read_row_by_row() -> None:
    rows = [("Name", "Ann"), ("Age", "33"), ("Town", "Gao"), ("Day", "Monday"), ("Toll", "9")]
    told = words_of(pdf_of_rows(HEADING, [*rows, ("Side", "none")]))
    assert "Town Gao Day Monday" in told


def test_a_page_in_one_column_is_left_as_it_is() -> None:
    assert LEFT == words_of(pdf(lined(LEFT)))


@pytest.mark.parametrize("rows", [0, 1, 4])
def test_a_few_lines_beside_each_other_are_no_columns(rows: int) -> None:
    boxes = [
        Box(left, 700 - 12 * row, left + 200, 710 - 12 * row)
        for row in range(rows)
        for left in (50, 300)
    ]
    assert [] == column_cuts(boxes)


def test_lines_that_begin_at_nearly_one_place_make_one_cut() -> None:
    boxes = [
        Box(left + (row % 2) * 2, 700 - 12 * row, left + 200, 710 - 12 * row)
        for row in range(20)
        for left in (50, 300)
    ]
    assert 1 == len(column_cuts(boxes))
