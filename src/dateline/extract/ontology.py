"""The kinds of events and their sub-kinds, read from the package's tables."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from dateline.types import Kind

WEIGHT: Final = 2.0  # of a cue that says nothing of its own
NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class SubKindAct:
    """Somebody does something to something; None where it may be anybody or anything."""

    verbs: frozenset[str]
    doer: re.Pattern[str] | None
    object: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class SubKindCue:
    """What a sentence must tell for a sub-kind: all of these words, or this act."""

    all: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str]
    act: SubKindAct | None
    weight: float


@dataclass(frozen=True, slots=True)
class SubKind:
    """A sub-kind of event: what it is, its ACLED event and sub-event type, and what tells it."""

    name: str  # empty for a kind told in plain words
    kind: Kind
    kinds: frozenset[Kind]  # in which it may occur, its own among them
    definition: str
    acled: tuple[str, ...]  # empty where ACLED has no such type
    incident: bool  # does the ledger list such events as incidents?
    alone: bool  # do its words tell the kind too, and not only which of its kind it is?
    yields_to: tuple[str, ...]  # sub-kinds that go before it wherever they are told too
    cues: tuple[SubKindCue, ...]


@cache
def known_sub_kinds() -> Mapping[str, SubKind]:
    """All sub-kinds by name, in the order of the ontology."""
    words = _ontology_table("ontology_words.toml")
    return {
        name: _sub_kind(name, Kind(kind), row, words)
        for kind, entry in _ontology_table("ontology.toml").items()
        for name, row in entry["sub_kinds"].items()
    }


@cache
def plain_kinds() -> tuple[SubKind, ...]:
    """The kinds whose own words tell them while no sub-kind is told; they have no name of one."""
    words = _ontology_table("ontology_words.toml")
    return tuple(
        _sub_kind("", Kind(kind), entry, words)
        for kind, entry in _ontology_table("ontology.toml").items()
        if "cues" in entry
    )


def acled_codes(kind: Kind, sub_kind: str | None) -> tuple[str, ...]:
    """The ACLED event type and sub-event type of an event; empty where ACLED has none.

    Args:
        kind: what happened.
        sub_kind: more exactly, or None where that is not known; the kind's own codes hold then.
    """
    if sub_kind is not None:
        return known_sub_kinds()[sub_kind].acled
    return tuple(_ontology_table("ontology.toml")[kind.value]["acled"])


def plover_codes(kind: Kind) -> tuple[str, ...]:
    """The PLOVER category and mode of a kind; the mode is empty where PLOVER has none."""
    return tuple(_ontology_table("ontology.toml")[kind.value]["plover"])


def gtd_code(kind: Kind) -> str:
    """The GTD attack type of a kind; empty where GTD has none."""
    return str(_ontology_table("ontology.toml")[kind.value]["gtd"])


@cache
def _ontology_table(name: str) -> dict[str, Any]:
    """A table of the package."""
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


def _sub_kind(name: str, kind: Kind, row: dict[str, Any], words: dict[str, Any]) -> SubKind:
    """A row of the ontology."""
    return SubKind(
        name=name,
        kind=kind,
        kinds=frozenset({kind, *(Kind(other) for other in row.get("also", []))}),
        definition=row["definition"],
        acled=tuple(row["acled"]),
        incident=row.get("incident", True),
        alone=row.get("alone", True),
        yields_to=tuple(row.get("yields_to", ())),
        cues=tuple(_cue(cue, words) for cue in row.get("cues", [])),
    )


def _cue(row: dict[str, Any], words: dict[str, Any]) -> SubKindCue:
    """A cue with its words as patterns."""
    act = row.get("does")
    return SubKindCue(
        all=tuple(_pattern(group, words) for group in row.get("all", [])),
        unless=_pattern(row["unless"], words) if "unless" in row else NOTHING,
        act=_act(act, words) if act else None,
        weight=row.get("weight", WEIGHT),
    )


def _act(row: dict[str, Any], words: dict[str, Any]) -> SubKindAct:
    """An act with its words as patterns."""
    return SubKindAct(
        verbs=frozenset(_spelled(row["verb"], words)),
        doer=_pattern(row["doer"], words) if "doer" in row else None,
        object=_pattern(row["object"], words) if "object" in row else None,
    )


def _pattern(group: Iterable[str], words: dict[str, Any]) -> re.Pattern[str]:
    """Any of some words; longer ones first, so that the whole phrase is shown as evidence."""
    found = sorted(set(_spelled(group, words)), key=lambda word: (-len(word), word))
    choices = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in found)
    return re.compile(rf"\b(?:{choices})\b")


def _spelled(group: Iterable[str], words: dict[str, Any]) -> Iterable[str]:
    """The words of a group, those of the lists that it names among them."""
    for word in group:
        if word.startswith("@"):
            yield from _spelled(words[word[1:]], words)
        else:
            yield word
