"""A toll as one sentence tells it, before and after it is known of which event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Self

from dateline.extract.casualties.context import SentenceContext
from dateline.extract.casualties.quantities import VictimCount
from dateline.extract.events import Event
from dateline.syntax.factuality import stated_modality
from dateline.syntax.scope import is_aggregate
from dateline.syntax.tree import Tree
from dateline.types import Annotations, Document, Modality, Role, Sentence, Token, VictimGroup

NO_EVENT: Final = -1
DEAD: Final = frozenset({Role.KILLED, Role.ATTACKERS_KILLED})


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """A toll as told: its role, its words, how firmly, and the word that tells it.

    Attributes:
        hit: they count as wounded only as far as no death of the same people is told.
        own: an attacker who killed himself.
        alone: one victim of several told one by one, where no total of them is told.
        further: they come to those told before: "ten guards were also wounded".
        event: the number of its event in the report.
    """

    role: Role
    counted: VictimCount
    word: Token
    sentence: Sentence
    modality: Modality
    aggregate: bool
    hit: bool = False
    own: bool = False
    alone: bool = False
    further: bool = False
    event: int = NO_EVENT
    rule: str = ""
    passes: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the people are no part of others."""
        return not self.counted.toll.part

    @property
    def low(self) -> int:
        """How many they are at the least."""
        return self.counted.toll.count.low

    def as_part(self) -> Self:
        """The same people, as a part of others."""
        return replace(self, counted=self.counted.as_part())

    def as_attackers(self) -> Self:
        """The same people, as attackers who died."""
        counted = self.counted.as_attackers()
        return replace(self, role=Role.ATTACKERS_KILLED, counted=counted)


@dataclass(frozen=True, slots=True)
class CasualtyReport:
    """What a pass about casualties looks at: a report with its tree and its events."""

    document: Document
    annotations: Annotations
    tree: Tree
    events: tuple[Event, ...]


def tell_harm(
    context: SentenceContext, role: Role, word: Token, counts: Iterable[VictimCount]
) -> Iterator[CasualtyMention]:
    """The mentions of some tolls by one word of harm.

    A dead attacker has a role of its own; what is told as not real is told with no doubt here,
    for a rule that reads "no casualties" has to see it.
    """
    tree, sentence = context.tree, context.sentence
    firm = stated_modality(tree, word) or Modality.ASSERTED
    for one in counts:
        total = is_aggregate(tree, sentence, word)
        told = CasualtyMention(role, one, word, sentence, firm, total)
        attacker = role is Role.KILLED and one.toll.group is VictimGroup.ATTACKERS
        yield told.as_attackers() if attacker else told
