"""Acquire: bytes in. Nothing here reads for meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from dateline.acquire.columns import Columns
from dateline.acquire.files import found
from dateline.acquire.outlets import read_outlets, source_of
from dateline.acquire.pages import read_page, read_text
from dateline.acquire.tables import read_csv, read_json_lines
from dateline.errors import InputError
from dateline.types import Outlet, Report, SetAside

Reader = Callable[[Path, str, Columns], Iterator[Report | SetAside]]

READERS: Final[Mapping[str, Reader]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".htm": read_page,
    ".html": read_page,
    ".xhtml": read_page,
    ".csv": read_csv,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
}

__all__ = ["READERS", "Columns", "acquire", "read_outlets"]


def acquire(
    paths: Sequence[Path],
    *,
    published: Mapping[str, date] | None = None,
    columns: Columns | None = None,
    outlets: Sequence[Outlet] = (),
) -> Iterator[Report | SetAside]:
    """Read files and folders as they arrive.

    Args:
        paths: files, or folders that are read in full. A report in a folder is named by its path
            relative to that folder, a single file by its own name, a row of a table by its URL,
            else by file and id.
        published: publication dates known from elsewhere, by report name or file name.
        columns: where tables keep each field.
        outlets: a user's rows, which go before the table that comes with the program.

    Returns:
        Reports in the order of their names, and what cannot be read, with the reason.

    Raises:
        InputError: a path does not exist, or a folder holds no file.
    """
    given = dict(published or {})
    for path in paths:
        for file, name in found(path):
            for arrival in _read(file, name, columns or Columns()):
                yield _owned(_dated(arrival, given), outlets)


def _read(file: Path, name: str, columns: Columns) -> Iterator[Report | SetAside]:
    """One file through its reader; whatever the file system refuses is set aside."""
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        yield SetAside(name, "acquire", f"expected a file of {known}, came {file.suffix or 'none'}")
        return
    try:
        yield from reader(file, name, columns)
    except OSError as error:
        yield SetAside(name, "acquire", f"expected a readable file, came: {error.strerror}")
    except InputError as error:
        yield SetAside(name, "acquire", str(error))


def _owned(arrival: Report | SetAside, outlets: Sequence[Outlet]) -> Report | SetAside:
    """The report with its source as a user's table has it."""
    if isinstance(arrival, SetAside) or not outlets:
        return arrival
    name = arrival.source.name if arrival.source else ""
    return replace(arrival, source=source_of(name, arrival.url or "", outlets))


def _dated(arrival: Report | SetAside, published: Mapping[str, date]) -> Report | SetAside:
    """The report with the publication date that is known from elsewhere, if any."""
    if isinstance(arrival, SetAside):
        return arrival
    day = published.get(arrival.name) or published.get(Path(arrival.name).name)
    return arrival if day is None else replace(arrival, published=day)
