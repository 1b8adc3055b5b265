"""Somebody who is killed for what he did before is an attacker, and who stopped him no culprit."""

from __future__ import annotations

import pytest
from small_documents import document

from dateline.detect import detect
from dateline.extract import extract
from dateline.types import Claim, Modality, Party, PartyKind, Prominence, Role, Target

FORCES = frozenset({PartyKind.MILITARY, PartyKind.SECURITY, PartyKind.POLICE, PartyKind.STATE})


def claims(text: str) -> list[Claim]:
    """What a text says of its main events."""
    report = document(text)
    found = extract(report, detect(report))
    return [c for mention in found if mention.prominence is Prominence.MAIN for c in mention.claims]


def accused(told: list[Claim]) -> set[str]:
    """The forces on which a deed is laid."""
    values = [c.value for c in told if c.role is Role.ACTOR and c.modality is not Modality.DENIED]
    return {v.name for v in values if isinstance(v, Party) and v.kind in FORCES}


REPELLED = [
    "A man was shot dead after stabbing a soldier at a gate near Hebron on Monday.",
    "Soldiers shot dead a man who tried to stab a guard near Hebron on Monday.",
    "A man was killed when he opened fire on guards near Hebron on Monday.",
    "Troops shot and killed a driver who rammed a checkpoint near Hebron on Monday.",
    "Police killed a man after he attacked an officer with an axe near Hebron on Monday.",
]


@pytest.mark.parametrize("text", REPELLED)
def test_an_attacker_who_is_stopped_is_no_victim(text: str) -> None:
    """Those who stop him are not accused of his attack."""
    told = claims(text)
    assert {Role.ATTACKERS_KILLED} == {c.role for c in told} & {Role.KILLED, Role.ATTACKERS_KILLED}
    assert set() == accused(told)


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Soldiers shot dead a man who was selling bread in Mandalay on Monday.", {"Soldiers"}),
        ("Soldiers shot dead a boy after raiding a house in Mandalay on Monday.", {"Soldiers"}),
        ("Soldiers killed a man who did not stab anybody in Mandalay on Monday.", {"Soldiers"}),
    ],
)
def test_whoever_attacked_nobody_is_a_victim(text: str, doers: set[str]) -> None:
    """So that the soldiers did it."""
    told = claims(text)
    assert Role.KILLED in {c.role for c in told}
    assert doers == {name[:1].upper() + name[1:] for name in accused(told)}


def test_what_a_blow_did_is_no_attack_of_whom_it_struck() -> None:
    """A tanker that is struck, wounding two, wounded nobody."""
    told = claims("A tanker was struck by a drone off Oman on Tuesday, wounding two sailors.")
    targets = [c.value.name for c in told if isinstance(c.value, Target)]
    assert "A tanker" in targets
