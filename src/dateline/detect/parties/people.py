"""Persons: a title with a name, a name with an office behind it, and the model's own finds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dateline.detect.parties.described import country_of
from dateline.detect.parties.offices import office_words, title_starts
from dateline.syntax.locations import in_dateline
from dateline.types import Document, Entity, Party, PartyKind, Sentence, Span, Token

PARTICLES: Final = frozenset(
    "al el bin ibn abu abdul ul ud van von de del da dos der di la le bint ben ould al- - ’".split()
)
LONGEST: Final = 6  # words of a title; "Special Forces Major General"
OFFICE_NOUNS: Final = re.compile(
    r"\b(?:spokes\w+|minister|governor|president|mayor|chief|commander|director|head|secretary|"
    r"chairman|official|officer|leader|general|ambassador|envoy|lawmaker|premier|chancellor)\b"
)
OFFICE_TAIL: Final = re.compile(r"['’]s? office\b")


def find_persons(
    document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]
) -> list[Entity]:
    """The persons that a report names, with their office where it is told."""
    found: list[Entity] = []
    for sentence in sentences:
        at = sentence.first
        while at < sentence.last:
            if in_dateline(document, tokens[at].span.start):
                at += 1
                continue
            entity, after = _person_at(document, tokens, sentence, at)
            if entity is not None:
                found.append(entity)
            at = after
    return found


def _person_at(
    document: Document, tokens: Sequence[Token], sentence: Sentence, at: int
) -> tuple[Entity | None, int]:
    """The person that begins at a token, and where to go on."""
    title = _title_end(tokens, sentence, at)
    start = at if title is None else title + 1
    end = _name_end(tokens, sentence, start)
    if end == start or (title is None and not tokens[at].text[:1].isupper()):
        return None, at + 1
    labelled = any(t.entity == "PERSON" for t in tokens[start:end])
    if title is None and not labelled:
        return None, at + 1
    if title is None and country_of(" ".join(t.text for t in tokens[start:end])):
        return None, end  # "Djibo, Burkina Faso" names no person, whatever the model says
    if title is None:
        title, start = _title_inside(tokens, sentence, start, end)
    first = _modifier_start(tokens, sentence, at) if title is not None else at
    return _person_entity(document, tokens, sentence, (first, at, start, end)), end


def _title_inside(
    tokens: Sequence[Token], sentence: Sentence, start: int, end: int
) -> tuple[int | None, int]:
    """The end of a title within a run of names, and where the name itself begins."""
    for at in range(start + 1, end):
        title = _title_end(tokens, sentence, at)
        if title is not None and title + 1 < end:
            return title, title + 1
    return None, start


def _person_entity(
    document: Document, tokens: Sequence[Token], sentence: Sentence, at: tuple[int, int, int, int]
) -> Entity:
    """The entity of a name with its title; `at`: modifiers, title, name, end."""
    first, title, start, end = at
    text = document.text
    name = " ".join(text[tokens[start].span.start : tokens[end - 1].span.end].split())
    office = text[tokens[title].span.start : tokens[start].span.start].strip() or None
    tail = OFFICE_TAIL.match(text, tokens[end - 1].span.end)
    if office is None:
        office = _office_behind(document, tokens, sentence, end)
    private = office is None or office.lower() in office_words().private
    country = next((c for t in tokens[first:title] if (c := country_of(t.text))), None)
    country = country or _country_behind(tokens, sentence, end, office)
    span = Span(tokens[first].span.start, tail.end() if tail else tokens[end - 1].span.end)
    if tail:
        return Entity(span, Party(f"{name}’s office", PartyKind.GOVERNMENT, None, country, office))
    kind = PartyKind.PERSON if private else PartyKind.OFFICIAL
    return Entity(span, Party(name, kind, None, country, office))


def _title_end(tokens: Sequence[Token], sentence: Sentence, at: int) -> int | None:
    """The last token of the title that begins here, or None."""
    best = None
    if tokens[at].text.lower() not in title_starts():
        return None
    for last in range(at, min(at + LONGEST, sentence.last)):
        phrase = " ".join(t.text.lower() for t in tokens[at : last + 1])
        if phrase in office_words().titles or phrase.replace(" .", ".") in office_words().titles:
            best = last
    return best


def _modifier_start(tokens: Sequence[Token], sentence: Sentence, at: int) -> int:
    """Where the words before a title begin that tell whose it is ("Iraqi", "Special Forces")."""
    first = at
    while (
        first > sentence.first
        and tokens[first - 1].text[:1].isupper()
        and tokens[first - 1].pos in ("PROPN", "ADJ")
        and tokens[first - 1].entity != "DATE"
    ):
        first -= 1
    return first


CAPITALS: Final = 60  # words; longer runs of capitals are tables, and no names


def _name_end(tokens: Sequence[Token], sentence: Sentence, start: int) -> int:
    """Where a run of name words that begins at a token ends; `start` itself if none does."""
    end, farthest = start, min(sentence.last, start + CAPITALS)
    while end < farthest and _is_name_word(tokens, end, start, sentence):
        end += 1
    while end > start and tokens[end - 1].text.lower() in PARTICLES:
        end -= 1
    return end


def _is_name_word(tokens: Sequence[Token], at: int, start: int, sentence: Sentence) -> bool:
    """Is a token a word of a name: a capitalised proper noun, or a particle between two?"""
    token = tokens[at]
    if token.text.lower() in PARTICLES and at + 1 < sentence.last:
        joins = at > start or token.text.lower() in ("al", "el", "abu")
        follows = tokens[at + 1].text[:1].isalpha() or tokens[at + 1].text == "-"
        return joins and follows
    if not token.text[:1].isupper() or not token.text[:1].isalpha():
        return False
    if (
        token.entity in ("GPE", "NORP", "DATE", "ORG")
        and at > start
        and tokens[start].entity == "PERSON"
    ):
        return False
    return token.pos == "PROPN" or token.entity == "PERSON"


def _office_behind(
    document: Document, tokens: Sequence[Token], sentence: Sentence, end: int
) -> str | None:
    """The office behind a name: ", spokesman for the ministry," or None."""
    if end >= sentence.last or tokens[end].text != ",":
        return None
    rest = document.text[tokens[end].span.end : sentence.span.end]
    clause = re.split(r",| (?:said|told|added|who)\b", rest, maxsplit=1)[0].strip()
    return clause if OFFICE_NOUNS.search(clause) else None


def _country_behind(
    tokens: Sequence[Token], sentence: Sentence, end: int, office: str | None
) -> str | None:
    """The country named in the office behind a name."""
    if office is None:
        return None
    window = tokens[end : min(end + 12, sentence.last)]
    return next(_countries_of(window, office), None)


def _countries_of(window: Sequence[Token], office: str) -> Iterator[str]:
    for token in window:
        country = country_of(token.text) if token.text in office else None
        if country:
            yield country
