"""All tolls that a report tells, before it is asked of which event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.extract.tolls_counted import Counted, counted
from dateline.extract.tolls_nouns import told_by_nouns
from dateline.extract.tolls_parts import parts
from dateline.extract.tolls_reality import is_aggregate, modality
from dateline.extract.tolls_tree import Tree, tree
from dateline.extract.tolls_victims import harms
from dateline.types import (
    Annotations,
    Modality,
    Role,
    Sentence,
    Token,
    VictimGroup,
)


@dataclass(frozen=True, slots=True)
class Reported:
    """A toll as told: its role, its words, how firmly, and the word that tells it."""

    role: Role
    counted: Counted
    word: Token
    sentence: Sentence
    modality: Modality
    aggregate: bool


def reported(annotations: Annotations) -> tuple[Reported, ...]:
    """Find the tolls of a report, in order, none told twice by the same words."""
    parsed = tree(annotations)
    found: list[Reported] = []
    for sentence in annotations.sentences:
        last = found[-1].role if found else None
        found.extend(_distinct([*_told(parsed, annotations, sentence, last)]))
    return tuple(found)


def _told(
    parsed: Tree, annotations: Annotations, sentence: Sentence, last: Role | None
) -> Iterator[Reported]:
    """The tolls of a sentence: by verbs, by nouns, and the parts that it names apart."""
    for harm in harms(parsed, annotations, sentence):
        firm = modality(parsed, harm.word)
        for victim in harm.victims if firm else ():
            for one in counted(parsed, annotations, victim):
                last = harm.role
                yield _reported(parsed, harm.role, harm.word, one, sentence)
    for told in told_by_nouns(parsed, annotations, sentence):
        yield _reported(parsed, told.role, told.word, told.counted, sentence)
    for role, verb, one in parts(parsed, annotations, sentence, last):
        yield _reported(parsed, role, verb, one, sentence)


def _reported(parsed: Tree, role: Role, word: Token, one: Counted, sentence: Sentence) -> Reported:
    """A toll with how firmly it is told; a dead attacker has a role of its own."""
    if role is Role.KILLED and one.toll.group is VictimGroup.ATTACKERS:
        role = Role.ATTACKERS_KILLED
    firm = modality(parsed, word) or Modality.ASSERTED
    return Reported(role, one, word, sentence, firm, is_aggregate(parsed, sentence, word))


def _distinct(found: Sequence[Reported]) -> list[Reported]:
    """One toll for the same role and words; a part read as such wins over the same words alone."""
    kept: list[Reported] = []
    for one in sorted(found, key=lambda r: not r.counted.toll.part):
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda r: (r.counted.span, r.role))


def _same(one: Reported, other: Reported) -> bool:
    """Do two tolls rest on the same words? Dead attackers count as killed here."""
    a, b = one.counted.span, other.counted.span
    killed = {Role.KILLED, Role.ATTACKERS_KILLED}
    alike = one.role is other.role or {one.role, other.role} == killed
    return alike and a.start < b.end and b.start < a.end
