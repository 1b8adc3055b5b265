"""The join of encoder, linear reader and rules: phrases, features, and one filler a thing."""

from __future__ import annotations

import numpy as np
import pytest
from small_text import document

from dateline.extract.tagger import Ruled, joint, marks
from dateline.extract.tagger.combination import FAINT
from dateline.extract.tagger.readers import (
    BITS,
    FEATURES,
    around,
    contents,
    cut_words,
    role_scores,
    text_scores,
)
from dateline.extract.tagger.wordings import Grade, linked, phrases, same_thing, shorts
from dateline.syntax.parser import parse_document

NOTHING = Ruled({}, {}, ())
ATTACK = (
    "Guerrillas of the Red Dawn Front (RDF) set off a car bomb at the electric company in Brenta on"
    " Monday and killed Judge Anselm Korda, the police said. The RDF had used a car bomb before."
)


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("armed men", Grade.WHOLE),
        ("men", Grade.PART),
        ("members of the council", Grade.LONG),
        ("Anselm Korda", Grade.WHOLE),
        ("Korda", Grade.NAME),
    ],
)
def test_a_phrase_is_graded_by_how_much_of_it_is_there(words: str, grade: Grade) -> None:
    """Whole phrases, their ends, names and phrases with what follows are all wordings."""
    text = "The armed men shot members of the council and Anselm Korda."
    tokens, _ = parse_document(document(text))
    start = text.index(words)
    assert phrases(tokens)[start, start + len(words)] is grade


def test_features_are_numbers_of_weights_and_capitals_do_not_matter() -> None:
    """Each word has as many features as every other, below the number of weights."""
    found = cut_words(ATTACK)
    places = around(found)
    assert places.shape == (len(found.starts), FEATURES)
    assert 0 <= places.min() <= places.max() < 1 << BITS
    assert np.array_equal(places, around(cut_words(ATTACK.upper())))
    assert np.array_equal(contents(found), contents(cut_words(ATTACK.upper())))


def test_no_words_have_no_scores() -> None:
    """An empty text is no error."""
    assert role_scores(cut_words("")).shape[0] == 0
    assert np.isfinite(text_scores(cut_words(""))).all()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("red", "dawn", "front"), ("rdf",), True),
        (("car", "bomb"), ("bomb",), True),
        (("guerrillas",), ("guerrilla",), True),
        (("red", "dawn", "front"), ("police",), False),
    ],
)
def test_wordings_of_one_thing_are_known(
    one: tuple[str, ...], other: tuple[str, ...], alike: bool
) -> None:
    """By shared words, first letters, and number."""
    assert same_thing(one, other) is alike
    assert same_thing(other, one) is alike


def test_a_short_form_in_brackets_is_linked_to_the_words_in_front() -> None:
    """Also where it is not made of the first letters."""
    found = shorts("members of the Farabundo Front (FMLN) and the Dawn Party (DP)")
    assert linked(found, ("farabundo", "front"), ("fmln",))
    assert not linked(found, ("farabundo", "front"), ("dp",))


def test_each_thing_fills_a_role_once() -> None:
    """Fillers of a role neither overlap nor name the same, and the surest comes first."""
    tokens, _ = parse_document(document(ATTACK))
    told = joint(ATTACK, marks(ATTACK), tokens, NOTHING)
    for role in ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon"):
        own = [filler for filler in told.fillers if filler.role == role]
        assert own == sorted(own, key=lambda f: -f.chance)
        assert not [1 for i, a in enumerate(own) for b in own[:i] if same_thing(a.key, b.key)]
    best = {f.role: f.words for f in reversed(told.fillers)}
    assert best["Weapon"] == "car bomb"
    assert best["Target"] == "electric company"
    assert min(filler.chance for filler in told.fillers) >= FAINT
    assert max(told.incidents)[0] == told.incidents[1][0]


def test_the_rules_word_makes_a_filler_surer() -> None:
    """And the filler says that both read it."""
    tokens, _ = parse_document(document(ATTACK))
    read = marks(ATTACK)
    key = ("car", "bomb")
    alone = {f.key: f for f in joint(ATTACK, read, tokens, NOTHING).fillers}[key]
    agreed = joint(ATTACK, read, tokens, Ruled({"Weapon": frozenset({key})}, {}, ()))
    told = {f.key: f for f in agreed.fillers}[key]
    assert told.chance > alone.chance
    assert (alone.reader, told.reader) == ("tagger", "both")


def test_windows_in_front_are_read_alone() -> None:
    """Without an event behind it the front is read, as if the rest were not there."""
    long = " ".join([ATTACK] * 20)
    front = marks(long, ())
    whole = marks(long)
    assert len(front.pieces) < len(whole.pieces)
    assert np.array_equal(front.roles[0], whole.roles[0][: len(front.pieces)])
