"""What a rule about casualties reads: a sentence of a report with its tree and counts."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from dateline.syntax.tree import Tree, counts_in, is_titled, tree
from dateline.types import Annotations, Entity, Role, Sentence, Token


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """A sentence, with the tree of its report, its counts, and the role of the toll before it."""

    tree: Tree
    sentence: Sentence
    counts: tuple[Entity, ...]
    previous: Role | None = None
    anybody: bool = False  # what is told is told of people only: "abducted the vice-sarpanch"

    @property
    def titled(self) -> bool:
        """Whether it stands in a headline."""
        return is_titled(self.sentence)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its words."""
        return self.tree.tokens[self.sentence.first : self.sentence.last]

    def tokens_in(self, words: Container[str], *tags: str) -> list[Token]:
        """Its words that stand in a list, those of some parts of speech if any are named."""
        return [t for t in self.tokens if t.lower in words and (not tags or t.pos in tags)]

    def lemmas_in(self, words: Container[str], *tags: str) -> list[Token]:
        """Its words whose lemma stands in a list, those of some parts of speech."""
        return [t for t in self.tokens if t.lemma in words and (not tags or t.pos in tags)]

    def covering_count(self, token: Token) -> Entity | None:
        """The count that a word lies in."""
        for count in self.counts:
            if count.span.start <= token.span.start and token.span.end <= count.span.end:
                return count
        return None


def sentence_contexts(annotations: Annotations) -> Iterator[SentenceContext]:
    """The sentences of a report, in order."""
    parsed = tree(annotations)
    for sentence in annotations.sentences:
        yield SentenceContext(parsed, sentence, tuple(counts_in(annotations, sentence)))
