"""What a report is about, be it an attack or something that the ledger never lists."""

from __future__ import annotations

import pytest
from small_documents import annotated, document

from dateline.extract import extract
from dateline.types import Kind, Mention, Role, Scope

NOT_LISTED = [
    ("The government and the rebels agreed on a ceasefire in Ardun on Monday.", "agreement"),
    ("The two presidents signed a peace treaty after years of war.", "agreement"),
    (
        "Soldiers of the border force set up a new military base near Vesk.",
        "headquarters_established",
    ),
    (
        "Rebels entered Vesk without resistance after government troops withdrew from the town.",
        "nonviolent_transfer_of_territory",
    ),
    ("The army deployed another thousand troops to the northern border.", "change_to_group"),
    ("The union imposed new sanctions on the country's oil sector on Friday.", "diplomacy"),
    ("A strong earthquake destroyed hundreds of homes in the mountains.", "natural_disaster"),
    ("A bus crashed into a tree near Ardun and eleven passengers died.", "man_made_disaster"),
    ("Customs officers broke up a ring that smuggled cigarettes in coffins.", "organised_crime"),
]


def told(text: str) -> tuple[Mention, ...]:
    """The mentions of a text."""
    return extract(document(text), annotated(text))


@pytest.mark.parametrize(("text", "sub_kind"), NOT_LISTED)
def test_what_the_ledger_never_lists_is_known_and_stays_outside(text: str, sub_kind: str) -> None:
    mentions = told(text)
    assert sub_kind == mentions[0].sub_kind
    assert {Scope.UNLISTED} == {m.scope for m in mentions}


@pytest.mark.parametrize(
    ("text", "sub_kind"),
    [
        ("Thousands of nurses rallied in Vesk. The rally ended at noon.", "peaceful_protest"),
        (
            "Thousands of nurses rallied in Vesk. Police dispersed them with water cannon.",
            "protest_with_intervention",
        ),
        (
            "Thousands of farmers rallied in Vesk. Some threw stones at the town hall.",
            "violent_demonstration",
        ),
        (
            "Soldiers opened fire on protesters in Vesk on Friday, doctors said.",
            "excessive_force_against_protesters",
        ),
    ],
)
def test_how_a_protest_went_may_stand_in_a_later_sentence(text: str, sub_kind: str) -> None:
    """A plain word for a protest gives way to what came of it."""
    assert sub_kind == told(text)[0].sub_kind


def test_a_month_is_no_march() -> None:
    """The third month of the year names no demonstration."""
    assert () == told("The new library opened its doors to readers on 4 March.")


def test_a_protest_that_is_awaited_is_not_the_news() -> None:
    text = "The army deployed soldiers to the capital in anticipation of more demonstrations."
    assert "change_to_group" == told(text)[0].sub_kind


def test_a_fight_gives_way_to_the_town_that_changed_hands() -> None:
    text = "Heavy clashes shook Vesk on Monday. Government forces recaptured the town from rebels."
    assert "government_regains_territory" == told(text)[0].sub_kind


def test_a_kind_may_be_told_by_its_own_words_alone() -> None:
    """An event of no listed sort has a kind, and no sub-kind where no words tell one."""
    mention = told("A spate of suicide attacks shook the north of the country in spring.")[0]
    assert (Kind.SUICIDE_BOMBING, None) == (mention.kind, mention.sub_kind)


def test_an_attack_stays_listed_beside_the_topic_of_its_report() -> None:
    """The deal is what the report is about; the bombing before it is still an event."""
    text = "Rebels signed a peace agreement with the government on Monday, days after a bombing."
    mentions = told(text + " The bombing killed nine soldiers in Ardun, police said.")
    assert "agreement" == mentions[0].sub_kind
    assert Kind.BOMBING in {m.kind for m in mentions[1:] if m.scope is Scope.SINGLE}


def test_what_went_before_weighs_less_than_the_news() -> None:
    """The attack stands in an "after", the sanctions are the news."""
    text = "The council imposed sanctions on the militia after a drone strike on the port."
    assert "diplomacy" == told(text)[0].sub_kind


def test_a_topic_rests_on_its_words() -> None:
    text = "The government and the rebels agreed on a ceasefire in Ardun on Monday."
    (claim,) = told(text)[0].claims
    assert (Role.SUB_KIND, "agreement") == (claim.role, claim.value)
    assert text[claim.span.start : claim.span.end] in {"ceasefire", "agreed on"}


def test_a_text_about_nothing_of_the_kind_has_no_topic() -> None:
    assert () == told("The choir sang two encores and the hall stood up to thank it.")
