"""What the table of headlines keeps between two requests."""

from __future__ import annotations

from dateline.record import Ledger
from dateline.serve.pages.table import MOST_CACHED, IncidentTable


def test_an_answer_that_is_asked_for_again_and_again_is_made_once(ledger: Ledger) -> None:
    table, made = IncidentTable(ledger), list[str]()
    for other in range(2 * MOST_CACHED):
        table.kept("often", lambda: made.append("often"))
        table.kept(other, lambda: None)

    assert ["often"] == made
    assert len(table.answers) == MOST_CACHED


def test_an_answer_that_nobody_asked_for_since_goes_first(ledger: Ledger) -> None:
    table, made = IncidentTable(ledger), list[str]()
    table.kept("once", lambda: made.append("once"))
    for other in range(MOST_CACHED):
        table.kept(other, lambda: None)
    table.kept("once", lambda: made.append("once"))

    assert ["once", "once"] == made


def test_an_answer_is_made_anew_when_it_is_to_be_forgotten(ledger: Ledger) -> None:
    table, made = IncidentTable(ledger), list[str]()
    table.kept("once", lambda: made.append("once"))
    table.forget_answer("once")
    table.kept("once", lambda: made.append("once"))

    assert ["once", "once"] == made
