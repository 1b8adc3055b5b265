"""What the nouns of a report stand for in the constructions that tell of violence."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from typing import Any, Final

from dateline.syntax.forms import word_forms
from dateline.syntax.people import victim_group
from dateline.syntax.tree import Tree, within
from dateline.types import Annotations, Party, PartyKind, Place, PlaceKind, Token
from dateline.vocabulary import word_list

SELVES: Final = word_list("violence.selves")
ARMS: Final = word_list("violence.carried_arms")
HEADS: Final = word_list("violence.heads")
BODIES: Final = word_list("violence.public_bodies")
PEOPLE: Final = word_list("violence.people")
EXPLOSIVES: Final = word_list("violence.loads")
DEEP: Final = 2  # "of" and joined nouns below a head that are looked at
OF_PARTY: Final = {
    PartyKind.ARMED_GROUP: frozenset({"raiders", "fighters"}),
    PartyKind.MILITARY: frozenset({"forces"}),
    PartyKind.SECURITY: frozenset({"forces"}),
}
NAMED: Final = frozenset({"ORG", "PERSON", "WORK_OF_ART", "PRODUCT"})
AGES: Final = ("year-old", "years-old")


class NounClasses:
    """The classes of a report's nouns, told once a noun."""

    def __init__(self, annotations: Annotations, parsed: Tree) -> None:
        self._parsed = parsed
        self._towns = town_words(annotations)
        self._parties = dict(_party_heads(annotations))
        self._known: dict[int, frozenset[str]] = {}

    def classes(self, head: Token) -> frozenset[str]:
        """The classes and the lemma of a head, those joined to it and behind "of" among them."""
        if head.i not in self._known:
            self._known[head.i] = frozenset(
                name for noun in self._heads_meant(head, DEEP) for name in self._own(noun)
            ) | {"any"}
        return self._known[head.i]

    def _heads_meant(self, head: Token, depth: int) -> Iterator[Token]:
        """A head, the nouns joined to it, and those that it measures: "a hail of bullets"."""
        yield head
        if not depth:
            return
        for kid in self._parsed.kids(head):
            if kid.dep in {"conj", "appos"} and kid.pos in {"NOUN", "PROPN", "NUM", "PRON"}:
                yield from self._heads_meant(kid, depth - 1)
            elif kid.dep == "prep" and kid.lower == "of" and _measures(head):
                for noun in self._parsed.kids(kid, "pobj"):
                    yield from self._heads_meant(noun, depth - 1)

    def _own(self, noun: Token) -> Iterator[str]:
        """The classes of one noun."""
        before = [k for k in self._parsed.kids(noun) if k.i < noun.i]
        yield from self._parties.get(noun.i, ())
        if noun.pos == "PROPN" and noun.entity in NAMED:  # a team or a firm: "the Rockets", "Shell"
            if noun.i in self._towns:
                yield "place"
            elif noun.entity == "PERSON":
                yield from self._of_person(noun, before)
            return
        names = word_forms(noun)
        yield from _named_classes(names, before)
        yield from names
        if _is_person(noun):
            yield from self._of_person(noun, before)
        if names & HEADS and self._is_of_body(noun):
            yield "office"
        if noun.entity in {"GPE", "LOC", "FAC"} or noun.i in self._towns:
            yield "place"
        if noun.lower in SELVES:
            yield "self"
        if self._is_laden(noun):
            yield from ("bombs", "laden")

    def _of_person(self, noun: Token, before: list[Token]) -> Iterator[str]:
        """The classes of somebody."""
        yield "person"
        if self._is_armed(noun, before):
            yield "raiders"
        if self._is_member(noun, before):
            yield "members"

    def _is_armed(self, noun: Token, before: list[Token]) -> bool:
        """Whether it is somebody of an armed group, or with a weapon: "a man with a pistol"."""
        if any("raiders" in self._parties.get(word.i, ()) for word in before):
            return True
        return any(
            word_forms(thing) & ARMS
            for prep in self._parsed.kids(noun, "prep")
            if prep.lower in {"with", "in"}
            for thing in self._parsed.kids(prep, "pobj")
        )

    def _is_member(self, noun: Token, before: list[Token]) -> bool:
        """Whether it is somebody of an armed group: "a rebel leader", "a cadre of the group"."""
        of = (n for p in self._parsed.kids(noun, "prep") if p.lower == "of" for n in self._of(p))
        inner = (k for word in before for k in self._parsed.kids(word, "compound", "nmod", "amod"))
        return any("fighters" in self._classes_named(word) for word in (*before, *inner, *of))

    def _of(self, prep: Token) -> Iterator[Token]:
        """The noun behind a preposition, with the words before it."""
        for noun in self._parsed.kids(prep, "pobj"):
            yield noun
            yield from self._parsed.kids(noun, "compound", "nmod", "amod")

    def _classes_named(self, word: Token) -> Iterator[str]:
        """The classes that a word by itself names, as a party or as a noun."""
        yield from self._parties.get(word.i, ())
        known = classes_of_words()
        yield from (name for form in word_forms(word) for name in known.get(form, ()))

    def _is_of_body(self, noun: Token) -> bool:
        """Whether it is the head of a public body: "the chairman of the electoral commission"."""
        return any(
            word_forms(body) & BODIES
            for prep in self._parsed.kids(noun, "prep")
            if prep.lower == "of"
            for body in self._parsed.kids(prep, "pobj")
        )

    def _is_laden(self, noun: Token) -> bool:
        """Whether a thing or a person is made a bomb: "a car packed with explosives"."""
        return any(
            clause.lower in laden_participles() or clause.lemma.lower() in laden_participles()
            for clause in self._parsed.kids(noun, "acl", "amod", "relcl")
            if any(word.lower in EXPLOSIVES for word in self._parsed.under(clause))
        )


def _named_classes(names: AbstractSet[str], before: list[Token]) -> set[str]:
    """The classes of a noun by its own words: with a word before it, else alone."""
    words = classes_of_words()
    pairs = {f"{a} {b}" for k in before for a in word_forms(k) for b in names}
    exact = {c for pair in pairs for c in words.get(pair, ())}
    return exact or {c for name in names for c in words.get(name, ())}


def _is_person(noun: Token) -> bool:
    """Whether it is somebody: a noun for people, a name, a bare number, an age."""
    if victim_group(noun) is not None or noun.entity in {"PERSON", "NORP"}:
        return True
    if noun.lower in PEOPLE or noun.lower.endswith(AGES):
        return True
    return noun.pos == "NUM" and noun.entity in {"CARDINAL", ""}


def _measures(head: Token) -> bool:
    """Whether a noun says how much or how many of what follows "of"."""
    return head.pos == "NUM" or bool(word_forms(head) & measure_nouns())


def _party_heads(annotations: Annotations) -> Iterator[tuple[int, frozenset[str]]]:
    """The words of names of groups and forces, with their classes."""
    for entity in annotations.parties:
        if isinstance(entity.value, Party) and entity.value.kind in OF_PARTY:
            for token in within(annotations.tokens, entity.span):
                yield token.i, OF_PARTY[entity.value.kind]


def town_words(annotations: Annotations) -> frozenset[int]:
    """The words that name towns, for the parser's own names of places miss many."""
    return frozenset(
        token.i
        for e in annotations.places
        if isinstance(e.value, Place) and e.value.kind in {PlaceKind.CITY, PlaceKind.ADMIN1}
        for token in within(annotations.tokens, e.span)
    )


@cache
def _data() -> dict[str, Any]:
    """The table of the package."""
    return tomllib.loads(files(__package__).joinpath("frames.toml").read_text("utf-8"))


@cache
def classes_of_words() -> dict[str, tuple[str, ...]]:
    """The classes of each word or pair of words."""
    found: dict[str, tuple[str, ...]] = {}
    for name, words in _data()["classes"].items():
        if name in {"carriers", "laden"}:
            continue
        for word in words:
            found[word] = (*found.get(word, ()), name)
    return found


@cache
def measure_nouns() -> frozenset[str]:
    """Nouns that say how much or how many."""
    return frozenset(_data()["classes"]["carriers"])


@cache
def laden_participles() -> frozenset[str]:
    """Participles that tell what a thing is filled with."""
    return frozenset(_data()["classes"]["laden"])
