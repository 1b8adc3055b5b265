"""Acquire: bytes in. Nothing here reads for meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from dateline.acquire.archives import read_gzip, read_zip
from dateline.acquire.columns import Columns, Layout
from dateline.acquire.documents import read_docx, read_pdf
from dateline.acquire.feeds import read_feed
from dateline.acquire.files import Found, Linked, file_content, found_files
from dateline.acquire.json_rows import read_json, read_json_lines
from dateline.acquire.lists import GDELT, read_gdelt, read_shortcut
from dateline.acquire.mail import read_mail, read_mailbox
from dateline.acquire.outlets import read_outlets, source_of
from dateline.acquire.pages import (
    page_report,
    read_page,
    read_saved_page,
    read_text,
    received_report,
)
from dateline.acquire.remote import Arrival, Fetch, Read, follow_links, is_address
from dateline.acquire.spreadsheets import read_spreadsheet
from dateline.acquire.tables import read_csv
from dateline.acquire.webarchives import read_wacz, read_warc
from dateline.errors import DatelineError, InputError, describe_fault
from dateline.types import Outlet, Remark, Report, SetAside

Reader = Callable[[Path, str, Layout], Iterator[Arrival | Found | Linked | None]]
# How files are read: given what reads one, what stands for one that is lost, and how much more
# than usual one may take, it gives what reads one, in this process or in another.
Apart = Callable[
    [Read, Callable[[Found, str], Arrival], Callable[[Found], float]], AbstractContextManager[Read]
]

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
# Files that hold no report but say where reports are.
LISTS: Final[Mapping[str, Reader]] = {
    ".url": read_shortcut,
    ".webloc": read_shortcut,
    ".opml": read_feed,
    **dict.fromkeys(GDELT, read_gdelt),
}
ARCHIVES: Final = (read_zip, read_gzip, read_warc, read_wacz)
# Read row by row by code of our own: a larger one takes longer and more room.
TABLES: Final = (read_csv, read_json, read_json_lines, read_mailbox, read_gdelt)
USUAL: Final = 50_000_000  # bytes of a table that takes no more than any other file

__all__ = [
    "LISTS",
    "READERS",
    "Arrival",
    "Columns",
    "Found",
    "Layout",
    "Linked",
    "Ways",
    "acquire",
    "is_address",
    "read_outlets",
    "received_report",
]


@contextmanager
def read_here(
    read: Read, lost: Callable[[Found, str], Arrival], scale: Callable[[Found], float]
) -> Iterator[Read]:
    """Files read in this process, where nothing limits what one of them takes."""
    del lost, scale
    yield read


@dataclass(frozen=True, slots=True)
class Ways:
    """How files are read, and how addresses are fetched, if they are."""

    fetch: Fetch | None = None  # None: addresses are set aside
    apart: Apart = read_here
    takes: Callable[[Found], bool] = lambda _: True  # asked of each file as its turn comes
    is_patient: bool = False  # a path that is gone, or an empty folder, is said and passed over


def acquire(
    paths: Sequence[Path | str],
    *,
    published: Mapping[str, date] | None = None,
    layout: Layout | None = None,
    outlets: Sequence[Outlet] = (),
    ways: Ways | None = None,
) -> Iterator[Arrival]:
    """Read files and folders, and what stands at addresses, as they arrive.

    Args:
        paths: files, folders that are read in full, or addresses. A report in a folder is named by
            its path relative to that folder, a single file by its own name, a page by its address,
            a row of a table by its URL, else by file and id. A name that another text has already
            gets a number.
        published: publication dates known from elsewhere, by report name or file name.
        layout: where tables keep each field, and how they write dates.
        outlets: a user's rows, which go before the table that comes with the program.
        ways: how files are read and addresses fetched; by default, in this process and not at all.

    Returns:
        Reports in the order of their names; what cannot be read, with the reason; and remarks.

    Raises:
        InputError: a path does not exist, or a folder holds no file.
    """
    given, ways = dict(published or {}), ways or Ways()
    held: dict[str, set[str]] = {}
    with ways.apart(partial(read_file, layout=layout or Layout()), lost_file, time_scale) as read:
        for path in paths:
            for arrival in arrivals_of(path, read, ways):
                yield with_unique_name(
                    with_table_source(with_known_date(arrival, given), outlets), held
                )


def arrivals_of(path: Path | str, read: Read, ways: Ways) -> Iterator[Arrival]:
    """What a path or an address stands for."""
    links: list[Linked] = []
    if isinstance(path, str) and is_address(path):
        links.append(Linked(path, path))
    else:
        for arrival in arrivals_of_files(Path(path), read, ways):
            if isinstance(arrival, Linked):
                links.append(arrival)
            elif arrival is not None:
                yield arrival
    yield from (
        unfetched_links(links) if ways.fetch is None else follow_links(links, ways.fetch, read)
    )


def arrivals_of_files(path: Path, read: Read, ways: Ways) -> Iterator[Arrival | Linked | None]:
    """What the files of a path hold."""
    try:
        for each in found_files(path):
            if not isinstance(each, Found):
                yield each
            elif ways.takes(each):
                yield from read(each)
    except InputError as error:
        if not ways.is_patient:
            raise
        yield Remark(str(path), str(error))


def unfetched_links(links: Sequence[Linked]) -> Iterator[Arrival]:
    """What is said of addresses that are not fetched; a feed's entries are read as it has them."""
    many: Counter[str] = Counter()
    for link in links:
        if link.summary is not None:
            yield link.summary
        elif link.row:
            at = f"row {link.row} of {link.via}"
            reason = f"expected a text, found only an address ({at}); add --fetch to fetch it"
            yield SetAside(link.url, "acquire", reason)
        else:
            many[link.via] += 1
    for via, count in many.items():
        found_files, what = (f"{count:,} addresses", "them") if count > 1 else ("1 address", "it")
        reason = f"expected a report, found {found_files}; add --fetch to fetch {what}"
        yield SetAside(via, "acquire", reason)


def read_file(
    file: Found, layout: Layout, *, packed: bool = False
) -> Iterator[Arrival | Linked | None]:
    """One file through its reader; whatever goes wrong costs this file and no other."""
    reader = reader_for(file)
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
        for each in pieces_of_file(reader, file, layout):
            if isinstance(each, Found):
                yield from read_file(each, layout, packed=True)
            else:
                yield each
    except OSError as error:
        reason = f"expected a readable file, found: {error.strerror or error}"
        yield SetAside(file.name, "acquire", reason)
    except DatelineError as error:
        yield SetAside(file.name, "acquire", str(error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  a library may fail in any way on foreign bytes
        yield SetAside(file.name, "acquire", describe_fault(error, "acquire"))


def pieces_of_file(
    reader: Reader, file: Found, layout: Layout
) -> Iterator[Arrival | Found | Linked | None]:
    """What a reader makes of a file; a page that was fetched is read with what its server said."""
    if file.capture is not None and reader is read_page:
        return page_report(file_content(file.path), file.name, file.capture)
    return reader(file.path, file.name, layout)


def reader_for(file: Found) -> Reader | None:
    """The reader for the longest ending that a file's name has."""
    name = (file.kind or file.path.name).lower()
    table = {**READERS, **LISTS}
    fitting = [ending for ending in table if name.endswith(ending)]
    return table[max(fitting, key=len)] if fitting else None


def time_scale(file: Found) -> float:
    """How many times as much as usual the reading of a file may take."""
    if reader_for(file) not in TABLES or not file.path.is_file():
        return 1.0
    return max(1.0, file.path.stat().st_size / USUAL)


def lost_file(file: Found, reason: str) -> SetAside:
    """What stands for a file whose reading took too much, or ended its process."""
    return SetAside(file.name, "acquire", reason)


def with_table_source(arrival: Arrival, outlets: Sequence[Outlet]) -> Arrival:
    """The report with its source as a user's table has it."""
    if not isinstance(arrival, Report) or not outlets:
        return arrival
    name = arrival.source.name if arrival.source else ""
    return replace(arrival, source=source_of(name, arrival.url or "", outlets))


def with_known_date(arrival: Arrival, published: Mapping[str, date]) -> Arrival:
    """The report with the publication date that is known from elsewhere, if any."""
    if not isinstance(arrival, Report):
        return arrival
    day = published.get(arrival.name) or published.get(Path(arrival.name).name)
    return arrival if day is None else replace(arrival, published=day)


def with_unique_name(arrival: Arrival, held: dict[str, set[str]]) -> Arrival:
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
