"""Which words stand for weapons, and of which kind."""

from __future__ import annotations

import pytest
from small_text import document

from dateline.detect.weapons import find_weapons
from dateline.syntax.parser import parse_document
from dateline.types import Weapon, WeaponKind


def read(text: str) -> list[tuple[str, str]]:
    """The words and kinds of the weapons of a text."""
    doc = document(text)
    return [
        (e.value.name, e.value.kind.value)
        for e in find_weapons(doc, *parse_document(doc))
        if isinstance(e.value, Weapon)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A suicide car bomb went off.", [("suicide car bomb", "car_bomb")]),
        ("Two Katyusha rockets fell.", [("katyusha rockets", "rocket")]),
        ("They used rocket-propelled grenades.", [("rocket-propelled grenades", "rocket")]),
        ("A roadside bomb hit the bus.", [("roadside bomb", "bomb")]),
        ("Men with knives broke in.", [("knives", "blade")]),
        ("She blew herself up at the gate.", [("blew herself up", "suicide_bomb")]),
        ("A mortar shell hit the town.", [("mortar shell", "mortar")]),
        ("He killed one guard and hurt another with his car.", [("with his car", "vehicle")]),
        ("The lorry ploughed into a crowd.", [("ploughed into", "vehicle")]),
        ("He drove his car to the market.", []),
        ("The mayor opened a school.", []),
    ],
)
def test_knows_weapons_by_their_words(text: str, expected: list[tuple[str, str]]) -> None:
    """The longest phrase gives the kind, in singular and plural."""
    assert read(text) == expected


def test_every_kind_of_weapon_has_words_but_other() -> None:
    """Each kind can be found by its own name in plain words."""
    plain = ("rocket", "missile", "mortar", "artillery", "drone", "bomb", "grenade")
    for name in plain:
        assert read(f"Soldiers found a {name} there.") == [(name, WeaponKind(name).value)]
