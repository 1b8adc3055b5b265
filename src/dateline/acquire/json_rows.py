"""JSON that holds a report an object: JSON Lines, lists of objects, and JSON Feed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from dateline.acquire.columns import (
    Layout,
    missing_text,
    recognise_columns,
    taken_columns,
    text_columns,
)
from dateline.acquire.encodings import decoded_lines
from dateline.acquire.files import Linked
from dateline.acquire.rows import Table, cell_words, keys_of, row_report
from dateline.acquire.tables import table_bytes
from dateline.errors import InputError
from dateline.stamps import order_of
from dateline.types import Remark, Report, SetAside

LOOKED_AT: Final = 1_000  # objects whose keys and dates tell how the rest is written
SHOWN: Final = 30  # characters of what is no JSON
LISTS: Final = "articles items results data records reports documents entries rows docs".split()
Rows = Report | SetAside | Remark | Linked
Objects = Sequence[tuple[int, Mapping[str, Any] | str]]  # a string says what is wrong


def read_json_lines(file: Path, name: str, layout: Layout) -> Iterator[Rows]:
    """The objects of a JSON Lines file; a line that is none is set aside with its number.

    Raises:
        InputError: the file is empty or no text.
        OSError: the file cannot be opened.
    """
    text, encoding, _ = decoded_lines(table_bytes(file))
    if encoding:
        yield Remark(name, encoding)
    lines = enumerate(text.split("\n"), 1)
    rows = [(number, checked_object(parsed_json(line))) for number, line in lines if line.strip()]
    yield from object_reports(rows, name, f"{name}#line ", layout)


def read_json(file: Path, name: str, layout: Layout) -> Iterator[Rows]:
    """The objects of a JSON file: a list of them, one alone, or an object that holds a list.

    Raises:
        InputError: the file is empty, no JSON, or holds no object.
        OSError: the file cannot be opened.
    """
    text, encoding, _ = decoded_lines(table_bytes(file))
    if encoding:
        yield Remark(name, encoding)
    whole = parsed_json(text.lstrip("\ufeff"))
    if isinstance(whole, str):
        if len(text.split("\n")) > 1 and isinstance(parsed_json(text.partition("\n")[0]), dict):
            yield from read_json_lines(file, name, layout)
            return
        raise InputError(f"expected {whole}")
    rows = _list_in(whole)
    if not rows:
        raise InputError(
            "expected a list of objects, found none in the JSON; write one object per report"
        )
    numbered = [(number, checked_object(row)) for number, row in enumerate(rows, 1)]
    yield from object_reports(numbered, name, f"{name}#", layout)


def _list_in(whole: object) -> Sequence[object]:
    """The list of objects that a JSON value is, or that it holds under one of its keys."""
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, dict):
        return ()
    lists = {key: value for key, value in whole.items() if isinstance(value, list) and value}
    named = next((lists[key] for key in LISTS if key in lists), None)
    if named is not None:
        return named
    return next((v for v in lists.values() if isinstance(v[0], dict)), [whole])


def object_reports(rows: Objects, name: str, mark: str, layout: Layout) -> Iterator[Rows]:
    """Objects as reports; the keys of the first ones show which holds what."""
    first = [row for _, row in rows[:LOOKED_AT] if not isinstance(row, str)]
    keys = tuple(dict.fromkeys(key for row in first for key in keys_of(row)))
    columns = recognise_columns(keys, layout.columns)
    if first and not columns.text and not columns.title and not columns.url:
        raise missing_text(keys)
    order = layout.dates or order_of(cell_words(row, columns.published) for row in first)
    texts = () if layout.columns.text else text_columns(keys)
    table = Table(name, columns, order, texts)
    if taken := "; ".join(taken_columns(columns)):
        yield Remark(name, taken)
    for number, row in rows:
        if isinstance(row, str):
            yield SetAside(f"{mark}{number}", "acquire", f"expected {row}")
        else:
            yield row_report(row, number, table)


def checked_object(value: object) -> Mapping[str, Any] | str:
    """An object as it is; words for what is none, which stand after "expected"."""
    if isinstance(value, dict | str):
        return value
    return f"an object, found {type(value).__name__}"


def found_instead(text: str, error: json.JSONDecodeError) -> str:
    """What stands where a text stops to be JSON."""
    line = f" in line {error.lineno}" if "\n" in text.strip() else ""
    rest = text[error.pos :].strip()
    if not rest:
        return f"the end{line}: it is cut off"
    start = rest if len(rest) <= SHOWN else f"{rest[:SHOWN]}…"
    return f"{start!r}{line} at character {error.colno} ({error.msg})"


def parsed_json(text: str) -> object:
    """A JSON value; words for what cannot be read, which stand after "expected"."""
    try:
        value = json.loads(text)
    except RecursionError:
        return "JSON, found lists or objects nested too deeply"
    except json.JSONDecodeError as error:
        return f"JSON, found {found_instead(text, error)}"
    except ValueError as error:
        return f"JSON, found: {error}"
    return "an object, found a string" if isinstance(value, str) else value
