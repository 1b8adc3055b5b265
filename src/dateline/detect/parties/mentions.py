"""Who is named: states, forces, armed groups, offices, officials, witnesses.

The model's own labels mistake most names of this field, so a lexicon of actors comes first, then
phrases around nouns of office, then titles with names; the model's persons and organisations
fill what is left.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
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
    actors = _Taken(named)
    bodies = _bodies(described)
    people = (p for p in persons if not (_bears_actor(p, actors) or _opens_body(p, bodies)))
    layers = (
        [_beside_group(document, p, named) for p in people],
        named,
        described,
        acting_states(document, tokens, sentences),
    )
    taken = _Taken()
    found = [each for layer in layers for each in taken.take(layer)]
    for layer in (
        repeated_names(document, sentences, found),
        _labelled_organisations(document, tokens, sentences),
    ):
        found.extend(taken.take(layer))
    return resolve_short_names(document, sorted(found, key=lambda each: each.span))


class _Taken:
    """Stretches of a text that are taken, none of which overlaps another."""

    def __init__(self, entities: Iterable[Entity] = ()) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for _ in self.take(entities):
            pass

    def take(self, entities: Iterable[Entity]) -> Iterator[Entity]:
        """The entities that stand where nothing is taken, which takes their stretches."""
        for each in entities:
            if not self.overlaps(each.span):
                at = bisect_left(self.starts, each.span.start)
                self.starts.insert(at, each.span.start)
                self.ends.insert(at, each.span.end)
                yield each

    def overlaps(self, span: Span) -> bool:
        """Whether a stretch overlaps one that is taken."""
        before = bisect_left(self.starts, span.end)
        return before > 0 and span.start < self.ends[before - 1]


def _bears_actor(person: Entity, actors: _Taken) -> bool:
    """Is what the parser took for a person's name that of an actor ("Ashab al-Kahf")?

    An actor before the title is whose office it is ("Hezbollah leader Hassan Nasrallah").
    """
    if not isinstance(person.value, Party) or person.value.kind is PartyKind.GOVERNMENT:
        return False
    start = person.span.end - len(person.value.name)
    return actors.overlaps(Span(start, person.span.end))


def _beside_group(document: Document, person: Entity, named: Iterable[Entity]) -> Entity:
    """The person, without the armed group before the office, a party that it speaks for.

    "Taliban spokesman Zabihullah Mujahid" names both.
    """
    ends = [
        each.span.end
        for each in named
        if isinstance(each.value, Party) and each.value.kind is PartyKind.ARMED_GROUP
        if person.span.start <= each.span.start and each.span.end < person.span.end
    ]
    if not ends:
        return person
    rest = document.text[max(ends) : person.span.end]
    start = person.span.end - len(rest.lstrip(" ’'s"))
    return replace(person, span=Span(start, person.span.end))


def _bodies(described: Iterable[Entity]) -> dict[int, int]:
    """Where names of bodies end, by where they start; the longest where several start."""
    ends: dict[int, int] = {}
    for each in described:
        if isinstance(each.value, Party) and each.value.kind in BODIES:
            start, end = each.span.start, each.span.end
            ends[start] = max(end, ends.get(start, 0))
    return ends


def _opens_body(person: Entity, bodies: Mapping[int, int]) -> bool:
    """Is what the parser took for a person's name the first word of a body's ("Hakkari ministry")?

    Such names are of places; a person with an office is told by it.
    """
    if not isinstance(person.value, Party) or person.value.office is not None:
        return False
    return person.span.end < bodies.get(person.span.start, 0)


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
