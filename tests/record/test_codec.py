"""Recorded values come back as they were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.record.codec import from_json, to_json, value_json
from dateline.types import (
    Claim,
    Count,
    Incident,
    Interception,
    Interval,
    Modality,
    Party,
    PartyKind,
    Place,
    PlaceKind,
    Reaction,
    ReactionKind,
    Reading,
    Report,
    Role,
    Span,
    Target,
    TargetKind,
    TimeAnchor,
    TimeExpression,
    TimeUnit,
    Toll,
    Value,
    VictimGroup,
    Weapon,
    WeaponKind,
)

PARTY = Party("a group", PartyKind.ARMED_GROUP, id="group:a", country="IQ")
VALUES: tuple[Value, ...] = (
    TimeExpression(
        TimeAnchor.CALENDAR,
        "DATE",
        month=11,
        unit=TimeUnit.DAY,
        last=TimeExpression(TimeAnchor.CREATION, "DATE", weekday=4),
    ),
    Place("Kandol", PlaceKind.CITY, "geonames:1", "AF", lat=31.5, lon=65.7, precision=1),
    Count(24, None),
    Toll(Count(2, 2, 2), VictimGroup.CHILDREN, "girls", part=True),
    PARTY,
    Weapon(WeaponKind.ROCKET, "Katyusha rockets"),
    Target("a school", TargetKind.EDUCATION),
    Interception(Count(3, None, 3), "air defences"),
    Reaction(ReactionKind.CONDEMNED, PARTY),
    "two cars burnt out",
)


def claim(value: Value) -> Claim:
    """A claim of a value."""
    place = Span(0, 1), Span(0, 2)
    return Claim("c", Role.DAMAGE, value, "r", *place, Modality.HEDGED, None, PARTY, "rule")


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_claim_comes_back_with_a_value_of_the_same_type(value: Value) -> None:
    assert claim(value) == from_json(to_json(claim(value)), Claim)


@pytest.mark.parametrize("value", VALUES[:-1], ids=lambda value: type(value).__name__)
def test_the_json_of_a_value_names_its_type(value: Value) -> None:
    assert f'"is":"{type(value).__name__}"' in value_json(value)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(text: str) -> None:
    assert claim(text) == from_json(to_json(claim(text)), Claim)


@given(st.dates(), st.dates())
def test_any_days_come_back(first: date, last: date) -> None:
    days = Interval(first, last)
    assert days == from_json(to_json(days), Interval)


def test_a_reading_comes_back(
    report: Callable[..., Report], reading: Callable[[Report], Reading]
) -> None:
    made = reading(report())
    assert made == from_json(to_json(made), Reading)


def test_an_incident_comes_back(
    report: Callable[..., Report],
    reading: Callable[[Report], Reading],
    incident: Callable[..., Incident],
) -> None:
    made = incident(reading(report()))
    assert made == from_json(to_json(made), Incident)
