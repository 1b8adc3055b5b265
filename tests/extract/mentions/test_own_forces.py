"""Whose forces a report means by "the regime", in made-up reports."""

from __future__ import annotations

import pytest

import dateline


@pytest.mark.parametrize(
    "doer", ["a regime airstrike", "a Syrian regime airstrike", "government warplanes"]
)
def test_a_regime_is_the_state_where_it_happened(doer: str) -> None:
    """By one name, whether or not the report names the country."""
    text = f"Raid kills three\n\nThree people were killed by {doer} on Rastan on Saturday.\n"
    found = dateline.build_incidents([dateline.read_report(text, name="a.txt")])

    assert ["Syria"] == [p.name for i in found for p in i.perpetrators]
