"""Rare words tell two events apart, and common ones do not."""

from __future__ import annotations

import pytest

from dateline.link.profiles import (
    COMMONEST,
    RAREST,
    rarest_words,
    shared_bits,
    telling_figures,
    word_rarity,
)


@pytest.mark.parametrize(
    ("rarer", "commoner"), [("wexcombe", "apartment"), ("apartment", "shooting"), ("age-3", "year")]
)
def test_a_word_of_few_texts_is_rarer_than_one_of_many(rarer: str, commoner: str) -> None:
    """The table counts texts of news."""
    assert word_rarity(rarer) > word_rarity(commoner)


def test_a_word_that_the_table_lacks_is_among_the_rarest() -> None:
    """It stands in next to no text."""
    assert word_rarity("wexcombe") == RAREST


def test_words_in_most_reports_tell_nothing() -> None:
    """However many of them two reports share."""
    assert shared_bits(["shooting", "shot", "county", "year"]) == 0


def test_the_rarest_words_are_kept_whatever_their_order() -> None:
    """Of equally rare ones the first in the alphabet."""
    words = ["year", "tarlow", "apartment", "wexcombe", "pell"]
    assert rarest_words(words, 2) == rarest_words(reversed(words), 2) == {"pell", "tarlow"}
    assert all(word_rarity(word) > COMMONEST for word in rarest_words(words, 9))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("an 8-year-old boy", ["age-8"]),
        ("Jane Roe, 23, was hit", ["age-23"]),
        ("a man aged 40", ["age-40"]),
        ("in the 1300 block", ["1300"]),
        ("since 2016, 3 people", []),
    ],
)
def test_ages_and_longer_numbers_are_words_of_their_own(text: str, found: list[str]) -> None:
    """Years are not: all that happened in one shares it."""
    assert list(telling_figures(text)) == found
