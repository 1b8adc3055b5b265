"""Who did it and with what, as the event's own words tell it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.extract.arguments.context import EventContext, entity_answer
from dateline.extract.claims import Answer
from dateline.syntax.arguments import has_object, is_among, nouns_after
from dateline.syntax.tree import Tree
from dateline.types import (
    Kind,
    Modality,
    Party,
    PartyKind,
    Place,
    PlaceKind,
    Role,
    Span,
    Token,
    Weapon,
    WeaponKind,
)
from dateline.vocabulary import word_list

ADJECTIVES: Final = word_list("arguments.actors.adjectives")
ANSWERING: Final = word_list("arguments.actors.answering")
ATTACKS: Final = word_list("responsibility.deeds.attacks")
STATE_MEANS: Final = word_list("arguments.actors.state_means")
STATES: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION})  # that act as parties too
OWN: Final = word_list("arguments.actors.own")
ARMED: Final = frozenset(
    {
        PartyKind.ARMED_GROUP,
        PartyKind.MILITARY,
        PartyKind.STATE,
        PartyKind.SECURITY,
        PartyKind.UNKNOWN,
        PartyKind.PERSON,
    }
)
WEAPONS_OF: Final = {
    Kind.ROCKET_ATTACK: frozenset(
        {
            WeaponKind.ROCKET,
            WeaponKind.MISSILE,
            WeaponKind.MORTAR,
            WeaponKind.ARTILLERY,
            WeaponKind.DRONE,
        }
    ),
    Kind.DRONE_STRIKE: frozenset({WeaponKind.DRONE, WeaponKind.MISSILE}),
}


def read_weapons(context: EventContext) -> Iterator[Answer]:
    """The weapons of the event's sentences, those that its kind allows."""
    allowed = WEAPONS_OF.get(context.event.kind)
    for _, sentence in context.triggers:
        for entity in context.own_entities(sentence, context.report.annotations.weapons):
            weapon = entity.value
            if isinstance(weapon, Weapon) and (allowed is None or weapon.kind in allowed):
                yield entity_answer(Role.WEAPON, entity, sentence)


def read_weapons_of_whole(context: EventContext) -> Iterator[Answer]:
    """The weapons of the event that sums this one up, where its own words name none."""
    if context.whole is not None and not any(read_weapons(context)):
        yield from read_weapons(context.whole)


def read_actor_of_whole(context: EventContext) -> Iterator[Answer]:
    """The party that did what sums this event up, where its own words name none."""
    if context.whole is not None and not any(read_actor(context)):
        yield from read_actor(context.whole)


def read_actor(context: EventContext) -> Iterator[Answer]:
    """The party that did it, as subject, agent or "by" of the event's word, or before its noun.

    A country before the noun is where it was ("Mali attack"), but for "US", an adjective too.
    """
    for word, sentence in context.triggers:
        for doer in _doers(context.tree, word):
            for entity in context.report.annotations.parties:
                party, span = entity.value, entity.span
                if not isinstance(party, Party) or party.kind not in ARMED:
                    continue
                if _is_place(context, span):
                    continue
                inside = span.start <= doer.span.start < span.end
                where = party.kind is PartyKind.STATE and doer.dep in {"compound", "nmod"}
                named = not where or doer.lower in ADJECTIVES
                if inside and named and sentence.span.start <= span.start:
                    yield Answer(Role.ACTOR, party, span, sentence, Modality.ATTRIBUTED)


def _doers(tree: Tree, word: Token) -> Iterator[Token]:
    """The nouns in the place of the doer, those whose fighters a report calls its own left out."""
    if word.pos != "VERB":
        yield from _owners(tree, word)
    elif word.lemma in ANSWERING or any(kid.lower == "down" for kid in tree.kids(word)):
        return  # a defence
    elif word.lemma not in ATTACKS or has_object(tree, word):  # else a victim: "man shot in bar"
        own = tree.kids(word, "nsubj")
        for noun in own:
            if not any(k.lower in OWN for k in tree.kids(noun, "poss")):
                yield noun
            if is_among(noun, STATE_MEANS):
                yield from _owners(tree, noun)
    yield from nouns_after(tree, word, "by")


def _owners(tree: Tree, noun: Token) -> Iterator[Token]:
    """Those whose deed or means a noun is: "rebel shelling", "Turkish air strikes".

    A nationality tells who did only what states do: "the Turkish bombing" may be one in Turkey.
    """
    yield from tree.kids(noun, "compound", "poss", "nmod")
    if is_among(noun, STATE_MEANS):
        yield from (kid for kid in tree.kids(noun, "amod") if kid.entity == "NORP")


def _is_place(context: EventContext, span: Span) -> bool:
    """Whether a name is that of a place, or of several in a row, and of nobody."""
    places = (e for e in context.report.annotations.places if isinstance(e.value, Place))
    struck = (e for e in places if isinstance(e.value, Place) and e.value.kind not in STATES)
    return any(e.span.start < span.end and span.start < e.span.end for e in struck)
