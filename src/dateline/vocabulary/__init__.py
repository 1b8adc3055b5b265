"""Vocabulary: the words that tell of a concept, one table each, and the one loader that reads them.

A table is a TOML file of this package, such as `harm.toml`; its lists have names such as
`killing.verbs`. An entry that begins with `@` stands for all words of another list, of the same
table (`@verbs`) or of another one (`@time.weekdays`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

__all__ = [
    "WordListError",
    "expression_pattern",
    "phrase_list",
    "word_list",
    "word_map",
    "word_pattern",
]


class WordListError(LookupError):
    """A list that no table holds: a fault of the program, found when the module is imported."""


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list, as a set.

    Args:
        name: the table and the list in it: `harm.killing.verbs`.

    Raises:
        WordListError: no table holds such a list.
    """
    return frozenset(phrase_list(name))


@cache
def phrase_list(name: str) -> tuple[str, ...]:
    """The words or phrases of a list, in the order of the table, each once."""
    found = _table_entry(name)
    if not isinstance(found, list):
        raise WordListError(f"{name} is no list of words")
    return tuple(dict.fromkeys(_spelled_out(name.partition(".")[0], found)))


@cache
def word_map(name: str) -> Mapping[str, str]:
    """Each word of a table of lists with the name of its list; the first list keeps a word."""
    lists = _table_entry(name)
    if not isinstance(lists, dict):
        raise WordListError(f"{name} is no table of lists")
    found: dict[str, str] = {}
    for key, words in lists.items():
        for word in _spelled_out(name.partition(".")[0], words):
            found.setdefault(word, key)
    return MappingProxyType(found)


@cache
def word_pattern(name: str) -> re.Pattern[str]:
    """A pattern that finds the phrases of a list as whole words, the longest first."""
    phrases = sorted(phrase_list(name), key=lambda phrase: (-len(phrase), phrase))
    spelled = (r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    return re.compile(rf"\b(?:{'|'.join(spelled)})\b", re.IGNORECASE)


@cache
def expression_pattern(name: str) -> re.Pattern[str]:
    """A pattern that finds any of a list of regular expressions, in whatever case."""
    return re.compile("|".join(phrase_list(name)), re.IGNORECASE)


def _spelled_out(table: str, entries: list[str]) -> Iterator[str]:
    """The words of a list, with those of the lists that it refers to."""
    for entry in entries:
        if not entry.startswith("@"):
            yield entry
            continue
        other = entry.removeprefix("@")
        known = other.partition(".")[0] in _table_names()
        yield from phrase_list(other if known else f"{table}.{other}")


def _table_entry(name: str) -> Any:  # noqa: ANN401  what TOML holds
    """What stands in a table under a dotted name."""
    table, *path = name.split(".")
    if table not in _table_names():
        raise WordListError(f"no table {table}.toml{_suggestion(table, _table_names())}")
    found: Any = _read_table(table)
    for step in path:
        known = found if isinstance(found, dict) else {}
        if step not in known:
            raise WordListError(f"no list {name}{_suggestion(step, known)}")
        found = found[step]
    return found


def _suggestion(name: str, known: object) -> str:
    """A suggestion for a misspelt name."""
    near = (
        get_close_matches(name, [str(k) for k in known], 1) if isinstance(known, Iterable) else []
    )
    return f"; did you mean {near[0]}?" if near else ""


@cache
def _table_names() -> frozenset[str]:
    """The names of all tables."""
    return frozenset(
        file.name.removesuffix(".toml")
        for file in files(__package__).iterdir()
        if file.name.endswith(".toml")
    )


@cache
def _read_table(name: str) -> dict[str, Any]:
    """A table of this package."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
