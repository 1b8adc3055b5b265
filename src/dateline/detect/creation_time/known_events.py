"""What is publicly known and dated: events, wars, terms of office, running tolls.

The table `known_events.toml` is general and sourced; a report that names what stands there
was written after it began, or during the term, or near the anniversary.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from dateline.detect.creation_time.day_sets import LAST
from dateline.types import Interval


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """A dated event or a war: the day it began, and the wordings that name it.

    A wording names the event where all of its words stand in one sentence.
    """

    name: str
    day: date
    end: date | None
    wordings: tuple[tuple[str, ...], ...]
    source: str


@dataclass(frozen=True, slots=True)
class OfficeTerm:
    """One holder's time in an office."""

    office: str
    titles: tuple[str, ...]
    name: str
    surname: str
    span: Interval


@dataclass(frozen=True, slots=True)
class RunningToll:
    """A total that grew from day to day and was quoted as it stood."""

    name: str
    words: tuple[tuple[str, ...], ...]  # one word of each group must stand near the figure
    points: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """The whole table."""

    events: tuple[KnownEvent, ...]
    terms: tuple[OfficeTerm, ...]
    tolls: tuple[RunningToll, ...]


WORD = re.compile(r"[^\W_]+")
HEAD = 4  # letters that tell most words apart


@cache
def known_facts() -> KnownFacts:
    """The table, read once a process."""
    data = tomllib.loads(files(__package__).joinpath("known_events.toml").read_text("utf-8"))
    events = tuple(
        KnownEvent(
            name=row["name"],
            day=row["day"],
            end=row.get("end"),
            wordings=tuple(tuple(w.lower().split()) for w in row["match"]),
            source=row["source"],
        )
        for row in data["event"]
    )
    terms = tuple(
        OfficeTerm(row["office"], tuple(row["titles"]), *_read_holder(holder))
        for row in data["office"]
        for holder in row["holders"]
    )
    tolls = tuple(
        RunningToll(
            name=row["name"],
            words=tuple(tuple(group) for group in row["words"]),
            points=tuple((day, figure) for day, figure in row["points"]),
        )
        for row in data["running_toll"]
    )
    return KnownFacts(events, terms, tolls)


def _read_holder(row: list[str]) -> tuple[str, str, Interval]:
    """Name, surname (the last word unless given) and term of a holder."""
    name, first, last = row[0], date.fromisoformat(row[1]), row[2]
    surname = row[3] if len(row) > 3 else name.split()[-1]  # noqa: PLR2004 - the optional column
    return name, surname, Interval(first, date.fromisoformat(last) if last else LAST)


def held_by(text: str) -> list[OfficeTerm]:
    """The terms of those whose surname may stand in a text, in the order of the table."""
    names = set(WORD.findall(text))
    likely = {i for name in names & _by_name().keys() for i in _by_name()[name]}
    return [known_facts().terms[i] for i in sorted(likely)]


@cache
def _by_name() -> dict[str, tuple[int, ...]]:
    """Terms by the longest part of the holder's surname."""
    table: dict[str, list[int]] = {}
    for i, term in enumerate(known_facts().terms):
        table.setdefault(max(WORD.findall(term.surname), key=len), []).append(i)
    return {name: tuple(found) for name, found in table.items()}


def named_in(sentence: str) -> Iterator[KnownEvent]:
    """The known events that a sentence (in lower case) names, in the order of the table."""
    heads = {word[:n] for word in WORD.findall(sentence) for n in range(1, HEAD + 1)}
    likely = {i for head in heads for i in _by_head().get(head, ())}
    for i in sorted(likely):
        event = known_facts().events[i]
        if any(all(_word_stands(word, sentence) for word in wording) for wording in event.wordings):
            yield event


@cache
def _by_head() -> dict[str, tuple[int, ...]]:
    """Events by the first letters of a word that each wording holds: most never need a look."""
    table: dict[str, set[int]] = {}
    for i, event in enumerate(known_facts().events):
        for wording in event.wordings:
            head = WORD.findall(wording[0].replace("_", " "))[0][:HEAD]
            table.setdefault(head, set()).add(i)
    return {head: tuple(sorted(found)) for head, found in table.items()}


def _word_stands(word: str, sentence: str) -> bool:
    """Does a word stand in a sentence, "_" in it for a blank, "*" for any ending?"""
    stem, pattern = _word_pattern(word)
    return stem in sentence and pattern.search(sentence) is not None


@cache
def _word_pattern(word: str) -> tuple[str, re.Pattern[str]]:
    """What a word looks like in a text, endings aside, and the expression for it."""
    plain = word.replace("_", " ")
    stem = plain.rstrip("*")
    # a look around and no \b: "u.s." ends in a full stop, after which no word boundary stands
    ending = "" if plain.endswith("*") else r"(?!\w)"
    return stem, re.compile(rf"(?<!\w){re.escape(stem)}{ending}")
