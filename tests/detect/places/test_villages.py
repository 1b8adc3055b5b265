"""Towns and villages told as such, many of which no gazetteer holds, in made-up reports."""

import pytest

from dateline.types import PlaceKind
from detect.places.test_toponyms import found


@pytest.mark.parametrize(
    ("text", "words", "country", "admin1"),
    [
        ("A raid hit the village of Tel Qamra in Idlib province, Syria.", "Tel Qamra", "SY",
         "Idlib"),
        ("Gunmen burnt Gidan Sarki village in Sokoto state, Nigeria.", "Gidan Sarki", "NG",
         "Sokoto"),
        ("Shells fell on Umm Qaris in the northern countryside of Homs, Syria.", "Umm Qaris", "SY",
         "Homs"),
        ("In Syria's Hama province a mine went off in the town of Brikat.", "Brikat", "SY", "Hama"),
        ("Syrian jets bombed the town of Marj Hadid.", "Marj Hadid", "SY", None),
    ],
)  # fmt: skip
def test_an_unknown_village_lies_in_what_the_text_puts_it_in(
    text: str, words: str, country: str, admin1: str | None
) -> None:
    place = found(text)[words]

    assert place is not None
    assert (country, admin1, words) == (place.country, place.admin1, place.city)
    assert (None, None, None) == (place.lat, place.lon, place.gazetteer)
    assert (4 if admin1 else 6) == place.precision


@pytest.mark.parametrize(
    ("text", "words", "town", "admin1"),
    [
        ("A blast killed two in Qatrin, south of Mosul, Iraq.", "Qatrin", "Mosul", "Nineveh"),
        ("ERBIL – Shells hit the village of Marqada Sur, west of rebel-held Azaz, Syria.",
         "Marqada Sur", "Azaz", "Aleppo"),
        ("A mine killed two in the village of Qasr Barda, near Azaz, Syria.", "Qasr Barda", "Azaz",
         "Aleppo"),
    ],
)  # fmt: skip
def test_an_unknown_village_near_a_town_is_put_at_its_point(
    text: str, words: str, town: str, admin1: str
) -> None:
    places = found(text)
    place, near = places[words], places[town]

    assert place is not None
    assert near is not None
    assert (words, admin1) == (place.city, place.admin1)
    assert (near.lat, near.lon) == (place.lat, place.lon)
    assert (None, 2, 15_000) == (place.gazetteer, place.precision, place.radius)


def test_names_of_a_list_that_lost_its_commas_are_told_apart() -> None:
    """A known name, an article and a first word of villages say where one ends."""
    places = found(
        "Jets struck the towns of Bosra al-Sham Atmur al-Hrak and Tal Ghadir in rural Daraa, Syria."
    )

    assert {"Bosra al-Sham", "Atmur", "al-Hrak", "Tal Ghadir", "Daraa", "Syria"} == set(places)
    assert {"Daraa", None} == {place.admin1 for place in places.values() if place}


def test_a_part_of_an_unknown_name_stands_for_nothing() -> None:
    """Ain is a department of France."""
    places = found("Fighters left the town of Ain Qubba in Raqqa province, Syria, on Monday.")

    assert "Ain" not in places
    assert "Raqqa" == (places["Ain Qubba"] and places["Ain Qubba"].admin1)


def test_a_village_told_once_is_the_same_where_it_is_named_again() -> None:
    text = "A shell hit the village of Durnaya in Aleppo province, Syria. Medics of Durnaya came."

    places = found(text)

    assert {"Durnaya", "Aleppo province", "Syria"} == set(places)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rebels in Aleppo, Syria, and Omar Hadidi said so.", "Omar Hadidi"),
        ("Troops in the area of the Sultan Murad Brigade fired in Aleppo, Syria.", "Sultan Murad"),
        ("He spoke at Ghadir Television in Beirut, Lebanon.", "Ghadir Television"),
        ("The town of ISIL fighters in Raqqa, Syria.", "ISIL"),
    ],
)
def test_a_person_a_unit_and_an_outlet_are_no_villages(text: str, words: str) -> None:
    assert not any(words in name for name, place in found(text).items() if place)


def test_a_large_city_elsewhere_is_not_taken_for_a_village_of_the_country() -> None:
    place = found("Syrian and Iraqi envoys met in Washington, in Aleppo and in the city of Paris.")

    assert "FR" == (place["Paris"] and place["Paris"].country)


def test_a_word_behind_a_name_may_tell_the_next() -> None:
    place = found("A bomb went off in the Red Sea city of Jeddah, Saudi Arabia.")

    assert "Jeddah" == (place["Jeddah"] and place["Jeddah"].city)
    assert not any(value and value.city == "Red Sea" for value in place.values())


def test_a_describing_word_names_no_place_of_an_act() -> None:
    assert not found("A US-led coalition and London-based activists spoke of Turkish-backed men.")


def test_a_village_is_a_town_with_the_reach_of_its_province() -> None:
    place = found("A mine killed a man in the village of Hassun in Homs province, Syria.")["Hassun"]

    assert place is not None
    assert PlaceKind.CITY is place.kind
    assert (place.radius or 0) > 10_000


def test_a_village_lies_in_the_only_province_that_the_text_speaks_of() -> None:
    text = (
        "Gunmen came to Dumbhatar village on Monday, police in Ranchi District of Jharkhand said."
    )
    place = found(text + " The men, Policemen said in India, fled.")

    assert "Jharkhand" == (place["Dumbhatar"] and place["Dumbhatar"].admin1)
    assert "Policemen" not in {value.city for value in place.values() if value}


@pytest.mark.parametrize(
    ("text", "words", "city"),
    [
        ("Shells hit al-Qamra neighborhood in Aleppo city, Syria.", "al-Qamra", "Aleppo"),
        ("Shells hit the neighbourhood of Bab Sahra in Homs, Syria.", "Bab Sahra", "Homs"),
        ("He lives in Aleppo, Syria. Shells hit Darb and Rasha quarters in the city.", "Rasha",
         "Aleppo"),
    ],
)  # fmt: skip
def test_a_part_of_a_town_lies_in_the_town_that_the_words_behind_it_name(
    text: str, words: str, city: str
) -> None:
    place = found(text)[words]

    assert place is not None
    assert (PlaceKind.DISTRICT, city, words) == (place.kind, place.city, place.site)
    assert 2 == place.precision


def test_a_word_in_a_headline_is_no_code_of_a_province() -> None:
    assert found("18 Killed in Car Bomb Blast in Quneitra, Syria, on Monday.").get("Car") is None


def test_a_word_for_a_faith_is_no_village() -> None:
    assert found("Buses left two Shiite villages near Aleppo in Syria.").get("Shiite") is None


def test_a_part_of_the_city_is_one_of_the_city_named_last() -> None:
    """A bulletin goes from town to town."""
    text = (
        "A bomb went off in Latakia city, Syria, on Monday. Two men were hurt in rocket fire on "
        "Deir Ezzor city. Rebels shelled al-Marqa and al-Harth neighborhoods in the city."
    )
    assert {"Deir ez-Zor"} == {
        place.city for name, place in found(text).items() if place and name.startswith("al-")
    }


def test_a_district_lies_in_the_town_that_the_sentence_before_names() -> None:
    text = (
        "Rockets hit Latakia, Syria, and Latakia was shelled again. A shell wounded a woman in "
        "Aleppo. Another fell on the Mansha district."
    )
    assert ["Aleppo"] == [p.city for p in found(text).values() if p and p.site]
