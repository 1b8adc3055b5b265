"""Columns: what a table of an export holds, said once for its writer and its codebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Cell = str | int | float | bool | date | None


class CellType(StrEnum):
    """What stands in the cells of a column; an empty cell is always "not stated"."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: how its cell is read off a line, and what its codebook says."""

    name: str
    value: Callable[[T], Cell]
    meaning: str
    source: str
    type: CellType = CellType.TEXT
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of one table of an export."""

    name: str
    of: str  # what a line is
    columns: tuple[Column[Any], ...]


def cells_of_line(columns: Iterable[Column[T]], line: T) -> Iterator[Cell]:
    """The cells of a line, in the order of the columns."""
    return (column.value(line) for column in columns)


def joined_values(values: Iterable[str | None]) -> str | None:
    """Several values in one cell; None where there are none."""
    return "; ".join(value for value in values if value) or None
