"""Rules and tagger side by side: which claims both read, and what the tagger alone may add."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_text import document

from dateline.detect import detect
from dateline.extract import extract
from dateline.extract.tagger import Filler, Joint
from dateline.extract.tagger import combination as both
from dateline.extract.tagger.combination import READER, confirmed, ruled
from dateline.types import Claim, Modality, Role

BOMB = "Guerrillas set off a car bomb at the power station in Bogota on Monday, killing two people."
RAID = "Gunmen attacked a police station in Bogota on Monday with grenades and rifles."
HARVEST = "The cooperative sold its harvest of apples at a fair price, the farmers said."


def claims(text: str) -> list[Claim]:
    """The claims of a made-up report."""
    source = document(text)
    return [claim for m in extract(source, detect(source)) for claim in m.claims]


def filler(text: str, role: str, words: str, chance: float) -> Filler:
    """A filler that stands once in a text."""
    start = text.index(words)
    key = tuple(words.lower().split())
    return Filler(role, words, key, chance, (0.0,) * 6, ((start, start + len(words)),), "tagger")


def answering(monkeypatch: pytest.MonkeyPatch, *fillers: Filler) -> None:
    """Let the tagger say this and no more."""
    told = Joint(fillers, ((0.0, 0.0, 0.0),) * 6)
    monkeypatch.setattr(both, "jointly", lambda *_: told)


def test_a_claim_that_both_read_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weapon is the tagger's as well; the day and the place are the rules' alone."""
    answering(monkeypatch, filler(BOMB, "Weapon", "car bomb", 0.9))
    tagged = {claim.role: claim.tagged for claim in claims(BOMB)}
    assert tagged[Role.WEAPON]
    assert not tagged[Role.WHEN]
    assert not tagged[Role.WHERE]


@pytest.mark.parametrize(
    ("role", "words", "chance"),
    [
        pytest.param("Weapon", "car bomb", 0.2, id="not likely enough"),
        pytest.param("Target", "car bomb", 0.9, id="another role"),
        pytest.param("Weapon", "Monday", 0.9, id="other words"),
    ],
)
def test_a_claim_that_the_tagger_does_not_read_stays_the_rules(
    monkeypatch: pytest.MonkeyPatch, role: str, words: str, chance: float
) -> None:
    """The reader of a claim is raised only by the same words in the same role."""
    answering(monkeypatch, filler(BOMB, role, words, chance))
    tagged = {claim.role: claim.tagged for claim in claims(BOMB)}
    assert not tagged[Role.WEAPON]


@pytest.mark.parametrize(("chance", "added"), [(0.9, True), (0.5, False)])
def test_what_the_tagger_alone_is_sure_of_is_added_and_hedged(
    monkeypatch: pytest.MonkeyPatch, chance: float, added: bool
) -> None:
    """A weapon that the rules left out comes from the tagger, if it is sure, as a hedged claim."""
    source = document(RAID)
    annotations = detect(source)
    mentions = tuple(
        replace(m, claims=tuple(c for c in m.claims if c.role is not Role.WEAPON))
        for m in extract(source, annotations)
    )
    answering(monkeypatch, filler(RAID, "Weapon", "grenades", chance))
    found = [c for m in confirmed(source, annotations, mentions) for c in m.claims]
    weapons = [c for c in found if c.role is Role.WEAPON]
    assert bool(weapons) is added
    for claim in weapons:
        assert claim.reader == READER
        assert claim.modality is Modality.HEDGED
        assert RAID[claim.span.start : claim.span.end] == "grenades"


def test_a_report_without_a_main_event_is_not_tagged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other news costs the tagger's time nothing."""

    def never(*_: object) -> Joint:
        raise AssertionError

    monkeypatch.setattr(both, "jointly", never)
    assert not [c for c in claims(HARVEST) if c.role is Role.WEAPON]


def test_the_rules_word_is_told_in_the_taggers_roles() -> None:
    """A bomb is a weapon, a station a target, and the event a bombing."""
    source = document(BOMB)
    annotations = detect(source)
    told = ruled(source, annotations, extract(source, annotations))
    assert ("car", "bomb") in told.keys["Weapon"]
    assert ("power", "station") in told.keys["Target"]
    assert told.types == {"bombing": 1}
    assert told.sentences == ((0, len(BOMB)),)


def test_a_plain_run_marks_claims_by_their_readers() -> None:
    """With the trained weights: the car bomb of a plain report is read by both."""
    tagged = {claim.role: claim.tagged for claim in claims(BOMB)}
    assert tagged[Role.WEAPON]
