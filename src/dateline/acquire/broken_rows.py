"""The rows of a table of separated values, of which some may be broken."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

FARTHEST: Final = 2_000  # lines in which the next row is looked for
FEW: Final = 2  # columns; in so narrow a table a line of prose looks like a row
SHAPES: Final = ((re.compile(r"\d+"), "9"), (re.compile(r"[^\W\d_]+"), "a"))
LONGEST_SHAPE: Final = 40  # characters of an id, a date or the head of an address


@dataclass(frozen=True, slots=True)
class Line:
    """A row that can be read, and the line on which it begins."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that cannot be read, the line on which it begins, and why."""

    number: int
    reason: str
    ends: bool = False  # with its line: the next row is the next line


@dataclass(frozen=True, slots=True)
class _Grid:
    """The lines of a table, how many columns it has, and what separates them."""

    lines: Sequence[str]
    width: int
    delimiter: str


def split_rows(
    lines: Sequence[str], first: int, width: int, delimiter: str
) -> Iterator[Line | Broken]:
    """The rows of a table, in order.

    Args:
        lines: of the whole file, with their ends.
        first: the index of the first line below the header.
        width: how many columns the header has.
        delimiter: what separates cells.
    """
    grid, at = _Grid(lines, width, delimiter), first
    model: Sequence[str] = ()
    while at < len(lines):
        for row, after in run_of_rows(grid, at):
            at = after
            if isinstance(row, Line) and not row.cells:
                continue
            if isinstance(row, Line):
                model = row.cells if len(row.cells) == width else model
                yield row
                continue
            at = row.number if row.ends else _next_row(grid, row.number, model)
            yield Broken(row.number, _with_lines(row.reason, row.number, at))
            break
        else:
            return


def run_of_rows(grid: _Grid, at: int) -> Iterator[tuple[Line | Broken, int]]:
    """Rows from a line on, each with the index of the line below it, up to a broken one."""
    start = at
    reader = csv.reader(
        (grid.lines[i] for i in range(at, len(grid.lines))), delimiter=grid.delimiter, strict=True
    )
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Broken(start + 1, csv_reason(error)), start + 1
            return
        end = at + reader.line_num
        if (wrong := why_broken(grid, cells, (start, end))) is not None:
            yield Broken(start + 1, wrong, ends=end == start + 1), start + 1
            return
        yield Line(start + 1, cells if any(each.strip() for each in cells) else ()), end
        start = end


def why_broken(grid: _Grid, cells: Sequence[str], lines: tuple[int, int]) -> str | None:
    """Why a row that can be split is none after all."""
    start, end = lines
    extra = [each for each in cells[grid.width :] if each.strip()]
    if extra:
        return (
            f"expected {grid.width} cells, found {len(cells)}; put cells that contain "
            "a delimiter in quotation marks"
        )
    for i in range(start + 1, end):
        inner = next(csv.reader([grid.lines[i]], delimiter=grid.delimiter), [])
        if len(inner) == grid.width and written_alike(inner, cells, anyhow=False):
            return f"expected a closing quotation mark before line {i + 1}, found none"
    return None


def _next_row(grid: _Grid, after: int, model: Sequence[str]) -> int:
    """The index of the first line from which a row of this table can be read again."""
    fallback = None
    for i in range(after, min(len(grid.lines), after + FARTHEST)):
        row = next(run_of_rows(grid, i), None)
        if row is None or not isinstance(row[0], Line) or len(row[0].cells) != grid.width:
            continue
        if written_alike(row[0].cells, model, anyhow=True):
            return i
        fallback = i if fallback is None else fallback
    return min(len(grid.lines), after + FARTHEST) if fallback is None else fallback


def written_alike(cells: Sequence[str], model: Sequence[str], *, anyhow: bool) -> bool:
    """Are ids, dates or addresses of two rows written alike?

    Args:
        cells: of the one row.
        model: of the other.
        anyhow: the answer where the other row has nothing of the kind.
    """
    shapes = [cell_shape(each) for each in model]
    telling = [i for i, shape in enumerate(shapes) if "9" in shape or "://" in shape]
    if not telling:
        return anyhow
    return any(i < len(cells) and cell_shape(cells[i]) == shapes[i] for i in telling)


def cell_shape(cell: str) -> str:
    """How a short cell is written: "r-12" as "a-9", an address as its beginning."""
    cell = cell.strip()
    if "://" in cell:
        return cell.partition("://")[0] + "://"
    if len(cell) > LONGEST_SHAPE or cell.count(" ") > FEW:
        return ""
    for pattern, sign in SHAPES:
        cell = pattern.sub(sign, cell)
    return cell


def csv_reason(error: csv.Error) -> str:
    """A fault of the csv module in the words of a user."""
    words = str(error)
    if "field larger" in words:
        return "expected a row, found an endless cell; close its quotation mark"
    if "unexpected end" in words:
        return "expected a closing quotation mark, found none before the end of the file"
    if "expected after" in words:
        return (
            "expected the end of a cell after a quotation mark, found more text; "
            "double the quotation marks inside a cell"
        )
    return f"expected a row of a table, found: {words}"


def _with_lines(reason: str, number: int, after: int) -> str:
    """The reason, with the lines that were given up besides."""
    return reason if after <= number else f"{reason} (lines {number} to {after})"
