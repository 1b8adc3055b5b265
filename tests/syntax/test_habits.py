"""Sentences that tell what is done at large, and those that tell what was done once."""

from __future__ import annotations

import pytest

from dateline.syntax.scope import tells_habit


@pytest.mark.parametrize(
    "text",
    [
        "rebels regularly fire rockets at the city.",
        "the group has attacked the town several times.",
        "fierce clashes have erupted recently in the north.",
        "hundreds have been killed there in the last two months.",
        "they have held the road since early march.",
        "daily air raids have emptied the town.",
    ],
)
def test_a_habit_is_told(text: str) -> None:
    """By its adverb, its adjective, or the time that it takes."""
    assert tells_habit(text)


@pytest.mark.parametrize(
    "text",
    [
        "rebels fired rockets at the city on monday.",
        "two people died since the rockets hit a house.",
        "in march the group attacked the town.",
    ],
)
def test_one_deed_is_no_habit(text: str) -> None:
    """Also where a month or a reason is given."""
    assert not tells_habit(text)
