"""The one loader of word lists, and that every list is used and every name known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dateline
from dateline.vocabulary import WordListError, phrase_list, word_list, word_map, word_pattern

ROOT = Path(dateline.__file__).parent
NAMED = re.compile(r"\b(word_list|phrase_list|word_map|word_pattern)\(\s*\"([a-z_.]+)\"")
NAMES = sorted({n for p in ROOT.rglob("*.py") for n in NAMED.findall(p.read_text("utf-8"))})


def test_a_list_is_read_in_the_order_of_its_table() -> None:
    assert ("that", "who", "which", "whom") == phrase_list("grammar.relative_pronouns")


def test_a_pattern_finds_whole_words_only() -> None:
    assert word_pattern("grammar.ordinals").findall("The second of the seconds") == ["second"]


@pytest.mark.parametrize(("loader", "name"), NAMES)
def test_every_list_that_the_program_names_holds_words(loader: str, name: str) -> None:
    assert word_map(name) if loader == "word_map" else word_list(name)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("gramar.ordinals", "no table gramar.toml; did you mean grammar?"),
        ("grammar.ordinal", "no list grammar.ordinal; did you mean ordinals?"),
    ],
)
def test_a_list_that_does_not_exist_is_an_error_with_a_suggestion(name: str, says: str) -> None:
    with pytest.raises(WordListError, match=re.escape(says)):
        word_list(name)
