"""Who is named, and what is known of them."""

from __future__ import annotations

import pytest
from small_text import document

from dateline.detect.parties.mentions import find_parties
from dateline.syntax.parser import parse_document
from dateline.types import Party


def read(text: str) -> list[Party]:
    """The parties of a text."""
    doc = document(text)
    return [e.value for e in find_parties(doc, *parse_document(doc)) if isinstance(e.value, Party)]


def named(text: str) -> list[tuple[str, str]]:
    """The names and kinds of the parties of a text."""
    return [(party.name, party.kind.value) for party in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fort was shelled by Kataib Hezbollah.", ("Kataib Hezbollah", "armed_group")),
        ("Abu Sayyaf beheaded two sailors.", ("Abu Sayyaf", "armed_group")),
        ("The PKK burned a bus.", ("Kurdistan Workers' Party", "armed_group")),
        ("ISIS burned a bus.", ("Islamic State", "armed_group")),
    ],
)
def test_a_known_actor_is_no_person(text: str, expected: tuple[str, str]) -> None:
    """The list of actors wins over what the parser takes for a person's name."""
    assert expected in named(text)
    assert "person" not in [kind for _, kind in named(text)]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("An Israeli air strike hit a clinic.", ["Israel"]),
        ("A U.S. drone strike hit a car.", ["United States"]),
        ("Days of Turkish shelling followed.", ["Turkey"]),
        ("An Israeli nurse was killed in a blast.", []),
        ("A general strike shut the Italian port.", []),
    ],
)
def test_a_deed_of_armed_forces_is_that_of_the_state_named_before_it(
    text: str, states: list[str]
) -> None:
    """A people before any other noun is no party."""
    assert states == [name for name, kind in named(text) if kind == "state"]


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Pentagon press secretary Joan Miller spoke.", "Joan Miller", "Pentagon press secretary"),
        ("Interior Minister Ana Ruiz resigned.", "Ana Ruiz", "Interior Minister"),
    ],
)
def test_a_person_with_a_title_holds_an_office(text: str, name: str, office: str) -> None:
    """A body before a title does not hide the person behind it."""
    (party,) = read(text)
    assert (party.name, party.kind.value, party.office) == (name, "official", office)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Hezbollah leader Hassan Kanaan denied it.", "leader, Hezbollah"),
        ("Hezbollah's leader Hassan Kanaan denied it.", "leader"),
    ],
)
def test_an_armed_group_is_named_beside_who_leads_it(text: str, office: str) -> None:
    """Both are parties, so that what he claims can be laid on the group."""
    names = [(party.name, party.office) for party in read(text)]
    assert [("Hezbollah", None), ("Hassan Kanaan", office)] == names


def test_a_director_is_told_with_the_body_that_the_report_names_in_full() -> None:
    """A word of its name is enough there."""
    text = (
        "Shells hit a market, the Syrian Observatory for Human Rights said. "
        "Observatory director Jan Rahman said nine died."
    )
    offices = [party.office for party in read(text) if party.name == "Jan Rahman"]
    assert ["director, Syrian Observatory for Human Rights"] == offices


@pytest.mark.parametrize(
    ("text", "name", "anonymous"),
    [
        ("Two Kenyan security officials said so.", "Kenyan security officials", True),
        ("An estimated 1,000 terrorists fled.", "terrorists", False),
        ("Some 2,500 French troops left.", "French troops", False),
    ],
)
def test_a_name_is_told_without_how_many(text: str, name: str, anonymous: bool) -> None:
    """The count of a group is no part of its name."""
    (party,) = read(text)
    assert (party.name, party.anonymous) == (name, anonymous)


@pytest.mark.parametrize("words", ["The US Embassy", "The U.S. Embassy", "The American Embassy"])
def test_an_embassy_is_called_by_its_country(words: str) -> None:
    """Ways to write a country lead to one name."""
    (party,) = read(f"{words} closed its gates.")
    assert (party.name, party.kind.value, party.country) == ("US Embassy", "diplomatic", "US")


def test_a_surname_stands_for_the_person_named_in_full() -> None:
    """A short name is resolved within the report."""
    parties_found = read("Interior Minister Ana Ruiz arrived. Later Ruiz left.")
    assert parties_found[0] == parties_found[-1]


def test_a_state_that_acts_is_a_party() -> None:
    """A country is a party where it is a subject, not where it is a place."""
    assert named("Turkey shelled the hills.") == [("Turkey", "state")]
    assert named("The hills in Turkey are dry.") == []


def test_two_spellings_of_a_full_name_are_one_person() -> None:
    """Vowels and doubled letters vary between spellings of one Arabic name."""
    found = read("President Mohamed Sherif spoke. Later Mohammed Shareef left.")
    assert {party.name for party in found} == {"Mohamed Sherif"}


def test_a_known_actor_is_found_where_a_text_lost_its_apostrophes() -> None:
    assert ("Syrian government", "government") in named("Assads forces shelled a market.")


def test_a_word_for_the_size_of_a_deed_is_no_part_of_a_name() -> None:
    names = {name for name, _ in named("Huge rebel rockets killed 8 in Ardun.")}
    assert not any(name.startswith("Huge") for name in names)
