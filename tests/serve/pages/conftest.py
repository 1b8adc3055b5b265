"""A ledger that the tests of pages may look into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.record import Ledger


@pytest.fixture(name="ledger")
def _ledger(where: Path) -> Iterator[Ledger]:
    """The ledger that is served."""
    with Ledger.open(str(where)) as ledger:
        yield ledger
