"""Who did it by whose word, in whole reports: one bombing and a sentence on who was behind it."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from dateline.clean import clean_report
from dateline.detect import detect
from dateline.extract import extract
from dateline.types import Party, Prominence, Reaction, ReactionKind, Report, Role

NEWS = "A car bomb exploded at a market in Homs on Monday, killing nine people.\n\n"


def told(sentence: str) -> list[tuple[str, str, str | None]]:
    """What a sentence says of the bombing: modality or reaction, the accused, the speaker."""
    content = f"{NEWS}{sentence}\n".encode()
    name = hashlib.sha256(content).hexdigest()
    report = Report(name, "made-up.txt", content, "text/plain", published=date(2021, 3, 5))
    document = clean_report(report)
    rows = []
    for mention in extract(document, detect(document)):
        for claim in mention.claims if mention.prominence is Prominence.MAIN else ():
            by = claim.speaker.name if claim.speaker else None
            if claim.role is Role.ACTOR and isinstance(claim.value, Party):
                rows.append((claim.modality.value, claim.value.name, by))
            elif isinstance(claim.value, Reaction):
                rows.append((claim.value.kind.value, "", by))
    return rows


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "In a statement on Telegram, Saraya al-Ashtar claimed responsibility for the blast.",
            ("claimed", "al-Ashtar Brigades", "al-Ashtar Brigades"),
        ),
        (
            "The Red Dawn group said it was behind the bombing.",
            ("claimed", "Red Dawn group", "Red Dawn group"),
        ),
        (
            "Responsibility was claimed by a little-known faction calling itself Black Banner.",
            ("claimed", "Black Banner", "Black Banner"),
        ),
        (
            "The Taliban denied any involvement in the attack.",
            ("denied", "Taliban", "Taliban"),
        ),
        (
            "A Taliban spokesman, Zabihullah Mujahid, said the group had nothing to do with it.",
            ("denied", "Taliban", "Taliban"),
        ),
        (
            "The Kurdish YPG rejected the accusation that it had planted the bomb.",
            ("denied", "YPG", "YPG"),
        ),
        ("Iran called the accusation baseless.", ("denied", "Iran", "Iran")),
        (
            "The governor blamed the Islamic State for the attack.",
            ("attributed", "Islamic State", "governor"),
        ),
        (
            "Two security sources told Reuters that the Islamic State was behind the bombing.",
            ("attributed", "Islamic State", "security sources"),
        ),
        (
            '"This was the work of Hezbollah," the interior minister, Ali Hassan, told reporters.',
            ("attributed", "Hezbollah", "interior minister"),
        ),
        (
            "The news agency quoted a police source as saying that Hezbollah had planted the bomb.",
            ("attributed", "Hezbollah", "police source"),
        ),
        (
            "Officials, speaking on condition of anonymity, said they suspected Hezbollah.",
            ("suspected", "Hezbollah", "Officials"),
        ),
        (
            "It bore the hallmarks of al-Qaeda, analysts said.",
            ("suspected", "al-Qaeda", "analysts"),
        ),
    ],
)
def test_who_did_it_by_whose_word(sentence: str, expected: tuple[str, str, str]) -> None:
    """A claim, a denial, an accusation or a suspicion names who is meant and who says so."""
    assert set(told(sentence)) == {expected}


@pytest.mark.parametrize(
    "sentence",
    [
        "There was no immediate claim of responsibility.",
        "No group has claimed the bombing so far.",
        "No one has yet said they carried out the attack.",
        "Nobody has said that they were behind the blast.",
    ],
)
def test_that_nobody_claims_it_is_told(sentence: str) -> None:
    """That nobody has claimed it is a value of its own, said by nobody."""
    assert told(sentence) == [(ReactionKind.NO_CLAIM.value, "", None)]


@pytest.mark.parametrize(
    ("sentence", "kind", "by"),
    [
        ("The United States strongly condemned the attack.", "condemned", "United States"),
        ("The prime minister vowed to hunt down those responsible.", "ordered", "prime minister"),
        (
            "Hours later, Syrian jets retaliated by bombing rebel positions near Idlib.",
            "retaliated",
            "Syrian jets",
        ),
    ],
)
def test_what_follows_is_a_reaction(sentence: str, kind: str, by: str) -> None:
    """Condemnations, orders and retaliation belong to the attack that they answer."""
    assert told(sentence) == [(kind, "", by)]
