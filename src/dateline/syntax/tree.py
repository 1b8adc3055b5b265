"""The parse of a report as a tree: children, conjuncts and the words of a phrase."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Final, Generic, TypeVar

from dateline.types import TITLES, Annotations, Entity, Sentence, Span, Token

T = TypeVar("T")
STARTING: Final = attrgetter("span.start")  # where a word, an entity or a sentence begins
NOMINAL: Final = frozenset({"NOUN", "PROPN"})  # parts of speech of nouns and of names


@dataclass(frozen=True, slots=True)
class Tree:
    """The tokens of a report with the children of each."""

    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]

    def kids(self, token: Token, *deps: str) -> list[Token]:
        """The children of a token, those with one of these labels if any are named."""
        children, tokens = self.children[token.i], self.tokens
        if not children:
            return []
        if not deps:
            return [tokens[i] for i in children]
        return [kid for i in children if (kid := tokens[i]).dep in deps]

    def behind(self, token: Token) -> list[Token]:
        """The nouns behind the prepositions of a token, its agent among them."""
        return [n for p in self.kids(token, "prep", "agent") for n in self.kids(p, "pobj")]

    def head(self, token: Token) -> Token:
        """The head of a token; that of a root is itself."""
        return self.tokens[token.head]

    def under(self, token: Token) -> Iterator[Token]:
        """The token and all below it, in no fixed order of depth."""
        waiting = [token.i]
        while waiting:
            at = waiting.pop()
            yield self.tokens[at]
            waiting += reversed(self.children[at])

    def above(self, token: Token) -> Iterator[Token]:
        """The heads of a token, nearest first."""
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def left_edge(self, token: Token) -> int:
        """The first token of the words that lead up to a head, clauses left out."""
        edges = [
            self.left_edge(kid)
            for kid in self.kids(token)
            if kid.i < token.i and kid.dep not in {"relcl", "acl", "punct", "cc", "conj"}
        ]
        return min([token.i, *edges])


def tree(annotations: Annotations) -> Tree:
    """The tree of a report's tokens."""
    return tree_of(annotations.tokens)


def tree_of(tokens: tuple[Token, ...]) -> Tree:
    """The tree of some tokens, made once."""
    return _tree(SameTuple(tokens))


@dataclass(frozen=True, slots=True, eq=False)
class SameTuple(Generic[T]):
    """Items that are known again by being the same ones, since comparing them takes long."""

    items: tuple[T, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameTuple) and other.items is self.items

    def __hash__(self) -> int:
        return id(self.items)


@lru_cache(maxsize=1)  # every reader of a report asks for its tree
def _tree(same: SameTuple[Token]) -> Tree:
    """The tree of the tokens."""
    children: list[list[int]] = [[] for _ in same.items]
    for token in same.items:
        if token.head != token.i:
            children[token.head].append(token.i)
    return Tree(same.items, tuple(tuple(kids) for kids in children))


def within(tokens: Sequence[Token], span: Span) -> Sequence[Token]:
    """The tokens that begin within a span; tokens stand in the order of the text."""
    first = bisect_left(tokens, span.start, key=STARTING)
    return tokens[first : bisect_left(tokens, span.end, first, key=STARTING)]


def head_of_span(tokens: Sequence[Token], span: Span) -> Token | None:
    """The word of a span on which all others hang; None where no word begins in it."""
    inside = within(tokens, span)
    ids = {t.i for t in inside}
    return next((t for t in inside if t.head not in ids or t.head == t.i), None)


def is_titled(sentence: Sentence) -> bool:
    """Whether a sentence stands in the title, the subtitle or the heading of a section."""
    return sentence.block in TITLES


def joined_words(tokens: Sequence[Token]) -> str:
    """Words in lower case, joined by blanks, for looking up phrases."""
    return " ".join(token.lower for token in tokens)


def sentence_of(annotations: Annotations, span: Span) -> Sentence | None:
    """The sentence in which a span starts; sentences stand in the order of the text."""
    before = bisect_right(annotations.sentences, span.start, key=STARTING)
    sentence = annotations.sentences[before - 1] if before else None
    return sentence if sentence is not None and span.start < sentence.span.end else None


def entities_in(entities: Sequence[Entity], span: Span) -> Sequence[Entity]:
    """The entities that begin within a span; they stand in the order of the text."""
    first = bisect_left(entities, span.start, key=STARTING)
    return entities[first : bisect_left(entities, span.end, first, key=STARTING)]


def entities_around(entities: Sequence[Entity], word: Token) -> Sequence[Entity]:
    """The entity in which a word begins, if any; they stand in order, and none overlaps another."""
    at = bisect_right(entities, word.span.start, key=STARTING)
    return [one for one in entities[max(0, at - 1) : at] if word.span.start < one.span.end]


def counts_in(annotations: Annotations, sentence: Sentence) -> list[Entity]:
    """The counts of a sentence."""
    return list(entities_in(annotations.counts, sentence.span))


def said(tokens: Sequence[Token]) -> str:
    """The words as written: a blank where the text has a gap, none where it has none."""
    text = ""
    for before, token in zip((None, *tokens), tokens, strict=False):
        gap = before is not None and before.span.end < token.span.start
        text += (" " if gap else "") + token.text
    return text
