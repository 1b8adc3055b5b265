"""Reports that follow the same persons or share many names are about one event."""

from __future__ import annotations

from small_readings import Said, Story, chronology, city, on, reading

from dateline.link import link
from dateline.types import Kind, Role

FIRST = Story(
    "a",
    (Said(Role.WHERE, city("Ardun"), "It was in Ardun."),),
    kind=Kind.ARMED_ATTACK,
    day=on("2031-03-04"),
    text="Jane Roe, 23, was shot beside the mill.",
)


def incidents(*stories: Story) -> int:
    """How many incidents the stories come to."""
    return len(link([reading(s) for s in stories], chronology(stories), ()))


def followed_up(text: str, where: str = "Ardun", kind: Kind = Kind.ARMED_ATTACK) -> Story:
    """A report of some weeks later."""
    said = (Said(Role.WHERE, city(where), f"It was in {where}."),)
    return Story("b", said, kind=kind, day=on("2031-04-20"), text=text)


def test_a_follow_up_that_names_the_victim_joins() -> None:
    """Its day is misread, its victim is not."""
    assert incidents(FIRST, followed_up("A man was tried for shooting Jane Roe.")) == 1


def test_a_later_attack_in_the_same_town_on_another_person_stays_apart() -> None:
    """Two days that are known stay two incidents."""
    assert incidents(FIRST, followed_up("John Doe, 40, was shot in his car.")) == 2


def test_one_who_is_named_in_another_country_does_not_join_two_events() -> None:
    """A name may recur, and a country is seldom misread."""
    said = (Said(Role.WHERE, city("Vesk", "XB"), "It was in Vesk."),)
    far = Story("b", said, Kind.BOMBING, on("2031-04-20"), text="Jane Roe, 23, was there.")
    assert incidents(FIRST, far) == 2


def test_reports_that_share_most_names_join_where_the_place_is_unknown() -> None:
    """Street, school and witness names together tell one event."""
    text = "It was near Wexcombe and Tarlow, said witnesses Orin and Pell at the scene."
    one = Story("a", (), Kind.ARMED_ATTACK, on("2031-03-04"), text=text)
    two = Story("b", (), Kind.ARMED_ATTACK, on("2031-03-05"), text=f"Later more was known. {text}")
    assert incidents(one, two) == 1
