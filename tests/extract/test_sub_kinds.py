"""Events are told more exactly by their sub-kind, on words of the report."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from small_documents import annotated, document

from dateline.extract import extract
from dateline.extract.ontology import acled_codes, known_sub_kinds
from dateline.types import Kind, Mention, Role

DOCS = Path(__file__).resolve().parents[2] / "docs"


def first(text: str) -> Mention:
    """The first event of a text."""
    return extract(document(text), annotated(text))[0]


TOLD = [
    ("Three rockets hit a military base near Ardun on Monday, wounding two soldiers.", "rockets"),
    (
        "A grenade was thrown at a bar in Vesk on Monday, wounding two people, police said.",
        "grenade",
    ),
    ("A car bomb exploded outside a police station in Ardun, killing three officers.", "car bomb"),
    (
        "A man rammed a truck into a crowd in Vesk on Sunday, killing five people, police said.",
        "rammed",
    ),
    ("Gunmen attacked a police station in Ardun on Monday, killing three policemen.", "attacked"),
]


@pytest.mark.parametrize(
    ("text", "words", "sub_kind"),
    [
        (*case, name)
        for case, name in zip(
            TOLD, ("rocket_fire", "grenade", "car_bomb", "ramming", "attack_on_forces"), strict=True
        )
    ],
)
def test_a_sub_kind_stands_on_words_of_the_text(text: str, words: str, sub_kind: str) -> None:
    mention = first(text)
    (claim,) = [c for c in mention.claims if c.role is Role.SUB_KIND]
    assert (sub_kind, sub_kind, words) == (
        mention.sub_kind,
        claim.value,
        text[claim.span.start : claim.span.end],
    )


def test_a_bare_word_tells_no_sub_kind() -> None:
    """Unknown stays unknown."""
    assert first("A bomb exploded in Ardun on Monday, killing two people.").sub_kind is None


def test_who_takes_a_town_tells_the_sub_kind() -> None:
    """The doer of the verb decides, and not a word that stands nearby."""
    army = "Soldiers clashed with rebels near Vesk and recaptured the town on Monday."
    rebels = "Rebels clashed with soldiers near Vesk and captured the town on Monday."
    assert "government_regains_territory" == first(army).sub_kind
    assert "rebels_overtake_territory" == first(rebels).sub_kind


def test_every_kind_has_sub_kinds_with_words() -> None:
    assert set(Kind) == {one.kind for one in known_sub_kinds().values()}
    for one in known_sub_kinds().values():
        assert one.definition.endswith(".")
        assert one.cues, one.name


def test_the_code_of_a_sub_kind_goes_before_that_of_its_kind() -> None:
    assert ("Explosions/Remote violence", "Grenade") == acled_codes(Kind.BOMBING, "grenade")
    assert "Remote explosive/landmine/IED" == acled_codes(Kind.BOMBING, None)[1]


def test_the_page_of_kinds_is_what_the_ontology_says() -> None:
    spec = importlib.util.spec_from_file_location("make_kinds", DOCS / "make_kinds.py")
    assert spec is not None
    assert spec.loader is not None
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    assert make.page() == (DOCS / "kinds.md").read_text(encoding="utf-8")
