"""Who is named: states, forces, armed groups, offices, officials, witnesses.

The model's own labels mistake most names of this field, so a lexicon of actors comes first, then
phrases around nouns of office, then titles with names; the model's persons and organisations
fill what is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.detect.parties.described import described_parties
from dateline.detect.parties.known import known_actors
from dateline.detect.parties.people import find_persons
from dateline.detect.parties.short_names import repeated_names, resolve_short_names
from dateline.detect.parties.states import acting_states
from dateline.types import BlockKind, Document, Entity, Party, PartyKind, Sentence, Span, Token


def find_parties(
    document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]
) -> tuple[Entity, ...]:
    """Find the parties that a report names.

    Args:
        document: the report.
        tokens: its parse.
        sentences: its sentences.

    Returns:
        Entities in the order of the text that do not overlap. Within a report a short name
        ("Sudani", "the ministry") stands for the party that the long one named.
    """
    named = known_actors(document, sentences)
    described = described_parties(document, tokens, sentences)
    persons = find_persons(document, tokens, sentences)
    layers = (
        [p for p in persons if not (_bears_actor(p, named) or _opens_body(p, described))],
        named,
        described,
        acting_states(document, tokens, sentences),
    )
    found: list[Entity] = []
    for layer in layers:
        found.extend(each for each in layer if not _overlaps_found(each.span, found))
    for layer in (
        repeated_names(document, sentences, found),
        _labelled_organisations(document, tokens, sentences),
    ):
        found.extend(each for each in layer if not _overlaps_found(each.span, found))
    return resolve_short_names(document, sorted(found, key=lambda each: each.span))


def _bears_actor(person: Entity, named: Iterable[Entity]) -> bool:
    """Is what the parser took for a person's name that of an actor ("Ashab al-Kahf")?

    An actor before the title is whose office it is ("Hezbollah leader Hassan Nasrallah").
    """
    if not isinstance(person.value, Party) or person.value.kind is PartyKind.GOVERNMENT:
        return False
    start = person.span.end - len(person.value.name)
    return _overlaps_found(Span(start, person.span.end), named)


def _opens_body(person: Entity, described: Iterable[Entity]) -> bool:
    """Is what the parser took for a person's name the first word of a body's ("Hakkari ministry")?

    Such names are of places; a person with an office is told by it.
    """
    if not isinstance(person.value, Party) or person.value.office is not None:
        return False
    bodies = (e for e in described if isinstance(e.value, Party) and e.value.kind in BODIES)
    return any(
        body.span.start == person.span.start and person.span.end < body.span.end for body in bodies
    )


def _overlaps_found(span: Span, found: Iterable[Entity]) -> bool:
    """Does a span overlap one that is found?"""
    return any(each.span.start < span.end and span.start < each.span.end for each in found)


BODIES = frozenset({PartyKind.GOVERNMENT, PartyKind.MILITARY, PartyKind.SECURITY})
ORGANISATION = Party("", PartyKind.UNKNOWN)


def _labelled_organisations(
    document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]
) -> list[Entity]:
    """The organisations that the model labels and nothing else has found.

    Headlines are left out: their capitals mislead the model.
    """
    read = [s.span for s in sentences if s.block is not BlockKind.TITLE]
    found, at = [], 0
    while at < len(tokens):
        last = at
        while last + 1 < len(tokens) and tokens[last + 1].entity == tokens[at].entity == "ORG":
            last += 1
        if tokens[at].entity == "ORG":
            span = Span(tokens[at].span.start, tokens[last].span.end)
            name = document.text[span.start : span.end]
            inside = any(s.start <= span.start < s.end for s in read)
            if inside and name[0].isupper() and "\n" not in name:
                found.append(Entity(span, replace(ORGANISATION, name=_bare_party_name(name))))
        at = last + 1
    return found


def _bare_party_name(name: str) -> str:
    """A name without its article and possessive."""
    return " ".join(name.replace("’s", "").replace("'s", "").split()).removeprefix("the ")
