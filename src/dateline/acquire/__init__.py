"""Acquire: bytes in. Nothing here reads for meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from dateline.acquire.archives import read_gzip, read_zip
from dateline.acquire.columns import Columns, Layout
from dateline.acquire.documents import read_docx, read_pdf
from dateline.acquire.feeds import read_feed
from dateline.acquire.files import Found, found
from dateline.acquire.json_rows import read_json, read_json_lines
from dateline.acquire.mail import read_mail, read_mailbox
from dateline.acquire.outlets import read_outlets, source_of
from dateline.acquire.pages import read_page, read_saved_page, read_text, received_report
from dateline.acquire.spreadsheets import read_spreadsheet
from dateline.acquire.tables import read_csv
from dateline.acquire.webarchives import read_wacz, read_warc
from dateline.errors import DatelineError, describe_fault
from dateline.types import Outlet, Remark, Report, SetAside

Arrival = Report | SetAside | Remark
Reader = Callable[[Path, str, Layout], Iterator[Arrival | Found]]

READERS: Final[Mapping[str, Reader]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".htm": read_page,
    ".html": read_page,
    ".xhtml": read_page,
    ".mht": read_saved_page,
    ".mhtml": read_saved_page,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".tab": read_csv,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".xlsx": read_spreadsheet,
    ".ods": read_spreadsheet,
    ".xml": read_feed,
    ".rss": read_feed,
    ".atom": read_feed,
    ".rdf": read_feed,
    ".eml": read_mail,
    ".mbox": read_mailbox,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".warc": read_warc,
    ".warc.gz": read_warc,
    ".wacz": read_wacz,
    ".zip": read_zip,
    ".gz": read_gzip,
}
ARCHIVES: Final = (read_zip, read_gzip, read_warc, read_wacz)

__all__ = ["READERS", "Arrival", "Columns", "Layout", "acquire", "read_outlets", "received_report"]


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
            arrivals = _read(each, layout or Layout()) if isinstance(each, Found) else (each,)
            for arrival in arrivals:
                yield _named(_owned(_dated(arrival, given), outlets), held)


def _read(file: Found, layout: Layout, *, packed: bool = False) -> Iterator[Arrival]:
    """One file through its reader; whatever goes wrong costs this file and no other."""
    reader = _reader(file.path)
    if reader is None:
        suffix = file.path.suffix or "none"
        known = ", ".join(sorted(READERS))
        reason = f"expected a file of a known kind ({known}), found {suffix}"
        yield SetAside(file.name, "acquire", reason)
        return
    if packed and reader in ARCHIVES:
        reason = "expected a file, found an archive within an archive; unpack it first"
        yield SetAside(file.name, "acquire", reason)
        return
    try:
        for each in reader(file.path, file.name, layout):
            if isinstance(each, Found):
                yield from _read(each, layout, packed=True)
            else:
                yield each
    except OSError as error:
        reason = f"expected a readable file, found: {error.strerror or error}"
        yield SetAside(file.name, "acquire", reason)
    except DatelineError as error:
        yield SetAside(file.name, "acquire", str(error))
    except Exception as error:  # noqa: BLE001  a library may fail in any way on foreign bytes
        yield SetAside(file.name, "acquire", describe_fault(error, "acquire"))


def _reader(path: Path) -> Reader | None:
    """The reader for the longest ending that a file's name has."""
    name = path.name.lower()
    fitting = [ending for ending in READERS if name.endswith(ending)]
    return READERS[max(fitting, key=len)] if fitting else None


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
    if isinstance(arrival, SetAside):
        arrival = replace(arrival, reason=" ".join(arrival.reason.split()))
    marks = held.setdefault(arrival.name, set())
    if isinstance(arrival, Report) and arrival.id in marks:
        return arrival
    # What is set aside has nothing that tells it apart but its place among its namesakes.
    marks.add(arrival.id if isinstance(arrival, Report) else f"aside {len(marks)}")
    return arrival if len(marks) == 1 else replace(arrival, name=f"{arrival.name} ({len(marks)})")
