"""The one loader of word lists, and that every list is used and every name known."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import dateline
from dateline.vocabulary import WordListError, phrase_list, word_list, word_map, word_pattern

ROOT = Path(dateline.__file__).parent
NAMED = re.compile(r"\b(word_list|phrase_list|word_map|word_pattern)\(\s*\"([a-z_.]+)\"")
NAMES = sorted({n for p in ROOT.rglob("*.py") for n in NAMED.findall(p.read_text("utf-8"))})


def lists(entry: object, name: str) -> Iterator[tuple[str, list[str]]]:
    """The lists of a table, each by its dotted name."""
    if isinstance(entry, dict):
        for key, inner in entry.items():
            yield from lists(inner, f"{name}.{key}")
    elif isinstance(entry, list):
        yield name, entry


TABLES = {path.stem: path for path in (ROOT / "vocabulary").glob("*.toml")}
LISTS = {
    name: words
    for table, path in TABLES.items()
    for name, words in lists(tomllib.loads(path.read_text("utf-8")), table)
}
# Alone, with the names of its lists put in ("violence.after.{slot}"), or from another table.
QUOTED = {
    name
    for path in {*ROOT.rglob("*.py"), *ROOT.rglob("*.toml")} - {*TABLES.values()}
    for name in re.findall(r"\"@?([a-z_]+(?:\.[a-z_]+)*)(?:\.\{\w+\})?\"", path.read_text("utf-8"))
}
REFERRED = {
    other if other.partition(".")[0] in TABLES else f"{name.partition('.')[0]}.{other}"
    for name, words in LISTS.items()
    for other in (word[1:] for word in words if word.startswith("@"))
}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_every_list_is_read_alone_with_its_table_or_by_another_list(name: str) -> None:
    parts = name.split(".")
    ways = {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
    assert ways & QUOTED or name in REFERRED


def test_a_list_is_read_in_the_order_of_its_table() -> None:
    assert ("that", "who", "which", "whom") == phrase_list("grammar.relative_pronouns")


def test_a_pattern_finds_whole_words_only() -> None:
    assert word_pattern("grammar.ordinals").findall("The second of the seconds") == ["second"]


def test_every_list_that_the_program_names_holds_words() -> None:
    loaders = {"word_map": word_map}
    empty = [name for loader, name in NAMES if not loaders.get(loader, word_list)(name)]
    assert [] == empty


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
