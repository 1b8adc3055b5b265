"""Tables that hold a report a row: CSV and JSON Lines."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from dateline.acquire.columns import FIELDS, Columns
from dateline.acquire.files import MARKS, MOST_TABLE_BYTES, encoding_of
from dateline.acquire.outlets import source_of
from dateline.errors import InputError
from dateline.types import Report, SetAside

MOST_CELL: Final = 20_000_000  # characters of one cell; the csv module refuses more by itself


def read_csv(file: Path, name: str, columns: Columns) -> Iterator[Report | SetAside]:
    """The rows of a CSV file with a header line.

    Raises:
        InputError: there is no header with the column of the text.
        OSError: the file cannot be opened.
    """
    csv.field_size_limit(MOST_CELL)
    rows = csv.DictReader(io.StringIO(_table(file)), strict=True)
    try:
        header = rows.fieldnames or []
    except csv.Error as error:
        raise InputError(f"expected a CSV header, came: {error}") from error
    if columns.text not in header:
        raise InputError(
            f"expected a column {columns.text!r}, came {', '.join(map(str, header)) or 'none'}; "
            "name it with --map text=COLUMN"
        )
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield SetAside(
                f"{name}#line {rows.line_num}", "acquire", f"expected CSV, came: {error}"
            )
            continue
        yield _row(row, name, rows.line_num, columns)


def read_json_lines(file: Path, name: str, columns: Columns) -> Iterator[Report | SetAside]:
    """The objects of a JSON Lines file; a line that is none is set aside with its number.

    Raises:
        InputError: the file is empty or no text.
        OSError: the file cannot be opened.
    """
    for number, line in enumerate(_table(file).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield SetAside(f"{name}#line {number}", "acquire", f"expected JSON, came: {error}")
            continue
        if not isinstance(row, dict):
            came = type(row).__name__
            yield SetAside(f"{name}#line {number}", "acquire", f"expected an object, came {came}")
            continue
        yield _row(row, name, number, columns)


def _table(file: Path) -> str:
    """The text of a table file."""
    if not file.is_file():
        raise InputError("expected a regular file, came a device, a socket or a broken link")
    size = file.stat().st_size
    if size > MOST_TABLE_BYTES:
        raise InputError(f"expected at most {MOST_TABLE_BYTES:,} bytes, came {size:,}")
    data = file.read_bytes()
    if not data.strip():
        raise InputError("expected rows, came an empty file")
    if not data.startswith(tuple(mark for mark, _ in MARKS)) and b"\x00" in data:
        raise InputError("expected rows of text, came binary data")
    return data.decode(encoding_of(data))


def _row(row: Mapping[str, Any], name: str, number: int, columns: Columns) -> Report | SetAside:
    """One row as a report; its bytes are its title and text, so that a reprint is the same."""
    cells = {field: _cell(row.get(getattr(columns, field))) for field in FIELDS}
    where = cells["url"] or f"{name}#{cells['id'] or number}"
    if not cells["text"]:
        return SetAside(where, "acquire", f"expected a text, came none (row {number} of {name})")
    try:
        published = _day(cells["published"])
    except ValueError:
        came = cells["published"]
        return SetAside(where, "acquire", f"expected a date as YYYY-MM-DD, came {came!r}")
    title = cells["title"]
    text = f"{title}\n\n{cells['text']}" if title else cells["text"]
    data = text.encode("utf-8", "replace")
    return Report(
        id=hashlib.sha256(data).hexdigest(),
        name=where,
        content=data,
        media_type="text/plain",
        source=source_of(cells["outlet"], cells["url"]),
        url=cells["url"] or None,
        title=title or None,
        published=published,
    )


def _cell(value: object) -> str:
    return "" if value is None or isinstance(value, list | dict) else str(value).strip()


def _day(text: str) -> date | None:
    """The day of a date or a timestamp."""
    return datetime.fromisoformat(text).date() if text else None
