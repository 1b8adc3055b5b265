"""Forms of incidents that were replaced are kept, and bound to the history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text

from dateline.record import Ledger
from dateline.record.guarding import drop_guards, install_guards
from dateline.types import Grade, Incident, Reading, Report

MakeReport = Callable[..., Report]
MakeReading = Callable[[Report], Reading]
MakeIncident = Callable[..., Incident]


@pytest.fixture(name="regraded")
def _regraded(
    ledger: Ledger, report: MakeReport, reading: MakeReading, incident: MakeIncident
) -> Ledger:
    """A ledger with an incident whose grade changed once."""
    ledger.record(report(), reading(report()))
    made = incident(reading(report()))
    ledger.save([made])
    ledger.save([replace(made, grade=Grade.WEAK)])
    return ledger


def test_the_form_before_is_kept(regraded: Ledger) -> None:
    assert [Grade.FAIR] == [one.grade for one in regraded.incidents_at(1)]
    assert [Grade.WEAK] == [one.grade for one in regraded.incidents_at(2)]
    assert () == regraded.incidents_at(0)
    assert () == regraded.faults()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE former SET json = replace(json, 'fair', 'confirmed')",
        "UPDATE incident SET json = replace(json, 'weak', 'confirmed')",
        "UPDATE incident SET revision = 1",
        "UPDATE incident SET revision = 0",
        "UPDATE former SET first = 0",
        "UPDATE former SET until = 3",
        "UPDATE former SET incident = 'x'",
        "DELETE FROM former",
        "DELETE FROM revision WHERE number = 1",
        "DELETE FROM incident_key; DELETE FROM incident_mention; DELETE FROM incident",
        "INSERT INTO former (incident, first, until, json) VALUES ('x', 1, 2, '{}')",
        "INSERT INTO former (incident, first, until, json) VALUES ('x', 0, 2, '{}')",
        "INSERT INTO revision (number, at, seq) VALUES (9, '', 1)",
    ],
)
def test_a_form_that_was_changed_is_found(statement: str, regraded: Ledger) -> None:
    with regraded.engine.begin() as connection:
        drop_guards(connection)
        for one in statement.split("; "):
            connection.execute(text(one))
        install_guards(connection)
    assert () != regraded.faults()
