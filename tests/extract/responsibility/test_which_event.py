"""A party that claims one deed and denies another, or a part of it."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from dateline.clean import clean_report
from dateline.detect import detect
from dateline.extract import extract
from dateline.types import Report, Role, Scope

HOMS = "A car bomb exploded at a market in Homs on Monday, killing nine people."
ALEPPO = "Gunmen attacked a police station in Aleppo on Tuesday, killing three officers."
CLAIMED, DENIED = ("claimed", "Islamic State"), ("denied", "Islamic State")


def told(text: str) -> list[set[tuple[str, str]]]:
    """Modality and speaker of what is said of who did each main event."""
    content = text.encode()
    name = hashlib.sha256(content).hexdigest()
    report = Report(name, "made-up.txt", content, "text/plain", published=date(2021, 3, 5))
    document = clean_report(report)
    single = [m for m in extract(document, detect(document)) if m.scope is Scope.SINGLE]
    return [
        {(c.modality.value, c.speaker.name) for c in m.claims if c.role is Role.ACTOR and c.speaker}
        for m in sorted(single, key=lambda m: m.trigger)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Islamic State claimed the bombing in Homs but not the attack in Aleppo.",
        "The Islamic State claimed the first attack but denied the second.",
        "The Islamic State claimed the market bombing but denied attacking the police station.",
        "The Islamic State claimed responsibility for the first attack but not for the second.",
        "The Islamic State admitted the bombing of the market but denied the raid in Aleppo.",
    ],
)
def test_a_denial_in_part_belongs_to_the_event_that_is_denied(sentence: str) -> None:
    """The bombing in Homs is claimed, the attack in Aleppo denied."""
    assert told(f"{HOMS}\n\n{ALEPPO}\n\n{sentence}\n") == [{CLAIMED}, {DENIED}]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Islamic State claimed the first bomb but not the second.",
        "The Islamic State claimed the blast but denied killing civilians.",
        "The Islamic State said it planted the bomb but denied targeting civilians.",
        "The Islamic State claimed the bombing but denied the later shooting.",
        "The Islamic State claimed one blast and denied the other.",
    ],
)
def test_a_denial_in_part_of_one_event_stands_beside_the_claim(sentence: str) -> None:
    """One event is told, so both the claim and the denial are its own."""
    assert told(f"{HOMS}\n\n{sentence}\n") == [{CLAIMED, DENIED}]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Islamic State said it was not behind the attack.",
        "The Islamic State said it was not involved in the bombing.",
        "The Islamic State said it was not responsible for the blast.",
        "The Islamic State said it had not carried out the attack.",
        "The Islamic State insisted that it had not planted the bomb.",
        "A spokesman for the Islamic State said the group was not behind the bombing.",
    ],
)
def test_a_denial_needs_no_verb_of_denying(sentence: str) -> None:
    """Who says that he was not behind it denies it, and claims nothing."""
    assert told(f"{HOMS}\n\n{sentence}\n") == [{DENIED}]
