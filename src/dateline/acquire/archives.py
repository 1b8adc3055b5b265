"""ZIP and gzip: what they hold is unpacked within limits and read as if it lay in a folder.

Nothing is written under a name that an archive gives, and no archive within an archive is opened.
"""

from __future__ import annotations

import gzip
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Final

from dateline.acquire.columns import Layout
from dateline.acquire.files import SAVED_PARTS, Found, check_size
from dateline.errors import InputError
from dateline.types import Remark, SetAside

MOST_PACKED: Final = 2_000_000_000  # bytes of an archive
MOST_ENTRIES: Final = 1_000
MOST_UNPACKED: Final = 200_000_000  # bytes of all that an archive holds
MOST_RATIO: Final = 200  # of unpacked to packed bytes
SMALL: Final = 1_000_000  # bytes; below, a ratio says nothing
CHUNK: Final = 1 << 16
MOST_NAME: Final = 1_000  # characters
UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)
JUNK: Final = ("__MACOSX/",)


def read_zip(file: Path, name: str, layout: Layout) -> Iterator[Found | SetAside | Remark]:
    """The files of a ZIP archive.

    Raises:
        InputError: it is no archive, an empty one, or built to exhaust memory.
        OSError: it cannot be opened.
    """
    del layout
    with opened_zip(file) as archive, tempfile.TemporaryDirectory() as folder:
        entries = [entry for entry in archive.infolist() if entry.filename[-1:] != "/"]
        if not entries:
            raise InputError("expected an archive with files, found an empty one")
        if passed_over := sum(_is_passed_over(entry.filename) for entry in entries):
            yield Remark(name, f"{passed_over} hidden files or parts of saved pages passed over")
        for number, entry in enumerate(entries):
            at = f"{name}/{entry.filename[:MOST_NAME]}"
            if _is_passed_over(entry.filename):
                continue
            if (reason := unpack_refusal(entry)) is not None:
                yield SetAside(at, "acquire", reason)
                continue
            target = Path(folder) / f"{number}{PurePosixPath(entry.filename).suffix[:20]}"
            try:
                with archive.open(entry) as stream:
                    unpack_stream(stream, target, entry.file_size)
            except UNREADABLE as error:
                yield SetAside(
                    at, "acquire", f"expected an intact archive, found a damaged one: {error}"
                )
                continue
            yield Found(target, at, kind=entry.filename)
            target.unlink(missing_ok=True)


def read_gzip(file: Path, name: str, layout: Layout) -> Iterator[Found | SetAside | Remark]:
    """The file that was packed with gzip.

    Raises:
        InputError: it is damaged, or built to exhaust memory.
        OSError: it cannot be opened.
    """
    del layout
    check_size(file, MOST_PACKED, "split the file")
    inner = name[: -len(".gz")]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"0{PurePosixPath(inner).suffix[:20]}"
        try:
            with gzip.open(file) as stream:
                size = max(file.stat().st_size * MOST_RATIO, SMALL)
                unpack_stream(stream, target, min(size, MOST_UNPACKED))
        except (gzip.BadGzipFile, *UNREADABLE) as error:
            raise InputError(
                f"expected an intact gzip file, found a damaged one: {error}"
            ) from error
        yield Found(target, inner, kind=inner)


def opened_zip(file: Path) -> zipfile.ZipFile:
    """A ZIP archive whose directory keeps to the limits.

    Raises:
        InputError: it is no archive, or does not keep to them.
    """
    check_size(file, MOST_PACKED, "split the archive")
    try:
        archive = zipfile.ZipFile(file)
    except UNREADABLE as error:
        what = f"{file.suffix} file" if file.suffix not in {"", ".zip"} else "ZIP archive"
        raise InputError(f"expected an intact {what}, found a damaged one: {error}") from error
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    wrong = None
    if len(entries) > MOST_ENTRIES:
        wrong = f"at most {MOST_ENTRIES:,} files, found {len(entries):,}; split the archive"
    elif unpacked > MOST_UNPACKED:
        wrong = f"at most {MOST_UNPACKED:,} bytes unpacked, found {unpacked:,}; split the archive"
    elif unpacked > SMALL and unpacked > MOST_RATIO * max(packed, 1):
        wrong = f"at most {MOST_RATIO} bytes for each packed one, found more"
    if wrong is not None:
        archive.close()
        raise InputError(f"expected {wrong}")
    return archive


def unpack_stream(stream: IO[bytes] | gzip.GzipFile, target: Path, most: int) -> None:
    """Write a stream to a file, no more than was announced.

    Raises:
        InputError: it holds more.
    """
    written = 0
    with target.open("wb") as out:
        while chunk := stream.read(CHUNK):
            written += len(chunk)
            if written > most:
                raise InputError(f"expected at most {most:,} bytes unpacked, found more")
            out.write(chunk)


def unpack_refusal(entry: zipfile.ZipInfo) -> str | None:
    """Why an entry is not unpacked."""
    if not entry.filename:
        return "expected a file, found one without a name"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "expected a file, found a link"
    if entry.flag_bits & 1:
        return "expected a file, found one with a password; unpack it first"
    return None


def _is_passed_over(name: str) -> bool:
    """Is an entry hidden, or a part of a saved page?"""
    parts = PurePosixPath(name).parts
    saved = any(part.endswith(SAVED_PARTS) for part in parts[:-1])
    return name.startswith(JUNK) or saved or any(part.startswith(".") for part in parts[-1:])
