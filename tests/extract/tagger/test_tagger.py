"""The trained tagger: its pieces, its windows, its answers, alone and among others."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.tagger import Marks, marks
from dateline.extract.tagger.readers import (
    FRONT,
    MOST,
    OUTSIDE,
    ROLES,
    WINDOW,
    Piece,
    chosen,
    pieces,
    reach,
    windows,
)

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


@given(st.integers(1, 5000), st.lists(st.integers(0, 5000), max_size=9))
def test_the_front_is_read_and_what_tells_of_an_event_behind_it(
    length: int, told: list[int]
) -> None:
    """Each other window that is read has the place of an event among its own pieces."""
    found = tuple(Piece(1, i, i + 1) for i in range(length))
    every = windows(length)
    read = chosen(found, every, [(place, place + 1) for place in told])
    wanted = [w for w in every if any(w.first <= place < w.last for place in told)]
    assert read == sorted({*every[:FRONT], *wanted}, key=lambda w: w.first)[:MOST]


def test_the_windows_of_a_long_text_reach_as_far_as_is_said() -> None:
    """A text of the length of eight windows has eight."""
    assert [len(windows(reach(most))) for most in (1, 2, 8)] == [1, 2, 8]


def test_no_text_has_no_marks() -> None:
    """An empty text has no pieces and tells of nothing."""
    assert marks(" \n ").pieces == ()
    assert set(marks("").odds) == {0.0}


def likeliest(found: Marks, role: str) -> Piece:
    """The piece of a text that most likely belongs to a role."""
    return found.pieces[int(found.roles[ROLES.index(role)][:, OUTSIDE].argmin())]


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("PerpInd", "Guerrillas"),
        ("PerpOrg", "Red Dawn Front"),
        ("Target", "electric company"),
        ("Victim", "Judge Anselm Korda"),
        ("Weapon", "car bomb"),
    ],
)
def test_who_what_and_whom_are_told_from_a_plain_report(role: str, words: str) -> None:
    """The likeliest piece of each role is one that a reader would name."""
    piece = likeliest(marks(ATTACK), role)
    assert ATTACK.index(words) <= piece.start < ATTACK.index(words) + len(words)


def test_a_bombing_is_told_from_a_harvest() -> None:
    """The type of what is told stands out, and nothing does where nothing happens."""
    assert marks(ATTACK).odds[1] > 0 > max(marks(HARVEST).odds)


def test_capitals_do_not_matter() -> None:
    """A text all in capitals is read like the same text in small letters."""
    assert same(marks(ATTACK.upper()), marks(ATTACK.lower()))


def same(one: Marks, other: Marks) -> bool:
    """Are two texts answered alike to the last bit?"""
    tables = zip((*one.roles, one.types), (*other.roles, other.types), strict=True)
    return (one.pieces, one.odds) == (other.pieces, other.odds) and all(
        np.array_equal(a, b) for a, b in tables
    )


@pytest.mark.parametrize("others", [1, 32])
def test_answers_do_not_depend_on_what_is_read_before(others: int) -> None:
    """A text among 31 others is answered, to the last bit, as it is alone."""
    alone = marks(ATTACK)
    batch = [ATTACK if i == others // 2 else f"{HARVEST} {i}" for i in range(others)]
    assert same([marks(text) for text in batch][others // 2], alone)


def test_every_piece_of_a_long_text_is_answered() -> None:
    """Windows are put together to as many rows as the text has pieces."""
    text = " ".join([ATTACK, *[HARVEST] * 40, ATTACK])
    found = marks(text)
    assert len(windows(len(found.pieces))) > MOST
    assert {table.shape[0] for table in (*found.roles, found.types)} == {len(found.pieces)}
    assert found.pieces[-1].end == len(text)


def test_what_is_not_read_lies_between_two_parts_and_in_no_filler() -> None:
    """An event far behind the front is read; a mark that fills nothing stands for the gap."""
    text = " ".join([ATTACK, *[HARVEST] * 40, ATTACK])
    last = text.rindex("Guerrillas")
    found = marks(text, [(last, len(text))])
    gaps = [i for i, piece in enumerate(found.pieces) if piece.start == piece.end]
    assert len(gaps) == 1
    assert found.pieces[gaps[0] - 1].end < found.pieces[gaps[0]].start <= last
    assert all(table[gaps[0], OUTSIDE] > 0.999 for table in found.roles)
    behind = [p.start for p in found.pieces[gaps[0] + 1 :]]
    assert last in behind
    assert behind == sorted(behind)
