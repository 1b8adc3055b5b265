"""Named mappings: where the tables of one sender keep each field, saved for the next time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Final

from dateline.acquire import Columns, Layout
from dateline.errors import InputError

FIELDS: Final = tuple(field.name for field in fields(Columns))
DATES: Final = "dates"
ORDERS: Final = ("dmy", "mdy")


def layout_of(pairs: Sequence[str], dates: str, saved: Layout) -> Layout:
    """How tables are laid out.

    Args:
        pairs: of the command line, FIELD=COLUMN.
        dates: the order of day and month, or a pattern of strptime; empty where none is given.
        saved: the mapping that was asked for by name.

    Raises:
        InputError: a field is not known, or the date format is none.
    """
    given = {field: column for field, _, column in (pair.partition("=") for pair in pairs)}
    for field, column in given.items():
        if field not in FIELDS or not column:
            raise InputError(
                f"expected FIELD=COLUMN with a field of {', '.join(FIELDS)}, found "
                f"{field}={column}; correct --map"
            )
    if dates and dates not in ORDERS and "%" not in dates:
        raise InputError(
            f"expected dmy, mdy or a pattern such as %d.%m.%Y, found {dates!r}; "
            "correct --date-format"
        )
    return Layout(Columns(**{**asdict(saved.columns), **given}), dates or saved.dates)


def load_mapping(name: str, path: Path) -> Layout:
    """A mapping by the name that it was saved under.

    Raises:
        InputError: there is none of this name, or the file is damaged.
    """
    kept = saved_mappings(path)
    if name not in kept:
        known = ", ".join(sorted(kept)) or "none saved yet"
        raise InputError(f"expected a saved mapping, found no {name!r} (known: {known})")
    row = dict(kept[name])
    dates = row.pop(DATES, "")
    return Layout(Columns(**{field: row[field] for field in FIELDS if field in row}), dates)


def save_mapping(name: str, layout: Layout, path: Path) -> None:
    """Keep a mapping under a name, in the place of an earlier one of that name.

    Raises:
        InputError: the file cannot be written.
    """
    row = {field: column for field, column in asdict(layout.columns).items() if column}
    kept = {
        **saved_mappings(path),
        name: {**row, **({DATES: layout.dates} if layout.dates else {})},
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"expected a file for mappings that can be written, found {path}: {error.strerror}; "
            "set DATELINE_MAPPINGS to another path"
        ) from error


def saved_mappings(path: Path) -> Mapping[str, Mapping[str, str]]:
    """All saved mappings."""
    if not path.exists():
        return {}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): {str(k): str(v) for k, v in row.items()} for name, row in kept.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise InputError(
            f"expected saved mappings in {path}, found: {error}; correct or remove the file"
        ) from error
