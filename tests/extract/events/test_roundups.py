"""Reports that tell deeds at several places: an event a place, and what sums them up apart."""

from __future__ import annotations

from hashlib import sha256

import pytest
from small_documents import document

from dateline.clean import clean_report
from dateline.detect import detect
from dateline.extract import extract
from dateline.types import Mention, Place, Prominence, Report, Role, Scope, Toll


def mentions_of(text: str) -> tuple[Mention, ...]:
    """The mentions of a report."""
    report = document(text)
    return extract(report, detect(report))


def events_of(text: str) -> dict[str, list[int]]:
    """The death tolls of each current event by its town or village."""
    found: dict[str, list[int]] = {}
    for mention in mentions_of(text):
        if mention.scope is Scope.SINGLE and mention.prominence is Prominence.MAIN:
            found.setdefault(town_of(mention), []).extend(tolls_of(mention))
    return found


def town_of(mention: Mention) -> str:
    """The first town of an event."""
    places = [c.value for c in mention.claims if c.role is Role.WHERE]
    return next((p.city or p.name for p in places if isinstance(p, Place)), "")


def tolls_of(mention: Mention) -> list[int]:
    """The deaths that an event is told with."""
    tolls = [c.value for c in mention.claims if c.role is Role.KILLED]
    return [toll.count.low for toll in tolls if isinstance(toll, Toll)]


@pytest.mark.parametrize(
    "text",
    [
        "Warplanes bombed Idlib, Homs and Aleppo on Tuesday, residents said.",
        "Airstrikes hit the towns of Idlib, Homs and Aleppo on Tuesday.",
        "Shells fell on Idlib. Rockets struck the city of Homs. Gunmen attacked a post in Aleppo.",
    ],
)
def test_each_place_that_was_struck_is_an_event(text: str) -> None:
    """Whether it is listed or has a sentence of its own."""
    assert set(events_of(text)) == {"Idlib", "Homs", "Aleppo"}


def test_a_joint_toll_belongs_to_no_single_place() -> None:
    """It stays with the mention that sums up the places."""
    text = "Airstrikes on Mosul and Tikrit killed nine people on Tuesday, residents said."
    assert events_of(text) == {"Mosul": [], "Tikrit": []}
    sums = [m for m in mentions_of(text) if m.scope is Scope.AGGREGATE]
    assert [tolls_of(m) for m in sums] == [[9]]


def test_a_toll_stays_with_its_own_place() -> None:
    """Each sentence of a round-up has its own."""
    text = (
        "A roadside bomb killed four soldiers near Mosul on Friday, police said. "
        "In Kirkuk, gunmen shot dead two shopkeepers. A mortar attack in Baquba wounded a child."
    )
    assert events_of(text) == {"Mosul": [4], "Kirkuk": [2], "Baqubah": []}


@pytest.mark.parametrize(
    "more",
    [
        "The consulate in Marseille said that two tourists were hurt in the attack.",
        "The embassy in Paris condemned the attack.",
        "The attack killed ten people, a hospital in Lyon said.",
    ],
)
def test_where_somebody_speaks_nothing_was_struck(more: str) -> None:
    """One attack stays one."""
    news = "A gunman attacked a church in Nice on Thursday and killed three people."
    assert set(events_of(f"{news} {more}")) == {"Nice"}


@pytest.mark.parametrize(
    "text",
    [
        (
            "Five soldiers were killed in a bomb blast in Ramadi on Thursday. Meanwhile, four"
            " shoppers were killed in a bomb blast in Baqubah."
        ),
        (
            "Five soldiers were killed in an attack in Ramadi on Thursday. Also on Thursday, four"
            " traders were killed in an attack in Baqubah."
        ),
        (
            "A bomb killed five soldiers in Ramadi on Thursday. A rocket attack killed four traders"
            " in Baqubah."
        ),
    ],
)
def test_a_harm_stays_at_the_place_of_the_deed_that_did_it(text: str) -> None:
    """Also where the place is told only after the deed."""
    assert events_of(text) == {"Ramadi": [5], "Baqubah": [4]}


@pytest.mark.parametrize(
    ("lead", "tolls"),
    [
        ("Six people were killed on Monday, police said.", [4, 2]),
        ("Six people were killed in attacks in two towns on Monday, police said.", [4, 2]),
        ("Seven people were killed on Monday, police said.", [7, 4, 2]),
    ],
)
def test_a_sum_of_what_is_told_place_by_place_is_the_toll_of_none(
    lead: str, tolls: list[int]
) -> None:
    """A larger toll, of which the rest is not told, is kept."""
    text = f"{lead} A bomb killed four soldiers in Mosul. Gunmen shot dead two guards in Kirkuk."
    assert [n for own in events_of(text).values() for n in own] == tolls


def test_a_toll_that_two_others_happen_to_add_up_to_is_kept() -> None:
    """What a sentence tells with a deed of its own is no sum."""
    text = (
        "Five soldiers were killed by a bomb in Mosul on Monday. Gunmen shot dead three guards in"
        " Kirkuk. A mine killed two herders near Ramadi."
    )
    assert events_of(text) == {"Mosul": [5], "Kirkuk": [3], "Ramadi": [2]}


def test_a_joined_clause_with_a_deed_of_its_own_has_its_own_toll() -> None:
    """Two deeds may share a sentence."""
    text = (
        "Two soldiers were killed in an ambush near Bouar on Monday, and three more died when"
        " their truck hit a mine near Bria on Tuesday."
    )
    assert events_of(text) == {"Bouar": [2], "Bria": [3]}


def test_an_abduction_in_another_town_is_news_of_its_own() -> None:
    """In a round-up it names again none that was told of another town."""
    text = (
        "Gunmen abducted a priest in Kaduna on Sunday. In Jos, gunmen abducted two traders on"
        " Tuesday. In Makurdi, herders killed five farmers on Tuesday."
    )
    assert set(events_of(text)) == {"Kaduna", "Jos", "Makurdi"}


def test_an_abduction_of_an_earlier_year_is_not_news() -> None:
    """What is recalled of another town stays background."""
    text = (
        "Gunmen abducted a priest in Kaduna on Sunday, killing his driver. A priest who was"
        " abducted in Jos last year is still missing."
    )
    assert set(events_of(text)) == {"Kaduna"}


@pytest.mark.parametrize(
    "text",
    [
        (
            "On March 3, 2023, rebels killed three farmers in Beni. On March 8, 2023, a bomb"
            " killed two women near Goma."
        ),
        (
            "Rebels killed three farmers in Beni on 3 March 2023. A bomb killed two women"
            " near Goma on 8 March 2023."
        ),
        (
            "Five people were killed in two attacks in the region this month. Rebels killed three"
            " farmers in Beni on 3 March 2023. A bomb killed two women near Goma on 8 March 2023."
        ),
    ],
)
def test_each_entry_of_a_list_with_days_is_news(text: str) -> None:
    """A day of the calendar puts none of them before the others."""
    assert events_of(text) == {"Beni": [3], "Goma": [2]}


def test_an_attack_of_the_year_before_is_no_entry_of_a_list() -> None:
    """The entries lie near one another."""
    text = (
        "A car bomb killed ten people in Kabul on 14 May 2019. On 3 March 2018, a bomb killed 30"
        " people in Kandahar."
    )
    assert events_of(text) == {"Kabul": [10]}


@pytest.mark.parametrize(
    "text",
    [
        "Gao\nGunmen shot dead two drivers on Tuesday.\n\nMopti\nA mine killed three soldiers.\n",
        "Gao: Gunmen shot dead two drivers.\n\nMopti: A mine killed three soldiers on Tuesday.\n",
    ],
)
def test_each_section_of_a_bulletin_tells_of_its_own_place(text: str) -> None:
    data = f"Weekly notes on safety in Mali\n\n{text}".encode()
    bulletin = clean_report(Report(sha256(data).hexdigest(), "notes", data, "text/plain"))

    news = [m for m in extract(bulletin, detect(bulletin)) if m.prominence is Prominence.MAIN]

    assert [("Gao", [2]), ("Mopti", [3])] == [(town_of(m), tolls_of(m)) for m in news]


def test_shot_and_killed_is_one_deed_of_one_place() -> None:
    text = (
        "* On 5 June, soldiers shot and killed a 15-year-old boy in Hebron.\n\n"
        "* On 8 June, soldiers shot and killed a 17-year-old boy in Tulkarm.\n"
    )

    assert {"Hebron": [1], "Tulkarm": [1]} == events_of(text)
    assert 2 == len(mentions_of(text))


NEWS = "Gunmen killed nine people in a bar in Apaseo on Wednesday, prosecutors in Celaya said. "
IN_OCTOBER = "Earlier in October, Kuwait Times reported that 12 people were killed by gunmen in "


@pytest.mark.parametrize(
    "later",
    [
        "The attack comes nine days after rebels bombed churches in Tanta and Alexandria.",
        IN_OCTOBER + "Irapuato city. They entered the bar in Irapuato and opened fire on guests.",
        IN_OCTOBER + "Irapuato and Tarimoro. The Irapuato attack is being looked into.",
    ],
)
def test_what_is_told_about_an_earlier_deed_is_no_news(later: str) -> None:
    """In a list, in the sentence after, or by its name."""
    assert [n for told in events_of(NEWS + later).values() for n in told] == [9]


def test_a_deed_on_a_road_between_two_towns_is_one() -> None:
    """It was at neither end."""
    text = "Two soldiers were killed in an ambush between Kidal and Gao on Monday, the army said."
    assert list(events_of(text).values()) == [[2]]


def test_the_parts_of_an_address_are_one_place() -> None:
    """Each lies in the next, and the last in its province."""
    where = "Hacienda Remunda, Barangay Kapitan Tomas, Silay City, Negros Occidental"
    found = events_of(f"Three rebels were killed in a clash in {where}, on Friday.")
    assert [[3]] == list(found.values())
