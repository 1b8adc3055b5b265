"""Tolls told by nouns: "the death toll rose to 85", "12 deaths", "no casualties"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.extract.casualties.quantities import Counted, counted, with_sum
from dateline.extract.casualties.victims import doers
from dateline.syntax.tree import Tree, low
from dateline.types import (
    Annotations,
    Count,
    Entity,
    Role,
    Sentence,
    Span,
    Token,
    Toll,
    VictimGroup,
)
from dateline.vocabulary.harm import lexicon

NONE = Count(0, 0, 0)
TOLL_REACH = 14  # tokens from "toll" to its figure, in one sentence
TOLL_CUES = frozenset(
    {"to", "at", "of", "past", "above", "is", "was", "as", "reached", "hit", "topped", "passed"}
)
CAUSING = frozenset({"cause", "inflict", "claim", "result", "suffer"})
OTHER_TOLLS = frozenset({"injury", "financial", "economic"})


@dataclass(frozen=True, slots=True)
class Told:
    """A toll with its role and the word that tells it."""

    role: Role
    word: Token
    counted: Counted


def told_by_nouns(tree: Tree, annotations: Annotations, sentence: Sentence) -> Iterator[Told]:
    """Yield the tolls that nouns tell.

    Args:
        tree: the parse.
        annotations: what the report names.
        sentence: where to look.

    Yields:
        Tolls; "no casualties" is nought killed and nought wounded.
    """
    inside = [
        c for c in annotations.counts if sentence.span.start <= c.span.start < sentence.span.end
    ]
    for token in tree.tokens[sentence.first : sentence.last]:
        word, table = low(token), lexicon()
        if word in {"life", "lives"}:
            yield from _lives(tree, annotations, token)
        elif word == "hostage":
            yield from _taken(tree, annotations, token)
        elif word == "custody":
            yield from _custody(tree, annotations, token)
        elif word in table.toll or _is_number_of_dead(tree, token):
            yield from _toll(tree, token, inside, sentence)
        elif word in table.both and token.pos == "NOUN":
            yield from _nought(tree, token, inside, (Role.KILLED, Role.WOUNDED))
        elif word in table.nouns and token.pos in {"NOUN", "PROPN"}:
            yield from _noun(tree, annotations, token, inside)


def _toll(tree: Tree, token: Token, inside: list[Entity], sentence: Sentence) -> Iterator[Told]:
    """The figure that follows "toll", "to", "at", "of" or a like word between."""
    if token.i > sentence.first and low(tree.tokens[token.i - 1]) in OTHER_TOLLS:
        return
    after = tree.tokens[token.i + 1 : min(token.i + TOLL_REACH, sentence.last)]
    for count in inside:
        first = next((t for t in after if t.span.start == count.span.start), None)
        if first is None or low(tree.tokens[first.i - 1]) not in TOLL_CUES:
            continue
        if isinstance(count.value, Count):
            span = Span(token.span.start, count.span.end)
            yield Told(Role.KILLED, token, Counted(Toll(count.value), span, first))
            return


def _is_number_of_dead(tree: Tree, token: Token) -> bool:
    """Is it "the number of dead", "of fatalities" or "of people killed"?"""
    if low(token) != "number":
        return False
    of = [n for p in tree.kids(token, "prep") if low(p) == "of" for n in tree.kids(p, "pobj")]
    dead = any(low(noun) in {"dead", "deaths", "fatalities", "killed"} for noun in of)
    above = [*of, token] if of else []  # a parse may hang "killed" from "number"
    return dead or any(
        low(k) == "killed" for noun in above for k in tree.kids(noun, "acl", "relcl")
    )


def _lives(tree: Tree, annotations: Annotations, token: Token) -> Iterator[Told]:
    """Yield "claimed the lives of 12", "cost 12 lives", "ten people lost their lives"."""
    verb = tree.head(token)
    if verb.lemma not in {"claim", "take", "cost", "lose"} or token.dep not in {
        "dobj",
        "nsubjpass",
    }:
        return
    if any(low(kid) == "own" for kid in tree.kids(token)):
        yield from _own_life(tree, annotations, verb)
        return
    of = [n for p in tree.kids(token, "prep") if low(p) == "of" for n in tree.kids(p, "pobj")]
    losers = tree.kids(verb, "nsubj") if verb.lemma == "lose" else []
    for noun in of or losers or [token]:
        for one in counted(tree, annotations, noun):
            yield Told(Role.KILLED, token, one)


def _own_life(tree: Tree, annotations: Annotations, verb: Token) -> Iterator[Told]:
    """Yield who "took his own life", as one of the attackers."""
    for noun in doers(tree, verb):
        for one in counted(tree, annotations, noun):
            toll = replace(one.toll, group=VictimGroup.ATTACKERS)
            yield Told(Role.ATTACKERS_KILLED, verb, replace(one, toll=toll))


def _taken(tree: Tree, annotations: Annotations, token: Token) -> Iterator[Told]:
    """Yield "took dozens hostage" and "were taken hostage"."""
    verb = next(
        (t for t in (tree.head(token), *tree.above(tree.head(token))) if t.lemma == "take"), None
    )
    if verb is None or verb.i > token.i:
        return
    nouns = tree.kids(verb, "nsubjpass") or [n for n in tree.kids(verb, "dobj") if n.i != token.i]
    nouns = nouns or [n for n in tree.kids(token) if verb.i < n.i < token.i]
    for noun in nouns or [tree.tokens[token.i - 1]]:
        for one in counted(tree, annotations, noun):
            yield Told(Role.ABDUCTED, token, one)


def _custody(tree: Tree, annotations: Annotations, token: Token) -> Iterator[Told]:
    """Yield "two men were taken into custody", "suspect in custody", "has a man in custody"."""
    prep = tree.head(token)
    before, head = tree.tokens[max(prep.i - 1, 0)], tree.head(prep)
    if before.pos in {"NOUN", "PROPN"}:
        nouns = [before]
    elif head.lemma in {"take", "hold", "be", "have", "remain", "keep"}:
        nouns = tree.kids(head, "nsubjpass") or tree.kids(head, "dobj") or tree.kids(head, "nsubj")
    else:
        nouns = []
    for noun in nouns if token.dep == "pobj" else []:
        for one in counted(tree, annotations, noun):
            yield Told(Role.ARRESTED, token, one)


def _noun(
    tree: Tree, annotations: Annotations, token: Token, inside: list[Entity]
) -> Iterator[Told]:
    """Yield "12 deaths", "no injuries", "the deaths of 12 people", "several arrests"."""
    role = lexicon().nouns[low(token)]
    above = tree.head(token)
    if role is Role.WOUNDED and token.dep == "dobj" and above.lemma in lexicon().suffer:
        return  # "both had multiple injuries" counts wounds
    if any(True for _ in _nought(tree, token, inside, (role,))):
        yield from _nought(tree, token, inside, (role,))
        return
    joined = token.dep == "conj" and low(above) in lexicon().acts  # "the shooting and killing of"
    for prep in tree.kids(token, "prep") or (tree.kids(above, "prep") if joined else []):
        if low(prep) in {"of", "to"}:
            for noun in tree.kids(prep, "pobj"):
                for one in with_sum(counted(tree, annotations, noun), token):
                    yield Told(role, token, one)
    number = _leading(tree, token, inside)
    if number is not None and isinstance(number.value, Count):
        span = Span(number.span.start, token.span.end)
        before = tuple(tree.tokens[tree.left_edge(token) : token.i])
        yield Told(role, token, Counted(Toll(number.value), span, token, before))


def _leading(tree: Tree, token: Token, inside: list[Entity]) -> Entity | None:
    """The count among the words right before a noun."""
    first = tree.tokens[tree.left_edge(token)].span.start
    before = [c for c in inside if first <= c.span.start and c.span.end <= token.span.start]
    return before[-1] if before else None


def _nought(
    tree: Tree, token: Token, inside: list[Entity], roles: tuple[Role, ...]
) -> Iterator[Told]:
    """Nought for a denied noun; "no further casualties" tells nothing of the total."""
    number = _denied(tree, token, inside) or _without(tree, token)
    if number is None:
        return
    between = tree.tokens[tree.left_edge(token) : token.i]
    if any(low(t) in lexicon().more for t in between):
        return
    span = Span(min(number.span.start, token.span.start), token.span.end)
    for role in roles:
        yield Told(role, token, Counted(Toll(NONE), span, token))


def _denied(tree: Tree, token: Token, inside: list[Entity]) -> Entity | None:
    """The word of denial of a noun, its own or of "no reports of casualties"."""
    chain = [token]
    head = tree.head(token)
    if token.dep == "conj":
        chain.append(head)
    if token.dep == "pobj" and tree.head(head).lemma in {"report", "word", "sign", "information"}:
        chain.append(tree.head(head))
    for noun in chain:
        for kid in tree.kids(noun, "det", "neg"):
            if low(kid) in {"no", "neither"} and "word" not in {t.lemma for t in chain}:
                return next((c for c in inside if c.span.start == kid.span.start), None)
    return None


def _without(tree: Tree, token: Token) -> Entity | Token | None:
    """The word of denial of "without casualties", "without causing" or "did not cause" them."""
    head = tree.head(token)
    if token.dep == "pobj" and low(head) == "without":
        return head
    if token.dep != "dobj" or head.lemma not in CAUSING:
        return None
    above = tree.head(head)
    if head.dep == "pcomp" and low(above) == "without":
        return above
    return next(iter(tree.kids(head, "neg")), None)
