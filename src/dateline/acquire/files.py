"""Which files a path stands for, and their bytes within limits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from dateline.acquire.encodings import MARKS
from dateline.errors import InputError
from dateline.types import Remark, Report, SetAside, Stamp

MOST_BYTES: Final = 20_000_000  # of one file that is one report
MOST_TABLE_BYTES: Final = 2_000_000_000  # of a table, which is read row by row
BINARY: Final = (b"\x00", b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"GIF8")
LOOKED_AT: Final = 4096  # bytes in which a binary file shows itself
SAVED_PARTS: Final = ("_files", ".files", "-Dateien", "_fichiers", "_archivos")
PAGES: Final = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Capture:
    """What is known of a page from outside of it."""

    url: str = ""
    charset: str = ""  # as the server gave it
    fetched: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read, and the name that it is known by."""

    path: Path
    name: str
    capture: Capture | None = None  # of what was fetched
    kind: str = ""  # the ending of its kind, where the name does not show it


@dataclass(frozen=True, slots=True)
class Linked:
    """An address that a list gives in the place of a report."""

    url: str
    via: str  # the list: a file's name, or an address
    mark: str = ""  # what changes in the list when the page has changed
    stamp: Stamp | None = None  # when it was published, as the list says
    summary: Report | None = None  # what the list itself tells of it
    row: int = 0  # where it stands among rows that have a text


def found_files(path: Path) -> Iterator[Found | SetAside | Remark]:
    """The files of a path with their names, in the order of the names; what is passed over is said.

    Raises:
        InputError: the path does not exist, or the folder holds no file.
    """
    if not path.exists() and not path.is_symlink():
        raise InputError(f"expected a file or a folder, found none at {path}; correct the path")
    if not path.is_dir():
        yield Found(path, path.name)
        return
    listed = sorted(listed_paths(path), key=lambda each: each.name)
    if not any(isinstance(each, Found | SetAside) for each in listed):
        raise InputError(f"expected a folder with reports, found no file in {path}; name another")
    yield from listed


def file_content(file: Path, *, binary: bool = False) -> bytes:
    """The bytes of a file that is one report.

    Args:
        file: its path.
        binary: whether it is no text, such as a PDF.

    Raises:
        InputError: it is empty, too large, or not of that kind.
        OSError: it cannot be opened.
    """
    check_size(file, MOST_BYTES, "split the file")
    data = file.read_bytes()
    if not data.strip():
        raise InputError("expected text, found an empty file")
    if not binary and not data.startswith(tuple(MARKS)) and looks_binary(data[:LOOKED_AT]):
        raise InputError("expected text or HTML, found binary data")
    return data


def check_size(file: Path, most: int, advice: str) -> None:
    """Refuse what is no file, or too large a one.

    Raises:
        InputError: it is one of these.
    """
    if not file.is_file():
        raise InputError("expected a regular file, found a device, a socket or a broken link")
    size = file.stat().st_size
    if size > most:
        raise InputError(f"expected at most {most:,} bytes, found {size:,}; {advice}")


def listed_paths(folder: Path) -> Iterator[Found | SetAside | Remark]:
    """All that stands in a folder, at any depth, in no order."""
    unreadable: list[OSError] = []
    hidden: list[str] = []
    for at, folders, files in os.walk(folder, onerror=unreadable.append):
        here = Path(at)
        hidden += [
            name_within(here / each, folder) for each in (*folders, *files) if each[0] == "."
        ]
        for each in list(folders):
            said = _passed_over(here / each, folder, files)
            if said is not None or each[0] == ".":
                folders.remove(each)
            if said is not None and each[0] != ".":
                yield said
        for each in files:
            if each[0] != ".":
                yield file_within(here / each, folder)
    for error in unreadable:
        name = name_within(Path(str(error.filename)), folder)
        reason = f"expected a readable folder, found: {error.strerror}"
        yield SetAside(f"{name}/", "acquire", reason)
    if hidden:
        first = ", ".join(sorted(hidden)[:3]) + (", …" if len(hidden) > 3 else "")  # noqa: PLR2004
        yield Remark(folder.name, f"skipped, because the names begin with a dot: {first}")


def _passed_over(folder: Path, top: Path, beside: list[str]) -> SetAside | Remark | None:
    """What is said of a folder that is not entered; None for one that is."""
    name = name_within(folder, top) + "/"
    if folder.is_symlink():
        reason = "expected a folder, found a link to one; give the folder itself to read it"
        return SetAside(name, "acquire", reason)
    for ending in SAVED_PARTS:
        page = folder.name.removesuffix(ending)
        if page != folder.name and any(page + suffix in beside for suffix in PAGES):
            return Remark(name, "skipped: pictures and scripts of a saved page")
    return None


def file_within(file: Path, top: Path) -> Found | SetAside:
    """A file of a folder, unless it is a link that leads out of it."""
    name = name_within(file, top)
    if file.is_symlink() and not file.resolve().is_relative_to(top.resolve()):
        reason = "expected a file, found a link that leads out of the folder; copy the file here"
        return SetAside(name, "acquire", reason)
    return Found(file, name)


def name_within(path: Path, top: Path) -> str:
    """The path within a folder."""
    return path.relative_to(top).as_posix() if path.is_relative_to(top) else path.as_posix()


def looks_binary(head: bytes) -> bool:
    """Does the beginning of a file show that it is no text?"""
    return head.startswith(BINARY[1:]) or BINARY[0] in head
