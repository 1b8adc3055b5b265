"""What a report tells beside the news, set apart by its words: another attack, somewhere else."""

from __future__ import annotations

import pytest
from small_text import document

from dateline.detect import detect
from dateline.extract import extract
from dateline.types import Kind, Mention, Party, Prominence, Role, Scope, Target, Toll

NEWS = "A car bomb killed 20 people in the Karrada district of Baghdad on Monday."


def told(text: str) -> list[tuple[bool, list[int]]]:
    """Is each event the news or like it, and what tolls has it?"""
    report = document(text)
    return [
        (
            mention.prominence is Prominence.MAIN and mention.scope is Scope.SINGLE,
            [
                claim.value.count.low
                for claim in mention.claims
                if claim.role is Role.KILLED and isinstance(claim.value, Toll)
            ],
        )
        for mention in extract(report, detect(report))
    ]


@pytest.mark.parametrize(
    ("also", "killed"),
    [
        ("In a separate attack, a roadside bomb in the Dora district killed two policemen.", 2),
        ("In another attack, gunmen shot dead four guards at a bank.", 4),
        ("In other violence, a bomb killed six people in Kirkuk.", 6),
        ("Separately, gunmen killed three judges in Mosul.", 3),
        ("Elsewhere in the capital, mortar shells killed five people.", 5),
        ("A roadside bomb in Kirkuk killed two policemen.", 2),
        ("Another bomb killed three people in Sadr City.", 3),
    ],
)
def test_another_attack_is_an_event_of_its_own(also: str, killed: int) -> None:
    """With a toll of its own, of which the news has no part."""
    assert told(f"{NEWS} {also}") == [(True, [20]), (True, [killed])]


TALK = (
    "Hospitals in the capital asked for blood. The mayor visited the wounded. "
    "Schools stay closed for a week. The cabinet meets on Wednesday."
)


@pytest.mark.parametrize(
    ("also", "news"),
    [
        ("A roadside bomb killed four soldiers in Kirkuk on Monday.", True),
        ("A roadside bomb killed four soldiers in Kirkuk last year.", False),
    ],
)
def test_a_round_up_goes_on_to_another_town_with_its_own_dead(also: str, news: bool) -> None:
    """Far below the lead too; what is told of earlier times stays behind the news."""
    assert told(f"{NEWS} {TALK} {also}")[:2] == [(True, [20]), (news, [4])]


@pytest.mark.parametrize(
    ("also", "killed"),
    [
        ("A separate bombing killed nine people, a doctor said.", 9),
        ("An unrelated shooting killed eight people, police said.", 8),
    ],
)
def test_another_attack_without_a_place_stands_behind_the_news(also: str, killed: int) -> None:
    """It is an event, with its own dead, and not what the report is about."""
    assert told(f"{NEWS} {also}") == [(True, [20]), (False, [killed])]


@pytest.mark.parametrize(
    "also",
    [
        "Bombings in other districts of the capital killed seven people.",
        "Seven other people were killed in bomb attacks in other parts of the city.",
        "Attacks in other towns killed seven people.",
    ],
)
def test_attacks_in_other_places_are_a_sum_and_not_the_news(also: str) -> None:
    """Their dead are none of the news's."""
    first, *rest = told(f"{NEWS} {also}")
    assert first == (True, [20])
    assert not any(news for news, _ in rest)


@pytest.mark.parametrize(
    "also",
    [
        "The bomb went off near a market and killed four children, police said.",
        "The attack killed four children.",
        "Four children were killed in the explosion.",
        "It was the second attack in a week.",
        "A bomb in a parked van killed 20 people at a market in Sadr City, the army said.",
    ],
)
def test_what_goes_on_about_the_news_stays_with_it(also: str) -> None:
    """A definite word takes up the news, whatever else the report tells."""
    assert sum(news for news, _ in told(f"{NEWS} {also}")) == 1


def test_what_is_told_in_one_breath_with_the_news_is_background() -> None:
    """A lead may sum up what else happened."""
    text = (
        "At least 25 rebels were killed in clashes in Karst and five farmers were killed in"
        " fighting elsewhere in the region, officials said on Monday."
    )
    assert [news for news, _ in told(text)].count(True) == 1


def test_what_each_of_several_bombs_did_is_a_part_of_the_news() -> None:
    """A figure smaller than that of several deeds goes on about them."""
    text = "Bombs killed 30 people in Baghdad on Monday. A car bomb in Karrada killed 20 of them."
    assert sum(news for news, _ in told(text)) == 1


def read(text: str) -> list[Mention]:
    """The single events of a report, the news first."""
    report = document(text)
    found = extract(report, detect(report))
    return [mention for mention in found if mention.scope is Scope.SINGLE]


def killed_in(mention: Mention) -> list[int]:
    """The deaths that an event is told with."""
    values = [claim.value for claim in mention.claims if claim.role is Role.KILLED]
    return [value.count.low for value in values if isinstance(value, Toll)]


@pytest.mark.parametrize(
    "text",
    [
        (
            "A bomb killed nine people at a market in Sabha. It was the deadliest attack in Libya"
            " since militants killed 40 people at a gym in Zliten in January 2016."
        ),
        (
            "Gunmen killed nine people on a beach at Sousse on Friday. It was the worst attack in"
            " Tunisia since gunmen killed 22 people at a museum in March 2015."
        ),
        (
            "A suicide bomber killed nine soldiers at a base in Mogadishu on Sunday, the bloodiest"
            " attack in the city since a truck bomb killed 80 people in December 2019."
        ),
        (
            "A bomb in Jalalabad killed nine people on Tuesday. Previous attacks there had claimed"
            " 12 lives."
        ),
        (
            "A bomb in Jalalabad killed nine people on Tuesday. An earlier attack there claimed"
            " 12 lives."
        ),
        (
            "A mine killed nine herders near Kirkuk on Tuesday, days after an air strike killed"
            " eight people at a bakery in Raqqa."
        ),
    ],
)
def test_an_earlier_deed_that_the_news_is_measured_by_keeps_its_own_toll(text: str) -> None:
    """The news has its own alone."""
    news = [mention for mention in read(text) if mention.prominence is Prominence.MAIN]
    assert [killed_in(mention) for mention in news] == [[9]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            (
                "A grenade wounded a guard near Quetta on Monday. The explosion followed a suicide"
                " bombing at a court in Peshawar."
            ),
            Kind.BOMBING,
        ),
        (
            (
                "Jets bombed the port of Hodeidah on Friday, officials said, two days after rebels"
                " claimed a drone attack on the city of Jizan in which a guard was killed."
            ),
            Kind.AIR_STRIKE,
        ),
    ],
)
def test_what_the_news_came_after_lends_it_neither_kind_nor_target(text: str, kind: Kind) -> None:
    """It stands behind the news."""
    news = [mention for mention in read(text) if mention.prominence is Prominence.MAIN]
    assert [mention.kind for mention in news] == [kind]
    targets = [c.value.name for c in news[0].claims if isinstance(c.value, Target)]
    assert not {"a court", "a guard", "the city"} & set(targets)


@pytest.mark.parametrize(
    "text",
    [
        "Air strikes killed 25 people in Hama on Monday. The raids hit a road near Latamina.",
        "A massacre carried out by Russian warplanes killed 35 people in Idlib on Monday.",
    ],
)
def test_a_raid_in_a_report_of_air_strikes_is_one_from_the_air(text: str) -> None:
    assert {Kind.AIR_STRIKE} == {mention.kind for mention in read(text)}


def test_a_blast_that_follows_in_the_same_town_is_the_news() -> None:
    """Only what happened elsewhere went before it."""
    text = (
        "A car bomb killed five people in Beirut on Monday. A second blast followed the explosion"
        " in Beirut."
    )
    assert all(mention.prominence is Prominence.MAIN for mention in read(text))


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("A guard was killed in an attack on the airport of Aden on Tuesday, officials said.", 1),
        (
            (
                "The trial of three men accused of the bombing at a market in Kano on 7 May"
                " 2015, in which nine people died, began in Lagos on Monday."
            ),
            9,
        ),
        (
            (
                "A court in Nairobi on Wednesday sentenced two men to life in jail for the"
                " attack on a college in Garissa on 2 April 2015 that killed 148 people."
            ),
            148,
        ),
    ],
)
def test_a_deed_in_which_people_died_is_violence(text: str, killed: int) -> None:
    """Whatever else the report says, and although a court has it before it."""
    assert [killed_in(mention) for mention in read(text)] == [[killed]]


@pytest.mark.parametrize(
    "text",
    [
        (
            "Tanks shelled the city of Hama on Monday killing four civilians, residents said, a"
            " day after troops killed 80 people in Homs."
        ),
        (
            "At least four people were killed in air strikes on Douma on Monday after rebels fired"
            " mortar rounds at the capital that killed 80 people."
        ),
    ],
)
def test_what_the_news_came_after_has_a_toll_of_its_own(text: str) -> None:
    assert (True, [4]) == told(text)[0]


def test_a_blast_told_in_passing_is_not_the_attack_that_is_gone_on_about() -> None:
    text = (
        "A car bomb killed two policemen in Midyat on Wednesday, a day after a bomb killed 11"
        " people in Istanbul. Doctors said that 20 people were wounded in the attack."
    )

    hurt = [c.value for c in read(text)[0].claims if c.role is Role.WOUNDED]

    assert [20] == [toll.count.low for toll in hurt if isinstance(toll, Toll)]


def test_what_a_coalition_launched_is_no_strike_of_the_government() -> None:
    text = (
        "Government air strikes killed 16 people in the town of Jasim on Monday. The coalition"
        " reported on Monday it had launched 10 air strikes, nine near Kobani and one in Raqqa."
    )
    deadly = [m for m in read(text) if any(c.role is Role.KILLED for c in m.claims)]

    doers = [c.value for m in deadly for c in m.claims if c.role is Role.ACTOR]

    assert not any("oalition" in doer.name for doer in doers if isinstance(doer, Party))


def test_what_people_were_counted_since_is_told_as_earlier() -> None:
    text = (
        "At least 50 fighters were killed in clashes in Kobani on Sunday. The number of deaths was"
        " one of the highest daily tolls since the group launched an assault on the town."
    )

    assert [(True, [50])] == [one for one in told(text) if one[0]]


def test_the_corner_of_two_roads_is_one_place() -> None:
    text = (
        "Five people are dead after a shooting in Phoenix on Tuesday. A family was shot at a home"
        " at 47th Avenue and Cactus Road, police said, and three people died there."
    )

    assert 1 == sum(news for news, _ in told(text))


def test_a_counterattack_is_an_attack() -> None:
    assert [(True, [28])] == told("A Daesh counterattack on Monday left 28 soldiers dead in Raqqa.")


def test_a_strike_and_those_whom_it_killed_are_one_event() -> None:
    text = (
        "Residents of Miranshah went on with their sit-in for a second day, after a suspected"
        " drone strike on Monday killed three children."
    )

    assert [(True, [3])] == told(text)
