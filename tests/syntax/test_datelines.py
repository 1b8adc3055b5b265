"""Datelines taken out of the parse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_text import document

from dateline.detect import parse_document
from dateline.syntax.locations import LOOSE_LABEL, filed_apart
from dateline.types import Dateline, Span, Token

SENTENCE = "The Dutch embassy on Monday said that it was hit by shells."


def read(filed: str, sentence: str) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The tokens of a report with a dateline before it, as parsed and with it taken out."""
    line = Dateline(Span(0, len(filed)), filed, None, None)
    report = replace(document(filed + sentence), datelines=(line,))
    tokens, _ = parse_document(report)
    return tokens, filed_apart(report, tokens)


@pytest.mark.parametrize(
    "filed",
    [
        "VENDA, Karst Region - ",
        "ERBIL, Kurdistan Region - ",
        "KARST (AP) — ",
        "BERLIN - ",
        "KABUL ",
    ],
)
def test_a_dateline_is_no_subject_and_holds_no_word(filed: str) -> None:
    """The subject of the sentence hangs on its verb, and the place of filing only loosely."""
    _, tokens = read(filed, SENTENCE)
    words = {token.text: token for token in tokens}
    assert tokens[words["embassy"].head].text == "said"
    assert words["embassy"].dep == "nsubj"
    own = [token for token in tokens if token.span.start < len(filed.rstrip())]
    assert not [t for t in tokens if t not in own and t.head in {o.i for o in own}]
    assert not [t for t in own if t.dep == "nsubj"]


def test_words_stay_where_they_are() -> None:
    """Nothing but heads and labels changes, and nothing at all without a dateline."""
    before, after = read("VENDA, Karst Region - ", SENTENCE)
    assert [(t.i, t.span, t.text, t.lemma, t.pos, t.tag, t.entity) for t in before] == [
        (t.i, t.span, t.text, t.lemma, t.pos, t.tag, t.entity) for t in after
    ]
    assert LOOSE_LABEL in {t.dep for t in after}
    report = document(SENTENCE)
    tokens, _ = parse_document(report)
    assert filed_apart(report, tokens) == tokens


@pytest.mark.parametrize("filed", ["VENDA, Karst Region - ", "KARST (AP) — "])
@pytest.mark.parametrize("sentence", ["Two men killed.", "Shells on Karst", "Killed: three", "..."])
def test_every_word_still_leads_to_a_root(filed: str, sentence: str) -> None:
    """Also behind a dateline that was a sentence's root."""
    _, tokens = read(filed, sentence)
    for token in tokens:
        seen, at = {token.i}, token.head
        while tokens[at].head != at:
            assert at not in seen
            seen.add(at)
            at = tokens[at].head
