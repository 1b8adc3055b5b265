"""The words that tell of events and of what is struck, read from the package's tables."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.types import Kind, TargetKind

GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of `triggers.toml` and `targets.toml`; a kind of None is still open."""

    nouns: dict[str, Kind | None]
    verbs: dict[str, Kind | None]
    armed_verbs: frozenset[str]
    weapons: frozenset[str]
    attackers: frozenset[str]
    veto: frozenset[str]
    tales: frozenset[str]
    games: frozenset[str]
    hard: frozenset[str]
    retro: frozenset[str]
    spoken: frozenset[str]
    offices: frozenset[str]
    industry: frozenset[str]
    figures: frozenset[str]
    hoaxes: frozenset[str]
    accident: frozenset[str]
    evidence: frozenset[str]
    aggregate: frozenset[str]
    other: frozenset[str]
    made_by: dict[str, Kind]
    planned: frozenset[str]
    attempted: frozenset[str]
    violence: frozenset[str]
    serious: frozenset[str]
    kinds: tuple[tuple[Kind, tuple[str, ...]], ...]
    targets: tuple[tuple[TargetKind, frozenset[str]], ...]


@cache
def lexicon() -> Lexicon:
    """The word lists, read once a process."""
    data = _table("triggers.toml")
    context = {name: frozenset(found) for name, found in data["context"].items()}
    return Lexicon(
        nouns=_by_word(data["nouns"]),
        verbs=_by_word(data["verbs"]),
        armed_verbs=frozenset(data["armed"]["verbs"]),
        weapons=frozenset(data["armed"]["weapons"]),
        attackers=frozenset(data["armed"]["attackers"]),
        **context,
        made_by={word: Kind(kind) for kind, found in data["made_by"].items() for word in found},
        kinds=tuple((Kind(name), tuple(found)) for name, found in data["kinds"].items()),
        targets=tuple(
            (TargetKind(name), frozenset(found)) for name, found in _table("targets.toml").items()
        ),
    )


def _table(name: str) -> dict[str, Any]:
    """A table of the package."""
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


def _by_word(table: dict[str, list[str]]) -> dict[str, Kind | None]:
    """Each word with the kind that it tells of."""
    return {
        word: None if kind == GENERIC else Kind(kind)
        for kind, words in table.items()
        for word in words
    }
