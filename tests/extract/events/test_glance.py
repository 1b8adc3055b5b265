"""The glance at the few sentences that decide whether a report tells of an event."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from small_documents import document

from dateline import pipeline
from dateline.detect import detect, fighting_kinds
from dateline.extract import extract, glance_rejection
from dateline.extract.events import RULES
from dateline.syntax.parser import possible_names
from dateline.types import Intake, MediaType, Reading, Report, SetAside

POLITICS = (
    "The opposition attacked the budget as a bomb under the pensions of the old. The finance "
    "minister defended it in a long speech. Members of both parties asked for better schools and "
    "for lower taxes on bread. The coalition would survive the quarrel over milk, a spokesman said."
)
STORM = (
    "A storm brought down trees and killed a driver on the road to the airport. Heavy rain filled "
    "the streets of the old town. The weather service expects snow in the mountains. Families were "
    "told to stay at home until the wind falls. Schools will open again next week."
)
FILLER = (
    "The library will open a new room next spring. The council thanked the volunteers who clean "
    "the river each year. A committee wants to plant more trees along the main road. The museum "
    "invites children to paint. The orchestra plays music of three centuries. The bakery sells "
    "local bread and cakes. The new windows let in plenty of light."
)
EXAMPLES = [(rule.id, example) for rule in RULES for example in rule.examples]


def glance(text: str) -> str | None:
    """Why a text is turned away, or None."""
    return glance_rejection(document(text), fighting_kinds, detect)


@pytest.mark.parametrize("text", [POLITICS, STORM], ids=["politics", "storm"])
def test_words_of_violence_without_an_event_are_turned_away_with_what_was_looked_at(
    text: str,
) -> None:
    reason = glance(f"{text} {FILLER}")
    assert reason is not None
    assert "other news" in reason
    assert "--all" in reason
    assert {"attacked", "killed"} & set(reason.replace(",", " ").replace(";", " ").split())


@pytest.mark.parametrize(("rule", "sentence"), EXAMPLES)
def test_whatever_a_rule_reads_is_read_in_the_middle_of_other_news(
    rule: str, sentence: str
) -> None:
    """No event that the whole report tells is lost to the glance."""
    told = document(f"{FILLER} {sentence} {FILLER}")
    has_event = bool(extract(told, detect(told)))
    assert not (has_event and glance_rejection(told, fighting_kinds, detect)), rule


@pytest.mark.parametrize("text", ["", "Goma.", "Rain. Snow. Wind."])
def test_a_text_without_a_sentence_is_turned_away(text: str) -> None:
    assert glance(text) is not None


def test_an_attack_in_one_sentence_of_long_other_news_is_read() -> None:
    attack = "Gunmen killed nine people in an attack on a mosque in Kabul on Friday."
    assert glance(f"{POLITICS} {FILLER} {attack} {FILLER} {STORM}") is None


def test_a_report_that_passes_reads_as_it_does_without_the_gate() -> None:
    content = f"{FILLER} {STORM}\n\nRebels attacked a base near Goma and killed six men.".encode()
    report = Report(hashlib.sha256(content).hexdigest(), "a.txt", content, MediaType.TEXT)
    gated = pipeline.read(report, Intake(gate=True))
    assert isinstance(gated, Reading)
    assert gated == pipeline.read(report)


def test_a_report_turned_away_is_read_where_all_is_asked_for() -> None:
    content = f"{POLITICS} {FILLER}".encode()
    report = Report(hashlib.sha256(content).hexdigest(), "a.txt", content, MediaType.TEXT)
    assert isinstance(pipeline.read(report, Intake(gate=True)), SetAside)
    whole = pipeline.read(report)
    assert isinstance(whole, Reading)
    assert not whole.mentions


def test_what_is_no_english_is_not_judged_by_english_words() -> None:
    text = "La bibliothèque ouvrira une nouvelle salle au printemps. " * 9
    french = replace(document(text), language="fr")
    assert glance_rejection(french, fighting_kinds, detect) is None


def test_a_word_may_go_by_every_lemma_that_the_parser_gives_it() -> None:
    """A glance that knew fewer would miss what the rules find."""
    text = " ".join([*(example for _, example in EXAMPLES), POLITICS, STORM, FILLER])
    for token in detect(document(text)).tokens:
        if token.text.isalpha():
            assert token.lemma.lower() in possible_names(token.lower), token
