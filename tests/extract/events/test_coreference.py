"""Which words of a report tell of one event, and which events are what it is about."""

from __future__ import annotations

import pytest
from small_documents import annotated, document

from dateline.extract import extract
from dateline.types import Kind, Mention, Party, Prominence, Role, Scope, Stage, Toll


def told(text: str) -> tuple[Mention, ...]:
    """The mentions of a text."""
    return extract(document(text), annotated(text))


def kinds(text: str, prominence: Prominence) -> list[Kind]:
    """The kinds of single events that took place."""
    return [
        m.kind
        for m in told(text)
        if m.prominence is prominence and m.scope is Scope.SINGLE and m.stage is Stage.ACCOMPLISHED
    ]


NEWS = "Gunmen opened fire on a bus near Mombasa on Saturday, killing eight passengers."


@pytest.mark.parametrize(
    "more",
    [
        "The attack was condemned by the president.",
        "Police said the shooting began at noon.",
        "Saturday's attack shocked the country.",
    ],
)
def test_later_words_go_back_to_the_news(more: str) -> None:
    assert kinds(f"{NEWS} {more}", Prominence.MAIN) == [Kind.ARMED_ATTACK]
    assert kinds(f"{NEWS} {more}", Prominence.BACKGROUND) == []


def test_a_separate_attack_with_a_target_of_its_own_is_a_second_event() -> None:
    text = f"{NEWS} In a separate attack, rebels shelled a school in Garissa and wounded two girls."
    assert len(kinds(text, Prominence.MAIN)) == 2


@pytest.mark.parametrize(
    "more",
    [
        "More than 300 people have been killed in the county since Norland began its bombardment.",
        "Some 300 people have died in the county since the bombardment began on January 7.",
    ],
)
def test_what_a_sum_counts_from_is_no_event(more: str) -> None:
    assert kinds(f"{NEWS} {more}", Prominence.BACKGROUND) == []
    assert kinds(f"{NEWS} {more}", Prominence.MAIN) == [Kind.ARMED_ATTACK]


def test_who_is_blamed_next_is_not_blamed_for_what_is_only_told_of_somebody() -> None:
    aside = "An official said the driver was a former soldier whose town had been raided in May."
    blame = "No group has claimed responsibility, although the government has blamed al Shabaab."
    actors = {
        m.prominence: [c.value.name for c in m.claims if isinstance(c.value, Party)]
        for m in told(f"{BLAST} {aside} {blame}")
    }
    assert ["al Shabaab"] == actors[Prominence.MAIN]
    assert [] == actors[Prominence.BACKGROUND]


BLAST = "A truck bomb exploded in Mogadishu on Saturday, killing 358 people, officials said."
RAID = "Air strikes hit a hospital in Aleppo on Thursday and killed at least 27 people."


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("In other districts, rebel mortar shelling killed 14 people, a monitor said.", 2),
        ("Rebels shelled the west of the city and killed 14 people, a monitor said.", 2),
        ("The shelling went on for an hour, a monitor said.", 1),
        ("Warplanes killed three doctors on the ground floor, a monitor said.", 1),
    ],
)
def test_mortars_are_no_part_of_a_raid_from_the_air(more: str, expected: int) -> None:
    assert expected == len(kinds(f"{RAID} {more}", Prominence.MAIN))


@pytest.mark.parametrize(
    "more",
    [
        "A new wave of air strikes on Thursday killed 30 people in other districts of the city.",
        "Further air strikes on Thursday hit other districts of the city, killing 30 people.",
        "More air raids on Thursday killed 30 people elsewhere in the city.",
    ],
)
def test_the_dead_of_further_attacks_told_as_a_sum_are_no_part_of_the_news(more: str) -> None:
    found = told(f"{RAID} {more}")
    tolls = {
        m.scope: [c.value.count.stated for c in m.claims if isinstance(c.value, Toll)]
        for m in found
    }
    assert {Scope.SINGLE: [27], Scope.AGGREGATE: [30]} == tolls


def test_what_came_months_before_is_background() -> None:
    filler = "Doctors treated the wounded. The bus was burnt. Roads were closed by the army."
    text = f"{NEWS} {filler} In January, a suicide bomber killed ten people in Nairobi."
    assert kinds(text, Prominence.MAIN) == [Kind.ARMED_ATTACK]
    assert kinds(text, Prominence.BACKGROUND) == [Kind.SUICIDE_BOMBING]


def test_a_total_is_kept_and_is_no_single_event() -> None:
    text = f"{NEWS} Militants have attacked buses 78 times since October."
    assert [m.scope for m in told(text)] == [Scope.SINGLE, Scope.AGGREGATE]


def test_what_is_only_planned_is_kept_as_a_plan() -> None:
    text = f"{NEWS} The army said militants were preparing to attack a hotel."
    assert Stage.PLANNED in {m.stage for m in told(text)}
    assert len(kinds(text, Prominence.MAIN)) == 1


def test_an_arrest_over_an_attack_is_no_event_of_its_own() -> None:
    text = f"{NEWS} Police arrested two suspects over the attack on Monday."
    assert kinds(text, Prominence.MAIN) == [Kind.ARMED_ATTACK]


def test_the_same_text_gives_the_same_mentions() -> None:
    assert told(NEWS) == told(NEWS)


def test_what_was_struck_is_claimed_with_its_words() -> None:
    (mention,) = told(NEWS)
    (claim,) = [c for c in mention.claims if c.role is Role.TARGET]
    assert NEWS[claim.span.start : claim.span.end] == "a bus"


def test_a_revised_toll_is_of_the_attack_that_the_report_then_dates() -> None:
    """The lead names "the harbour bombings"; the next sentence tells them in full."""
    text = (
        "Vanora's health ministry on Thursday lowered the number of people killed in the harbour "
        "bombings to 90. About 200 people were wounded when suicide bombers attacked two hotels "
        "on May 12 in Mombasa."
    )
    (mention,) = told(text)
    assert {c.role for c in mention.claims} >= {Role.KILLED, Role.WOUNDED}
