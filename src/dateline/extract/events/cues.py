"""What the words of one sentence say for the sub-kinds of events."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.extract.events.ontology import Act, Cue, SubKind
from dateline.syntax.tree import Tree
from dateline.types import Document, Sentence, Span, Token
from dateline.vocabulary import word_list

DOERS = ("nsubj", "agent", "compound", "poss")
OBJECTS = ("dobj", "nsubjpass")
SHARED = frozenset({"conj", "xcomp"})  # a verb that shares the doer of the one above
REACHED = word_list("violence.after.reached")
REACH = 3  # verbs above one that are asked for its doer
CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "conj"})


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that speak for a sub-kind."""

    sub_kind: SubKind
    weight: float
    span: Span


def signs(
    document: Document, parsed: Tree, sentence: Sentence, among: Iterable[SubKind]
) -> Iterator[Sign]:
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
            Sign(sub_kind, cue.weight, span)
            for cue in sub_kind.cues
            if (span := _found(cue, text, parsed, sentence)) is not None
        ]
        if found:
            yield max(found, key=lambda sign: sign.weight)


def _found(cue: Cue, text: str, parsed: Tree, sentence: Sentence) -> Span | None:
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
        verb = _done(cue.act, parsed, sentence)
        return None if verb is None else verb.span
    return _at(hits[0], sentence) if hits else None


def _at(hit: re.Match[str] | None, sentence: Sentence) -> Span | None:
    """Where words found in a sentence stand in the text."""
    start = sentence.span.start
    return None if hit is None else Span(start + hit.start(), start + hit.end())


def signs_together(
    document: Document, opening: Sequence[Sentence], among: Iterable[SubKind]
) -> Iterator[tuple[Sign, Sentence]]:
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
                yield Sign(sub_kind, cue.weight, span), opening[first]


def _stands(pattern: re.Pattern[str], texts: Iterable[str]) -> bool:
    """Do words stand in one of some texts?"""
    return any(pattern.search(text) for text in texts)


def _done(act: Act, parsed: Tree, sentence: Sentence) -> Token | None:
    """The verb of a sentence that tells an act."""
    for token in parsed.tokens[sentence.first : sentence.last]:
        if (
            token.pos in {"VERB", "NOUN"}
            and not act.verbs.isdisjoint(_names(parsed, token))
            and (act.doer is None or _among(act.doer, parsed, _doers(parsed, token)))
            and (act.object is None or _among(act.object, parsed, _objects(parsed, token)))
        ):
            return token
    return None


def _names(parsed: Tree, verb: Token) -> set[str]:
    """A verb, alone and with its particle: "set", "set up"."""
    lemma = verb.lemma.lower()
    return {lemma, *(f"{lemma} {kid.text.lower()}" for kid in parsed.kids(verb, "prt", "prep"))}


def _among(pattern: re.Pattern[str], parsed: Tree, heads: Iterable[Token]) -> bool:
    """Does one of some phrases hold a word that is asked for?"""
    return any(pattern.search(_phrase(parsed, head)) for head in heads)


def _doers(parsed: Tree, verb: Token) -> Iterator[Token]:
    """Who does it; a verb without a doer of its own has that of the verb above."""
    for _ in range(REACH):
        own = [
            noun
            for kid in parsed.kids(verb, *DOERS)
            for noun in (parsed.kids(kid, "pobj") if kid.dep == "agent" else [kid])
        ]
        if own:
            yield from own
            return
        if verb.dep in {"relcl", "acl"}:
            yield parsed.head(verb)
            return
        if verb.dep not in SHARED | {"advcl", "pcomp", "prep"}:
            return
        verb = parsed.head(verb)


def _objects(parsed: Tree, verb: Token) -> Iterator[Token]:
    """What it is done to: objects, and what hangs on "of", "over", "out of", "from"."""
    for noun in parsed.kids(verb, *OBJECTS):
        yield noun
        yield from _below(parsed, noun)
    yield from _below(parsed, verb)


def _below(parsed: Tree, word: Token) -> Iterator[Token]:
    """The nouns below the prepositions of a word."""
    for prep in parsed.kids(word, "prep"):
        if prep.text.lower() in REACHED:
            yield from parsed.kids(prep, "pobj")


def _phrase(parsed: Tree, head: Token) -> str:
    """The words of a phrase in lower case and in order, clauses left out."""
    found = sorted(_words(parsed, head), key=lambda token: token.i)
    return " ".join(token.text.lower() for token in found)


def _words(parsed: Tree, token: Token) -> Iterator[Token]:
    """A word with those below it, clauses left out; joined nouns belong to it."""
    yield token
    for kid in parsed.kids(token):
        if kid.dep not in CLAUSES or (kid.dep == "conj" and kid.pos in {"NOUN", "PROPN"}):
            yield from _words(parsed, kid)
