"""Floods of one character, phrase or tag cost themselves at most, and nothing else.

The whole set, with what it costs: make floods
"""

from __future__ import annotations

import pytest
from benchmarks.floods import ORDINARY, Cost, costs, floods, growth, made_report, measured

# Of each kind some, among them those that a stage once failed on.
NAMES = ("brackets", "combining marks", "relative clauses", "sentences", "towns", "attributes")
BYTES = 4_000


@pytest.mark.slow
def test_a_flood_is_read_or_refused_and_the_next_report_is_as_ever() -> None:
    given = list(floods((BYTES,), NAMES))
    before = measured(made_report(ORDINARY, "text/plain"))
    for flood, cost, after in costs(given):
        assert ("", "") == (cost.lost, cost.fault), flood.name
        assert before.answer == after.answer, flood.name
    assert len(NAMES) == len(given)


def test_growth_is_told_as_a_power_of_the_size() -> None:
    taken = {
        ("square", size): Cost(seconds, 0, "", "", "")
        for size, seconds in ((10, 1.0), (100, 100.0))
    }
    taken |= {
        ("line", size): Cost(seconds, 0, "", "", "") for size, seconds in ((10, 1.0), (100, 10.0))
    }
    taken["stopped", 10] = taken["stopped", 100] = Cost(0.0, 0, "too long", "", "")
    assert {"square": 2.0, "line": 1.0} == growth(taken)
