"""The lexicon of harm: which words tell of killed, wounded, abducted and arrested, and of whom."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.types import Role, Token, VictimGroup

ROLES = {
    "killed": Role.KILLED,
    "wounded": Role.WOUNDED,
    "abducted": Role.ABDUCTED,
    "arrested": Role.ARRESTED,
}


@dataclass(frozen=True, slots=True)
class Frames:
    """The words of one role, by how they take their victim."""

    object: frozenset[str]
    subject: frozenset[str]
    state: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of `tolls.toml` and `tolls_groups.toml`."""

    frames: dict[Role, Frames]
    nouns: dict[str, Role]
    both: frozenset[str]
    toll: frozenset[str]
    shot: frozenset[str]
    deadly: frozenset[str]
    deadly_with_down: frozenset[str]
    more: frozenset[str]
    modals: frozenset[str]
    hedges: frozenset[str]
    unreal_verbs: frozenset[str]
    markers: frozenset[str]
    negations: frozenset[str]
    aggregate: tuple[str, ...]
    causes: frozenset[str]
    deeds: frozenset[str]
    natural: frozenset[str]
    hit: frozenset[str]
    hitting: frozenset[str]
    struck: frozenset[str]
    bullets: frozenset[str]
    body: frozenset[str]
    aimed: frozenset[str]
    suffer: frozenset[str]
    wounds: frozenset[str]
    carry: frozenset[str]
    hospital: frozenset[str]
    acts: frozenset[str]
    fatal: frozenset[str]
    homicide: frozenset[str]
    accused: frozenset[str]
    times: dict[str, int]
    groups: dict[str, VictimGroup]
    before: dict[str, VictimGroup]
    general: frozenset[str]
    pronouns: frozenset[str]
    genders: dict[str, str]
    police: frozenset[str]
    police_whom: frozenset[str]


def _read(name: str) -> dict[str, Any]:
    """A table of this package."""
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


@cache
def lexicon() -> Words:
    """The word lists, read once a process."""
    harm, group = _read("tolls.toml"), _read("tolls_groups.toml")
    before = {key: value for key, value in group["before"].items() if key != "general"}
    unreal, shot = harm["unreal"], harm["shot"]
    return Words(
        frames={
            role: Frames(*(frozenset(harm[key][f]) for f in ("object", "subject", "state")))
            for key, role in ROLES.items()
        },
        nouns={word: role for key, role in ROLES.items() for word in harm["nouns"][key]},
        both=frozenset(harm["nouns"]["both"]),
        toll=frozenset(harm["nouns"]["toll"]),
        shot=frozenset(harm["shot"]["object"]),
        deadly=frozenset(harm["deadly"]["words"]),
        deadly_with_down=frozenset(harm["deadly"]["with_down"]),
        more=frozenset(harm["zero"]["more"]),
        modals=frozenset(unreal["modals"]),
        hedges=frozenset(unreal["hedges"]),
        unreal_verbs=frozenset(unreal["verbs"]),
        markers=frozenset(unreal["markers"]),
        negations=frozenset(unreal["negations"]),
        aggregate=tuple(harm["aggregate"]["phrases"]),
        causes=frozenset(harm["aggregate"]["causes"]),
        deeds=frozenset(harm["aggregate"]["deeds"]),
        natural=frozenset(harm["natural"]["causes"]),
        hit=frozenset(shot["hit"]),
        hitting=frozenset(shot["hitting"]),
        struck=frozenset(shot["struck"]),
        bullets=frozenset(shot["bullets"]),
        body=frozenset(shot["body"]),
        aimed=frozenset(shot["aimed"]),
        suffer=frozenset(shot["suffer"]),
        wounds=frozenset(shot["wounds"]),
        carry=frozenset(shot["carry"]),
        hospital=frozenset(shot["hospital"]),
        acts=frozenset(shot["acts"]),
        fatal=frozenset(shot["fatal"]),
        homicide=frozenset(shot["homicide"]),
        accused=frozenset(shot["accused"]),
        times=shot["times"],
        groups=_inverted(group["nouns"]),
        before=_inverted(before),
        general=frozenset(group["before"]["general"]),
        pronouns=frozenset(group["pronouns"]["one"]),
        genders={word: name for name, nouns in group["genders"].items() for word in nouns},
        police=frozenset(group["police"]["words"]),
        police_whom=frozenset(group["police"]["whom"]),
    )


def _inverted(table: dict[str, list[str]]) -> dict[str, VictimGroup]:
    """The group of each word; the first group named keeps a word listed twice."""
    groups: dict[str, VictimGroup] = {}
    for name, members in table.items():
        for word in members:
            groups.setdefault(word, VictimGroup(name))
    return groups


def group_of(noun: Token, before: list[Token]) -> VictimGroup | None:
    """The group that a head noun names, helped by the words before it; None for no person."""
    table = lexicon()
    lemma = (
        noun.lemma.lower() if noun.lemma.lower() in table.groups else _singular(noun.text.lower())
    )
    own = table.groups.get(lemma)
    said = [table.before[w] for word in before if (w := word.text.lower()) in table.before]
    if (
        said
        and (lemma in table.general or own is VictimGroup.PEOPLE)
        and said[-1] is not VictimGroup.ATTACKERS
    ):
        return said[-1]
    nation = any(word.entity == "NORP" for word in before) or noun.entity == "NORP"
    if nation and (own in {None, VictimGroup.PEOPLE, VictimGroup.FOREIGNERS}):
        return VictimGroup.FOREIGNERS
    return own or (VictimGroup.PEOPLE if lemma in table.general else None)


def is_harm(word: str) -> bool:
    """Is it a form of a word of harm or arrest?"""
    return any(word in f.object | f.subject | f.state for f in lexicon().frames.values())


def _singular(word: str) -> str:
    """A plural noun without its ending, for headlines whose lemmas go wrong."""
    for ending, instead in (("men", "man"), ("ies", "y"), ("ches", "ch"), ("s", "")):
        if word.endswith(ending):
            return word[: -len(ending)] + instead
    return word


def gender_of(noun: Token) -> str | None:
    """The gender that a noun or pronoun tells, None for a name or "person"."""
    genders = lexicon().genders
    return genders.get(noun.text.lower()) or genders.get(noun.lemma.lower())
