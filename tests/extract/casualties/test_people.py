"""Who was hit, who of them died, and victims told one by one."""

from __future__ import annotations

import pytest
from small_documents import annotated, bombing, document, span

from dateline.extract.casualties import read_tolls
from dateline.types import Claim, FigureCue, Role, Toll


def claims(text: str) -> list[Claim]:
    """The tolls of a text about one event."""
    events = [bombing(span(text, text.split(maxsplit=1)[0]))]
    return [claim for _, claim in read_tolls(document(text), annotated(text), events)]


def whole(text: str) -> list[tuple[str, int | None]]:
    """Role and figure of each toll that is no part of another."""
    return [
        (c.role.value, c.value.count.stated)
        for c in claims(text)
        if isinstance(c.value, Toll) and not c.value.part
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A boy accidentally shot his uncle in the stomach.", [("wounded", 1)]),
        ("She is accused of shooting five people in a nightclub.", [("wounded", 5)]),
        ("A bullet struck a girl in the shoulder.", [("wounded", 1)]),
        ("Three men and one woman were shot on Friday.", [("wounded", 4)]),
        ("Police found two men with gunshot wounds.", [("wounded", 2)]),
        ("The gunfire left five protesters hospitalized.", [("wounded", 5)]),
        ("A couple was found shot to death.", [("killed", 2)]),
        ("Six people, three men and three women, were shot by a man.", [("wounded", 6)]),
        ("A fire killed five people, two women and three boys.", [("killed", 5)]),
        ("Gunmen killed seven people, among them three children.", [("killed", 7)]),
        ("Gunmen killed nine people, among them two boys and a nun.", [("killed", 9)]),
    ],
)
def test_people_are_read_as_hit_however_it_is_told(
    text: str, expected: list[tuple[str, int]]
) -> None:
    """The hit are told by passive, active, wound or hospital."""
    assert whole(text) == expected


def test_the_dead_of_a_headline_are_not_all_who_were_shot() -> None:
    """Of "four people shot, three dead" three are dead."""
    told = whole("Four people shot, three dead in Riverton.")
    assert ("killed", 3) in told
    assert ("killed", 4) not in told


def test_several_wounds_are_not_several_wounded() -> None:
    """Only people are counted."""
    assert all(role != "wounded" or n == 1 for role, n in whole("He had multiple gunshot wounds."))


def test_an_injured_boy_who_has_died_is_not_wounded() -> None:
    """The same words cannot make one person both."""
    told = whole("A boy injured in the shooting has died.")
    assert told == [("killed", 1)]


def test_a_killer_who_takes_his_own_life_is_no_victim() -> None:
    """He counts among the attackers."""
    told = whole("A gunman killed two women before taking his own life.")
    assert ("killed", 2) in told
    assert ("attackers_killed", 1) in told


def test_victims_of_a_shooting_are_not_dead_unless_told_so() -> None:
    """The harm told before is taken up by "the victims include"."""
    told = whole("Three teens were shot. The victims include a girl and two boys.")
    assert all(role != "killed" for role, _ in told)


def test_victims_told_one_by_one_are_marked_as_such() -> None:
    """Each keeps its own words, and the reader says that it is one of several."""
    text = "A 20-year-old woman was shot in the back. A 34-year-old man was shot in the arm."
    singly = [c for c in claims(text) if FigureCue.SINGLE_VICTIM in c.cues]
    assert [text[c.span.start : c.span.end] for c in singly] == [
        "A 20-year-old woman",
        "A 34-year-old man",
    ]
    assert {c.role for c in singly} == {Role.WOUNDED}


def test_one_victim_told_twice_is_one() -> None:
    """The same age and noun are the same person."""
    text = "A 20-year-old woman was shot. The woman was struck in the arm."
    assert [c for c in claims(text) if FigureCue.SINGLE_VICTIM in c.cues] == []


def test_a_suspect_killed_and_the_man_who_died_are_one() -> None:
    """A dead man is the attacker told before where no victims are told in number."""
    told = whole("A suspect was killed by deputies. A man was killed in the shooting, they said.")
    assert all(role == "attackers_killed" for role, _ in told)


def test_a_killer_and_his_victim_stay_two() -> None:
    """Another gender is another person."""
    told = whole("A woman was killed. The gunman later killed himself.")
    assert ("killed", 1) in told
    assert ("attackers_killed", 1) in told


def test_a_child_that_kills_itself_by_accident_is_no_attacker() -> None:
    """An accident makes a victim."""
    told = whole("A teen accidentally shot and killed himself at home.")
    assert all(role != "attackers_killed" for role, _ in told)


def test_a_number_before_another_verb_is_no_victim() -> None:
    """Of "two injured, shooter dead" the two are wounded."""
    told = whole("Shooting leaves two injured, one dead.")
    assert ("killed", 2) not in told


def test_who_was_shot_in_the_next_clause_is_not_among_the_dead() -> None:
    """A clause of its own has a toll of its own."""
    text = "Six people were killed, including the suspect, and four people were injured."
    assert ("killed", 4) not in whole(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Teenage girl shot and killed in third shooting this week.", ("killed", 1)),
        ("Police: Teen found shot to death in Bordeaux.", ("killed", 1)),
        ("He is charged in the shooting and killing of Mary Knowlton.", ("killed", 1)),
        ("The fire captain spoke of the shooting death of a firefighter.", ("killed", 1)),
        ("The suspect had several wounds and was pronounced dead at the scene.", ("attackers", 1)),
        ("She killed Ann Lee, 41, Bo Lee, 12, and Cy Lee, 9.", ("killed", 3)),
        (
            "She killed Ann Flores and 7-year-old Xavier Neff and 2-year-old Sofia Chiddo.",
            ("killed", 3),
        ),
        ("Both Mr Bass and his daughter died of gunshot wounds.", ("killed", 2)),
        (
            "A gunman killed six of his grandchildren, his adult daughter and himself.",
            ("killed", 7),
        ),
        ("Father kills infant, self in Myrtle Creek.", ("attackers", 1)),
        ("A man died of a self-inflicted gunshot wound.", ("attackers", 1)),
        ("A woman fatally shot herself at the range.", ("attackers", 1)),
        ("The boy fatally shot himself with the gun.", ("killed", 1)),
    ],
)
def test_deaths_are_read_however_they_are_told(text: str, expected: tuple[str, int]) -> None:
    """Joined verbs, lists of names, titles, and deaths by one's own hand."""
    told = [(role.removesuffix("_killed"), count) for role, count in whole(text)]
    assert expected in told
    assert sum(role == expected[0] for role, _ in told) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The driver was unharmed.",
        "A three-year-old was shot on Friday. The child died on Sunday.",
    ],
)
def test_nobody_is_counted_wounded_who_is_not(text: str) -> None:
    """The unharmed, wounds, and those who died."""
    assert not [role for role, _ in whole(text) if role == "wounded"]


def test_a_headline_of_wounded_and_a_dead_suspect_does_not_add_them() -> None:
    """Nine are hurt."""
    assert ("wounded", 9) in whole("Nine Injured In Houston Strip Mall Shooting, Suspect Dead")


def test_who_shot_himself_and_died_is_told_once() -> None:
    """The later words for him are no second death."""
    told = whole("A woman fatally shot herself on Friday. She was pronounced dead at the hospital.")
    assert told == [("attackers_killed", 1), ("attackers_killed", 1)]


def test_injuries_that_somebody_has_are_not_counted_as_people() -> None:
    """The two who have them are."""
    assert whole("Both victims had multiple injuries to the head.") == [("wounded", 2)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A man of 45 was shot dead.", [("killed", 1)]),
        ("A boy of 17 was shot dead.", [("killed", 1)]),
        ("The attack left a girl of seven dead.", [("killed", 1)]),
        ("The attack killed 1 200 people.", [("killed", 1200)]),
    ],
)
def test_an_age_is_no_count_and_a_blank_parts_no_figure(
    text: str, expected: list[tuple[str, int]]
) -> None:
    """Whoever is of some age is one person."""
    assert whole(text) == expected


@pytest.mark.parametrize(
    ("text", "victims", "attackers"),
    [
        ("Rebels stormed a post. Police killed eleven of them and lost two men.", 2, 11),
        ("Officers shot back and four of the militants died.", None, 4),
        ("Troops raided a camp, killed six militants and lost one soldier.", 6, None),
        ("Rebels hit a post. Soldiers pursued the militants, killing at least five.", None, 5),
        ("Police attacked a crowd, killing five.", 5, None),
    ],
)
def test_attackers_whom_the_attacked_kill_are_no_victims(
    text: str, victims: int | None, attackers: int | None
) -> None:
    """Those who are fought off count among the attackers, the dead of the attacked do not."""
    told = [(c.role, c.value.count.stated) for c in claims(text) if isinstance(c.value, Toll)]
    assert victims in [n for role, n in told if role is Role.KILLED] or victims is None
    assert ([attackers] if attackers else []) == [n for r, n in told if r is Role.ATTACKERS_KILLED]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("The blast killed a Muslim woman.", "people"),
        ("The blast killed two Maoist members.", "people"),
        ("The blast killed two French men.", "foreigners"),
    ],
)
def test_a_faith_or_a_party_makes_nobody_a_foreigner(text: str, group: str) -> None:
    """Nationalities do."""
    tolls = [c.value for c in claims(text) if isinstance(c.value, Toll)]
    assert [group] == [toll.group.value for toll in tolls]


def test_one_of_the_wounded_who_is_carried_is_no_toll() -> None:
    """He is among those who are counted elsewhere."""
    assert [] == whole("Rescuers evacuate a wounded man after a strike.")
