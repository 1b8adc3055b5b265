"""Attacks on several towns in one report: each told town is an incident, their sum a total."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from dateline.clean import clean_report
from dateline.detect import detect
from dateline.extract import extract
from dateline.types import (
    Mention,
    Party,
    Place,
    Prominence,
    Report,
    Role,
    Scope,
    TimeExpression,
    Toll,
)

TWO_TOWNS = (
    "Bombs killed 30 people in Homs and Aleppo on Monday, state television said.\n\n"
    "In Homs a car bomb exploded at a market and killed 20 people, a doctor said.\n\n"
    "The Aleppo blast hit a bus station, where ten people died.\n\n"
    "Islamic State claimed responsibility for the attacks.\n"
)
ONE_TOLD = (
    "Bombs killed 30 people in Homs and Aleppo on Monday, state television said.\n\n"
    "In Homs a car bomb exploded at a market and killed 20 people, a doctor said.\n"
)


def mentions(text: str) -> tuple[Mention, ...]:
    """What a made-up report tells."""
    content = text.encode()
    name = hashlib.sha256(content).hexdigest()
    report = Report(name, "made-up.txt", content, "text/plain", published=date(2021, 3, 5))
    document = clean_report(report)
    return extract(document, detect(document))


def singles(text: str) -> list[Mention]:
    """The main incidents of a made-up report."""
    return [
        m for m in mentions(text) if m.scope is Scope.SINGLE and m.prominence is Prominence.MAIN
    ]


def killed(mention: Mention) -> list[int | None]:
    """The figures of the dead that are told of an event."""
    tolls = [c.value for c in mention.claims if c.role is Role.KILLED]
    return [toll.count.stated for toll in tolls if isinstance(toll, Toll)]


def test_each_told_town_is_an_incident() -> None:
    """Two towns told one by one are two incidents, each with its place and its own toll."""
    told = {}
    for mention in singles(TWO_TOWNS):
        towns = [c.value.name for c in mention.claims if isinstance(c.value, Place)]
        told[towns[0]] = killed(mention)
    assert told == {"Homs": [20], "Aleppo": [10]}


def test_the_sum_of_the_towns_is_a_total() -> None:
    """The toll of both towns stays with their sum, which is no incident."""
    sums = [m for m in mentions(TWO_TOWNS) if m.scope is Scope.AGGREGATE]
    assert [figure for m in sums for figure in killed(m)] == [30]


@pytest.mark.parametrize("at", [0, 1])
def test_what_is_said_of_the_sum_holds_for_each_town(at: int) -> None:
    """The day and the claim of responsibility are those of both."""
    claims = singles(TWO_TOWNS)[at].claims
    assert [c.value.weekday for c in claims if isinstance(c.value, TimeExpression)] == [0]
    assert [c.value.name for c in claims if isinstance(c.value, Party)] == ["Islamic State"]


def test_towns_that_are_not_told_apart_are_one_incident() -> None:
    """Where only one of two towns is told on its own, nothing is divided."""
    assert len(singles(ONE_TOLD)) == 1
