"""What parties do about an incident."""

from __future__ import annotations

import pytest
from small_documents import annotated, document, span

from dateline.extract.events.event import Event
from dateline.extract.responsibility.rules import read_reactions
from dateline.types import Kind, PartyKind, Reaction


def read(text: str, speaker: str | None = None) -> list[tuple[str, str | None]]:
    """Kind and party of each reaction in the text of one event."""
    names = {"Norland": PartyKind.STATE, "Ana Ruiz": PartyKind.OFFICIAL}
    parties = {name: kind for name, kind in names.items() if name in text}
    events = [Event(span(text, text.split(maxsplit=1)[0]), Kind.OTHER)]
    found = read_reactions(document(text), annotated(text, parties, speaker), events)
    return [
        (claim.value.kind.value, claim.speaker.name if claim.speaker else None)
        for _, claim in found
        if isinstance(claim.value, Reaction)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz condemned the attack.",
        "Ana Ruiz slams assaults on schools",
        "The bombing was condemned by Ana Ruiz.",
        "Ana Ruiz called it a cowardly attack.",
        "Ana Ruiz was quick to denounce the bombing.",
    ],
)
def test_condemned(text: str) -> None:
    """Whoever condemns an attack, by a verb or by a name for it, is its speaker."""
    assert [("condemned", "Ana Ruiz")] == read(text)


def test_condemned_in_quotes() -> None:
    """The pronoun of a quoted condemnation stands for its speaker."""
    text = '"We condemn this attack," Ana Ruiz said.'
    assert [("condemned", "Ana Ruiz")] == read(text, "Ana Ruiz")


def test_ordered() -> None:
    """An order to pursue the perpetrators is a reaction."""
    text = "Ana Ruiz ordered the army to pursue the perpetrators."
    assert [("ordered", "Ana Ruiz")] == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "There was no immediate claim of responsibility.",
        "No group has claimed responsibility for the attack.",
        "Nobody claimed the attack.",
    ],
)
def test_no_claim(text: str) -> None:
    """That nobody has claimed an attack is told by nobody in particular."""
    assert [("no_claim", None)] == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "A truck slammed into the crowd.",
        "Red Dawn claimed responsibility for the attack.",
        "Police called it a terrorist attack.",
    ],
)
def test_no_reaction(text: str) -> None:
    """Crashes, claims and plain descriptions are no reactions."""
    assert read(text) == []
