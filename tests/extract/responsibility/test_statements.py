"""Who says who did it."""

from __future__ import annotations

import pytest
from small_documents import annotated, document, span

from dateline.extract.events.event import Event
from dateline.extract.responsibility.rules import read_responsibility
from dateline.types import Kind, Party, PartyKind

ARMED, STATE, OFFICE = PartyKind.ARMED_GROUP, PartyKind.STATE, PartyKind.GOVERNMENT
GROUPS = {"Red Dawn": ARMED, "Black River Front": ARMED, "Norland": STATE, "The ministry": OFFICE}


def read(text: str, speaker: str | None = None) -> list[tuple[str, str | None, str]]:
    """Modality, speaker and accused of each charge in the text of one event."""
    parties = {name: kind for name, kind in GROUPS.items() if name in text}
    events = [Event(span(text, text.split(maxsplit=1)[0]), Kind.BOMBING)]
    found = read_responsibility(document(text), annotated(text, parties, speaker), events)
    rows = []
    for _, claim in found:
        assert isinstance(claim.value, Party)
        name = claim.speaker.name if claim.speaker else None
        rows.append((claim.modality.value, name, claim.value.name))
    return rows


@pytest.mark.parametrize(
    "text",
    [
        "Red Dawn claimed responsibility for the attack.",
        "Red Dawn took credit for the bombing on its channel.",
        "Red Dawn claims market attack",
        "The attack was claimed by Red Dawn.",
        "It was an attack claimed by Red Dawn.",
        "A new group called Red Dawn has claimed responsibility.",
        "A small group, Red Dawn, claimed the attack.",
    ],
)
def test_claimed(text: str) -> None:
    """A group that claims an attack is the speaker and the one who did it."""
    assert [("claimed", "Red Dawn", "Red Dawn")] == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norland blamed two local militant groups, Red Dawn and Black River Front.",
        "Two local militant groups, Red Dawn and Black River Front, claimed the attack.",
    ],
)
def test_both_names_of_two_groups_are_meant(text: str) -> None:
    """Who is described and then named twice over are two parties."""
    assert ["Red Dawn", "Black River Front"] == [name for _, _, name in read(text)]


def test_said_of_itself() -> None:
    """A group that says it was behind an attack claims it."""
    text = "Red Dawn said it was behind the attack."
    assert [("claimed", "Red Dawn", "Red Dawn")] == read(text, "Red Dawn")


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Red Dawn denied involvement in the attack.", "Red Dawn"),
        ("Red Dawn denied carrying out the attack.", "Red Dawn"),
        (
            "Red Dawn issued a statement denying the involvement of Black River Front.",
            "Black River Front",
        ),
    ],
)
def test_denied(text: str, accused: str) -> None:
    """A denial names who denies, and whose part is denied."""
    assert [("denied", "Red Dawn", accused)] == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norland blamed Red Dawn for the attack.",
        "Norland blamed the attack on Red Dawn.",
        "Norland accused Red Dawn of the bombing.",
        "Norland attributed the bombing to Red Dawn.",
        "It was an attack Norland blamed on Red Dawn.",
    ],
)
def test_blamed(text: str) -> None:
    """A party that lays an attack on another attributes it."""
    assert [("attributed", "Norland", "Red Dawn")] == read(text)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Red Dawn carried out the attack, The ministry said.", "attributed"),
        ("The market was attacked by Red Dawn, The ministry said.", "attributed"),
        ("The attacks were initiated by Red Dawn, The ministry said.", "attributed"),
        ("The attack was probably planned by Red Dawn, The ministry said.", "suspected"),
        (
            "There is a high probability that Red Dawn was responsible, The ministry said.",
            "suspected",
        ),
    ],
)
def test_said_by_a_speaker(text: str, modality: str) -> None:
    """What a speaker says of who did it is attributed, or suspected where it is in doubt."""
    assert (modality, "The ministry", "Red Dawn") in read(text, "The ministry")


@pytest.mark.parametrize(
    "text",
    [
        "The market was hit by an Israeli air strike, The ministry said.",
        "The ministry blames an Israeli air strike.",
    ],
)
def test_whose_strike_it_was(text: str) -> None:
    """A strike told by its people accuses their state."""
    parties = {"The ministry": OFFICE, "Israeli": STATE}
    events = [Event(span(text, "strike"), Kind.AIR_STRIKE)]
    speaker = "The ministry" if "said" in text else None
    found = read_responsibility(document(text), annotated(text, parties, speaker), events)
    told = [(c.modality.value, c.speaker and c.speaker.name, c.quote) for _, c in found]
    assert [("attributed", "The ministry", span(text, text))] == told


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the attack.",
        "Police denied rumours of a second gunman.",
        "Norland blamed the delay on the weather.",
    ],
)
def test_no_charge(text: str) -> None:
    """Silence, other denials and other blame accuse nobody."""
    assert read(text) == []


def test_a_spokesman_claims_for_the_group_that_he_speaks_for() -> None:
    """Also where the group's name follows."""
    text = "Attack: a spokesman for the rebel group Red Dawn claimed the bombing."
    assert ("claimed", "Red Dawn", "Red Dawn") in read(text)


def test_a_question_who_did_it_accuses_nobody() -> None:
    """Nobody knows it yet."""
    text = "Attack: the office did not say which group was behind the bombing."
    assert read(text) == []
