"""The blind split: by incident, fixed, and without a name or a text."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from benchmarks import split
from benchmarks.folders import ACCEPTANCE, BENCHMARKS
from hypothesis import given
from hypothesis import strategies as st

HERE = pytest.mark.skipif(
    not (ACCEPTANCE.is_dir() and BENCHMARKS.is_dir()), reason="the labelled sets are not here"
)
REPORTS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=4), st.frozensets(st.integers(0, 12).map(str))
)


@given(REPORTS)
def test_no_incident_has_reports_on_both_sides(incidents: split.Incidents) -> None:
    sides = split.by_hash("made up", incidents)
    assert set(incidents) == set(sides)
    for one, names in incidents.items():
        for other, others in incidents.items():
            if names & others:
                assert sides[one] == sides[other]


def test_reports_that_share_incidents_through_others_are_one_component() -> None:
    told = {"a": {"1"}, "b": {"1", "2"}, "c": {"2"}, "d": {"3"}, "e": set()}
    found = split.components({report: frozenset(names) for report, names in told.items()})
    assert [["a", "b", "c"], ["d"], ["e"]] == found


def test_the_side_of_a_report_does_not_depend_on_other_components() -> None:
    alone = split.by_hash("made up", {"a": frozenset(["1"])})
    among = split.by_hash("made up", {"b": frozenset(["2"]), "a": frozenset(["1"])})
    assert alone["a"] == among["a"]


def test_about_a_third_of_the_incidents_is_checked() -> None:
    sides = split.by_hash("made up", {str(n): frozenset([str(n)]) for n in range(3000)})
    assert 900 < Counter(sides.values())[split.CHECK] < 1100


def test_the_stored_split_holds_hashes_and_nothing_else() -> None:
    row = re.compile(rf"(?:{'|'.join(split.SETS)})\t(?:learn|check)\t[0-9a-f]{{16}}")
    lines = split.STORED.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert all(row.fullmatch(line) for line in lines)


def test_an_unknown_report_has_no_side() -> None:
    with pytest.raises(KeyError):
        split.side_of("syria", "no such report")


@HERE
@pytest.mark.parametrize("data", sorted(split.SETS))
def test_the_stored_split_is_the_one_that_the_data_give(data: str) -> None:
    sides = split.made(data)
    held = sum(name == data for name, _ in split.stored())
    assert held == len(sides)
    assert sides == {report: split.side_of(data, report) for report in sides}


@HERE
@pytest.mark.parametrize("data", sorted(split.SETS))
def test_the_two_sides_of_a_set_share_no_incident(data: str) -> None:
    read, _ = split.SETS[data]
    told = {side: set[str]() for side in split.SIDES}
    for report, names in read().items():
        told[split.side_of(data, report)] |= names
    assert told[split.LEARN].isdisjoint(told[split.CHECK])


@HERE
@pytest.mark.parametrize("data", ["acceptance", "real"])
def test_what_was_read_while_rules_were_written_is_never_checked(data: str) -> None:
    assert not [r for r in split.SETS[data][0]() if split.side_of(data, r) == split.CHECK]
