"""Who a single victim is, as far as the words tell: age, name, gender, noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dateline.extract.casualties.mentions import CasualtyMention
from dateline.syntax.people import noun_gender
from dateline.syntax.tree import Tree, said
from dateline.types import Token
from dateline.vocabulary import phrase_list, word_list

NUMBERS: Final = phrase_list("grammar.small_numbers")
AGE: Final = re.compile(
    rf"(?<!\d)(\d{{1,3}}|\b(?:{'|'.join(NUMBERS)}))[ -](?:years?|yr|month|week)s?[ -]old"
    r"|, (\d{1,2})(?: ?[,;.)]| ?$)",
    re.IGNORECASE,
)
APART: Final = word_list("victims.apart")
VAGUE: Final = word_list("victims.vague")
YOUNG: Final = word_list("victims.young")
GROWN: Final = word_list("victims.grown")
ADULT: Final = 20
AFTER: Final = 4  # words after a name in which ", 34," gives the age


@dataclass(frozen=True, slots=True)
class VictimIdentity:
    """What the words for a single victim tell of who it is."""

    ages: frozenset[int]
    names: frozenset[str]
    gender: str | None
    noun: str  # "" for a pronoun or a word for just anybody
    apart: bool  # "another man", "a second victim"

    @property
    def known(self) -> bool:
        """Whether there is something to tell the person by."""
        return bool(self.ages or self.names or self.noun or self.apart)

    @property
    def grown(self) -> bool:
        """Whether it is an adult by noun or age."""
        return self.noun in GROWN or min(self.ages, default=0) >= ADULT


def identify_victim(tree: Tree, one: CasualtyMention) -> VictimIdentity:
    """Read who a single victim is; all of it is empty for a bare pronoun."""
    head = one.counted.head
    words = (*one.counted.before, head)
    after = tree.tokens[head.i + 1 : min(head.i + 1 + AFTER, one.sentence.last)]
    lemma = head.lemma.lower()
    bare = head.pos in {"PRON", "NUM", "PROPN"} or lemma in VAGUE
    return VictimIdentity(
        ages=frozenset(map(_age, AGE.findall(said((*words, *after))))),
        names=frozenset(t.lower for t in words if t.tag == "NNP" and t.entity == "PERSON"),
        gender=noun_gender(head),
        noun="" if bare else lemma,
        apart=is_set_apart(words),
    )


def _age(found: tuple[str, str]) -> int:
    """An age in digits or words."""
    word = (found[0] or found[1]).lower()
    return int(word) if word.isdigit() else NUMBERS.index(word) + 1


def is_set_apart(words: Sequence[Token]) -> bool:
    """Whether words set people apart from those told before: "two others", "another man"."""
    return any(word.lower in APART for word in words)


def same_person(one: VictimIdentity, other: VictimIdentity) -> bool | None:
    """Whether two are the same person; None if the words do not tell."""
    if one.names and other.names:
        return bool(one.names & other.names)
    if one.ages and other.ages and not _near_ages(one, other):
        return False
    if one.gender and other.gender and one.gender != other.gender:
        return False
    if (one.grown and other.noun in YOUNG) or (other.grown and one.noun in YOUNG):
        return False
    if one.ages and other.ages:
        return True
    return True if one.noun and one.noun == other.noun else None


def _near_ages(one: VictimIdentity, other: VictimIdentity) -> bool:
    """Whether two ages may be those of one person, given a birthday or a slip."""
    return any(abs(a - b) <= 1 for a in one.ages for b in other.ages)


def distinct_people(persons: Sequence[VictimIdentity]) -> list[int]:
    """The index of the first words for each person who is surely none of those told before."""
    kept: list[int] = []
    for at, person in enumerate(persons):
        others = (same_person(person, persons[i]) is False for i in kept)
        if person.known and (person.apart or all(others)):
            kept.append(at)
    return kept
