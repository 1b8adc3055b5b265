"""How phrases of a word list are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.vocabulary.phrases import fold_word, phrase_lexicon, phrase_matches, split_words

TABLE = phrase_lexicon([("car bomb", 1), ("bomb", 2), ("IS", 3), ("al-Noor", 4), ("Séléka", 5)])


def found(text: str) -> list[tuple[str, int]]:
    """The phrases of a text with their values."""
    return [
        (text[span.start : span.end], value)
        for span, value in phrase_matches(TABLE, split_words(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A car bomb and a bomb.", [("car bomb", 1), ("bomb", 2)]),
        ("A car-bomb went off.", [("car-bomb", 1)]),
        ("It is IS that he fears.", [("IS", 3)]),
        ("The I.S. is here.", [("I.S", 3)]),
        ("IS’s men left.", [("IS", 3)]),
        ("Al Noor and AL-NOOR.", [("Al Noor", 4), ("AL-NOOR", 4)]),
        ("The Seleka rebels.", [("Seleka", 5)]),
        ("A bombardment.", []),
    ],
)
def test_finds_the_longest_phrase_however_it_is_written(
    text: str, expected: list[tuple[str, int]]
) -> None:
    """Case, accents, hyphens and points do not matter, but acronyms need their capitals."""
    assert found(text) == expected


@given(st.text())
def test_every_word_is_where_its_span_says(text: str) -> None:
    """Spans count in the text for any text."""
    for word in split_words(text):
        assert text[word.start : word.end] == word.written
        assert fold_word(word.written) == word.folded
