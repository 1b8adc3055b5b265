"""Acquire: bytes in. Nothing here reads for meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from dateline.acquire.columns import Columns, Layout
from dateline.acquire.files import found
from dateline.acquire.json_rows import read_json, read_json_lines
from dateline.acquire.outlets import read_outlets, source_of
from dateline.acquire.pages import read_page, read_text
from dateline.acquire.tables import read_csv
from dateline.errors import InputError
from dateline.types import Outlet, Remark, Report, SetAside

Arrival = Report | SetAside | Remark
Reader = Callable[[Path, str, Layout], Iterator[Arrival]]

READERS: Final[Mapping[str, Reader]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".htm": read_page,
    ".html": read_page,
    ".xhtml": read_page,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".tab": read_csv,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
}

__all__ = ["READERS", "Arrival", "Columns", "Layout", "acquire", "read_outlets"]


def acquire(
    paths: Sequence[Path],
    *,
    published: Mapping[str, date] | None = None,
    layout: Layout | None = None,
    outlets: Sequence[Outlet] = (),
) -> Iterator[Arrival]:
    """Read files and folders as they arrive.

    Args:
        paths: files, or folders that are read in full. A report in a folder is named by its path
            relative to that folder, a single file by its own name, a row of a table by its URL,
            else by file and id. A name that another text has already gets a number.
        published: publication dates known from elsewhere, by report name or file name.
        layout: where tables keep each field, and how they write dates.
        outlets: a user's rows, which go before the table that comes with the program.

    Returns:
        Reports in the order of their names; what cannot be read, with the reason; and remarks.

    Raises:
        InputError: a path does not exist, or a folder holds no file.
    """
    given = dict(published or {})
    held: dict[str, set[str]] = {}
    for path in paths:
        for each in found(path):
            if isinstance(each, SetAside | Remark):
                yield each
                continue
            for arrival in _read(each.path, each.name, layout or Layout()):
                yield _named(_owned(_dated(arrival, given), outlets), held)


def _read(file: Path, name: str, layout: Layout) -> Iterator[Arrival]:
    """One file through its reader; whatever the file system refuses is set aside."""
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        came = file.suffix or "none"
        yield SetAside(name, "acquire", f"expected a file of a known kind ({known}), found {came}")
        return
    try:
        yield from reader(file, name, layout)
    except OSError as error:
        yield SetAside(name, "acquire", f"expected a readable file, found: {error.strerror}")
    except InputError as error:
        yield SetAside(name, "acquire", str(error))


def _owned(arrival: Arrival, outlets: Sequence[Outlet]) -> Arrival:
    """The report with its source as a user's table has it."""
    if not isinstance(arrival, Report) or not outlets:
        return arrival
    name = arrival.source.name if arrival.source else ""
    return replace(arrival, source=source_of(name, arrival.url or "", outlets))


def _dated(arrival: Arrival, published: Mapping[str, date]) -> Arrival:
    """The report with the publication date that is known from elsewhere, if any."""
    if not isinstance(arrival, Report):
        return arrival
    day = published.get(arrival.name) or published.get(Path(arrival.name).name)
    return arrival if day is None else replace(arrival, published=day)


def _named(arrival: Arrival, held: dict[str, set[str]]) -> Arrival:
    """What arrived under a name that no other text of this run has."""
    if isinstance(arrival, Remark):
        return arrival
    mark = arrival.id if isinstance(arrival, Report) else arrival.reason
    marks = held.setdefault(arrival.name, set())
    # What is set aside has nothing but its reason to be told apart by.
    if isinstance(arrival, Report) and mark in marks:
        return arrival
    marks.add(mark if isinstance(arrival, Report) else f"{mark} {len(marks)}")
    return arrival if len(marks) == 1 else replace(arrival, name=f"{arrival.name} ({len(marks)})")
