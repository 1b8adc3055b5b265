"""What two wordings are compared by, and whether they name one thing."""

from __future__ import annotations

import re

SPACE = re.compile(r"\s+")
WORD = re.compile(r"\w[\w'./-]*\w|\w")
SHORT = re.compile(r"\(\W{0,2}(\w[\w.-]{1,9})\W{0,2}[,)]")
BEFORE = 80  # characters in front of a bracket in which the full form stands
# Words that no filler begins or ends with; the tags of a long noun phrase can stop at one.
EDGES = frozenset(
    "a an the of in on at by to from with for and or but as that this his her its their was were"
    " is are be been who which el".split()
)
ARTICLES = frozenset({"a", "an", "the"})
UNSPELT = EDGES | {"de", "la", "del", "los"}  # words whose first letters a short form leaves out


def same_thing(one: tuple[str, ...], other: tuple[str, ...], *, heads: bool = False) -> bool:
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
    if len(short) != 1 or not 1 < len(short[0]) <= len(full):
        return False
    return short[0] == "".join(word[0] for word in full if word not in UNSPELT)


def _stem(key: tuple[str, ...]) -> str:
    """The last word, singular and plural alike."""
    return key[-1].rstrip("s")


def shorts(text: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The short forms in brackets, each with the words in front: "the Red Dawn Front (RDF)"."""
    return tuple(
        (key_of(found.group(1)), key_of(text[max(0, found.start() - BEFORE) : found.start()]))
        for found in SHORT.finditer(text)
    )


def linked(
    found: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...],
    one: tuple[str, ...],
    other: tuple[str, ...],
) -> bool:
    """Is one of two wordings the short form of the other?"""
    return any(
        a == short and before[-len(b) :] == b
        for short, before in found
        for a, b in ((one, other), (other, one))
    )
