"""The file of a ledger in SQLite: how it is reached where it may be written, and where not."""

from __future__ import annotations

import os
from pathlib import Path


def can_write(path: Path) -> bool:
    """Whether a ledger's file, and those that SQLite keeps beside it, can be written."""
    return not path.exists() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def read_only_address(path: Path) -> str:
    """The address of a ledger that is only read; a log that is not worked in yet is read with it.

    It is one for SQLite itself: `file:/path?mode=ro`.
    """
    log = path.with_name(path.name + "-wal")
    how = "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"
    return f"{path.absolute().as_uri()}?{how}"
