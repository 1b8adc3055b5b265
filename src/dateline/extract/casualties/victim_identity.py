"""Who a single victim is, as far as the words tell: age, name, gender, noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.extract.casualties.quantities import Counted
from dateline.syntax.tree import Tree, low
from dateline.types import Sentence, Token
from dateline.vocabulary.harm import gender_of

AGE = re.compile(
    r"(?<!\d)(\d{1,3})[ -](?:years?|yr|month|week)s?[ -]old|, (\d{1,2})(?: ?[,;.)]| ?$)"
)
SPELLED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
AGE_SPELLED = re.compile(
    rf"\b({'|'.join(SPELLED)})[ -](?:years?|yr|month|week)s?[ -]old", re.IGNORECASE
)
ADULT = 20
AFTER = 4  # words after a name in which ", 34," gives the age
APART = frozenset(["other", "others", "another", "second", "third", "fourth", "fifth", "sixth"])
VAGUE = frozenset(["person", "people", "victim", "individual", "one", "body", "someone", "other"])
YOUNG = frozenset(["boy", "girl", "child", "baby", "infant", "toddler"])
GROWN = frozenset(["man", "woman", "husband", "wife", "grandmother", "grandfather", "adult"])


@dataclass(frozen=True, slots=True)
class Person:
    """What the words for a single victim tell of who it is."""

    ages: frozenset[str]
    names: frozenset[str]
    gender: str | None
    noun: str  # "" for a pronoun or a word for just anybody
    apart: bool  # "another man", "a second victim"

    @property
    def known(self) -> bool:
        """Is there something to tell the person by?"""
        return bool(self.ages or self.names or self.noun or self.apart)


def person_of(tree: Tree, sentence: Sentence, one: Counted) -> Person:
    """Read who a single victim is.

    Args:
        tree: the parse.
        sentence: the sentence of the words.
        one: the toll of one.

    Returns:
        What the words tell, all of it empty for a bare pronoun.
    """
    words = [*one.before, one.head]
    after = tree.tokens[one.head.i + 1 : min(one.head.i + 1 + AFTER, sentence.last)]
    text = "".join(_spaced((*words, *after)))
    ages = {next(filter(None, found)) for found in AGE.findall(text)}
    ages |= {str(SPELLED.index(word.lower()) + 1) for word in AGE_SPELLED.findall(text)}
    named = [t for t in words if t.tag == "NNP" and t.entity == "PERSON"]
    lemma = one.head.lemma.lower()
    bare = one.head.pos in {"PRON", "NUM", "PROPN"} or lemma in VAGUE
    return Person(
        ages=frozenset(ages),
        names=frozenset(low(t) for t in named),
        gender=gender_of(one.head),
        noun="" if bare else lemma,
        apart=any(low(t) in APART for t in words),
    )


def _spaced(words: Sequence[Token]) -> list[str]:
    """The words as written, a blank where the text has a gap."""
    return [
        (" " if i and words[i - 1].span.end < word.span.start else "") + word.text
        for i, word in enumerate(words)
    ]


def same(one: Person, other: Person) -> bool | None:
    """Are two the same person? None if the words do not tell."""
    if one.names and other.names:
        return bool(one.names & other.names)
    if one.ages and other.ages and not _near_ages(one, other):
        return False
    if one.gender and other.gender and one.gender != other.gender:
        return False
    if _grown_beside_young(one, other) or _grown_beside_young(other, one):
        return False
    if one.ages and other.ages:
        return True
    return True if one.noun and one.noun == other.noun else None


def _grown_beside_young(one: Person, other: Person) -> bool:
    """Is one grown by noun or age, where the other is called a boy or a child?"""
    grown = one.noun in GROWN or (bool(one.ages) and min(map(int, one.ages)) >= ADULT)
    return grown and other.noun in YOUNG


def _near_ages(one: Person, other: Person) -> bool:
    """May two ages be those of one person, given a birthday or a slip?"""
    return any(abs(int(a) - int(b)) <= 1 for a in one.ages for b in other.ages)


def distinct(persons: Sequence[Person]) -> list[int]:
    """Tell the persons who are surely different people.

    Args:
        persons: in the order in which they are told.

    Returns:
        The index of the first words for each; whoever may be one told before is left out.
    """
    kept: list[int] = []
    for at, person in enumerate(persons):
        if not person.known:
            continue
        answers = [same(person, persons[i]) for i in kept]
        if person.apart or all(answer is False for answer in answers):
            kept.append(at)
    return kept
