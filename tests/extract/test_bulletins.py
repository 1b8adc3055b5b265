"""Bulletins and round-ups: each deed has the day, the place and the dead of its own words."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import NamedTuple

import pytest

from dateline.clean import clean_report
from dateline.detect import detect
from dateline.extract import extract
from dateline.types import (
    MediaType,
    Mention,
    Place,
    Prominence,
    Report,
    Role,
    Scope,
    TimeExpression,
    Toll,
)

BY_DAY_AND_PROVINCE = """\
Casualty notes: March 8-14

At least 31 soldiers and 12 civilians were killed in Afghanistan this week.

March 14 Helmand Province: two officers killed
Two officers were killed in a Taliban raid in Washer District.

March 13 Faryab Province: five soldiers killed
A Taliban unit overran an army base in Almar District, killing five soldiers and wounding three.

March 12 Kunduz Province: one teacher killed
A mine exploded on a road in Imam Sahib District, killing a teacher and wounding two pupils.
"""
BY_TOWN_IN_CAPITALS = """\
FACTBOX - Security developments in Iraq, March 11

March 11, 2009 (Reuters) - Following are security developments in Iraq on Wednesday.

* MOSUL - A car bomb killed three people and wounded 11 in the west of the city, police said.

* MOSUL - Gunmen shot dead a grocer in his shop, police said.

KIRKUK - A roadside bomb wounded five policemen in central Kirkuk, 250 km (155 miles) north of \
Baghdad, police said.
"""
BY_DAY = """\
Weekly report on the West Bank

- On 3 March, a boy aged 15 was shot and killed by soldiers in Nablus.
- On 5 March, a man aged 40 was stabbed and wounded by settlers near Hebron.
- On 6 March, the authorities pulled down two houses in Jericho, as they had no permit.
"""
FROM_TOWN_TO_TOWN = """\
Violence kills nine across Iraq

At least nine people were killed in attacks across Iraq on Wednesday, officials said.

In Mosul, gunmen shot dead an engineer outside his house. A bomb at a bakery killed a customer and \
wounded the owner. The bodies of three men were found in a ditch.

Two brothers were killed in a drive-by shooting in Kirkuk.

A blast killed a soldier and wounded another in Tuz Khurmatu, 180 km north of Baghdad.

In Baquba, a suicide bomber killed four people at a checkpoint, police said.
"""
ONE_STORY = """\
Gunmen kill six at market in Kano

Gunmen killed six people at a market in the Nigerian city of Kano on Wednesday, police said.

THE SUSPECT
Police said a man of 30 was held in Kaduna on Thursday after the attack.

WITNESSES
A trader said he saw four men. Three of the dead were women, a doctor said.
"""


DIGEST = """\
Weekly brief on the Horn

President Says the War Will Soon Be Won

The president said on Monday that the war against the group would soon be won.

Two Killed in Suicide Attack on Hotel

Officials say two people were killed and four wounded in a suicide attack on a hotel in Mogadishu \
on Tuesday. A bomber entered the Sea View hotel at noon, witnesses said.

Three Elders Killed in Clash of Clans

Three elders were killed when two clans clashed in Jowhar on Friday, residents said.
"""
MOSUL = "A bomb killed three people in the Iraqi city of Mosul on Wednesday, police said."
KIRKUK = "Gunmen killed two teachers in Kirkuk on the same day, police said."
TOLLS = (Role.KILLED, Role.WOUNDED)


class Line(NamedTuple):
    """What a mention says, in short."""

    day: int | None
    place: str | None
    killed: int
    wounded: int


def mentions(text: str) -> tuple[Mention, ...]:
    """The deeds that a report tells as news."""
    content = text.encode()
    name = hashlib.sha256(content).hexdigest()
    report = Report(name, "a.txt", content, MediaType.TEXT, published=date(2009, 3, 15))
    document = clean_report(report)
    return tuple(
        mention
        for mention in extract(document, detect(document))
        if mention.prominence is Prominence.MAIN and mention.scope is Scope.SINGLE
    )


def lines(text: str) -> list[Line]:
    """The same in short, in the order of the text."""
    return [_line(mention) for mention in mentions(text)]


def _line(mention: Mention) -> Line:
    """A mention in short."""
    days = [c.value.day for c in mention.claims if isinstance(c.value, TimeExpression)]
    places = [c.value for c in mention.claims if isinstance(c.value, Place)]
    place = next((p.city or p.admin1 for p in places if p.city or p.admin1), None)
    return Line(next((d for d in days if d), None), place, *(_toll(mention, r) for r in TOLLS))


def _toll(mention: Mention, role: Role) -> int:
    """How many came to one sort of harm, 0 if none are told."""
    told = [c.value for c in mention.claims if c.role is role and isinstance(c.value, Toll)]
    return max((toll.count.low for toll in told), default=0)


def test_an_entry_has_the_day_and_the_province_of_its_heading() -> None:
    assert [
        Line(14, "Helmand", 2, 0),
        Line(13, "Faryab", 5, 3),
        Line(12, "Kunduz", 1, 2),
    ] == lines(BY_DAY_AND_PROVINCE)


def test_an_entry_has_the_town_in_capitals_before_it() -> None:
    assert [
        Line(None, "Mosul", 3, 11),
        Line(None, "Mosul", 1, 0),
        Line(None, "Kirkuk", 0, 5),
    ] == lines(BY_TOWN_IN_CAPITALS)


def test_an_entry_of_a_list_has_the_day_with_which_it_opens() -> None:
    assert [Line(3, "Nablus", 1, 0), Line(5, "Hebron", 0, 1)] == lines(BY_DAY)


def test_the_stories_of_a_digest_are_read_one_by_one() -> None:
    assert [Line(None, "Mogadishu", 2, 4), Line(None, "Jowhar", 3, 0)] == lines(DIGEST)


def test_each_deed_of_a_round_up_stands_alone() -> None:
    """The opening sums them up, and bodies that are found belong to none of them."""
    assert [
        Line(None, "Mosul", 1, 0),
        Line(None, "Mosul", 1, 1),
        Line(None, "Kirkuk", 2, 0),
        Line(None, "Tuz Khurmatu", 1, 1),
        Line(None, "Baqubah", 4, 0),
    ] == lines(FROM_TOWN_TO_TOWN)


def test_the_deeds_of_a_round_up_have_the_day_of_its_opening() -> None:
    days = {
        claim.value.weekday
        for mention in mentions(FROM_TOWN_TO_TOWN)
        for claim in mention.claims
        if isinstance(claim.value, TimeExpression)
    }
    assert {date(2009, 3, 11).weekday()} == days


def test_headings_that_name_no_place_divide_no_story() -> None:
    assert [Line(None, "Kano", 6, 0)] == lines(ONE_STORY)


@pytest.mark.parametrize(
    "closing",
    [
        "The Islamic State claimed the bombing in Mosul but not the attack in Kirkuk.",
        "Police blamed the same cell for the attacks in Mosul and Kirkuk.",
    ],
)
def test_what_is_said_of_several_towns_keeps_their_deeds_together(closing: str) -> None:
    assert 2 <= len(lines(f"{MOSUL}\n\n{KIRKUK}\n\n{closing}\n"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            (
                "Air strikes hit three towns on Monday, killing three people in Saraqeb and four in"
                " Ariha, activists in Syria said."
            ),
            {("Saraqeb", 3), ("Ariha", 4)},
        ),
        (
            (
                "Gunmen killed six people in Kirkuk and another two, among them a girl, in"
                " the town of Hawija in Iraq on Friday, police said."
            ),
            {("Kirkuk", 6), ("Hawija", 2)},
        ),
        (
            (
                "At least nine soldiers were killed in Gao, five in Timbuktu and two in Kidal on"
                " Tuesday when rebels attacked Mali's north."
            ),
            {("Gao", 9), ("Timbuktu", 5), ("Kidal", 2)},
        ),
        (
            (
                "Eleven people were killed in three attacks in Iraq on Thursday: five in a car"
                " bombing in Baquba, four when gunmen stormed a house in Mosul and two by a sniper"
                " in Ramadi."
            ),
            {("Baqubah", 5), ("Mosul", 4), ("Ramadi", 2)},
        ),
        (
            "A suicide bomber killed three men and four women in Mosul, Iraq, on Friday.",
            {("Mosul", 7)},
        ),
    ],
)
def test_each_town_of_a_sentence_has_its_own_dead(text: str, told: set[tuple[str, int]]) -> None:
    assert told <= {(line.place, line.killed) for line in lines(text)}
    assert sum(killed for _, killed in told) >= max(line.killed for line in lines(text))


def test_numbers_of_deeds_in_towns_are_no_tolls() -> None:
    text = (
        "Gunmen attacked two checkpoints in Iraq on Thursday, one in Mosul and one in Kirkuk,"
        " killing five soldiers, police said."
    )

    assert 1 not in {line.killed for line in lines(text)}


def test_a_joint_toll_stays_out_of_the_next_town() -> None:
    """Two towns are not one deed because both lie in the province that a third sentence names."""
    text = (
        "Russian jets on Monday bombed the towns of Huraytan, Hayyan and Anadan in rural Aleppo,"
        " killing at least 21 civilians. Activists showed remains of cluster bombs used in air"
        " strikes on rural Aleppo. Five civilians were killed in Russian air strikes on the Salah"
        " al-Din neighbourhood of Aleppo on Monday, Syria's opposition said."
    )

    assert {0, 5} == {line.killed for line in lines(text)}


def test_the_news_does_not_go_on_with_what_is_earlier() -> None:
    text = (
        "A bomb killed three people in Kirkuk, Iraq, on Wednesday. Gunmen killed two teachers in"
        " Mosul on Wednesday. The city has often been hit, including by a double bombing in January"
        " that killed 57 people."
    )

    assert {2, 3} == {line.killed for line in lines(text)}
