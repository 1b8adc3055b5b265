"""What the words of one sentence say for the sub-kinds of events."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.extract.events.ontology import SubKind, SubKindAct, SubKindCue
from dateline.syntax.arguments import find_doers, find_objects, nouns_after, phrase_words
from dateline.syntax.tree import Tree, joined_words
from dateline.types import Document, Sentence, Span, Token
from dateline.vocabulary import word_list

REACHED: Final = word_list("violence.after.reached")


@dataclass(frozen=True, slots=True)
class SubKindSign:
    """Words that speak for a sub-kind."""

    sub_kind: SubKind
    weight: float
    span: Span


def find_signs(
    document: Document, parsed: Tree, sentence: Sentence, among: Iterable[SubKind]
) -> Iterator[SubKindSign]:
    """Find what a sentence says for each of some sub-kinds.

    Args:
        document: the report's text.
        parsed: its parse.
        sentence: one of its sentences.
        among: the sub-kinds to be looked for.

    Yields:
        The weightiest sign for each sub-kind that has one.
    """
    text = document.text[sentence.span.start : sentence.span.end].lower()
    for sub_kind in among:
        found = [
            SubKindSign(sub_kind, cue.weight, span)
            for cue in sub_kind.cues
            if (span := _found(cue, text, parsed, sentence)) is not None
        ]
        if found:
            yield max(found, key=lambda sign: sign.weight)


def _found(cue: SubKindCue, text: str, parsed: Tree, sentence: Sentence) -> Span | None:
    """The words that fulfil a cue, None where it is not fulfilled."""
    hits = []
    for pattern in cue.all:  # the first that is lacking decides
        hit = pattern.search(text)
        if hit is None:
            return None
        hits.append(hit)
    if cue.unless.search(text):
        return None
    if cue.act is not None:
        verb = _verb_of_act(cue.act, parsed, sentence)
        return None if verb is None else verb.span
    return _at(hits[0], sentence) if hits else None


def _at(hit: re.Match[str] | None, sentence: Sentence) -> Span | None:
    """Where words found in a sentence stand in the text."""
    start = sentence.span.start
    return None if hit is None else Span(start + hit.start(), start + hit.end())


def find_shared_signs(
    document: Document, opening: Sequence[Sentence], among: Iterable[SubKind]
) -> Iterator[tuple[SubKindSign, Sentence]]:
    """Find what some sentences say for each of some sub-kinds only together.

    Args:
        document: the report's text.
        opening: sentences that are read as one.
        among: the sub-kinds to be looked for.

    Yields:
        A sign whose words stand in several of the sentences, with the sentence of its first words.
    """
    texts = [document.text[s.span.start : s.span.end].lower() for s in opening]
    for sub_kind in among:
        for cue in sub_kind.cues:
            if cue.act is not None:
                continue
            hits = [cue.all[0].search(text) for text in texts]
            if not any(hits) or not all(_stands(pattern, texts) for pattern in cue.all[1:]):
                continue
            if _stands(cue.unless, texts):
                continue
            first = next(i for i, hit in enumerate(hits) if hit)
            span = _at(hits[first], opening[first])
            if span is not None:
                yield SubKindSign(sub_kind, cue.weight, span), opening[first]


def _stands(pattern: re.Pattern[str], texts: Iterable[str]) -> bool:
    """Whether words stand in one of some texts."""
    return any(pattern.search(text) for text in texts)


def _verb_of_act(act: SubKindAct, tree: Tree, sentence: Sentence) -> Token | None:
    """The verb of a sentence that tells an act."""
    for token in tree.tokens[sentence.first : sentence.last]:
        if (
            token.pos in {"VERB", "NOUN"}
            and not act.verbs.isdisjoint(_names(tree, token))
            and (act.doer is None or _is_in_phrase(act.doer, tree, _doers_of_word(tree, token)))
            and (act.object is None or _is_in_phrase(act.object, tree, _objects(tree, token)))
        ):
            return token
    return None


def _names(tree: Tree, verb: Token) -> set[str]:
    """A verb, alone and with its particle: "set", "set up"."""
    lemma = verb.lemma.lower()
    return {lemma, *(f"{lemma} {kid.lower}" for kid in tree.kids(verb, "prt", "prep"))}


def _doers_of_word(tree: Tree, word: Token) -> list[Token]:
    """Who does what a word tells: "rebels raid", "the rebel raid", "rebels fled after raiding"."""
    above = tree.head(word)
    over = {"pcomp": tree.head(above), "conj": above}.get(word.dep, word)
    return find_doers(tree, word) or find_doers(tree, over) or tree.kids(word, "compound", "poss")


def _objects(tree: Tree, word: Token) -> list[Token]:
    """What it is done to: objects, and what hangs on "of", "over", "out of", "from".

    A participle behind a noun ("demonstrators killed last month") mostly recalls.
    """
    own = [] if word.dep == "acl" else find_objects(tree, word)
    return [*own, *(n for over in (*own, word) for n in nouns_after(tree, over, *REACHED))]


def _is_in_phrase(pattern: re.Pattern[str], tree: Tree, heads: Iterable[Token]) -> bool:
    """Whether one of some phrases holds a word that is asked for."""
    phrases = (sorted(phrase_words(tree, head), key=lambda t: t.i) for head in heads)
    return any(pattern.search(joined_words(phrase)) for phrase in phrases)
