"""Made copies are copies: they hold text of what they were made of, and say which."""

from __future__ import annotations

import pytest
from benchmarks.copies_edits import EDITS, Original

ONE = Original(
    "Two hurt in harbour fire",
    tuple(f"Sentence {n} of the first, in which two people were hurt." for n in range(8)),
)
TWO = Original("Harbour burns", tuple(f"Line {n} of the second text." for n in range(8)))


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("number", range(4))
def test_an_edit_says_of_each_paragraph_where_it_is_from(name: str, number: int) -> None:
    edited = EDITS[name](ONE, TWO, number)
    assert edited is not None
    assert any(p.source == 0 for p in edited.paragraphs)
    assert all(
        p.text.startswith({0: "Sentence", 1: "Line"}[p.source])
        for p in edited.paragraphs
        if p.source is not None
    )


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_the_same_each_time(name: str) -> None:
    assert EDITS[name](ONE, TWO, 3) == EDITS[name](ONE, TWO, 3)


def test_a_changed_toll_goes_up() -> None:
    edited = EDITS["toll changed"](ONE, TWO, 0)
    assert edited is not None
    assert "three people were hurt" in edited.paragraphs[0].text
