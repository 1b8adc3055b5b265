"""`dateline backup` and `dateline restore-backup`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.record import Ledger
from dateline.types import SetAside

Run = Callable[..., Any]


@pytest.fixture(name="ledger")
def _ledger(tmp_path: Path) -> Path:
    """A ledger that holds something."""
    path = tmp_path / "my.db"
    with Ledger.open(str(path), create=True) as opened:
        opened.set_aside(SetAside("x.bin", "acquire", "not text"))
    return path


def test_a_backup_restored_has_the_head_that_was_printed(dateline: Run, ledger: Path) -> None:
    made = dateline("backup", "monday.backup", "--ledger", ledger)
    assert (0, "") == (made.status, made.err)
    head = made.out.split()[-1]
    restored = dateline("restore-backup", "monday.backup", "--ledger", "again.db")
    assert head == restored.out.split()[-1]
    checked = dateline("verify", "--head", head, "--ledger", "again.db")
    assert (0, "again.db: 0 reports, no faults\n") == (checked.status, checked.out)


def test_a_ledger_is_not_written_over(dateline: Run, ledger: Path) -> None:
    dateline("backup", "monday.backup", "--ledger", ledger)
    for command in (
        ("backup", "monday.backup", "--ledger", ledger),
        ("restore-backup", "monday.backup", "--ledger", ledger),
    ):
        refused = dateline(*command)
        assert 2 == refused.status
        assert "not there yet" in refused.err
        assert 1 == refused.err.count("\n")
