"""Which way a time expression looks: the tense of the verb that governs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.detect.times.words import time_words as lexicon
from dateline.types import Direction, Span, TimeAnchor, TimeExpression, Token

STEPS = 8


def with_direction(
    span: Span, value: TimeExpression, words: Sequence[Token], tokens: Sequence[Token]
) -> TimeExpression:
    """The value with the direction that tense gives, where its words leave it open."""
    if value.direction is not Direction.NEAREST or value.anchor is TimeAnchor.EVENT:
        return value
    inside = [w for w in words if span.start <= w.span.start < span.end]
    if not inside:
        return value
    if any(word.tag == "POS" and word.head in {w.i for w in inside} for word in words):
        return replace(value, direction=Direction.PAST)  # "Friday's attack" has happened
    verb = _governing_verb(inside, tokens)
    return replace(value, direction=_tense_of(verb, words)) if verb else value


def _governing_verb(inside: Sequence[Token], tokens: Sequence[Token]) -> Token | None:
    """The verb that the expression hangs on."""
    covered = {word.i for word in inside}
    word = next((w for w in inside if w.head not in covered), inside[0])
    if word.dep in ("compound", "nmod", "amod") and len(inside) > 1:
        return None  # "the Feb. 27 ceasefire" names, it does not tell
    for _ in range(STEPS):
        if word.pos in ("VERB", "AUX") and word.i not in covered:
            return word
        if word.head == word.i:
            return None
        word = tokens[word.head]
    return None


def _tense_of(verb: Token, words: Sequence[Token]) -> Direction:
    """Past, future, or open where the verb does not tell."""
    known = lexicon().tense
    helpers = {w.text.lower() for w in words if w.head == verb.i and w.dep in ("aux", "auxpass")}
    if helpers & known["future"] or _is_due(verb, words):
        return Direction.FUTURE
    if verb.tag in ("VBD", "VBN") or helpers & known["past"]:
        return (
            Direction.FUTURE
            if verb.lemma in known["ahead"] and verb.tag == "VBN" and not helpers & {"had"}
            else Direction.PAST
        )
    if verb.tag == "VB" and "to" in helpers:
        return _of_infinitive(verb, words)
    if helpers & known["modals"]:
        return Direction.FUTURE
    if verb.tag == "VBG":
        return _of_head(verb, words)
    return Direction.NEAREST


def _of_infinitive(verb: Token, words: Sequence[Token]) -> Direction:
    """Future, unless the verb above it says that it was done ("managed to")."""
    above = next((w for w in words if w.i == verb.head and w.i != verb.i), None)
    if above is not None and above.lemma in lexicon().tense["implied"]:
        return _tense_of(above, words)
    # "the fourth bombing to hit the town this year" has happened
    return Direction.NEAREST if verb.dep in ("relcl", "acl") else Direction.FUTURE


def _is_due(verb: Token, words: Sequence[Token]) -> bool:
    """Is it "was due in the city on Wednesday"?"""
    ahead = lexicon().tense["ahead"]
    return verb.lemma == "be" and any(
        w.head == verb.i and w.dep == "acomp" and w.text.lower() in ahead for w in words
    )


def _of_head(verb: Token, words: Sequence[Token]) -> Direction:
    """A participle takes the tense of the verb above it."""
    head = next((w for w in words if w.i == verb.head), None)
    if head is None or head.i == verb.i or head.pos not in ("VERB", "AUX"):
        return Direction.NEAREST
    return _tense_of(head, words) if head.tag != "VBG" else Direction.NEAREST
