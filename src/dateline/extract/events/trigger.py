"""A word that tells of an event, and what the rules that look for such words read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.events.noun_classes import NounClasses
from dateline.syntax.tree import Tree, tree
from dateline.types import Annotations, Kind, Scope, Sentence, Stage, Token


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells of an event."""

    token: Token
    sentence: Sentence
    at: int  # the number of the sentence
    kind: Kind | None  # None where what else is told of the event decides
    stage: Stage = Stage.ACCOMPLISHED
    scope: Scope = Scope.SINGLE
    sure: bool = False  # its own construction tells of violence, whatever else the report says
    harm: bool = False  # it tells of people harmed in plain words
    plain: bool = False  # and of nothing else
    definite: bool = False  # "the attack", "Friday's attack"
    other: bool = False  # "another attack", "a similar attack"
    apart: bool = False  # "a separate attack", "elsewhere in the city": surely not the news
    opened: bool = False  # its sentence begins so: "In a separate attack, gunmen killed"
    charged: bool = False  # what somebody who is held or gives himself up is wanted for
    rule: str = ""
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TriggerContext:
    """A sentence, with the tree of its report and what the nouns of the report stand for."""

    tree: Tree
    nouns: NounClasses
    sentence: Sentence
    at: int  # its number

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its words."""
        return self.tree.tokens[self.sentence.first : self.sentence.last]

    def trigger(self, token: Token, kind: Kind | None) -> Trigger:
        """One of its words as a trigger."""
        return Trigger(token, self.sentence, self.at, kind)


def trigger_contexts(annotations: Annotations) -> Iterator[TriggerContext]:
    """The sentences of a report, in order."""
    parsed = tree(annotations)
    nouns = NounClasses(annotations, parsed)
    for at, sentence in enumerate(annotations.sentences):
        yield TriggerContext(parsed, nouns, sentence, at)
