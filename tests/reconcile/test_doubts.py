"""A last look at a line finds what the line itself makes doubtful, and says why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from small_readings import Said, Story, chronology, city, on, party, reading, toll

from dateline.reconcile import reconcile_cluster
from dateline.reconcile.doubts import DOUBTS
from dateline.types import (
    Cluster,
    Count,
    Grade,
    Incident,
    Judgement,
    JudgementKind,
    Kind,
    Modality,
    Party,
    PartyKind,
    Reaction,
    ReactionKind,
    Role,
    Target,
    TargetKind,
    Toll,
    VictimGroup,
)

MONDAY, FRIDAY = on("2031-03-03"), on("2031-03-07")
ARMY = party("Veskan army", PartyKind.MILITARY)
FRONT = party("Kell Front", PartyKind.ARMED_GROUP)
BRIGADE = party("Moss Brigade", PartyKind.ARMED_GROUP)
EMBASSY = party("Kell Embassy", PartyKind.GOVERNMENT)
KORDA = party("Anselm Korda", PartyKind.PERSON)


def settled(*stories: Story, judgements: tuple[Judgement, ...] = ()) -> Incident:
    """The incident of some reports."""
    readings = {s.name: reading(s) for s in stories}
    names = {s.name: (f"{s.name}.txt",) for s in stories}
    cluster = Cluster(tuple(sorted(s.mention for s in stories)), ())
    given = (cluster, readings, chronology(stories))
    return reconcile_cluster(*given, names=names, judgements=judgements)


def one(*said: Said, kind: Kind = Kind.AIR_STRIKE, **more: Any) -> Story:  # noqa: ANN401  fields
    """A report of an attack in Ardun."""
    return Story("a", (placed("Ardun"), *said), kind=kind, day=MONDAY, **more)


def placed(town: str, words: str = "") -> Said:
    """A claim of where it was."""
    return Said(Role.WHERE, city(town), words or f"It was in {town}.")


def did(who: Party, modality: Modality = Modality.ASSERTED, by: Party | None = None) -> Said:
    """A claim of who did it."""
    return Said(Role.ACTOR, who, f"{who.name} did it.", by, modality)


def struck(name: str, by: Party | None = None) -> Said:
    """A claim of what was struck."""
    return Said(Role.TARGET, Target(name, TargetKind.MILITARY), f"It struck the {name}.", by)


def hit(name: str) -> Said:
    """The same target in another sentence, and by nobody's word."""
    return Said(Role.TARGET, Target(name, TargetKind.MILITARY), f"Rockets hit the {name}.")


def lost(whom: str) -> Said:
    """Whom the dead are said to have been."""
    value = Toll(Count(2, 2, 2), VictimGroup.SOLDIERS, whom)
    return Said(Role.KILLED, value, f"It killed two {whom}.")


def condemned(who: Party) -> Said:
    """A party that condemns it."""
    words = f"{who.name} condemned it."
    return Said(Role.REACTION, Reaction(ReactionKind.CONDEMNED), words, who)


def dated(name: str, day: str) -> Story:
    """A report that dates it to a day."""
    said = Said(Role.WHEN, day, f"On {day} it blew up.")
    return Story(name, (said,), day=MONDAY if day == "Monday" else FRIDAY)


@dataclass(frozen=True, slots=True)
class Shown:
    """Lines that a test doubts, and lines that look like them and which it leaves alone."""

    examples: tuple[tuple[Story, ...], ...]
    counterexamples: tuple[tuple[Story, ...], ...]
    withheld: str = ""  # the field, where a value is


def shown(*examples: Story, but: tuple[Story, ...], withheld: str = "") -> Shown:
    """Examples of one report each."""
    return Shown(tuple((e,) for e in examples), tuple((b,) for b in but), withheld)


CAPTION = "A raid that killed 9 people in Ardun."
CASES = {
    "total": shown(
        one(toll("The fighting has killed 400 people since March.", 400)),
        one(toll("Raids have killed 90 people so far this year.", 90)),
        but=(
            one(toll("A raid killed 40 people.", 40)),
            one(toll("A raid killed 40 people on Tuesday, the worst since March.", 40)),
            one(toll("Raids have killed 40 this year.", 40), toll("40 died in the blast.", 40)),
        ),
        withheld="killed",
    ),
    "beyond": shown(
        one(toll("The war has claimed 470000 lives.", 470_000)),
        but=(one(toll("The raid killed 470 people.", 470)),),
        withheld="killed",
    ),
    "twice": shown(
        one(
            toll("The blast left 12 casualties.", 12),
            toll("The blast left 12 casualties.", 12, Role.WOUNDED),
        ),
        but=(one(toll("It killed 12.", 12), toll("It hurt 12.", 12, Role.WOUNDED)),),
        withheld="killed",
    ),
    "leap": Shown(
        (
            (
                Story("a", (toll("It killed 4.", 4),), created=MONDAY),
                Story("b", (toll("It killed 46.", 46),), created=FRIDAY),
            ),
        ),
        (
            (
                Story("a", (toll("It killed 4.", 4),), created=MONDAY),
                Story("b", (toll("It killed 26.", 26),), created=FRIDAY),
            ),
        ),
    ),
    "struck": shown(
        one(struck("Veskan army"), did(ARMY)),
        one(struck("Veskan army base"), did(ARMY)),
        but=(
            one(struck("Veskan army"), did(FRONT)),
            one(struck("Kell Front"), did(FRONT, Modality.CLAIMED)),
        ),
    ),
    "victim": shown(
        one(lost("Veskan army soldiers"), did(ARMY)),
        but=(
            one(lost("Kell Front fighters"), did(ARMY)),
            one(lost("Veskan army soldiers"), did(ARMY), kind=Kind.CLASH),
        ),
        withheld="perpetrators",
    ),
    "mourner": shown(
        one(did(ARMY), condemned(ARMY)),
        but=(one(did(FRONT), condemned(ARMY)),),
        withheld="perpetrators",
    ),
    "speaker": shown(
        one(did(ARMY, Modality.ATTRIBUTED, ARMY)),
        but=(
            one(did(ARMY, Modality.ATTRIBUTED, FRONT)),
            one(did(ARMY, Modality.CLAIMED, ARMY)),
        ),
        withheld="perpetrators",
    ),
    "lone": shown(
        one(did(KORDA)),
        but=(one(did(KORDA), kind=Kind.ARMED_ATTACK), one(did(FRONT))),
        withheld="perpetrators",
    ),
    "crowd": shown(
        one(did(ARMY), did(FRONT), did(BRIGADE)),
        but=(one(did(ARMY), did(FRONT)),),
    ),
    "source": shown(
        one(struck("Anselm Korda", KORDA)),
        but=(
            one(struck("Anselm Korda", ARMY)),
            one(struck("Kell Embassy", EMBASSY), hit("Kell Embassy")),
        ),
        withheld="targets",
    ),
    "days": Shown(
        ((dated("a", "Monday"), dated("b", "Friday")),),
        ((dated("a", "Monday"), dated("b", "Monday")),),
    ),
    "towns": Shown(
        ((one(), Story("b", (placed("Velt"),), kind=Kind.AIR_STRIKE, day=MONDAY)),),
        (
            (
                one(),
                Story("b", (placed("Velt"), placed("Ardun")), kind=Kind.AIR_STRIKE, day=MONDAY),
            ),
        ),
    ),
    "kinds": Shown(
        ((one(), Story("b", (placed("Ardun"),), kind=Kind.BOMBING, day=MONDAY)),),
        ((one(), Story("b", (placed("Ardun"),), kind=Kind.DRONE_STRIKE, day=MONDAY)),),
    ),
    "headline": shown(
        one(headline="Deadly raid on Ardun"),
        but=(one(headline="Deadly raid on Ardun", event="It was in Ardun."),),
    ),
    "caption": shown(
        one(toll(CAPTION, 9), caption=CAPTION),
        but=(
            one(toll(CAPTION, 9), toll("It killed 9.", 9), caption=CAPTION),
            one(toll(CAPTION, 9, floor=True), toll("It killed 9.", 9), caption=CAPTION),
        ),
        withheld="killed",
    ),
    "period": shown(
        one(event="Raids hit Ardun so far this year.", text="Raids hit Ardun so far this year."),
        but=(
            one(
                event="A raid hit Ardun on Friday, the first this year.",
                text="A raid hit Ardun on Friday, the first this year.",
            ),
        ),
    ),
}


def test_every_test_has_examples_and_says_what_raised_it() -> None:
    assert [test.id for test in DOUBTS] == list(CASES)
    assert all(test.raised_by for test in DOUBTS)


@pytest.mark.parametrize(
    ("test", "stories"), [(test, e) for test, case in CASES.items() for e in case.examples]
)
def test_a_line_in_doubt_is_doubtful_for_one_reason(test: str, stories: tuple[Story, ...]) -> None:
    incident = settled(*stories)
    assert {test} == {doubt.test for doubt in incident.doubts}
    assert all(doubt.reason and doubt.claims for doubt in incident.doubts)
    assert {c.id for c in incident.claims}.issuperset(c for d in incident.doubts for c in d.claims)
    assert Grade.DOUBTFUL is incident.grade
    assert incident.grading is not None
    assert incident.doubts[0].reason in incident.grading.reason


@pytest.mark.parametrize(
    ("test", "stories"), [(test, e) for test, case in CASES.items() for e in case.counterexamples]
)
def test_a_line_that_looks_like_it_is_left_alone(test: str, stories: tuple[Story, ...]) -> None:
    incident = settled(*stories)
    assert test not in {doubt.test for doubt in incident.doubts}


@pytest.mark.parametrize(("test", "case"), CASES.items())
def test_a_value_is_withheld_or_left_standing(test: str, case: Shown) -> None:
    incident = settled(*case.examples[0])
    doubt = next(doubt for doubt in incident.doubts if doubt.test == test)
    values = {
        "killed": incident.killed,
        "perpetrators": incident.perpetrators,
        "targets": incident.targets,
    }
    assert bool(case.withheld) is bool(doubt.value)
    assert not case.withheld or not values[case.withheld]


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
    incident = settled(one(toll(words, 12), toll(words, 12, role=Role.WOUNDED)))
    assert withheld == [doubt.field for doubt in incident.doubts if doubt.test == "twice"]


def test_a_claim_does_not_confirm_a_doubtful_line() -> None:
    said = (did(FRONT, Modality.CLAIMED, FRONT), toll("The war has killed 90 since March.", 90))
    assert Grade.CONFIRMED is settled(one(said[0])).grade
    assert Grade.DOUBTFUL is settled(one(*said)).grade


VERDICT = Judgement(
    "j1",
    JudgementKind.ACCEPT,
    ("x",),
    (("m-a",),),
    None,
    None,
    "A. Coder",
    "asked the hospital",
    datetime(2031, 4, 1, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("kind", "field", "value", "grade"),
    [
        (JudgementKind.ACCEPT, None, None, Grade.FAIR),
        (JudgementKind.CORRECT, "killed", "9", Grade.WEAK),
        (JudgementKind.CORRECT, "wounded", "9", Grade.DOUBTFUL),
        (JudgementKind.CORRECT, "grade", "fair", Grade.FAIR),
        (JudgementKind.REJECT, None, None, Grade.DISCOUNTED),
    ],
)
def test_a_person_answers_a_doubt(
    kind: JudgementKind, field: str | None, value: str | None, grade: Grade
) -> None:
    story = one(toll("The war has killed 90 since March.", 90))
    verdict = replace(VERDICT, kind=kind, field=field, value=value)
    found = settled(story, judgements=(verdict,))
    assert grade is found.grade
    answered = grade in {Grade.FAIR, Grade.WEAK} and field != "grade"
    assert answered is (found.doubts == ())


def test_who_is_withheld_makes_no_contest() -> None:
    """An accusation in doubt stands beside no other, once a person has accepted the line."""
    army = replace(ARMY, id="veskan-army")
    front = replace(FRONT, id="kell-front")
    said = (
        lost("Veskan army soldiers"),
        did(army, Modality.ATTRIBUTED, FRONT),
        did(front, Modality.ATTRIBUTED, KORDA),
    )
    assert Grade.DOUBTFUL is settled(one(*said)).grade
    assert Grade.FAIR is settled(one(*said), judgements=(VERDICT,)).grade
