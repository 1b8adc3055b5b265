"""Candidates of a role that name one thing, brought together by their words alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.extract.tagger.decode import Tagged

SPACE = re.compile(r"\s+")
WORD = re.compile(r"\w[\w'./-]*\w|\w")
# Words that no filler begins or ends with; the tags of a long noun phrase can stop at one.
EDGES = frozenset(
    "a an the of in on at by to from with for and or but as that this his her its their was were"
    " is are be been who which el".split()
)
ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Named:
    """A wording of a role's candidates.

    Attributes:
        words: as the text has it, white space made even.
        key: in small letters, without marks and articles; what two wordings are compared by.
        score: of its surest occurrence, 0 to 1.
        types: mean chance of each type of incident, weighted by the occurrences' scores.
        start: its first occurrence.
    """

    words: str
    key: tuple[str, ...]
    score: float
    types: tuple[float, ...]
    start: int


def names(text: str, found: Iterable[Tagged]) -> tuple[Named, ...]:
    """The wordings of a role's candidates, the surest first."""
    grouped: dict[tuple[str, ...], list[tuple[Tagged, str]]] = defaultdict(list)
    for one in found:
        words = trimmed(text[one.start : one.end])
        if key := key_of(words):
            grouped[key].append((one, words))
    made = [_named(key, same) for key, same in grouped.items()]
    return tuple(sorted(made, key=lambda name: (-name.score, name.start)))


def entities(found: Iterable[Named], *, heads: bool = False) -> tuple[tuple[Named, ...], ...]:
    """Bring wordings of one thing together, each entity's surest wording first.

    Args:
        found: wordings, the surest first.
        heads: the same last word is enough, as for people without a name.
    """
    made: list[list[Named]] = []
    for name in found:
        for entity in made:
            if any(same(name.key, other.key, heads=heads) for other in entity):
                entity.append(name)
                break
        else:
            made.append([name])
    return tuple(tuple(entity) for entity in made)


def same(one: tuple[str, ...], other: tuple[str, ...], *, heads: bool = False) -> bool:
    """Do two wordings name one thing: one's words among the other's, or its first letters?"""
    if set(one) <= set(other) or set(other) <= set(one):
        return True
    if heads and one[-1] == other[-1]:
        return True
    bare = len(one) == 1 or len(other) == 1
    return _short(one, other) or _short(other, one) or (bare and _stem(one) == _stem(other))


def key_of(words: str) -> tuple[str, ...]:
    """What a wording is compared by."""
    plain = re.sub(r"[^\w\s]", "", words.lower())
    return tuple(word for word in plain.split() if word not in ARTICLES)


def trimmed(words: str) -> str:
    """A wording without the small words and marks at its edges."""
    found = list(WORD.finditer(words))
    while found and found[0].group().lower() in EDGES:
        found.pop(0)
    while found and found[-1].group().lower() in EDGES:
        found.pop()
    return SPACE.sub(" ", words[found[0].start() : found[-1].end()]) if found else ""


def _short(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Is this the other's first letters?"""
    letters = "".join(word[0] for word in full if word not in EDGES | {"de", "la", "del", "los"})
    return len(short) == 1 and len(short[0]) > 1 and short[0] == letters


def _stem(key: tuple[str, ...]) -> str:
    """The last word, singular and plural alike."""
    return key[-1].rstrip("s")


def _named(key: tuple[str, ...], same_key: list[tuple[Tagged, str]]) -> Named:
    """A wording of all its occurrences."""
    total = sum(one.score for one, _ in same_key)
    columns = zip(*(one.types for one, _ in same_key), strict=True)
    scores = [one.score for one, _ in same_key]
    types = tuple(
        sum(score * chance for score, chance in zip(scores, column, strict=True)) / total
        for column in columns
    )
    start = min(one.start for one, _ in same_key)
    return Named(same_key[0][1], key, max(scores), types, start)
