"""Tolls of other days and of many events, and attackers told by a clause of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_documents import annotated, bombing, document, span

from dateline.extract.casualties import read_tolls
from dateline.types import Block, BlockKind, Role, Toll

NEWS = (
    "A shooting at a club wounded five people on Saturday. Police closed the street. "
    "The owner declined to comment. Neighbors heard the shots. "
)


def whole(text: str, trigger: str) -> list[tuple[str, int | None]]:
    """Role and figure of each toll of one event that is no part of another."""
    found = read_tolls(document(text), annotated(text), [bombing(span(text, trigger))])
    values = [(claim.role.value, claim.value) for _, claim in found]
    return [(role, v.count.stated) for role, v in values if isinstance(v, Toll) and not v.part]


@pytest.mark.parametrize(
    "later",
    [
        "Last November two men were killed outside the same club.",
        "Two men were killed there last year.",
        "Two men were killed outside the club three years ago.",
        "It is near another club where two men were killed last month.",
        "Police called it retaliation for a stabbing that killed two men.",
    ],
)
def test_the_dead_of_an_earlier_day_are_no_toll_of_the_news(later: str) -> None:
    """What a later sentence dates long before is another event, though it has no word for one."""
    assert whole(NEWS + later, "shooting") == [("wounded", 5)]


def test_the_dead_of_the_news_may_be_told_late() -> None:
    """Without an earlier time a later sentence goes on about the news."""
    later = "Two men were killed outside the same club."
    assert whole(NEWS + later, "shooting") == [("wounded", 5), ("killed", 2)]


def test_a_report_about_an_earlier_day_keeps_its_dead() -> None:
    """Where the lead has no toll of its own, or tells the same time, the date is the event's."""
    trial = NEWS.replace("wounded five people", "ended a party")
    later = "Two men were killed there last year."
    assert whole(trial + later, "shooting") == [("killed", 2)]
    same = NEWS.replace("on Saturday", "last year")
    assert whole(same + later, "shooting") == [("wounded", 5), ("killed", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "Ten people were killed in shootings on the west side.",
        "Two boys were killed across the city on Saturday.",
    ],
)
def test_the_dead_of_a_night_of_shootings_are_no_toll_of_one(text: str) -> None:
    """A plural that nothing makes known sums up many events."""
    assert whole(text, text.split(maxsplit=1)[0]) == []


def test_known_shootings_have_a_toll() -> None:
    """Named as "the shootings", they are what the report is about."""
    assert whole("Ten people were killed in the shootings.", "Ten") == [("killed", 10)]


@pytest.mark.parametrize(
    "text",
    [
        "The man suspected of killing two people died in hospital.",
        "The man who shot two officers was killed.",
    ],
)
def test_whoever_is_told_to_have_done_it_is_no_victim(text: str) -> None:
    """A clause after the noun makes the dead man the attacker."""
    told = whole(text, text.split(maxsplit=1)[0])
    assert ("attackers_killed", 1) in told
    assert ("killed", 1) not in told


@pytest.mark.parametrize(
    "text",
    [
        "The woman who was shot in her car was killed.",
        "The man who did not shoot anybody was killed.",
        "The boy who opened the door died.",
    ],
)
def test_victims_with_a_clause_of_their_own_stay_victims(text: str) -> None:
    """Being hit, hitting nobody or doing something else is no attack."""
    assert whole(text, text.split(maxsplit=1)[0]) == [("killed", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "He was going to kill his wife.",
        "He had talked about killing two neighbors.",
        "He dreamed of killing two neighbors.",
    ],
)
def test_what_somebody_only_meant_to_do_is_no_toll(text: str) -> None:
    """Talk and intent kill nobody."""
    assert whole(text, text.split(maxsplit=1)[0]) == []


def test_what_was_done_on_the_way_is_a_toll() -> None:
    """Deeds are told by "went on to kill" and "called after killing"."""
    assert whole("He went on to kill two neighbors.", "He") == [("killed", 2)]
    assert whole("He called police after killing two neighbors.", "He") == [("killed", 2)]


def test_an_age_in_words_tells_a_victim_from_the_attacker() -> None:
    """The "ten-year-old girl" is not the man of 43 who shot himself."""
    text = (
        "A ten-year-old girl was shot and killed in Riverton. "
        "John Barlow, 43, fatally shot himself, the sheriff said."
    )
    assert whole(text, "shot") == [("killed", 1), ("attackers_killed", 1)]


def test_the_titles_of_a_list_of_videos_have_no_toll_of_the_news() -> None:
    """A list that begins with a button to pause tells of other news, to its last line."""
    lines = [
        "Shooting wounds five people in Riverton",
        "0:52 A river runs high Pause",
        "1:15 Man kills two neighbors over a fence",
        "Police say the five people are recovering.",
    ]
    text = "\n".join(lines)
    blocks = tuple(Block(BlockKind.BODY, span(text, line)) for line in lines)
    listed = replace(document(text), blocks=blocks)
    found = read_tolls(listed, annotated(text), [bombing(span(text, "Shooting"))])
    assert {claim.role for _, claim in found} == {Role.WOUNDED}
    plain = text.replace(" Pause", "")
    found = read_tolls(document(plain), annotated(plain), [bombing(span(plain, "Shooting"))])
    assert Role.KILLED in {claim.role for _, claim in found}
