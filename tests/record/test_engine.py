"""Opening a ledger."""

from __future__ import annotations

from alembic.config import Config
from alembic.script import ScriptDirectory

from dateline.record.schema import MIGRATIONS, known_changes


def test_the_changes_are_those_that_alembic_finds_in_its_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    found = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(reversed([change.revision for change in found])) == known_changes()
