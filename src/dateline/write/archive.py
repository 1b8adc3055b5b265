"""A form of several files as one ZIP; the same files are the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dateline.write.contents import File

MADE: Final = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can name
READABLE: Final = 0o644 << 16


def write_zip(files: Iterable[File], stream: BinaryIO) -> None:
    """Write files into a ZIP, in the order given."""
    with ZipFile(stream, "w", ZIP_DEFLATED) as packed:
        for file in files:
            entry = ZipInfo(file.path, MADE)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, READABLE
            packed.writestr(entry, file.content)
