"""Opening a ledger."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from dateline.errors import LedgerError
from dateline.record import Ledger
from dateline.record.migrations import MIGRATIONS, known_changes


def test_the_changes_are_those_that_alembic_finds_in_its_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    found = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(reversed([change.revision for change in found])) == known_changes()


def test_a_schema_that_is_no_text_is_told_in_a_line(tmp_path: Path) -> None:
    """SQLite cites what it cannot read, and what it cites cannot be read either."""
    path = tmp_path / "ledger.db"
    Ledger.open(str(path), create=True).close()
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"CREATE TABLE report (", b"CREATE TABL\xd9 report (", 1))
    with pytest.raises(LedgerError, match="schema of the database is damaged"):
        Ledger.open(str(path))
