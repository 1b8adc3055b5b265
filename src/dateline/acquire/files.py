"""Which files a path stands for, and their bytes within limits."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from unicodedata import category

from dateline.errors import InputError

MOST_BYTES: Final = 20_000_000  # of one file that is one report
MOST_TABLE_BYTES: Final = 2_000_000_000  # of a table, which is read row by row
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BINARY: Final = (b"\x00", b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"GIF8")
LAYOUT: Final = "\t\n\r\f"
FEWEST_PER_CONTROL: Final = 50  # characters; no report holds control characters more often
LOOKED_AT: Final = 4096  # bytes in which a binary file shows itself


def found(path: Path) -> Iterator[tuple[Path, str]]:
    """The files of a path with their names, in the order of the names.

    Raises:
        InputError: the path does not exist, or the folder holds no file.
    """
    if not path.exists() and not path.is_symlink():
        raise InputError(f"expected a file or a folder, came {path}, which does not exist")
    if not path.is_dir():
        yield path, path.name
        return
    files = sorted(
        each for each in path.rglob("*") if not each.is_dir() and not _hidden(each, path)
    )
    if not files:
        raise InputError(f"expected a folder with reports, came {path}, which holds no file")
    for file in files:
        yield file, file.relative_to(path).as_posix()


def content(file: Path) -> bytes:
    """The bytes of a file that is one report.

    Raises:
        InputError: it is empty, too large, or not text.
        OSError: it cannot be opened.
    """
    if not file.is_file():
        raise InputError("expected a regular file, came a device, a socket or a broken link")
    size = file.stat().st_size
    if size > MOST_BYTES:
        raise InputError(f"expected at most {MOST_BYTES:,} bytes, came {size:,}; split the file")
    data = file.read_bytes()
    if not data.strip():
        raise InputError("expected text, came an empty file")
    if not data.startswith(tuple(mark for mark, _ in MARKS)) and _binary(data[:LOOKED_AT]):
        raise InputError("expected text or HTML, came binary data")
    return data


def encoding_of(data: bytes) -> str:
    """The encoding that a byte order mark tells, else UTF-8, else Windows-1252 if it fits.

    Raises:
        InputError: the bytes are no text in any of them.
    """
    marked = next((name for mark, name in MARKS if data.startswith(mark)), None)
    for name in [marked] if marked else ["utf-8", "cp1252"]:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if not _garbled(text):
            return name
    raise InputError("expected UTF-8 text, came bytes in another encoding; save it as UTF-8")


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _binary(head: bytes) -> bool:
    """Does the beginning of a file show that it is no text?"""
    return head.startswith(BINARY[1:]) or BINARY[0] in head


def _garbled(text: str) -> bool:
    """Does the text hold more control characters than any report does?"""
    controls = sum(category(c) == "Cc" and c not in LAYOUT for c in text)
    return controls * FEWEST_PER_CONTROL > len(text)
