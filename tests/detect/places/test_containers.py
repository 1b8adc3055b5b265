"""Names that a phrase puts in a province or country, in made-up reports."""

from __future__ import annotations

import pytest

from detect.places.test_toponyms import found


@pytest.mark.parametrize(
    ("text", "words", "country", "province"),
    [
        ("Rebels shot a judge in Concepcion, in the Peruvian region of Junin.", "Concepcion",
         "PE", "Junin"),
        ("A man died in Tbilisi, Georgia. The Georgia team had played in Atlanta.", "Georgia",
         "GE", None),
        ("• 5 June: Gunmen raided Tillaberi.\n\n• 6 June: In Djibo, Burkina Faso, men took six.",
         "Djibo", "BF", "Sahel"),
        ("In the province of Malatya, rebels came to the village of Yenice in Turkey.", "Yenice",
         "TR", "Malatya"),
    ],
)  # fmt: skip
def test_a_phrase_decides_between_places_of_one_name(
    text: str, words: str, country: str, province: str | None
) -> None:
    place = found(text)[words]

    assert place is not None
    assert (country, province) == (place.country, place.admin1)


def test_no_namesake_in_another_province_is_taken() -> None:
    place = found("Police in Turkey came to Yenice in Hakkari province.")["Yenice"]

    assert place is None or place.admin1 == "Hakkari"


@pytest.mark.parametrize(
    ("text", "site", "city"),
    [
        ("Gunmen took a nurse of the Vienna Hospital in Juba.", "Vienna Hospital", "Juba"),
        ("A bomb went off at the Cairo Palace hotel in Khartoum.", "Cairo Palace", "Khartoum"),
    ],
)
def test_a_site_lies_in_the_town_that_follows_and_not_in_its_name(
    text: str, site: str, city: str
) -> None:
    place = found(text)[site]

    assert city == (place and place.city)


@pytest.mark.parametrize(
    ("text", "words", "city"),
    [
        ("A drone wounded a man in the Belgorod Region of Russia.", "Belgorod", None),
        ("A drone wounded a man in the city of Belgorod in Russia.", "Belgorod", "Belgorod"),
        ("Six men were shot in Menaka region in Mali.", "Menaka", None),
    ],
)
def test_a_word_for_a_region_tells_it_from_its_town(
    text: str, words: str, city: str | None
) -> None:
    places = found(text)
    place = places.get(words) or places.get(f"{words} Region") or places.get(f"{words} region")

    assert place is not None
    assert (words, city) == (place.admin1, place.city)


@pytest.mark.parametrize(
    ("text", "country", "city"),
    [
        ("Gunmen killed two elders in Miranshah on Monday.", "PK", "Miranshah"),
        ("An air strike killed eight people in Khan Sheikhoun on Monday.", "SY", "Khan Sheikhoun"),
        ("A bomb killed two policemen in Tall Afar on Monday.", "IQ", "Tal Afar"),
        ("Fighters killed six people in Mocimboa da Praia on Monday.", "MZ", "Mocimboa da Praia"),
        ("Gunmen killed two farmers in Barsalogo on Monday.", "BF", "Barsalogho"),
    ],
)
def test_towns_of_the_news_are_known_by_their_usual_spelling(
    text: str, country: str, city: str
) -> None:
    assert (country, city) in {(p.country, p.city) for p in found(text).values() if p}


def test_a_surname_behind_a_title_is_no_town() -> None:
    assert "Ikeja" not in found("Gunmen abducted Pastor Bola Ikeja from his farm in Ondo State.")


def test_a_name_before_the_last_word_of_a_text_is_read() -> None:
    assert found("A drone hit the Novoshakhtinsk refinery") is not None
