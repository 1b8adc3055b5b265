"""When an event is said to have been: its own day, not the day on which somebody told of it."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from dateline.clean import clean_report
from dateline.detect import detect
from dateline.extract import extract
from dateline.types import Claim, Place, Report, Role, TimeExpression


def claims(text: str) -> list[Claim]:
    """What the mentions of a made-up report claim."""
    content = text.encode()
    name = hashlib.sha256(content).hexdigest()
    report = Report(name, "made-up.txt", content, "text/plain", published=date(2021, 3, 5))
    document = clean_report(report)
    return [c for m in extract(document, detect(document)) for c in m.claims]


def days(text: str) -> set[int]:
    """The weekdays (Monday is 0) that the mentions of a made-up report are given."""
    values = [c.value for c in claims(text) if c.role is Role.WHEN]
    return {v.weekday for v in values if isinstance(v, TimeExpression) and v.weekday is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "A lorry bomb that exploded in Mosul on Sunday killed 20 people, "
            "the ministry said on Thursday.\n",
            {6},
            id="the day of the telling stands after",
        ),
        pytest.param(
            "A mortar bomb struck a market in Mosul on Tuesday.\n\n"
            "The blast killed four people, a doctor said on Thursday.\n",
            {1},
            id="the day of the telling stands in another sentence",
        ),
        pytest.param(
            "A mortar bomb killed four people in Mosul, a doctor said on Thursday.\n",
            {3},
            id="only the day of the telling is known",
        ),
        pytest.param(
            "A bomb that exploded in Mosul on Saturday has killed 20 people, the ministry said on "
            "Monday.\n",
            {5},
            id="the toll stands between",
        ),
        pytest.param(
            "The number of people killed when a bomb exploded in Mosul at the weekend has risen to "
            "40, the ministry said on Monday.\n\nSaturday's blast was the worst in years.\n",
            {5},
            id="at the weekend",
        ),
        pytest.param(
            "Ten people have died since a bomb exploded in Mosul on Saturday, doctors said on "
            "Monday.\n",
            {5},
            id="deaths since",
        ),
    ],
)
def test_an_event_has_its_own_day(text: str, expected: set[int]) -> None:
    """The day on which somebody spoke dates an event only where no other day is told."""
    assert days(text) == expected


OFFICER = "At least 12 rebels were killed in clashes with soldiers in Mali, an officer said.\n\n"


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        pytest.param(
            '"Our men gunned down 12 of the rebels because they said that they would come and burn '
            'the houses of everyone who lives in Timbuktu," the officer said.\n',
            {"Mali", "Timbuktu"},
            id="one town",
        ),
        pytest.param(
            '"Our men gunned down 12 of the rebels because they said that they would come and burn '
            'the houses of everyone who lives in Timbuktu and in Mopti," the officer said.\n',
            {"Mali"},
            id="two towns",
        ),
        pytest.param(
            "The officer said that troops near Gao had been warned.\n", {"Mali"}, id="none"
        ),
    ],
)
def test_an_event_in_a_country_takes_the_one_town_of_its_sentences(
    rest: str, expected: set[str]
) -> None:
    """Where nothing says in which town it was, a single town that its sentences name is it."""
    values = [c.value for c in claims(OFFICER + rest) if c.role is Role.WHERE]
    assert {v.name for v in values if isinstance(v, Place)} == expected


@pytest.mark.parametrize(
    ("more", "office"),
    [
        ("in Kabul on Monday.\n\nOfficials condemned the drone strike and said Washington", True),
        ("on Monday.\n\nThe strike shook a street of Washington, and officials", False),
    ],
)
def test_a_capital_that_stands_for_its_government_is_not_where_it_happened(
    more: str, office: bool
) -> None:
    """It is still where a strike shook its streets."""
    text = f"A drone strike destroyed a car {more} should have warned them first.\n"
    where = {c.value.country for c in claims(text) if isinstance(c.value, Place)}
    assert office == ("US" not in where)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("A boy who was shot in Jos on February 18 died at the weekend, police said.\n", 2),
        ("A car bomb killed nine people in Homs over the weekend, police said.\n", None),
    ],
)
def test_the_weekend_dates_what_no_day_dates(text: str, month: int | None) -> None:
    """A day by its number is nearer to the deed than the weekend."""
    values = [c.value for c in claims(text) if c.role is Role.WHEN]
    told = {(v.month, v.season) for v in values if isinstance(v, TimeExpression)}
    assert told == {(month, None if month else "WE")}


def places(text: str, role: Role) -> set[str]:
    """The names of the places that the mentions of a made-up report are given in a role."""
    return {c.value.name for c in claims(text) if c.role is role and isinstance(c.value, Place)}


@pytest.mark.parametrize(
    "more",
    [
        "The rockets were launched from a car in the Khair Khana neighbourhood, witnesses said.",
        "The rockets were fired from the Khair Khana neighbourhood, witnesses said.",
    ],
)
def test_the_place_of_the_launch_is_not_the_place_that_was_struck(more: str) -> None:
    text = f"Five rockets were fired at Kabul airport on Monday, an official said.\n\n{more}\n"
    assert {"Khair Khana"} == places(text, Role.ORIGIN)
    assert "Khair Khana" not in places(text, Role.WHERE)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A car bomb killed three people in Rastan in rural Homs, Syria, on Monday.\n", "Rastan"),
        (
            "A car bomb killed three people in Douma, north of Damascus, Syria, on Monday.\n",
            "Douma",
        ),
        ("A car bomb killed three people near Damascus, Syria, on Monday.\n", "Damascus"),
    ],
)
def test_a_town_that_tells_where_another_lies_is_not_where_it_happened(
    text: str, place: str
) -> None:
    """It is, where nothing else is told."""
    where = {c.value.city for c in claims(text) if isinstance(c.value, Place)}
    assert {place} == where - {None}
