"""What was damaged or destroyed, in the report's own words, as claims."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.extract.claims import Answer, claim_of
from dateline.extract.events import Event, event_for
from dateline.syntax.factuality import is_aggregate, stated_modality
from dateline.syntax.tree import Tree, low, tree
from dateline.types import Annotations, Claim, Document, Role, Scope, Sentence, Span, Token

LONGEST = 160  # characters of a value; more is a sentence and no short text
APART = frozenset({"relcl", "advcl", "acl", "appos", "ccomp"})
NO = frozenset({"no", "not", "without", "any", "n't"})


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of `damage.toml`."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    reputation: frozenset[str]
    things: frozenset[str]


@dataclass(frozen=True, slots=True)
class Damaged:
    """The words that tell of damage, and the word that they hang on."""

    span: Span
    word: Token
    sentence: Sentence


@cache
def lexicon() -> Words:
    """The word lists, read once a process."""
    data = tomllib.loads(files(__package__).joinpath("damage.toml").read_text("utf-8"))
    return Words(*(frozenset(data[key]) for key in ("verbs", "nouns", "reputation", "things")))


def damage(
    document: Document, annotations: Annotations, events: Sequence[Event]
) -> tuple[tuple[int, Claim], ...]:
    """Read what was damaged in a report's events; "no damage" is an answer too.

    Args:
        document: the report's text.
        annotations: what it names.
        events: its events.

    Returns:
        Pairs of the event's index and a claim whose value is a short stretch of the text.
    """
    parsed = tree(annotations)
    found = []
    for sentence in annotations.sentences:
        for one in _damaged(parsed, sentence):
            scope = Scope.AGGREGATE if is_aggregate(parsed, sentence, one.word) else Scope.SINGLE
            event = event_for(parsed, annotations.sentences, events, one.word, scope)
            firm = stated_modality(parsed, one.word)
            if event is None or firm is None:
                continue
            value = document.text[one.span.start : one.span.end]
            answer = Answer(
                Role.DAMAGE, " ".join(value.split()), one.span, sentence, firm, "damage"
            )
            found.append((event, claim_of(document, annotations, answer)))
    return tuple(found)


def _damaged(parse: Tree, sentence: Sentence) -> Iterator[Damaged]:
    """The damage that a sentence tells, by nouns and by verbs."""
    for token in parse.tokens[sentence.first : sentence.last]:
        span = None
        if low(token) in lexicon().nouns and token.pos == "NOUN":
            span = _by_noun(parse, token)
        elif token.lemma in lexicon().verbs and token.pos == "VERB":
            span = _by_verb(parse, token)
        if span is not None and span.end - span.start <= LONGEST:
            yield Damaged(span, token, sentence)


def _by_noun(parse: Tree, token: Token) -> Span | None:
    """The phrase of "material damage to vehicles", or "no casualties or damage"."""
    inside = [*_phrase(parse, token)]
    if {low(t) for t in inside} & lexicon().reputation:
        return None
    told = any(low(p) in {"to", "of", "in"} for p in parse.kids(token, "prep"))
    head = parse.head(token)
    denied = low(parse.tokens[inside[0].i]) in NO or (
        token.dep == "conj" and any(low(k) in NO for k in parse.kids(head, "det", "neg"))
    )
    if denied and token.dep == "conj":
        inside = list(parse.tokens[parse.left_edge(head) : token.i + 1])
    caused = head.lemma in {"cause", "suffer", "sustain", "report", "inflict", "do", "result"}
    return _span(inside) if told or denied or caused else None


def _by_verb(parse: Tree, token: Token) -> Span | None:
    """The phrase of "damaged two houses", "houses were destroyed"."""
    hit = [*parse.kids(token, "dobj"), *parse.kids(token, "nsubjpass")]
    if token.lemma in {"collapse", "burn", "sink"}:
        hit += parse.kids(token, "nsubj")
    things = [t for noun in hit for t in _phrase(parse, noun)]
    if not any(_is_thing(t) for t in things):
        return None
    return _span([*things, token])


def _is_thing(token: Token) -> bool:
    """Is it a noun for something that can be damaged?"""
    word = token.lemma.lower()
    return word in lexicon().things or word.removesuffix("s") in lexicon().things


def _phrase(parse: Tree, token: Token) -> Iterator[Token]:
    """The words of a noun phrase in order, clauses and appositions left out."""
    for i in sorted([*parse.children[token.i], token.i]):
        kid = parse.tokens[i]
        if kid.i == token.i:
            yield kid
        elif kid.dep not in APART and kid.dep != "punct":
            yield from _phrase(parse, kid)


def _span(tokens: list[Token]) -> Span:
    """The stretch from the first to the last of the words."""
    return Span(min(t.span.start for t in tokens), max(t.span.end for t in tokens))
