"""Seats of provinces beside towns of them, in made-up reports."""

from __future__ import annotations

import pytest

import dateline


@pytest.mark.parametrize(
    ("title", "body", "city"),
    [
        ("Air strikes kill ten in Aleppo", "in the village of Azaz, north of the front", "Azaz"),
        ("Air strikes kill ten in Aleppo city", "in the city on Friday", "Aleppo"),
        ("Air strikes kill ten in Aleppo", "on the edge of the province", "Aleppo"),
    ],
)
def test_a_seat_beside_a_town_of_its_province_is_the_province(
    title: str, body: str, city: str
) -> None:
    text = f"{title}\n\nTen people were killed in air strikes {body}, medics in Syria said.\n"
    reading = dateline.read_report(text, name="a.txt")
    found = dateline.build_incidents([reading])

    assert [city] == [i.where.value.city for i in found if i.where.value]
