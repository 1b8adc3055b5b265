"""Which figures of a text are tolls, of whom, and of which event."""

from __future__ import annotations

import pytest
from small_documents import annotated, bombing, document, span

from dateline.extract.casualties import read_tolls
from dateline.types import Modality, Role, Scope, Toll, VictimGroup


def read(text: str) -> list[tuple[str, int | None, str, bool]]:
    """Role, figure, group and whether it is a part, of each toll of one event's text."""
    events = [bombing(span(text, text.split(maxsplit=1)[0]))]
    found = read_tolls(document(text), annotated(text), events)
    rows = []
    for _, claim in found:
        assert isinstance(claim.value, Toll)
        toll = claim.value
        rows.append((claim.role.value, toll.count.stated, toll.group.value, toll.part))
    return rows


K, W, A, X = "killed", "wounded", "arrested", "attackers_killed"
PEOPLE = "people"


def killed(number: int, group: str = PEOPLE) -> tuple[str, int | None, str, bool]:
    """A row of people killed."""
    return (K, number, group, False)


def wounded(number: int, group: str = PEOPLE) -> tuple[str, int | None, str, bool]:
    """A row of people wounded."""
    return (W, number, group, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed at least 12 people.", [killed(12)]),
        (
            "Ten people were killed and 36 wounded.",
            [killed(10), wounded(36)],
        ),
        (
            "The blast left 65 dead and 300 injured.",
            [killed(65), wounded(300)],
        ),
        (
            "Truck bomb kills five, wounds 36 in the capital",
            [killed(5), wounded(36)],
        ),
        ("The death toll rose to 85.", [killed(85)]),
        ("The raid claimed the lives of 14 villagers.", [killed(14, "civilians")]),
        ("At least 12 deaths were reported.", [killed(12)]),
        (
            "One child was killed and five civilians were wounded.",
            [killed(1, "children"), wounded(5, "civilians")],
        ),
        (
            "A nurse and two soldiers died.",
            [(K, 1, "health_workers", True), killed(3), (K, 2, "soldiers", True)],
        ),
        (
            "No Canadians were killed or wounded.",
            [killed(0, "foreigners"), wounded(0, "foreigners")],
        ),
        (
            "They now put the number of Afghans killed in the bombing at Abbey Gate at 170.",
            [killed(170)],
        ),
        ("There were no casualties.", [killed(0), wounded(0)]),
        ("There were no reports of injuries.", [wounded(0)]),
        ("Nobody was hurt.", [wounded(0)]),
        ("Police arrested 13 people.", [(A, 13, PEOPLE, False)]),
        ("Police said they had detained 31 men.", [(A, 31, PEOPLE, False)]),
        ("Gunmen have taken dozens hostage.", [("abducted", None, PEOPLE, False)]),
        ("Police made several arrests.", [(A, None, PEOPLE, False)]),
        ("Gunmen abducted 12 schoolgirls.", [("abducted", 12, "children", False)]),
        ("Maria Lopez, 45, was pronounced dead at the scene.", [killed(1)]),
    ],
)
def test_figures(text: str, expected: list[tuple[str, int | None, str, bool]]) -> None:
    """A toll is read with its role and its group, from verbs, adjectives, nouns and headlines."""
    assert expected == read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Five people including a suicide bomber were killed.",
            [killed(5), (X, 1, "attackers", True)],
        ),
        (
            "The blast injured 36 people, three of them critically.",
            [wounded(36), (W, 3, PEOPLE, True)],
        ),
        ("Seven of the dead were police officers.", [(K, 7, "police", True)]),
        ("The dead included two children.", [(K, 2, "children", True)]),
        (
            "Seven people died, and five of them were the attackers.",
            [killed(7), (X, 5, "attackers", True)],
        ),
    ],
)
def test_parts(text: str, expected: list[tuple[str, int | None, str, bool]]) -> None:
    """People who are among others counted elsewhere are marked as a part."""
    assert expected == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "The bomb could kill dozens.",
        "The group threatened to kill 12 hostages unless it was paid.",
        "If ten people are killed, talks will end.",
        "The blast did not kill the 12 workers.",
        "No further casualties were expected.",
    ],
)
def test_unreal(text: str) -> None:
    """Harm that is threatened, possible, conditional or denied is no toll."""
    assert [] == [row for row in read(text) if row[0] in {K, W}]


def test_attackers() -> None:
    """The dead among the attackers have a role of their own."""
    found = read("Three attackers and two soldiers were killed.")
    assert [(X, 3, "attackers", False), killed(2, "soldiers")] == found


def test_named_among_many() -> None:
    """A person told by name is a part of the larger toll of the report."""
    found = read("The blast killed 85 people. Maria Lopez, 45, was killed on her way home.")
    assert [killed(85), (K, 1, PEOPLE, True)] == found


def test_others_were_hit() -> None:
    """Those whom the words set apart from the dead are wounded in full."""
    found = read("Two people were killed and two others were rushed to a hospital.")
    assert [killed(2), wounded(2)] == found


def test_shot_and_died() -> None:
    """Somebody who was shot and died is not wounded as well."""
    found = read("Three people were shot on Friday. One of the men died in hospital.")
    assert wounded(2) in found


def test_somebody_else_was_shot() -> None:
    """A woman who was shot is not the boy who died."""
    found = read("The boy was killed at noon. The woman was shot in the arm.")
    assert [killed(1, "children"), wounded(1)] == found


def test_hedged() -> None:
    """A toll that is told with doubt is marked as hedged."""
    text = "The blast may have killed 12 people."
    claims = read_tolls(document(text), annotated(text), [bombing(span(text, "blast"))])
    assert [Modality.HEDGED] == [claim.modality for _, claim in claims]


def test_two_events() -> None:
    """A figure goes to the event whose trigger is nearest in the sentence."""
    text = "The bombing killed two officers, a day after a raid in the north killed 11 farmers."
    events = [bombing(span(text, "bombing")), bombing(span(text, "raid"))]
    found = read_tolls(document(text), annotated(text), events)
    assert [(0, 2), (1, 11)] == [
        (at, claim.value.count.stated) for at, claim in found if isinstance(claim.value, Toll)
    ]


def test_aggregate() -> None:
    """A total since the start of a war goes to an aggregate, and to no single event."""
    text = "Since the start of the war, the strikes have killed 18,600 people."
    single = [bombing(span(text, "strikes"))]
    total = [bombing(span(text, "strikes"), scope=Scope.AGGREGATE)]
    assert read_tolls(document(text), annotated(text), single) == ()
    assert len(read_tolls(document(text), annotated(text), total)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The clashes have killed 100 people since January.",
        "The war has killed 100 people.",
        "The militants have killed more than 900 people this year, rights groups say.",
        "Since October 17 troops have been attacked 78 times, causing over 65 injuries.",
        "Nine people were killed in 33 separate shootings.",
    ],
)
def test_more_totals(text: str) -> None:
    """A war's dead, and those since some month or over separate incidents, are totals."""
    assert read_tolls(document(text), annotated(text), [bombing(span(text, text.split()[1]))]) == ()


def test_killed_by_soldiers() -> None:
    """Whoever soldiers kill is a victim, unless the words make an attacker of him."""
    assert [killed(1, "children")] == read("The boy was shot dead by soldiers.")
    assert [(X, 1, "attackers", False)] == read("Police shot dead the driver of the truck.")
    assert [killed(1)] == read("The driver was killed, police said.")


def test_words_stand_behind() -> None:
    """The claim's words are the figure and its noun, its quote the sentence."""
    text = "The blast killed 12 German tourists in the old town."
    ((_, claim),) = read_tolls(document(text), annotated(text), [bombing(span(text, "blast"))])
    assert claim.role is Role.KILLED
    assert text[claim.span.start : claim.span.end] == "12 German tourists"
    assert text[claim.quote.start : claim.quote.end] == text
    assert isinstance(claim.value, Toll)
    assert claim.value.group is VictimGroup.FOREIGNERS
    assert claim.value.detail == "German tourists"


LOWS = [
    ("The attack killed at least 12 people.", K, 12, None, 12),
    ("The attack killed more than 30 people.", K, 30, None, 30),
    ("The attack killed nearly 150 people.", K, 150, 150, 150),
    ("The attack killed up to 20 people.", K, 1, 20, 20),
    ("The attack killed dozens of people.", K, 24, 99, None),
    ("Scores were wounded in the attack.", W, 40, 199, None),
    ("Several people were hurt in the attack.", W, 3, 9, None),
    ("The attack caused no casualties.", K, 0, 0, 0),
    ("The attack caused no casualties.", W, 0, 0, 0),
    ("The attack killed a child.", K, 1, 1, 1),
    ("The attack killed a mother and her two sons.", K, 3, 3, 3),
    ("The attack killed a couple.", K, 2, 2, 2),
    ("The attack wounded half a dozen people.", W, 6, 6, 6),
    ("The attack killed 10 to 12 people.", K, 10, 12, None),
    ("The attack killed between 10 and 12 people.", K, 10, 12, None),
    ("Two more people died on Monday, bringing the toll to 14.", K, 14, 14, 14),
    ("The attack killed nine people, among them three children.", K, 9, 9, 9),
    ("The attack killed five people, including the bomber.", K, 5, 5, 5),
]


@pytest.mark.parametrize(("text", "role", "low", "high", "stated"), LOWS)
def test_the_whole_of_a_toll_has_the_bounds_that_its_words_set(
    text: str, role: str, low: int, high: int | None, stated: int | None
) -> None:
    """At least, more than, nearly, up to, words without a figure, ranges, and sums of persons."""
    events = [bombing(span(text, text.split(maxsplit=1)[0]))]
    found = [claim for _, claim in read_tolls(document(text), annotated(text), events)]
    counts = [
        (c.value.count.low, c.value.count.high, c.value.count.stated)
        for c in found
        if isinstance(c.value, Toll) and c.role.value == role and not c.value.part
    ]
    assert counts == [(low, high, stated)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The attack killed nine people, among them three children.", (K, 3, "children", True)),
        ("Nine people were killed, among them three children.", (K, 3, "children", True)),
        ("The attack killed five people, including the bomber.", (X, 1, "attackers", True)),
        ("Two more people died on Monday, bringing the toll to 14.", (K, 2, PEOPLE, True)),
        ("The attack killed two aid workers and a journalist.", (K, 2, "aid_workers", True)),
        ("The attack killed two aid workers and a journalist.", (K, 1, "journalists", True)),
        ("The attack killed three soldiers and a German tourist.", (K, 3, "soldiers", True)),
        ("The attack killed three soldiers and a German tourist.", (K, 1, "foreigners", True)),
        ("The attack killed 20 people, four of them police officers.", (K, 4, "police", True)),
        ("Two attackers were killed by police.", (X, 2, "attackers", False)),
    ],
)
def test_groups_of_victims_are_told_apart(text: str, part: tuple[str, int, str, bool]) -> None:
    """Children, police, soldiers, nationality, aid workers, journalists, attackers."""
    assert part in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Some 112 remain in hospital after the attack.",
        "More than 2,000 people have been killed since January.",
        "The war has killed 100,000 people.",
    ],
)
def test_who_remains_in_hospital_and_totals_of_a_war_are_no_toll_of_an_event(text: str) -> None:
    """Neither a number of wounded nor that of one incident."""
    assert read(text) == []
