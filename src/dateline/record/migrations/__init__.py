"""Changes of the tables, oldest first; applied whenever a ledger is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Final

MIGRATIONS: Final = Path(__file__).parent
VERSION_TABLE: Final = "alembic_version"


def known_changes() -> tuple[str, ...]:
    """The changes that this program knows, oldest first: `v0001_first.py` holds change 0001."""
    files = (MIGRATIONS / "versions").glob("v[0-9]*.py")
    return tuple(sorted(file.name.partition("_")[0].removeprefix("v") for file in files))
