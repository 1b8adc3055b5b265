"""Capitals for texts that came all in capitals or all in small letters.

Names are told by signs that need no training: what the parser takes for a proper noun once the
sentence starts with a capital, a short form in brackets, a title before it, and names of months
and days. A letter takes the place of a letter, so all offsets stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.texts import document
from dateline.syntax.parser import parse_document

SENTENCE = re.compile(r"(?:^|[.!?][\"')]*\s+|\n\s*|--\s+)[\"'(]*([a-z])")
TITLED = re.compile(
    r"\b(president|colonel|col|general|gen|lieutenant|lt|major|captain|capt|sergeant|father|mr|mrs"
    r"|miss|dr|mayor|senator|deputy|ambassador|minister|judge|bishop|archbishop|monsignor"
    r"|commander|brigadier)\.?((?: [a-z]{2,}){1,3})"
)
SHORT = re.compile(r"(?<=\()[a-z0-9-]{2,8}(?=[,)])|\bu\.s\.|\bu\.n\.|\b(?:[a-z]\.){2,}")
DAYS = re.compile(
    r"\b(?:january|february|march(?= \d)|april|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
ENTITIES = frozenset({"PERSON", "GPE", "LOC", "NORP", "ORG", "FAC"})


def cased(text: str) -> str:
    """Give a text without case its capitals back.

    Args:
        text: returned as it is, if it has both small letters and capitals.

    Returns:
        A text of the same length, which differs in capitals only.
    """
    if text != text.upper() and text != text.lower():
        return text
    letters = list(text.lower())
    plain = "".join(letters)
    if len(plain) != len(text):
        return text
    _raise(letters, (m.span(1) for m in SENTENCE.finditer(plain)))
    _raise(letters, (m.span() for m in DAYS.finditer(plain)))
    for match in SHORT.finditer(plain):
        letters[match.start() : match.end()] = match.group().upper()
    shorts = {m.group() for m in SHORT.finditer(plain) if m.group().isalpha()}
    for match in re.finditer(r"[a-z]+", plain):
        if match.group() in shorts:
            letters[match.start() : match.end()] = match.group().upper()
    _raise(letters, _names("".join(letters)))
    return "".join(letters)


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Where the parser sees names, though they are small."""
    tokens, _ = parse_document(document("", text))
    for token in tokens:
        if token.pos == "PROPN" or (token.entity in ENTITIES and token.pos in {"NOUN", "ADJ", "X"}):
            yield token.span.start, token.span.end


def _raise(letters: list[str], spans: Iterator[tuple[int, int]]) -> None:
    """Begin each of these stretches with a capital."""
    for start, _ in spans:
        letters[start] = letters[start].upper()
