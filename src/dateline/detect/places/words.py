"""Words around names of places."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The word lists of `places.toml`."""

    facility: frozenset[str]
    district: frozenset[str]
    administrative: frozenset[str]
    quarter: frozenset[str]
    settlement: frozenset[str]
    division: frozenset[str]
    never: frozenset[str]
    speech: frozenset[str]
    title: frozenset[str]
    belongs: frozenset[str]
    gangs: frozenset[str]
    action: frozenset[str]
    entered: frozenset[str]
    struck: frozenset[str]
    striking: frozenset[str]
    bombed: frozenset[str]
    forces: frozenset[str]
    bombing: frozenset[str]
    attacking: frozenset[str]
    locality: frozenset[str]
    several: frozenset[str]
    linking: frozenset[str]
    leading: frozenset[str]
    trailing: frozenset[str]
    unplaced: frozenset[str]
    describing: frozenset[str]
    ruled: frozenset[str]
    beside: frozenset[str]


@cache
def place_words() -> PlaceWords:
    """The word lists, read once a process."""
    table = tomllib.loads((Path(__file__).parent / "places.toml").read_text("utf-8"))
    return PlaceWords(**{name: frozenset(entries) for name, entries in table.items()})
