"""Reports of two deeds, and of a deed that names more places than that where it struck."""

from __future__ import annotations

from datetime import date

import pytest

import dateline
from dateline.types import Incident, Prominence

END = "It was the latest violence in {}."


def news(text: str) -> list[Incident]:
    """The incidents that a report of a Friday tells as news."""
    reading = dateline.read_report(text, published=date(2024, 5, 17))
    main = {m.id for m in reading.mentions if m.prominence is Prominence.MAIN}
    return [one for one in dateline.build_incidents([reading]) if main & set(one.cluster.mentions)]


def told(text: str) -> set[tuple[str | None, int | None, int | None]]:
    """The town, the dead and the hurt of each incident of a report."""
    return {
        (
            one.where.value.city if one.where.value else None,
            one.killed.value.best if one.killed else None,
            one.wounded.value.best if one.wounded else None,
        )
        for one in news(text)
    }


@pytest.mark.parametrize(
    ("text", "town"),
    [
        (
            "Rebels in Saraqeb fired mortars at Halfaya on Thursday, wounding seven civilians.",
            "Halfaya",
        ),
        (
            "Militants positioned in Saraqeb shelled Halfaya on Thursday, killing seven people.",
            "Halfaya",
        ),
        ("Troops in Latakia shelled Idlib city on Thursday, killing seven people.", "Idlib"),
        (
            (
                "Seven people were killed in an air strike on Halfaya on Thursday, a doctor at the "
                "hospital in Saraqeb said."
            ),
            "Halfaya",
        ),
        (
            (
                "A funeral was held in Latakia on Friday for seven people killed in an air strike "
                "on Halfaya on Thursday."
            ),
            "Halfaya",
        ),
        (
            "A mortar round struck the Aleppo Military Hospital on Thursday, killing seven.",
            "Aleppo",
        ),
        ("Gunmen killed seven soldiers in the capital on Thursday.", "Damascus"),
    ],
)
def test_it_was_where_it_struck(text: str, town: str) -> None:
    """Not where those are who did it, tell of it or mourn."""
    places = [one.where.value for one in news(f"{text} {END.format('Syria')}")]
    assert [town] == [place.city if place else None for place in places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "A car bomb killed five people in Kirkuk on Thursday. In the capital, meanwhile, "
                "two people were killed when a rocket struck a market."
            ),
            {("Kirkuk", 5, None), ("Baghdad", 2, None)},
        ),
        (
            (
                "A bomb killed five people in Kirkuk on Thursday and another killed three in "
                "Mosul, police said."
            ),
            {("Kirkuk", 5, None), ("Mosul", 3, None)},
        ),
        (
            (
                "Bombings in Kirkuk and Mosul killed eight people on Thursday: five died in Kirkuk "
                "and three in Mosul."
            ),
            {("Kirkuk", 5, None), ("Mosul", 3, None)},
        ),
        (
            (
                "Two bombs exploded in Kirkuk on Thursday. The first, at a market, killed five "
                "people. The second, at a police station, killed three."
            ),
            {("Kirkuk", 8, None)},
        ),
        (
            (
                "Three bombs exploded in Kirkuk on Thursday, killing nine people. Another killed "
                "three people at a market."
            ),
            {("Kirkuk", 9, None)},
        ),
        (
            (
                "Protesters clashed with police in Kirkuk on Thursday, and nine people were hurt. "
                "In Mosul, a demonstrator was shot dead."
            ),
            {("Kirkuk", None, 9), ("Mosul", 1, None)},
        ),
    ],
)
def test_each_deed_has_its_town_and_its_dead(
    text: str, expected: set[tuple[str, int | None, int | None]]
) -> None:
    """A deed is meant by "another" and "the second", or one of several told together."""
    assert expected == told(f"{text} {END.format('Iraq')}")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Fighters of Boko Haram seized Dikwa on Thursday after hours of fighting.",
            ["armed_attack"],
        ),
        ("The army recaptured Maiduguri from Boko Haram on Thursday.", ["armed_attack"]),
        ("Boko Haram fighters forced residents from Dikwa on Thursday.", []),
    ],
)
def test_a_town_that_is_taken_is_not_abducted(text: str, kinds: list[str]) -> None:
    """Nor are those who have to leave it."""
    assert kinds == [one.kind.value for one in news(f"{text} {END.format('Nigeria')}")]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("A mortar round landed near a mosque in Hama on Thursday.", set()),
        ("Gunmen attacked a checkpoint in Hama on Thursday.", {"military"}),
        ("Gunmen attacked a police checkpoint in Hama on Thursday.", {"police"}),
        ("The army attacked the Free Syrian Army in Homs on Thursday.", {"militant"}),
    ],
)
def test_what_was_struck(text: str, targets: set[str]) -> None:
    """What something landed near was not; a group's army is no state's."""
    (one,) = news(f"{text} {END.format('Syria')}")
    assert targets == {target.value.kind.value for target in one.targets}


def test_gunmen_who_are_killed_show_no_gun() -> None:
    """What word tells of the victims tells of no weapon."""
    (one,) = news("Eight gunmen were killed in Idlib on Thursday when the army shelled the town.")
    assert "firearm" not in {weapon.kind.value for weapon in one.weapons}
