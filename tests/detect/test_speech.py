"""Who is said to have said what."""

from __future__ import annotations

import pytest
from small_text import document

from dateline.detect import detect


def said(text: str) -> list[tuple[str, str]]:
    """The speakers of a text and how they speak."""
    return [(a.speaker.name, a.kind.value) for a in detect(document(text)).attributions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Taliban claimed responsibility for the blast.", [("Taliban", "claims")]),
        ("Turkey accused the PKK of planting the bomb.", [("Turkey", "accuses")]),
        ("Police blamed Boko Haram for the raid.", [("Police", "accuses")]),
        ("The French Embassy condemned the raid.", [("French Embassy", "condemns")]),
        ("According to the interior ministry, six men died.", [("interior ministry", "says")]),
        (
            "Hamas and its ally, Islamic Jihad, issued statements denying the involvement of men.",
            [("Hamas", "denies"), ("Palestinian Islamic Jihad", "denies")],
        ),
    ],
)
def test_verbs_tell_who_speaks_and_how(text: str, expected: list[tuple[str, str]]) -> None:
    """The kind of speech follows the verb."""
    assert said(text) == expected


def test_a_group_that_is_called_by_a_name_claims_by_that_name() -> None:
    """The outlet reports; the claim is the group's."""
    text = "Radio Nairobi reported that a new group called Boko Haram had claimed responsibility."
    assert ("Boko Haram", "claims") in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said no specific group immediately claimed responsibility.",
        "The mayor said the Taliban had not claimed responsibility.",
    ],
)
def test_who_has_not_claimed_makes_no_claim(text: str) -> None:
    """A negated claim leaves only the one who tells of it."""
    assert said(text) == [("mayor", "says")]


def test_whom_a_quotation_speaks_of_does_not_speak() -> None:
    """The subject within a quotation is not its speaker."""
    text = '"Lawless militias continue to endanger the country," the British Embassy said.'
    assert [name for name, _ in said(text)] == ["British Embassy"]


def test_a_quotation_that_runs_on_stays_its_speakers() -> None:
    """The next quoted sentence has the speaker of the one before."""
    text = '"We heard a blast," said Omar Haddad, a grocer. "Then the walls shook."'
    assert said(text) == [("Omar Haddad", "says"), ("Omar Haddad", "says")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"It was a bomb," the mayor, Ana Ruiz, said. "We heard it for miles."', ["mayor"] * 2),
        ('"They came at night," said Omar Haddad. "They took my son. He is 12."', ["Omar Haddad"]),
        (
            "A security source, who would not be named, said a bomb hit.",
            ["security source"],
        ),
        ("Two officials, speaking on condition of anonymity, said a bomb went off.", ["officials"]),
        ("The newspaper quoted a police source as saying that two had died.", ["police source"]),
        ("The agency cited an army officer as saying that the camp was hit.", ["army officer"]),
        ("The radio cited an unnamed official as blaming rebels.", ["unnamed official"]),
    ],
)
def test_anonymous_officials_chains_and_what_runs_on_have_their_speaker(
    text: str, expected: list[str]
) -> None:
    """Who is only described speaks, and who is quoted by another is the speaker."""
    assert set(expected) <= {name for name, _ in said(text)}
    assert len(said(text)) >= len(expected)
