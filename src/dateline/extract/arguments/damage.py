"""What was damaged or destroyed, in the report's own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dateline.extract.sentence_context import SentenceContext
from dateline.syntax.arguments import CLAUSES_APART, is_among, phrase_words
from dateline.syntax.tree import Tree
from dateline.types import Sentence, Span, Token
from dateline.vocabulary import word_list

BY_ITSELF: Final = word_list("damage.by_itself")
CAUSING: Final = word_list("damage.causing")
DENIALS: Final = word_list("damage.denials")
NOUNS: Final = word_list("damage.nouns")
REPUTATION: Final = word_list("damage.reputation")
SIGNS: Final = word_list("damage.signs")
THINGS: Final = word_list("damage.things")
VERBS: Final = word_list("damage.verbs")
APART: Final = CLAUSES_APART | {"appos", "punct"}
LONGEST: Final = 160  # characters of a value; more is a sentence and no short text


@dataclass(frozen=True, slots=True)
class Damage:
    """The words that tell of damage, and the word that they hang on."""

    span: Span
    word: Token
    sentence: Sentence
    rule: str = ""
    passes: tuple[str, ...] = ()


def read_damage_nouns(context: SentenceContext[Tree]) -> Iterator[Damage]:
    """Yield "material damage to vehicles" and "no casualties or damage"."""
    tree = context.report
    for token in context.words_with(NOUNS, "NOUN"):
        inside = _damage_words(tree, token)
        head = tree.head(token)
        joined = token.dep == "conj" and any(
            kid.lower in DENIALS for kid in tree.kids(head, "det", "neg")
        )
        unseen = _unseen(tree, token)
        told = any(prep.lower in {"to", "of", "in"} for prep in tree.kids(token, "prep"))
        told = told or joined or inside[0].lower in DENIALS or head.lemma in CAUSING
        if told and not any(t.lower in REPUTATION for t in inside):
            words = tree.tokens[tree.left_edge(head) : token.i + 1] if joined else inside
            words = [*unseen, *words]
            yield from _damage(words, token, context.sentence)


def _unseen(tree: Tree, damage: Token) -> list[Token]:
    """The words that say that nobody tells of damage: "no reports of any damage"."""
    told = tree.head(tree.head(damage))
    below = damage.dep == "pobj" and tree.head(damage).lower == "of" and told.lemma in SIGNS
    return [k for k in tree.kids(told, "det") if k.lower in DENIALS] if below else []


def read_damage_verbs(context: SentenceContext[Tree]) -> Iterator[Damage]:
    """Yield "damaged two houses" and "houses were destroyed"."""
    tree = context.report
    for token in context.words_with(VERBS, "VERB"):
        hit = [*tree.kids(token, "dobj"), *tree.kids(token, "nsubjpass")]
        hit += tree.kids(token, "nsubj") if token.lemma in BY_ITSELF else []
        inside = [t for noun in hit for t in _damage_words(tree, noun)]
        if any(is_among(t, THINGS) for t in inside):
            yield from _damage([*inside, token], token, context.sentence)


def _damage(words: Iterable[Token], word: Token, sentence: Sentence) -> Iterator[Damage]:
    """The damage that some words tell, from the first to the last, if they are few."""
    spans = [token.span for token in words]
    span = Span(min(s.start for s in spans), max(s.end for s in spans))
    if span.end - span.start <= LONGEST:
        yield Damage(span, word, sentence)


def _damage_words(tree: Tree, token: Token) -> list[Token]:
    """The words of a noun phrase in order, clauses, appositions and marks left out."""
    return sorted(phrase_words(tree, token, APART), key=lambda t: t.i)
