"""The lexicon of responsibility: verbs and nouns of claims, denials, blame and doubt."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.types import Token


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of `responsibility.toml`, all of lemmas in lower case."""

    events: frozenset[str]
    claim: frozenset[str]
    claimed: frozenset[str]
    deny: frozenset[str]
    denied: frozenset[str]
    weakly_denied: frozenset[str]
    deeds: frozenset[str]
    attacks: frozenset[str]
    blame_on: frozenset[str]
    blame_to: frozenset[str]
    blame_for: frozenset[str]
    doubt: frozenset[str]
    actors: frozenset[str]
    in_charge: frozenset[str]
    memberships: frozenset[str]
    elsewhere: frozenset[str]


@cache
def lexicon() -> Words:
    """The word lists, read once a process."""
    data = tomllib.loads(files(__package__).joinpath("responsibility.toml").read_text("utf-8"))
    return Words(
        events=frozenset(data["events"]["nouns"]),
        claim=frozenset(data["claims"]["verbs"]),
        claimed=frozenset(data["claims"]["objects"]),
        deny=frozenset(data["denials"]["verbs"]),
        denied=frozenset(data["denials"]["objects"]),
        weakly_denied=frozenset(data["denials"]["weak"]),
        deeds=frozenset(data["deeds"]["verbs"]),
        attacks=frozenset(data["deeds"]["attacks"]),
        blame_on=frozenset(data["blame"]["on"]),
        blame_to=frozenset(data["blame"]["to"]),
        blame_for=frozenset(data["blame"]["for"]),
        doubt=frozenset(data["doubt"]["words"]),
        actors=frozenset(data["actors"]["nouns"]),
        in_charge=frozenset(data["actors"]["in_charge"]),
        memberships=frozenset(data["actors"]["memberships"]),
        elsewhere=frozenset(data["events"]["elsewhere"]),
    )


def is_event(token: Token) -> bool:
    """Is it a noun for a violent event, or a word that points to one?"""
    word = token.lemma.lower()
    return word in lexicon().events or word.rstrip("s") in lexicon().events


def accusable(token: Token) -> bool:
    """Is it a noun for those who may have done it, though it names nobody?"""
    word = token.lemma.lower()
    return word in lexicon().actors or word.rstrip("s") in lexicon().actors


def in_charge(token: Token) -> bool:
    """Is it a noun for those who answer an attack (police, troops), or for an unknown attacker?"""
    word = token.lemma.lower()
    return word in lexicon().in_charge or word.rstrip("s") in lexicon().in_charge


def is_membership(token: Token) -> bool:
    """Is it a noun like "member" or "fighters", through which a group itself is meant?"""
    word = token.lemma.lower()
    return word in lexicon().memberships or word.rstrip("s") in lexicon().memberships


def names_actor(name: str) -> bool:
    """Does a description end in a noun for those who may have done it ("a splinter group")?"""
    last = name.lower().split()[-1:] or [""]
    return last[0] in lexicon().actors or last[0].removesuffix("s") in lexicon().actors
