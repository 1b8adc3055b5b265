"""Places in made-up reports: what is found, which place it is, and what is refused."""

import pytest

from dateline.detect.places.toponyms import find_places
from dateline.syntax.parser import parse_document
from dateline.types import Block, BlockKind, Creation, Document, Entity, Place, Span
from dateline.vocabulary.spellings import loose_key, name_key


def read(text: str) -> tuple[Entity, ...]:
    """The places of a text of one block."""
    block = Block(BlockKind.BODY, Span(0, len(text)))
    document = Document("r", "r", text, (block,), None, "en", None, None, (), Creation(None))
    return find_places(document, *parse_document(document))


def found(text: str) -> dict[str, Place | None]:
    """The places of a text by their words."""
    return {
        text[e.span.start : e.span.end]: e.value if isinstance(e.value, Place) else None
        for e in read(text)
    }


@pytest.mark.parametrize(
    ("text", "words", "country", "city"),
    [
        ("A bomb exploded in Mosul, Iraq, on Monday.", "Mosul", "IQ", "Mosul"),
        ("Police in Paris, Texas, arrested a man.", "Paris", "US", "Paris"),
        ("A blast shook Paris on Friday, French police said.", "Paris", "FR", "Paris"),
        ("Gunmen came to Maiduguri in Borno state, Nigeria.", "Maiduguri", "NG", "Maiduguri"),
        ("Men were shot in Sitio Uno, Calatrava, Negros Occidental, on Monday.", "Calatrava",
         "PH", "Calatrava"),
        ("A man was shot in Himamaylan City in the Philippines.", "Himamaylan City", "PH",
         "Himamaylan"),
        ("A mine went off in Pul-e-Khumri on Monday.", "Pul-e-Khumri", "AF", "Pul-e Khumri"),
        ("Shells fell on Kharkiv in eastern Ukraine.", "Kharkiv", "UA", "Kharkiv"),
    ],
)  # fmt: skip
def test_a_town_is_found_with_its_country(text: str, words: str, country: str, city: str) -> None:
    place = found(text)[words]

    assert place is not None
    assert (country, city) == (place.country, place.city)


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Rebels entered Bamako on Monday.", "Bamako"),
        ("Fighters seized Goma on Tuesday after a battle.", "Goma"),
        ("A car bomb shook Kabul on Friday.", "Kabul"),
        ("Two explosions rocked central Mogadishu on Saturday.", "Mogadishu"),
        ("Militants stormed Palma on Wednesday.", "Palma"),
        ("Gunmen raided Baga on Saturday, killing 14 fishermen.", "Baga"),
        ("An air strike targeted Sanaa on Monday.", "Sanaa"),
        ("Drones struck Kyiv overnight.", "Kyiv"),
    ],
)
def test_a_town_that_is_entered_stormed_or_struck_needs_no_preposition(
    text: str, town: str
) -> None:
    """The object of such a verb is a place, whatever the parser takes its name for."""
    assert town in found(text)


def test_a_person_who_is_hit_is_no_town() -> None:
    """Only a weapon strikes a town."""
    assert not found("A bullet struck Jackson in the leg.")


@pytest.mark.parametrize(
    ("text", "words", "city"),
    [
        ("A strike destroyed a car in the Afghan capital.", "Afghan capital", "Kabul"),
        ("A bomb went off in Somalia's capital on Monday.", "Somalia's capital", "Mogadishu"),
        ("Two men were shot in the Kenyan capital late on Friday.", "Kenyan capital", "Nairobi"),
    ],
)
def test_a_capital_is_known_by_its_country(text: str, words: str, city: str) -> None:
    place = found(text)[words]

    assert place is not None
    assert city == place.city


@pytest.mark.parametrize(
    "text",
    [
        "A bomb went off in the Afghan capital, Kabul, on Monday.",
        "A bomb went off in the Afghan capital of Kabul on Monday.",
        "A tax on the Chinese capital market was lifted.",
        "They spent Afghan capital on a bridge.",
        "The state capital was quiet.",
    ],
)
def test_a_capital_that_is_named_or_is_none_adds_nothing(text: str) -> None:
    assert not any("capital" in words for words in found(text))


def test_an_embassy_lies_where_the_phrase_puts_it() -> None:
    place = found("Rockets were fired at the French embassy in Baghdad on Sunday.")[
        "French embassy"
    ]

    assert place is not None
    assert ("IQ", "Baghdad", "French embassy") == (place.country, place.city, place.site)


def test_a_base_in_a_country_is_put_in_no_town() -> None:
    text = "Drones hit a US base in eastern Syria. Officials in Baghdad condemned the attack."
    place = found(text)["US base"]

    assert place is not None
    assert ("SY", None) == (place.country, place.city)


def test_a_listed_zone_brings_its_city() -> None:
    place = found("Two mortar rounds landed in the Green Zone in Iraq.")["Green Zone"]

    assert place is not None
    assert ("IQ", "Baghdad", "Green Zone") == (place.country, place.city, place.site)


def test_a_capital_that_speaks_is_no_place() -> None:
    entities = read("Moscow condemned the bombing in Kabul.")

    assert [None, "Kabul"] == [e.value and getattr(e.value, "city", None) for e in entities]
    assert "speaks: not a place" == entities[0].reason


@pytest.mark.parametrize("text", ["The Iraqi army advanced.", "The Islamic State said so."])
def test_peoples_and_groups_are_no_places(text: str) -> None:
    assert not [e for e in read(text) if e.value]


@pytest.mark.parametrize(
    ("one", "two"),
    [("Al-Dawrah", "al Dawra"), ("Khan Yunis", "Khan Younis"), ("Qamishli", "Kamishli")],
)
def test_transliterations_meet(one: str, two: str) -> None:
    assert loose_key(one) == loose_key(two)


def test_accents_and_hyphens_do_not_tell_names_apart() -> None:
    assert name_key("Saint-Étienne") == name_key("St. Etienne")


def test_spans_are_words_of_the_text() -> None:
    text = "A car bomb went off near the airport of Aden, Yemen, killing three."

    assert all(text[e.span.start : e.span.end].strip() for e in read(text))


def test_a_district_of_the_city_lies_in_the_city_that_the_text_is_about() -> None:
    text = "Shells fell on the Medina district of the city. Residents fled Mogadishu, Somalia."
    place = found(text)["Medina district"]

    assert place is not None
    assert ("SO", "Mogadishu", "Medina district") == (place.country, place.city, place.site)


def test_all_the_capitals_before_its_word_name_a_district() -> None:
    place = found("A mine went off in the Khair Khana neighbourhood of Kabul.")[
        "Khair Khana neighbourhood"
    ]

    assert place is not None
    assert ("AF", "Kabul") == (place.country, place.city)


def test_an_article_before_a_hyphen_is_no_village() -> None:
    assert "Al" not in found("Doctors at Al-Ahli hospital treated the wounded.")


def test_a_site_without_a_name_lies_in_the_town_after_it() -> None:
    place = found("Attackers threw grenades at a police station in Aden, Yemen.")["police station"]

    assert place is not None
    assert ("YE", "Aden", "police station") == (place.country, place.city, place.site)


def test_the_verb_of_a_headline_is_no_part_of_a_site() -> None:
    assert "US Embassy" in found("Gunmen Fire Mortar Rounds Toward US Embassy")


@pytest.mark.parametrize(("city", "admin1"), [("Abu Dhabi", "Abu Dhabi"), ("Dubai", "Dubai")])
def test_divisions_have_english_names(city: str, admin1: str) -> None:
    place = found(f"A fire broke out in {city} on Monday.")[city]

    assert place is not None
    assert admin1 == place.admin1


def test_an_article_before_a_town_alone_makes_it_something_else() -> None:
    """Ships and teams are called like towns."""
    places = found("Missiles fell into the sea, the navy said. The Mobile shot down two drones.")

    assert places.get("Mobile") is None


@pytest.mark.parametrize("name", ["The Hague", "the Red Sea", "the Bronx", "the Sahel"])
def test_some_places_have_an_article_of_their_own(name: str) -> None:
    assert any(e.value is not None for e in read(f"The convoy was stopped in {name} on Monday."))


def test_a_town_without_a_name_lies_in_the_country_of_its_people() -> None:
    text = "Gunmen opened fire in a Malian village, Portugal's Evening Mirror newspaper reported."
    places = found(text)

    assert places["Malian"] is not None
    assert places["Malian"].country == "ML"
    assert places["Portugal"] is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nine people were killed in a bar in Central Mexico.", "Central"),
        ("A blast killed six people in Northern Syria.", "Northern"),
        ("The town is fought over by the Santa Rosa de Lima gang.", "Santa Rosa de Lima"),
        ("Gunmen of the Sinaloa cartel shot two men.", "Sinaloa"),
    ],
)
def test_a_direction_and_a_gang_name_no_place(text: str, words: str) -> None:
    """A word for a part of a country is no province of another."""
    assert found(text).get(words) is None


@pytest.mark.parametrize(
    "text",
    ["Car bomber strikes hotel in Somali capital", "A blast shook the Somali capital on Monday."],
)
def test_a_people_and_the_word_capital_name_the_town(text: str) -> None:
    """Also without an article, as headlines have it."""
    towns = {place.city for place in found(text).values() if place}
    assert {"Mogadishu"} == towns


@pytest.mark.parametrize(
    "text",
    [
        "A raid on Maarat al-Numan killed two people in Syria.",
        "Shelling of Beit Lahiya wounded five people.",
        "A car bomb went off near Ali al Gharbi, killing six.",
        "Rockets hit Avdiivka on Tuesday, wounding three civilians.",
        "An attack on the town of Jalalpur Jattan left nine dead.",
        "The army bombed Beit Lahiya overnight.",
        "Militants attacked Kafr Saqr on Friday.",
        "Kirikhan was hit by air strikes that killed seven people.",
    ],
)
def test_what_is_done_to_places_names_a_town(text: str) -> None:
    """Whatever the parser takes the name for."""
    assert any(place is not None and place.city for place in found(text).values())


@pytest.mark.parametrize(
    "text",
    [
        "A bullet hit Ibrahim Medina in the leg.",
        "Rebels kidnapped John Hamilton on the road.",
    ],
)
def test_what_is_done_to_people_names_no_town(text: str) -> None:
    assert not any(found(text).values())
