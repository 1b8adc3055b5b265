"""Files that a command writes: whole or not at all, and in no other place than was named."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from dateline.errors import InputError

Write = Callable[[BinaryIO], object]
DEVICES: Final = (Path("/dev"), Path("/proc"))
FILES_IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108  a folder of files, among devices
NEW_FILE: Final = 0o666  # less what the user's mask takes away


def write_whole(output: Path, write: Write) -> None:
    """Write a file, whole or not at all.

    A device or a pipe is written to, a link stays one and its target is written, and a file keeps
    its mode.

    Args:
        output: the path as it was given.
        write: writes the content to a stream.

    Raises:
        InputError: it cannot be written.
    """
    try:
        if _is_no_file(output):
            with output.open("wb") as stream:
                write(stream)
        else:
            replace_file(output.resolve(), write)
    except OSError as error:
        raise InputError(
            f"expected a file that can be written, found {output}: {error.strerror}; "
            "give another path with --output"
        ) from error


def _is_no_file(output: Path) -> bool:
    """Is it a device, a pipe, a folder, or a name of one of this process's streams?"""
    above = output.absolute().parents
    is_stream = any(folder in above for folder in DEVICES) and FILES_IN_MEMORY not in above
    return output.exists() and (is_stream or not output.is_file())


def replace_file(target: Path, write: Write) -> None:
    """Write a draft beside a file, under a name that nobody can have planted, and move it there."""
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    draft = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    number = os.open(draft, flags, NEW_FILE if mode is None else mode)
    try:
        with os.fdopen(number, "wb") as stream:
            if mode is not None:
                draft.chmod(mode)  # the user's mask may have taken some of it
            write(stream)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)  # where it was not moved
