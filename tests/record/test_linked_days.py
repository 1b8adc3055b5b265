"""Reports that date each other do so step by step on each database as they do all at once."""

from __future__ import annotations

from small_days import put, settled_days, story

from dateline import pipeline
from dateline.link.dates import settle_creation
from dateline.record import Ledger


def test_each_step_settles_the_days_that_all_at_once_come_to(ledger: Ledger) -> None:
    for first in range(0, 24, 6):
        for number in range(first, first + 6):
            put(ledger, story(number))
        pipeline.renew(ledger)
        assert settle_creation(ledger.readings()) == settled_days(ledger)
    ledger.withdraw("r003", reason="retracted")
    pipeline.renew(ledger)
    assert settle_creation(ledger.readings()) == settled_days(ledger)
