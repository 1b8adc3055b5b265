"""Reports that follow the same persons or share many names are about one event."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_readings import Said, Story, chronology, city, on, reading

from dateline.link import link_mentions
from dateline.link.profiles import names_by_event
from dateline.types import Kind, Place, PlaceKind, Prominence, Role, Scope, Span

FIRST = Story(
    "a",
    (Said(Role.WHERE, city("Ardun"), "It was in Ardun."),),
    kind=Kind.ARMED_ATTACK,
    day=on("2031-03-04"),
    text="Jane Roe, 23, was shot beside the mill.",
)


def incidents(*stories: Story) -> int:
    """How many incidents the stories come to."""
    return len(link_mentions([reading(s) for s in stories], chronology(stories), ()))


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


SCENE = (
    "Neighbours of the Wexcombe bakery saw a green Tarlow van with a broken lamp near Pell Quay."
)


def told(name: str, day: str, where: str = "Ardun", text: str = SCENE) -> Story:
    """A report of an attack in a town."""
    said = (Said(Role.WHERE, city(where), f"It was in {where}."),)
    return Story(name, said, kind=Kind.ARMED_ATTACK, day=on(day), text=text)


def test_rare_words_of_both_tellings_join_what_the_days_keep_apart() -> None:
    """A follow-up gives the day of the arrest, and tells the rest alike."""
    assert incidents(told("a", "2031-03-04"), told("b", "2031-03-29")) == 1
    assert incidents(told("a", "2031-03-04"), told("b", "2031-03-29", text="A man was hit.")) == 2


def test_rare_words_do_not_join_attacks_on_two_towns_that_are_known() -> None:
    """The news of one war is told in the same words for every town."""
    text = "Fighters of the Tarlow front fired on the Pell road."
    one, other = (
        told(n, "2031-03-04", where, text) for n, where in (("a", "Ardun"), ("b", "Vesk"))
    )
    assert incidents(one, other) == 2


def test_a_strike_and_its_answer_in_another_country_stay_two() -> None:
    """A report of the answer names the country that was struck first, in the same rare words."""
    answered = Said(
        Role.WHERE, Place("Landa", PlaceKind.COUNTRY, country="XA"), "It followed a raid on Landa."
    )
    struck = told("a", "2031-03-04", "Vesk")
    abroad = Said(Role.WHERE, city("Tolm", "XB"), "It was in Tolm.")
    answer = replace(told("b", "2031-03-05"), said=(abroad, answered))
    assert incidents(struck, answer, replace(answer, name="c")) == 2


def test_words_that_fit_every_attack_join_nothing() -> None:
    """Topics recur: the same target and the same weapons, months apart."""
    text = "Rockets were fired at diplomatic offices; the embassy condemned the militia."
    assert incidents(told("a", "2031-03-04", text=text), told("b", "2031-09-29", text=text)) == 2


RAIDS = (
    "Coalition troops searched houses and homes; fighters refused to surrender to the operation.",
    "The coalition operation searched homes and houses of fighters who refused troops surrender.",
)
SCENES = (
    SCENE,
    "A green van from Tarlow stood at Pell Quay by the Wexcombe bakery, its lamp broken.",
)


@pytest.mark.parametrize(("texts", "number"), [(RAIDS, 2), (SCENES, 1)])
def test_undated_reports_join_on_rare_words_alone(texts: tuple[str, str], number: int) -> None:
    """Where neither tells a day, what every raid of a war is told with names no event."""
    reports = zip("ab", texts, strict=True)
    stories = (replace(told(n, "2031-03-04", text=text), day=None) for n, text in reports)
    assert incidents(*stories) == number


def test_a_report_about_two_attacks_lends_neither_the_words_of_the_other() -> None:
    """The words that count are then those of each attack's own sentences."""
    one = told("a", "2031-03-04", text="A mill was hit.")
    both = reading(replace(one, text=f"A mill was hit. {SCENE}"))
    second = replace(both.mentions[0], id="m-2", trigger=Span(9, 12), quote=Span(0, 12))
    lone, two = reading(told("b", "2031-03-04")), replace(both, mentions=(*both.mentions, second))
    names = names_by_event(two)
    assert "wexcombe" in names_by_event(lone)["m-b"].telling
    assert all("wexcombe" not in names[mention].telling for mention in ("m-a", "m-2"))


def test_a_report_that_tells_no_news_goes_by_the_first_event_it_looks_back_on() -> None:
    """The trial of Jane Roe's murderer is about her death."""
    trial = replace(followed_up("A man was tried for Jane Roe."), prominence=Prominence.BACKGROUND)
    assert incidents(FIRST, trial) == 1


@pytest.mark.parametrize(("text", "one"), [("Jane Roe was hit there.", True), ("It was.", False)])
def test_a_report_whose_words_make_no_incident_joins_what_it_follows(text: str, one: bool) -> None:
    """And it is never an incident itself."""
    follower = Story("b", (), Kind.ARMED_ATTACK, text=text, scope=Scope.UNLISTED)
    stories = (FIRST, follower)
    found = link_mentions([reading(s) for s in stories], chronology(stories), ())
    assert [c.mentions for c in found] == [("m-a", "m-b") if one else ("m-a",)]
