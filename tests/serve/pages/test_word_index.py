"""Which incidents hold some words, by the numbers that a search finds."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from dateline.serve.pages.table import Headline
from dateline.serve.pages.word_index import WordIndex, are_among, index_lines


def line(name: str, entry: int, *told_in: str) -> Headline:
    """What the index reads of a line."""
    return cast("Headline", SimpleNamespace(id=name, entry=entry, told_in=told_in))


@pytest.fixture(name="index")
def _index() -> WordIndex:
    """Three lines; a report tells of two of them, and another of none."""
    lines = (line("beef1", 30, "a"), line("beef2", 40, "a", "b"), line("c0de3", 50))
    return index_lines(lines, {"a": 10, "b": 20, "unused": 25})


@pytest.mark.parametrize(
    ("found", "words", "held"),
    [
        ([30], "rocket", ["beef1"]),
        ([10], "rocket", ["beef1", "beef2"]),
        ([20, 50], "rocket", ["beef2", "c0de3"]),
        ([40, 10, 20], "rocket", ["beef1", "beef2"]),
        ([25], "rocket", []),
        ([], "rocket", []),
        ([], "beef", ["beef1", "beef2"]),
        ([50], "beef2", ["beef2", "c0de3"]),
        ([], '"beef2"', []),
    ],
)
def test_a_line_holds_what_it_or_one_of_its_reports_holds(
    index: WordIndex, found: list[int], words: str, held: list[str]
) -> None:
    lines = index.holding(np.array(found, np.int64), words)
    assert held == [each.id for each in lines]


@pytest.mark.parametrize(("numbers", "known"), [([], True), ([10, 25], True), ([10, 26], False)])
def test_a_report_that_came_later_is_not_known(
    index: WordIndex, numbers: list[int], *, known: bool
) -> None:
    assert known is index.knows(np.array(numbers, np.int64))


def test_nothing_is_among_nothing() -> None:
    assert [False] == are_among(np.array([3]), np.array([], np.int64)).tolist()
    assert [] == are_among(np.array([], np.int64), np.array([3])).tolist()


def test_an_empty_ledger_has_no_lines() -> None:
    assert [] == index_lines((), {}).holding(np.array([3]), "x")
