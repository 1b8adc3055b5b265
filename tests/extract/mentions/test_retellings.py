"""Accounts of one report that can be nothing but one event, and those that may be two."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_readings import Said, Story, reading

from dateline.extract.mentions import join_retellings
from dateline.types import (
    Count,
    Kind,
    Mention,
    Place,
    PlaceKind,
    Prominence,
    Role,
    Scope,
    Toll,
)

GAO = Place("Gao", PlaceKind.CITY, country="ML", admin1="Gao", city="Gao", precision=1)
MOPTI = Place("Mopti", PlaceKind.CITY, country="ML", admin1="Mopti", city="Mopti", precision=1)
MALI = Place("Mali", PlaceKind.COUNTRY, country="ML", precision=6)


def mention(
    name: str,
    place: Place,
    killed: int | None = None,
    hurt: int | None = None,
    kind: Kind = Kind.BOMBING,
) -> Mention:
    """An account with a place and a toll."""
    said = [Said(Role.WHERE, place, f"It was in {place.name}, {name}.")]
    for role, number in ((Role.KILLED, killed), (Role.WOUNDED, hurt)):
        if number is not None:
            toll = Toll(Count(number, number, number))
            said.append(Said(role, toll, f"{role.value.title()}: {number}, {name}."))
    (found,) = reading(Story(name, kind=kind, said=tuple(said))).mentions
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (mention("a", GAO, 9), mention("b", GAO, 9)),
        (mention("a", MALI, 9), mention("b", GAO, 9)),
        (mention("a", GAO, 9, 20), mention("b", GAO, None, 20)),
        (mention("a", GAO, 9), mention("b", GAO, 9, kind=Kind.SUICIDE_BOMBING)),
    ],
)
def test_one_toll_in_one_place_is_one_event(one: Mention, other: Mention) -> None:
    """The later account is joined to the earlier, with all that it says."""
    (joined,) = join_retellings((one, other))
    assert joined.id == one.id
    assert {c.id for c in joined.claims} == {c.id for m in (one, other) for c in m.claims}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (mention("a", GAO, 9), mention("b", MOPTI, 9)),
        (mention("a", GAO, 9), mention("b", GAO, 4)),
        (mention("a", GAO, 1), mention("b", GAO, 1)),
        (mention("a", GAO, 9, 20), mention("b", GAO, 4, 20)),
        (mention("a", GAO), mention("b", GAO)),
        (mention("a", GAO, 9), mention("b", GAO, 9, kind=Kind.AIR_STRIKE)),
    ],
)
def test_what_may_be_two_events_stays_two(one: Mention, other: Mention) -> None:
    """Another place, toll or kind, or a toll that many events have."""
    assert join_retellings((one, other)) == (one, other)


def test_background_and_totals_are_joined_to_nothing() -> None:
    """Only news of single events is."""
    one, other = mention("a", GAO, 9), mention("b", GAO, 9)
    for apart in (
        replace(other, prominence=Prominence.BACKGROUND),
        replace(other, scope=Scope.AGGREGATE),
    ):
        assert join_retellings((one, apart)) == (one, apart)


def test_dozens_beside_a_figure_of_theirs_are_the_same_dead() -> None:
    exact, vague = mention("a", GAO, 70), mention("b", GAO, 1)
    dozens = replace(
        vague,
        claims=tuple(
            replace(c, value=Toll(Count(24, 99))) if c.role is Role.KILLED else c
            for c in vague.claims
        ),
    )

    assert 1 == len(join_retellings((exact, dozens)))
    assert 2 == len(join_retellings((mention("a", GAO, 120), dozens)))
