"""Where an event was: not where the report was filed, somebody spoke, or an act was aimed for."""

from __future__ import annotations

import pytest

from dateline.types import Place, PlaceKind, Role
from extract.arguments.test_roles import claims


def sites(text: str) -> set[tuple[str | None, str | None, str | None]]:
    """The country, province and town of each place that a made-up report gives an event."""
    values = [c.value for c in claims(text) if c.role is Role.WHERE and isinstance(c.value, Place)]
    return {(v.country, v.admin1, v.city) for v in values}


def towns(text: str) -> set[str]:
    """The towns among them."""
    return {city for *_, city in sites(text) if city}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MOGADISHU - A car bomb killed four men in Beledweyne on Saturday.\n", {"Beledweyne"}),
        ("BOGOTA - Rebels shot two soldiers in rural Arauca department on Tuesday.\n", set()),
        ("QUETTA: At least five labourers were shot dead in Turbat on Saturday.\n", {"Turbat"}),
        ("BASRA, Iraq - A suicide bomber killed nine people in the city on Monday.\n", {"Basra"}),
    ],
)  # fmt: skip
def test_a_dateline_is_where_it_was_only_where_nothing_else_is_told(
    text: str, expected: set[str]
) -> None:
    assert expected == towns(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed two men in Mandera county, a commander said in Nairobi.\n", set()),
        ("Men shot six policemen in Nangarhar, a spokesman told reporters in Jalalabad.\n", set()),
        ("A bomb killed two men on Monday, residents in Jalula said.\n", {"Jalawla"}),
        ("Air strikes on Douma killed six people, rescuers said.\n", {"Douma"}),
        ("A bomb killed two in Mosul on Sunday, the ministry in Baghdad said.\n", {"Mosul"}),
        ("Police in Jos said that gunmen had killed six at a church there.\n", {"Jos"}),
        ("An official was in Gao. Gunmen killed two men there on Monday.\n", {"Gao"}),
    ],
)  # fmt: skip
def test_the_place_of_a_speaker_is_not_where_it_was(text: str, expected: set[str]) -> None:
    assert expected == towns(text)


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Militants shot 22 people in the village of Kourkou in Niger on Sunday. ",
         "His visit to Dosso after the massacre made the minister weep.\n"),
        ("Seven miners were shot dead at a camp in Balochistan on Friday. ",
         "Their bodies were brought to Quetta.\n"),
        ("A ship was hit by a drone off the coast of Yemen on Sunday. ",
         "The group says it attacks ships in support of Palestinians in Gaza.\n"),
    ],
)  # fmt: skip
def test_a_visit_a_burial_or_an_aim_tells_no_place(text: str, more: str) -> None:
    assert towns(text) == towns(text + more)


def test_a_flag_is_no_place() -> None:
    text = "A drone hit a tanker under the flag of Liberia off the coast of Oman on Thursday.\n"

    assert {"OM"} == {country for country, *_ in sites(text)}


def test_whose_somebody_is_tells_no_place_beside_the_place_itself() -> None:
    text = "Two students of the University of Maiduguri were kidnapped in Damaturu on Sunday.\n"

    assert {"Damaturu"} == towns(text)


def test_the_news_takes_no_town_from_a_sentence_about_another_event() -> None:
    text = (
        "A bomb wounded nine people in Turkey on Tuesday.\n\n"
        "In October, two explosions killed 90 people in Ankara.\n"
    )
    values = [c.value for c in claims(text) if c.role is Role.WHERE and isinstance(c.value, Place)]

    assert PlaceKind.COUNTRY in {v.kind for v in values}
    assert [v.city for v in values].count("Ankara") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow defended its Damascus ally after an air strike killed six people in Idlib.\n",
         {"Idlib"}),
        ("The war has set Moscow against Ankara. An air strike killed six people in Douma.\n",
         {"Douma"}),
        ("Six fighters of a group operating in Mosul were killed in Palmyra on Monday.\n",
         {"Palmyra"}),
        ("After the Geneva negotiations a bomb killed six people in Homs on Monday.\n", {"Homs"}),
    ],
)  # fmt: skip
def test_who_rules_somewhere_or_is_at_home_there_places_no_deed(
    text: str, expected: set[str]
) -> None:
    assert expected == towns(text)


def test_a_town_near_which_it_was_gives_way_to_the_town_itself() -> None:
    text = (
        "US airstrikes kill 11 civilians near Syria's Aleppo. Activists said that the civilians"
        " were killed as US aircraft hit a building in the city of Idlib near Aleppo.\n"
    )

    assert {"Idlib"} == towns(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two soldiers died in an ambush between Kidal and Gao in northern Mali.\n", set()),
        ("A convoy was attacked on the road between the towns of Kidal and Gao.\n", set()),
        ("Gunmen raided a village in Jibia, police said while speaking in the city of Katsina.\n",
         {"Jibia"}),
        ("A mine killed four in Garissa county, according to a report filed at Liboi.\n", set()),
    ],
)  # fmt: skip
def test_the_ends_of_a_road_and_the_desk_of_a_report_are_no_sites(
    text: str, expected: set[str]
) -> None:
    assert towns(text) <= expected


def test_a_deed_at_a_border_lies_in_both_countries() -> None:
    text = "Gunmen killed six men near the border between Niger and Mali on Monday.\n"

    assert {"NE", "ML"} & {country for country, *_ in sites(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A mine hit a bus as it was travelling from the port of Trincomalee to Colombo.\n", set()),
        ("A man died at the Kano hospital after gunmen shot him in Zaria, Nigeria.\n", {"Zaria"}),
        ("Shells hit a hospital in Kano, Nigeria, and killed two nurses.\n", {"Kano"}),
    ],
)  # fmt: skip
def test_where_a_bus_went_or_the_hurt_were_taken_is_not_where_it_was(
    text: str, expected: set[str]
) -> None:
    assert expected == towns(text)
