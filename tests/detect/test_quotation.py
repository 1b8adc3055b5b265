"""Who is said to have said what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_text import document

from dateline.detect import detect
from dateline.types import BlockKind, Dateline, Span


def said(text: str) -> list[tuple[str, str]]:
    """The speakers of a text and how they speak."""
    return [(a.speaker.name, a.kind.value) for a in detect(document(text)).attributions]


def contents(text: str) -> list[str]:
    """What is said in a text, each stretch by itself."""
    spoken = detect(document(text)).attributions
    return [text[span.start : span.end] for one in spoken for span in one.content]


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


@pytest.mark.parametrize(
    ("told", "behind", "speaker"),
    [
        (
            "Army raids killed at least 17 people in the east",
            ", the monitoring group of Karst said on Monday.",
            "monitoring group",
        ),
        (
            "Gunmen planted a device which they had hidden in a cart by the bridge in the town",
            " a source at the police command told Radio Karst.",
            "source",
        ),
        (
            "One woman was killed on Friday by rebel fire from the hills",
            " the state SANA news agency reported.",
            "SANA",
        ),
    ],
)
def test_who_ends_a_sentence_says_what_stands_before(told: str, behind: str, speaker: str) -> None:
    """The speaker at the end has said it, with a comma before or without one."""
    assert said(told + behind) == [(speaker, "says")]
    assert contents(told + behind) == [told]


@pytest.mark.parametrize("tail", [": health ministry", " - health ministry"])
def test_a_headline_ends_with_who_says_it(tail: str) -> None:
    told = "Rebel rockets kill three in Gaza"
    spoken = detect(document(f"{told}{tail}", BlockKind.TITLE)).attributions
    assert [("health ministry", told)] == [
        (one.speaker.name, f"{told}{tail}"[one.content[0].start : one.content[0].end])
        for one in spoken
    ]


def test_what_is_reported_may_be_no_clause() -> None:
    text = "In the north the ministry reported nine people killed when rebels shelled a market."
    assert said(text) == [("ministry", "says")]
    assert contents(text) == ["nine people killed when rebels shelled a market"]


def test_what_somebody_said_is_no_sentence_of_theirs() -> None:
    """A clause that says whose words are meant ends no report of them."""
    assert said("The governor denied what the police said.") != [("police", "says")]


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Shells hit the Dutch Embassy in Karst. An embassy statement sent to reporters said"
                " two people were hurt."
            ),
            "Dutch Embassy",
        ),
        (
            (
                "The health ministry of Karst met on Monday. A ministry statement passed to editors"
                " said eight people had died."
            ),
            "health ministry of Karst",
        ),
        ("A statement by the Taliban sent to the BBC said they had fired.", "Taliban"),
    ],
)
def test_a_statement_is_its_issuers_and_not_its_readers(text: str, expected: str) -> None:
    """Who got a statement does not speak; a short name in front of it names who does."""
    assert [name.removeprefix("The ") for name, _ in said(text)] == [expected]


@pytest.mark.parametrize("verb", ["said", "added", "stated"])
def test_a_quotation_behind_but_is_the_words_of_who_speaks_in_its_sentence(verb: str) -> None:
    """The parser hangs what follows on the saying itself; where two speak it stays open."""
    quoted = "“but the men who did this will be found”"
    alone = f"Mayor Ana Ruiz {verb} that nobody was hurt, {quoted}."
    both = f"Mayor Ana Ruiz {verb} that nobody was hurt, Judge Leo Marsh {verb}, {quoted}."
    assert any("will be found" in c for c in contents(alone))
    assert not any(c.startswith("“but") for c in contents(both))


def test_a_dateline_speaks_for_nobody() -> None:
    """The parser can take the place of filing for the subject of the sentence behind it."""
    filed = "VENDA, Karst Region - "
    text = f"{filed}The Dutch embassy on Monday said that it was hit by shells."
    line = Dateline(Span(0, len(filed)), "VENDA, Karst Region", None, None)
    spoken = detect(replace(document(text), datelines=(line,))).attributions
    assert [one.speaker.name for one in spoken] == ["Dutch Embassy"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "A base in Karst was hit by shells, a spokesperson said. Jan Maly, spokesperson for"
                " the Karst Guard, told state radio that two men were hurt."
            ),
            ["Jan Maly", "Jan Maly"],
        ),
        (
            (
                "Two men were shot in Venda, a police spokesman said. Police spokesman Omar Haddad"
                " said the men were brothers."
            ),
            ["Omar Haddad", "Omar Haddad"],
        ),
        (
            (
                "Two men were shot in Venda, an army spokesman said. Police spokesman Omar Haddad"
                " said the men were brothers."
            ),
            ["army spokesman", "Omar Haddad"],
        ),
    ],
)
def test_a_spokesman_of_the_lead_is_the_one_named_right_behind(
    text: str, expected: list[str]
) -> None:
    """Unless the name is of another house's spokesman."""
    assert [name for name, _ in said(text)] == expected
