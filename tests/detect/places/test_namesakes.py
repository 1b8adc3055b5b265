"""Names that a town shares with its province, in made-up reports."""

import pytest

from dateline.types import PlaceKind
from detect.places.test_toponyms import found


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("A mine went off in Hama, Syria, and killed a man.", "Hama", PlaceKind.CITY),
        ("A mine went off in Hama, Syria. It lay in the city of Hama.", "Hama", PlaceKind.CITY),
        ("Shells fell on Hama's northern countryside, Syria.", "Hama", PlaceKind.ADMIN1),
        ("Jets bombed northern Hama in Syria.", "Hama", PlaceKind.ADMIN1),
        ("Jets bombed Hama, Syria. A village of Hama province, Sarwi, was hit.", "Hama",
         PlaceKind.ADMIN1),
        ("Jets bombed Hama, Syria. The raid hit Kafr Zita.", "Hama", PlaceKind.ADMIN1),
        ("Jets bombed Aleppo, Syria. The raid hit Anadan.", "Aleppo", PlaceKind.CITY),
    ],
)  # fmt: skip
def test_the_words_beside_a_name_and_the_text_tell_town_or_province(
    text: str, words: str, kind: PlaceKind
) -> None:
    place = found(text)[words]

    assert place is not None
    assert kind is place.kind


def test_a_village_in_the_countryside_of_damascus_lies_in_its_province() -> None:
    place = found("Two died in the village of Sarwiyah in the countryside of Damascus, Syria.")

    assert "Rif Dimashq" == (place["Sarwiyah"] and place["Sarwiyah"].admin1)


def test_an_apostrophe_may_be_lost() -> None:
    place = found("Gunmen shot two men in Syrias northern city of Idlib.")

    assert "SY" == (place["Syrias"] and place["Syrias"].country)


def test_an_area_without_a_province_stays_a_part_of_its_town() -> None:
    place = found("A bomb hit the Pul Hamzi area on Monday. Kabul police said so in Afghanistan.")

    assert not any(value and value.city == "Pul Hamzi" for value in place.values())


def test_a_town_is_meant_where_only_its_district_is_spelled_so() -> None:
    place = found("Soldiers shot and killed a man in Jenin, in the West Bank, on Monday.")["Jenin"]

    assert place is not None
    assert PlaceKind.CITY is place.kind
