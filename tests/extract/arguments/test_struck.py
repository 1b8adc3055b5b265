"""What was struck and with what, and what only stands beside it."""

from __future__ import annotations

import hashlib

import pytest

from dateline.clean import clean_report
from dateline.detect import detect
from dateline.extract import extract
from dateline.types import Prominence, Report, Role, Target, TargetKind, Weapon, WeaponKind


def told(text: str) -> tuple[set[TargetKind], set[WeaponKind]]:
    """The kinds of target and of weapon of what a report is about."""
    data = text.encode()
    report = Report(hashlib.sha256(data).hexdigest(), "a", data, "text/plain")
    document = clean_report(report)
    found = extract(document, detect(document))
    values = [c.value for m in found if m.prominence is Prominence.MAIN for c in m.claims]
    return (
        {v.kind for v in values if isinstance(v, Target)},
        {v.kind for v in values if isinstance(v, Weapon)},
    )


@pytest.mark.parametrize(
    "text",
    [
        "Two women were killed in an army ambush near Gao on Monday.",
        "A source at the Police Command said that a rocket hit a house in Gao, killing two women.",
        "Two women were wounded in a mortar attack by militants in Gao on Monday.",
    ],
)
def test_a_deed_and_whoever_tells_of_it_are_no_target(text: str) -> None:
    """Neither the army that laid an ambush nor the police who tell of a rocket was struck."""
    kinds, _ = told(text)
    assert not kinds & {TargetKind.MILITARY, TargetKind.POLICE, TargetKind.MILITANT}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nine people died when rocket shells hit a market in Gao on Monday.", WeaponKind.ROCKET),
        (
            "Jets dropped bombs on a market in Gao on Monday, killing nine people.",
            WeaponKind.AERIAL_BOMB,
        ),
        ("A bomb went off at a market in Gao on Monday, killing nine.", WeaponKind.BOMB),
    ],
)
def test_a_weapon_is_of_one_kind(text: str, kind: WeaponKind) -> None:
    """A rocket shell is no artillery, and a bomb from aircraft none that was laid."""
    assert told(text)[1] == {kind}


def test_the_role_of_a_target_is_kept() -> None:
    """The police who are struck are a target."""
    text = "Gunmen attacked a police station in Gao on Monday, killing nine people."
    data = text.encode()
    document = clean_report(Report(hashlib.sha256(data).hexdigest(), "a", data, "text/plain"))
    claims = [c for m in extract(document, detect(document)) for c in m.claims]
    targets = [c.value for c in claims if c.role is Role.TARGET]
    assert TargetKind.POLICE in {t.kind for t in targets if isinstance(t, Target)}


def test_what_a_protest_is_against_was_not_struck() -> None:
    """The police of "police brutality" are no target."""
    kinds, _ = told(
        "Soldiers opened fire at a protest against police brutality in Lagos on Monday."
    )
    assert TargetKind.POLICE not in kinds
