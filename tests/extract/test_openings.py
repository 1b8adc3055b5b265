"""Openings of reports, as news agencies write them: one deed with its toll and who did it."""

from __future__ import annotations

import pytest

from dateline.types import Party, Role
from extract.test_bulletins import lines, mentions


@pytest.mark.parametrize(
    ("text", "place", "killed"),
    [
        ("Saudi-led air strikes have killed 12 people in Taiz, Yemen, residents said.", "Taiz", 12),
        ("Clashes have killed 12 people in Mosul, Iraq, officials said.", "Mosul", 12),
        ("Rebels have killed 12 soldiers in an attack on a base near Gao, Mali said.", "Gao", 12),
        ("Heavy fighting in Mosul, Iraq, on Wednesday left 58 people dead, police said.", "Mosul",
         58),
        ("Ethnic violence in Jos killed 20 people on Wednesday, Nigerian police said.", "Jos", 20),
        (("The death toll from Wednesday's bombing in Gao, Mali, rose to 23 after eight people died"
         " in hospital, officials said on Friday."), "Gao", 23),
        ("A bomb killed three schoolchildren in Gao, Mali, on Monday.", "Gao", 3),
        ("Gunmen killed three Christians in Jos, Nigeria, on Monday.", "Jos", 3),
        (("A suicide bomber killed four people in Mosul, Iraq, on Monday, and a second attacker was"
         " shot dead by guards."), "Mosul", 4),
    ],
)  # fmt: skip
def test_an_opening_tells_one_deed(text: str, place: str, killed: int) -> None:
    assert [(place, killed)] == [(line.place, line.killed) for line in lines(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Militants have killed more than 20,000 people in Nigeria since 2009, the state said.",
        "The war has killed 300,000 people in Syria, a monitoring group said.",
        "A bomb killed three goats in Gao, Mali, on Monday.",
    ],
)
def test_sums_of_a_war_and_cattle_have_no_toll(text: str) -> None:
    assert not [line for line in lines(text) if line.killed]


@pytest.mark.parametrize(
    "text",
    [
        "Two people were killed by Russian shelling in Kherson, officials said on Friday.",
        "A Russian missile hit a school in Kharkiv on Friday, killing two.",
    ],
)
def test_a_nationality_before_a_deed_of_arms_tells_whose_it_is(text: str) -> None:
    actors = {
        claim.value.name
        for mention in mentions(text)
        for claim in mention.claims
        if claim.role is Role.ACTOR and isinstance(claim.value, Party)
    }

    assert {"Russia"} == actors
