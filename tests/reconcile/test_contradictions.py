"""Accounts that cannot all be true, side by side, the gravest first."""

from __future__ import annotations

import pytest
from small_readings import Said, Story, chronology, city, on, party, reading, toll

from dateline.reconcile import reconcile_cluster
from dateline.types import (
    Cluster,
    ContradictionKind,
    Count,
    Incident,
    Modality,
    Party,
    PartyKind,
    Prominence,
    Role,
    Stage,
    VictimGroup,
)

MILITARY = party("the military", PartyKind.MILITARY)
POLICE = party("police", PartyKind.POLICE)
COLUMN = party("Red Column", PartyKind.ARMED_GROUP, id="red-column")
MONDAY, TUESDAY = on("2031-03-03"), on("2031-03-04")


def settled(*stories: Story) -> Incident:
    """The incident of all stories."""
    readings = {s.name: reading(s) for s in stories}
    cluster = Cluster(tuple(sorted(s.mention for s in stories)), ())
    names = {s.name: (f"{s.name}.txt",) for s in stories}
    return reconcile_cluster(cluster, readings, chronology(stories), names=names)


def kinds(*stories: Story) -> list[ContradictionKind]:
    """The kinds of contradictions, the gravest first."""
    return [found.kind for found in settled(*stories).contradictions]


def actor(who: Party, modality: Modality, by: Party) -> Said:
    """A claim of who did it."""
    words = f"{by.name} {modality.value} that {who.name} did it."
    return Said(Role.ACTOR, who, words, by, modality)


def count(role: Role, number: int, by: Party) -> Said:
    """A count of weapons."""
    words = f"{by.name} said {number} were {role.value}."
    return Said(role, Count(number, number, number), words, by)


DISPUTE = (
    Story("a", (toll("4 died, the military said.", 4, speaker=MILITARY),), created=MONDAY),
    Story("b", (toll("9 died, police said.", 9, speaker=POLICE),), created=MONDAY),
)
RISING = (
    Story("a", (toll("It killed 4.", 4),), created=MONDAY),
    Story("b", (toll("It killed 9.", 9),), created=TUESDAY),
)
DENIAL = (
    Story(
        "a",
        (actor(COLUMN, Modality.ATTRIBUTED, POLICE), actor(COLUMN, Modality.DENIED, COLUMN)),
    ),
)
PART = (
    Story(
        "a",
        (
            toll("It killed 10.", 10),
            toll("12 of the dead were children.", 12, group=VictimGroup.CHILDREN, part=True),
        ),
    ),
)
FIRED = (
    Story(
        "a",
        (
            count(Role.FIRED, 5, POLICE),
            count(Role.INTERCEPTED, 4, POLICE),
            count(Role.LANDED, 3, POLICE),
        ),
    ),
)
PLACES = (
    Story("a", (Said(Role.WHERE, city("Vesk"), "It was in Vesk."),)),
    Story("b", (Said(Role.WHERE, city("Ardun", "XB"), "It was in Ardun."),)),
)
DAYS = (
    Story("a", (Said(Role.WHEN, "Monday", "On Monday it blew up."),), day=MONDAY),
    Story("b", (Said(Role.WHEN, "Tuesday", "On Tuesday it blew up."),), day=TUESDAY),
)
STAGES = (
    Story("a", (toll("It hurt 3.", 3, Role.WOUNDED),)),
    Story("b", (toll("It hurt 3 all told.", 3, Role.WOUNDED),), stage=Stage.ATTEMPTED),
)

CASES = {
    "two voices on the dead": (DISPUTE, [ContradictionKind.TOLL]),
    "a toll that rises": (RISING, []),
    "a denial": (DENIAL, [ContradictionKind.ACTOR]),
    "more children than dead": (PART, [ContradictionKind.PART]),
    "more landed than fired": (FIRED, [ContradictionKind.WEAPON_COUNT]),
    "two countries": (PLACES, [ContradictionKind.PLACE]),
    "two days": (DAYS, [ContradictionKind.DATE]),
    "foiled or carried out": (STAGES, [ContradictionKind.OUTCOME]),
}


@pytest.mark.parametrize(("stories", "expected"), CASES.values(), ids=CASES)
def test_what_cannot_all_be_true_is_listed(
    stories: tuple[Story, ...], expected: list[ContradictionKind]
) -> None:
    """Each kind of contradiction is found, and an update is none."""
    assert expected == kinds(*stories)


def test_a_denial_is_held_against_those_only_who_name_the_denier() -> None:
    """The army denies it and blames the column, as a minister does: they contradict nobody."""
    agreed = Story(
        "a",
        (
            actor(MILITARY, Modality.DENIED, MILITARY),
            actor(COLUMN, Modality.ATTRIBUTED, MILITARY),
            actor(COLUMN, Modality.ATTRIBUTED, POLICE),
        ),
    )
    state = party("Xa", PartyKind.STATE, country="XA")
    army = party("the Xa army", PartyKind.MILITARY, country="XA")
    blamed = (actor(army, Modality.DENIED, army), actor(state, Modality.ATTRIBUTED, POLICE))
    assert [] == kinds(agreed)
    assert [ContradictionKind.ACTOR] == kinds(Story("a", blamed))


def test_unnamed_militias_who_claim_it_do_not_compete_with_a_group_by_name() -> None:
    militias = party("foreign-backed militias", PartyKind.ARMED_GROUP)
    said = (actor(COLUMN, Modality.CLAIMED, COLUMN), actor(militias, Modality.CLAIMED, militias))
    assert [] == kinds(Story("a", said))


@pytest.mark.parametrize("stories", [DISPUTE, DENIAL, PART, FIRED, PLACES, DAYS, STAGES])
def test_every_side_has_its_voices_and_sentences(stories: tuple[Story, ...]) -> None:
    """Sides stand beside each other with who says them in which words."""
    (found,) = settled(*stories).contradictions
    assert len(found.sides) > 1
    assert all(side.voices and side.claims for side in found.sides)


def test_a_denial_goes_before_the_place_and_a_wide_toll_before_a_narrow_one() -> None:
    """The order is that of consequence."""
    wide = Story("b", (toll("90 died, police said.", 90, speaker=POLICE),), created=MONDAY)
    narrow, broad = settled(*DISPUTE), settled(DISPUTE[0], wide)
    assert narrow.contradictions[0].weight < broad.contradictions[0].weight
    both = (Story("a", (*DENIAL[0].said, *PLACES[0].said)), PLACES[1])
    assert [ContradictionKind.ACTOR, ContradictionKind.PLACE] == kinds(*both)


def test_a_report_that_names_two_places_contradicts_nobody() -> None:
    """What else a report names is no rival of where it places the event."""
    both = Story("a", (*PLACES[0].said, *PLACES[1].said))
    assert [] == kinds(both)


def test_a_dispute_of_the_toll_leaves_the_grade_alone() -> None:
    """Who did it makes an incident contested, and not how many died."""
    found = settled(*DISPUTE)
    assert found.grade.value == "fair"
    assert found.grading is not None
    assert found.grading.rule == "independent-voices"


DIGITS = {
    "independent voices": (
        (Story("a", (toll("It killed 4.", 4),)), Story("b", (toll("It killed 4 people.", 4),))),
        1,
    ),
    "one voice": ((Story("a", (toll("It killed 4.", 4),)),), 2),
    "an aside differs": (
        (
            Story("a", (toll("It killed 4.", 4),), created=MONDAY),
            Story(
                "b",
                (toll("It killed 9.", 9),),
                created=TUESDAY,
                prominence=Prominence.BACKGROUND,
            ),
        ),
        3,
    ),
    "parts that do not add up": (PART, 4),
    "a dispute": (DISPUTE, 5),
}


@pytest.mark.parametrize(("stories", "expected"), DIGITS.values(), ids=DIGITS)
def test_a_finding_has_the_admiralty_digit_of_its_support(
    stories: tuple[Story, ...], expected: int
) -> None:
    """1 confirmed by others, 5 contradicted; each with its reason."""
    found = settled(*stories).killed
    assert found is not None
    assert found.credibility is not None
    assert expected == found.credibility.digit
    assert found.credibility.reason


def test_what_is_told_of_no_weapon_is_kept_as_the_remainder() -> None:
    """Of seven fired, three intercepted and three landed, one is unaccounted for."""
    said = (
        count(Role.FIRED, 7, POLICE),
        count(Role.INTERCEPTED, 3, POLICE),
        count(Role.LANDED, 3, POLICE),
    )
    (weapon,) = settled(Story("a", said)).weapons
    assert weapon.unaccounted is not None
    assert (1, 1, 1) == (
        weapon.unaccounted.low,
        weapon.unaccounted.best,
        weapon.unaccounted.high,
    )
