"""What a report tells beside its news leaves the toll and the culprits of the news alone."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from dateline.clean import clean_report
from dateline.detect import detect
from dateline.extract import extract
from dateline.types import Claim, MediaType, Modality, Prominence, Report, Role, Scope, Toll

NEWS = (
    "MAIDUGURI, Nigeria, July 9, 2015 (Reuters) - Gunmen attacked a market in the town of Gamboru "
    "on Thursday, killing four people and wounding nine, police said.\n\n"
    "Residents said the attackers came on foot and stayed for two hours. Stalls were burned and "
    "shops were looted. The town lies close to the border with Cameroon. Many traders come there "
    "once a week.\n\n"
)
RAID = (
    "ADEN, July 9, 2015 (AFP) - An air strike hit a wedding hall in the Yemeni city of Taiz on "
    "Thursday, killing 12 people, medics said.\n\n"
    "Guests had gathered for the evening meal when the missile struck. The roof of the building "
    "came down. Ambulances took hours to arrive because of road blocks. The city has been cut off "
    "for months.\n\n"
)


def added(news: str, later: str) -> list[Claim]:
    """What the last sentence of a report adds to the events told before it."""
    content = (news + later).encode()
    name = hashlib.sha256(content).hexdigest()
    report = Report(name, "a.txt", content, MediaType.TEXT, published=date(2015, 7, 9))
    document = clean_report(report)
    start = document.text.index(later)
    mains = [
        mention
        for mention in extract(document, detect(document))
        if mention.prominence is Prominence.MAIN
        and mention.scope is Scope.SINGLE
        and mention.trigger.start < start
    ]
    return [claim for mention in mains for claim in mention.claims if claim.span.start >= start]


def tolls(claims: list[Claim], *roles: Role) -> list[int]:
    """The figures that are told with no doubt."""
    told = [c.value for c in claims if c.role in roles and c.modality is Modality.ASSERTED]
    return [value.count.low for value in told if isinstance(value, Toll)]


@pytest.mark.parametrize(
    "later",
    [
        "More than 220,000 people have been killed in Nigeria since the conflict began.",
        "Since the war erupted in 2009, at least 280,000 people have been killed.",
        "Some 16,000 people have been killed in over three years of turmoil in the region.",
        "The uprising, now in its fifth year, has left 25,000 dead.",
        "At least 46 journalists have been killed in Nigeria in the past six years.",
        "The offensive has left 1,200 people dead since it was launched in May.",
        "More than 3,000 civilians have been killed since the coalition intervened in March.",
        "The unrest that followed has cost more than 60,000 lives, the United Nations says.",
        "The army says 53 of its soldiers have died since the fighting began on Monday.",
        "Thousands have died since the rebellion started.",
        "The feud turned into a civil war that swept the country, killing at least 40,000 people.",
    ],
)
def test_a_total_of_a_war_is_no_toll_of_the_news(later: str) -> None:
    """What is counted from a deed on, or over years, counts many deeds."""
    assert tolls(added(NEWS, later), Role.KILLED) == []


@pytest.mark.parametrize(
    "later",
    [
        "Officials fear the toll could rise to 20.",
        "It was feared that 20 people had died.",
        "If confirmed, the toll would rise to 20.",
        "Rescuers expect the number of dead to rise to 20.",
        "The army denied that 20 people had been killed.",
        "There were unconfirmed reports that 20 people had been killed.",
        "Rumours that 20 people had died could not be verified.",
    ],
)
def test_what_is_feared_or_denied_is_not_told_as_a_toll(later: str) -> None:
    """A toll is what is said to have happened."""
    assert tolls(added(NEWS, later), Role.KILLED) == []


@pytest.mark.parametrize(
    ("news", "later"),
    [
        (NEWS, "A similar attack in the neighbouring town of Ngala left 17 dead two weeks ago."),
        (NEWS, "Nigeria's army has been accused of killing hundreds of detainees."),
        (NEWS, "The governor of Kano said six of his guards were shot dead in Zaria on Monday."),
        (RAID, "Houthi fighters shelled districts of the city on Wednesday, killing seven people."),
        (RAID, "Pro-government fighters said they killed 18 Houthis in clashes near the city."),
        (RAID, "It came in retaliation for the killing of a commander by the army in Aden."),
        (RAID, "Two militants were killed in the gun battle with troops in Mocha on Sunday."),
        (
            RAID,
            (
                "It is the latest raid in a war in which jets have killed 900 people. More than 70"
                " have been killed by mines."
            ),
        ),
        (RAID, "A number of raids have hit bridges and killed 90 people in recent weeks."),
        (RAID, "Coalition strikes on a funeral hall in Sanaa killed 140 people in October."),
    ],
)
def test_another_deed_gives_the_news_neither_dead_nor_culprits(news: str, later: str) -> None:
    """A deed with dead of its own and another day, place or kind is another one."""
    claims = added(news, later)
    assert tolls(claims, Role.KILLED) == []
    assert [c.value for c in claims if c.role is Role.ACTOR] == []


@pytest.mark.parametrize(
    ("later", "dead"),
    [
        ("Local officials put the number of dead at six.", [6]),
        ("A doctor said seven people had died.", [7]),
        ("Soldiers later found the bodies of three more people in a ditch.", [3]),
        ("The governor told the nation 28 people were killed and 54 more were wounded.", [28]),
    ],
)
def test_a_later_toll_of_the_news_is_kept(later: str, dead: list[int]) -> None:
    """Other figures, told with no other day or place, are other accounts of the same deed."""
    assert tolls(added(NEWS, later), Role.KILLED) == dead


def test_an_attacker_whom_his_own_bomb_kills_is_no_victim() -> None:
    """Whoever set it off is meant by "killing him"."""
    later = "The bomber walked up to the guards and set off his vest, killing him and hurting one."
    claims = added(NEWS, later)
    assert tolls(claims, Role.KILLED) == []
    assert tolls(claims, Role.ATTACKERS_KILLED) == [1]
