"""Who and what a report names."""

from __future__ import annotations

import pytest

from dateline.link.profiles import names_in


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Jane Q. Roe, 23, was hit in the leg.", "jane roe"),
        ("A 23-year-old man, Jane Roe, was hit.", "jane roe"),
        ("Police charged 31-year-old Piet Larsen over it.", "piet larsen"),
        ("The victim was identified as Amal Khoury.", "amal khoury"),
        ("Sgt. Mary Holt said nobody was held.", None),
        ("It struck Fort Bend, 23 miles away.", None),
    ],
)
def test_those_with_an_age_or_identified_are_the_people_of_a_report(
    text: str, person: str | None
) -> None:
    """Reporters give an age to those whom an event befell, not to those who speak of it."""
    assert names_in(text).people == (frozenset() if person is None else {person})


def test_every_full_name_is_called_whether_with_an_age_or_not() -> None:
    """A court report may leave the age out."""
    assert "jane roe" in names_in("On Monday, Jane Roe pleaded guilty.").called


def test_words_of_offices_streets_and_places_are_no_telling_names() -> None:
    """Two reports from one city share them, whatever each is about."""
    text = "It was in Ardun near the Hospital on Wexcombe Street, said the Sheriff of Ardun."
    assert names_in(text, frozenset({"ardun"})).proper == {"wexcombe"}
