"""Noun phrases of the parse: rival wordings for what the tags mark as a filler."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum

from dateline.syntax.tree import NOMINAL
from dateline.types import Token

LONGEST = 12  # tokens
HEADED = frozenset({"NUM", "ADJ", "X"})  # heads of a phrase only where a noun would stand
STANDING = frozenset({"nsubj", "dobj", "pobj", "nsubjpass", "conj", "appos", "agent"})
LINKS = frozenset({"of", "in", "at", "for", "from", "to", "de"})
APART = frozenset({"cc", "conj", "relcl", "appos", "acl", "advcl"})
EDGES = frozenset({"DET", "PRON", "PUNCT", "ADP", "CCONJ"})
IN_NAMES = frozenset({"de", "la", "del", "los", "y", "-", "'s"})


class Grade(IntEnum):
    """What a stretch is to the phrase around it."""

    NONE = 0
    PART = 1
    NAME = 2
    LONG = 3  # with the phrase or clause that follows
    WHOLE = 4


def phrases(tokens: Sequence[Token]) -> dict[tuple[int, int], Grade]:
    """The noun phrases of a text and the stretches of them that end in a noun.

    Args:
        tokens: of the whole text, in order.

    Returns:
        The first character and the one behind the last of each stretch, with its best grade.
    """
    kids: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            kids[token.head].append(token.i)
    found: dict[tuple[int, int], Grade] = {}
    for first, last, grade in (*_headed(tokens, kids), *_names(tokens)):
        while first < last and tokens[first].pos in EDGES:
            first += 1  # noqa: PLW2901  small words are no part of a wording
        if last - first < LONGEST:
            key = tokens[first].span.start, tokens[last].span.end
            found[key] = max(found.get(key, Grade.NONE), grade)
    return found


def _headed(
    tokens: Sequence[Token], kids: Sequence[Sequence[int]]
) -> Iterator[tuple[int, int, Grade]]:
    """The phrase of each noun: whole, from each of its words on, and with what follows."""
    for token in tokens:
        if token.pos not in NOMINAL and not (token.pos in HEADED and token.dep in STANDING):
            continue
        first = _first(tokens, kids, token)
        if token.dep != "compound":
            yield first, token.i, Grade.WHOLE
        for start in range(first + 1, token.i + 1):
            yield start, token.i, Grade.PART
        for kid in kids[token.i]:
            if kid > token.i:
                yield from _extended_phrases(tokens, kids, (first, token.i, kid))


def _first(tokens: Sequence[Token], kids: Sequence[Sequence[int]], token: Token) -> int:
    """The first word of what stands before a noun and belongs to it."""
    before = [k for k in kids[token.i] if k < token.i and tokens[k].dep not in APART | {"prep"}]
    return min([token.i, *(min(_under(kids, kid, lambda _: True)) for kid in before)])


def _extended_phrases(
    tokens: Sequence[Token], kids: Sequence[Sequence[int]], at: tuple[int, int, int]
) -> Iterator[tuple[int, int, Grade]]:
    """The phrase with one of what follows its noun."""
    first, noun, kid = at
    if tokens[kid].dep in {"relcl", "acl", "appos"}:
        yield first, max(_under(kids, kid, lambda _: True)), Grade.LONG
    if tokens[kid].dep == "prep" and tokens[kid].text.lower() in LINKS:

        def kept(i: int) -> bool:
            of = tokens[i].dep == "prep" and tokens[i].text.lower() == "of"
            return tokens[i].dep not in APART | {"prep"} or of

        last = max(_under(kids, kid, kept))
        yield first, last, Grade.LONG
        for start in range(first + 1, noun + 1):
            yield start, last, Grade.PART


def _under(kids: Sequence[Sequence[int]], top: int, kept: Callable[[int], bool]) -> Iterator[int]:
    """A token and those below it that are kept."""
    waiting = [top]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(kid for kid in kids[one] if kept(kid))


def _names(tokens: Sequence[Token]) -> Iterator[tuple[int, int, Grade]]:
    """Runs of proper nouns, from each of their words to the end."""
    first = 0
    while first < len(tokens):
        last = first
        if tokens[first].pos == "PROPN":
            while last + 1 < len(tokens) and _name_continues(tokens[last + 1]):
                last += 1
            while tokens[last].pos != "PROPN":
                last -= 1
            for start in range(first, last + 1):
                yield start, last, Grade.NAME
        first = last + 1


def _name_continues(token: Token) -> bool:
    """Does a name go on with this token?"""
    return token.pos == "PROPN" or token.text.lower() in IN_NAMES
