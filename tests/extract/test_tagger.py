"""The trained tagger: its pieces, its windows, its answers, alone and among others."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.extract.tagger import tag
from dateline.extract.tagger.decode import decode
from dateline.extract.tagger.layout import (
    ANSWERS,
    BEGIN,
    INSIDE,
    ROLES,
    TAGS,
    WINDOW,
    reach,
    windows,
)
from dateline.extract.tagger.read import answers
from dateline.extract.tagger.wordpiece import Piece, pieces

WORDS = {"[UNK]": 0, "bomb": 1, "##er": 2, "##s": 3, ",": 4, "cafe": 5, "struck": 6, "$": 7}
ATTACK = (
    "Guerrillas of the Red Dawn Front set off a car bomb at the electric company in Brenta on"
    " Monday and killed Judge Anselm Korda, the police said."
)
HARVEST = "The cooperative sold its harvest of apples at a fair price, the farmers said."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bombers, BOMB", [(1, 0, 4), (2, 4, 6), (3, 6, 7), (4, 7, 8), (1, 9, 13)]),
        ("Café struck", [(5, 0, 4), (6, 5, 11)]),
        ("$ zebra", [(7, 0, 1), (0, 2, 7)]),
        ("bom\u00adb\tbomb", [(1, 0, 5), (1, 6, 10)]),
        ("", []),
    ],
)
def test_a_piece_knows_its_characters(text: str, expected: list[tuple[int, int, int]]) -> None:
    """Case, accents and unseen signs do not shift the places in the text."""
    assert [(p.number, p.start, p.end) for p in pieces(text, WORDS)] == expected


@given(st.text(max_size=60))
def test_pieces_stand_in_order_and_inside_the_text(text: str) -> None:
    """No piece reaches behind the next one or out of the text."""
    found = pieces(text, WORDS)
    assert all(0 <= piece.start < piece.end <= len(text) for piece in found)
    assert all(a.end <= b.start or b.inside for a, b in pairwise(found))


@given(st.integers(1, 5000))
def test_windows_answer_for_every_piece_once(length: int) -> None:
    """Own pieces meet without a gap, lie in their window, and no window is too long."""
    found = windows(length)
    assert [w.first for w in found] == [0, *(w.last for w in found[:-1])]
    assert found[-1].last == length
    assert all(w.start <= w.first < w.last <= w.end <= w.start + WINDOW for w in found)


@given(st.integers(1, 5000), st.integers(1, 6))
def test_the_first_windows_do_not_depend_on_what_lies_out_of_reach(length: int, most: int) -> None:
    """A long text needs to be cut no further than its first windows reach."""
    assert windows(length)[:most] == windows(min(length, reach(most)))[:most]


def test_a_run_of_likely_pieces_is_a_filler_and_takes_its_whole_word() -> None:
    """A second piece of a word follows the first, and a new beginning ends a run."""
    found = (Piece(1, 0, 4), Piece(2, 4, 6, inside=True), Piece(1, 7, 11), Piece(6, 12, 18))
    scores = np.zeros((4, ANSWERS), dtype=np.float32)
    scores[:, : TAGS * (len(ROLES) + 1) : TAGS] = 9
    for place, number in ((0, BEGIN), (2, BEGIN), (3, INSIDE)):
        scores[place, TAGS * ROLES.index("Weapon") + number] = 20
    tagging = decode(scores, found)
    assert [(f.role, f.start, f.end) for f in tagging.fillers] == [
        ("Weapon", 0, 6), ("Weapon", 7, 18)
    ]  # fmt: skip


def test_no_text_has_no_answers() -> None:
    """An empty text fills nothing."""
    tagging = tag(" \n ")
    assert tagging.fillers == ()
    assert set(tagging.types) == {0.0}


def test_who_what_and_whom_are_told_from_a_plain_report() -> None:
    """The likeliest candidate of each role is the one that a reader would name."""
    tagging = tag(ATTACK)
    best = {f.role: f for f in sorted(tagging.fillers, key=lambda f: f.score)}
    words = {role: ATTACK[f.start : f.end] for role, f in best.items()}
    assert "Guerrillas" in words["PerpInd"]
    assert "Red Dawn Front" in words["PerpOrg"]
    assert "Korda" in words["Victim"]
    assert "car bomb" in words["Weapon"]
    assert tagging.types[1] > 0.5
    assert max(tag(HARVEST).types) < 0.5


def test_capitals_do_not_matter() -> None:
    """A text all in capitals is read like the same text in small letters."""
    assert tag(ATTACK.upper()) == tag(ATTACK.lower())


@pytest.mark.parametrize("others", [1, 32])
def test_answers_do_not_depend_on_what_is_read_before(others: int) -> None:
    """A text among 31 others is answered, to the last bit, as it is alone."""
    alone = tag(ATTACK)
    batch = [ATTACK if i == others // 2 else f"{HARVEST} {i}" for i in range(others)]
    assert [tag(text) for text in batch][others // 2] == alone


@settings(max_examples=5, deadline=None)
@given(st.integers(380, 900))
def test_a_long_text_gets_an_answer_for_every_piece(length: int) -> None:
    """Windows are put together to as many answers as pieces."""
    found = tuple(Piece(2000 + i % 500, i, i + 1) for i in range(length))
    made = answers(found)
    assert made.shape == (length, ANSWERS)
    assert np.abs(made).sum(axis=1).min() > 0
