"""Who can have done it, by the means that an attack takes."""

from __future__ import annotations

import hashlib

import pytest

from dateline.clean import clean_report
from dateline.detect import detect
from dateline.extract import extract
from dateline.types import Kind, Mention, Party, Prominence, Report, Role


def mentions(text: str) -> tuple[Mention, ...]:
    """The events of a report."""
    data = text.encode()
    report = Report(hashlib.sha256(data).hexdigest(), "a", data, "text/plain")
    document = clean_report(report)
    return extract(document, detect(document))


def doers(text: str) -> set[str]:
    """The parties that are said to have done what a report is about."""
    claims = (c for m in mentions(text) if m.prominence is Prominence.MAIN for c in m.claims)
    return {c.value.name for c in claims if c.role is Role.ACTOR and isinstance(c.value, Party)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Air strikes killed nine people in Gao, and Boko Haram bombed the town.", "Boko Haram"),
        ("The Gao massacre on Monday left nine dead. Adam Lake was there.", "Adam Lake"),
    ],
)
def test_who_lacks_the_means_is_not_accused(text: str, name: str) -> None:
    """No armed group flies aircraft; who only lent a name to a massacre did nothing."""
    assert name not in doers(text)


def test_a_group_that_claims_a_suicide_bombing_did_it() -> None:
    """What a group claims stays."""
    text = (
        "A suicide bomber killed nine people at a market in Gao on Monday. "
        "Boko Haram claimed responsibility for the bombing."
    )
    assert "Boko Haram" in doers(text)


def test_another_deed_told_later_accuses_nobody_of_the_first() -> None:
    """An offensive that a later sentence tells is no part of the attack before it."""
    text = (
        "Nine men were shot dead in a village near Gao on Monday, residents said. "
        "The road was closed for hours. "
        "Boko Haram launched an offensive in the north in January."
    )
    assert "Boko Haram" not in doers(text)


def test_a_deed_that_is_taken_up_accuses_whoever_did_it() -> None:
    """The words "the attack" and "it" point back."""
    text = (
        "Nine men were shot dead in a village near Gao on Monday, residents said. "
        "Police said the attack was carried out by Boko Haram."
    )
    assert "Boko Haram" in doers(text)


def test_a_habit_accuses_nobody_of_the_attack_that_is_the_news() -> None:
    """What rebels do at large, they need not have done this time."""
    text = (
        "A rocket hit a market in Gao on Monday, killing nine people, residents said. "
        "The rocket also set stalls on fire. "
        "Boko Haram fighters regularly fire rockets at the town."
    )
    assert "Boko Haram" not in doers(text)


def test_what_a_state_bombs_is_bombed_from_the_air() -> None:
    """A bomb that nobody's aircraft dropped stays a bombing."""
    told = "Nine people were killed in {} bombing of the market in Gao on Monday, residents said."
    kinds = [
        next(m.kind for m in mentions(told.format(whose)) if m.prominence is Prominence.MAIN)
        for whose in ("government", "a car")
    ]
    assert kinds == [Kind.AIR_STRIKE, Kind.BOMBING]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Six villagers were killed and many houses razed by gunmen in Jos on Monday.",
         Kind.ARMED_ATTACK),
        ("Gunmen set ablaze many houses in Jos on Monday.", Kind.PROPERTY_DESTRUCTION),
    ],
)  # fmt: skip
def test_a_raid_that_killed_is_no_mere_arson(text: str, kind: Kind) -> None:
    """What burned is told beside the dead."""
    assert mentions(text)[0].kind is kind
