"""A last look at a line takes out what the line itself makes doubtful, and says why."""

from __future__ import annotations

import pytest
from small_readings import Said, Story, chronology, city, on, party, reading, toll

from dateline.reconcile import reconcile_cluster
from dateline.reconcile.doubts import DOUBTS
from dateline.types import (
    Cluster,
    Incident,
    Kind,
    Modality,
    Party,
    PartyKind,
    Reaction,
    ReactionKind,
    Role,
    Target,
    TargetKind,
)

DAY = on("2031-03-04")
ARMY = party("Veskan army", PartyKind.MILITARY)
FRONT = party("Kell Front", PartyKind.ARMED_GROUP)


def settled(*said: Said, kind: Kind = Kind.AIR_STRIKE) -> Incident:
    """The incident of one report."""
    where = Said(Role.WHERE, city("Ardun"), "It was in Ardun.")
    story = Story("a", (where, *said), kind=kind, day=DAY)
    return reconcile_cluster(
        Cluster((story.mention,), ()),
        {"a": reading(story)},
        chronology([story]),
        names={"a": ("a.txt",)},
    )


def did(who: Party, modality: Modality = Modality.ASSERTED) -> Said:
    """A claim of who did it."""
    return Said(Role.ACTOR, who, f"{who.name} did it.", modality=modality)


def struck(name: str) -> Said:
    """A claim of what was struck."""
    return Said(Role.TARGET, Target(name, TargetKind.MILITARY), f"It struck the {name}.")


def condemned(who: Party) -> Said:
    """A party that condemns it."""
    words = f"{who.name} condemned it."
    return Said(Role.REACTION, Reaction(ReactionKind.CONDEMNED), words, who)


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ("total", (toll("The fighting has killed 400 people since March.", 400),)),
        ("total", (toll("Raids have killed 90 people so far this year.", 90),)),
        ("beyond", (toll("The war has claimed 470000 lives.", 470_000),)),
        ("victim", (struck("Veskan army"), did(ARMY))),
        ("mourner", (did(ARMY), condemned(ARMY))),
    ],
)
def test_a_value_in_doubt_is_withheld_with_its_reason(test: str, said: tuple[Said, ...]) -> None:
    incident = settled(*said)
    assert [test] == [doubt.test for doubt in incident.doubts]
    assert incident.doubts[0].reason
    assert incident.killed is None
    assert incident.perpetrators == ()


@pytest.mark.parametrize(
    "said",
    [
        (toll("A raid killed 40 people.", 40),),
        (
            toll("A raid killed 40 people on Tuesday, the worst since March.", 40),
            toll("40 died.", 40),
        ),
        (struck("Veskan army"), did(FRONT)),
        (struck("Kell Front"), did(FRONT, Modality.CLAIMED)),
        (did(FRONT), condemned(ARMY)),
    ],
)
def test_a_plain_value_stands(said: tuple[Said, ...]) -> None:
    incident = settled(*said)
    assert incident.doubts == ()
    assert incident.killed or incident.perpetrators


@pytest.mark.parametrize(
    ("words", "withheld"),
    [
        ("Twelve: 12 injured in the blast.", ["killed"]),
        ("Rockets killed 12 in the blast.", ["wounded"]),
        ("3 Killed 12 Injured in Rocket Fire", ["killed"]),
        ("The blast left 12 casualties.", ["killed", "wounded"]),
    ],
)
def test_one_figure_is_not_both_the_dead_and_the_wounded(words: str, withheld: list[str]) -> None:
    incident = settled(toll(words, 12), toll(words, 12, role=Role.WOUNDED))
    assert withheld == [doubt.field for doubt in incident.doubts if doubt.test == "twice"]


def test_every_test_says_what_raised_it() -> None:
    assert len({test.id for test in DOUBTS}) == len(DOUBTS)
    assert all(test.raised_by.endswith(".") for test in DOUBTS)
