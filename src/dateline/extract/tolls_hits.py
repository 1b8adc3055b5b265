"""People who were hit, of whom the words do not say that they lived: "shot", "taken to hospital".

They count as wounded as far as the report tells no death of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.extract.tolls_counted import Counted, counted
from dateline.extract.tolls_tree import Tree, low
from dateline.extract.tolls_victims import REFLEXIVE, subjects
from dateline.extract.tolls_words import lexicon
from dateline.types import Annotations, Count, Role, Sentence, Span, Token, Toll, VictimGroup


def hits(
    tree: Tree, annotations: Annotations, sentence: Sentence
) -> Iterator[tuple[Role, Token, Counted]]:
    """Yield the people that a sentence says were hit, with the word that says so.

    Args:
        tree: the parse.
        annotations: what the report names.
        sentence: where to look.

    Yields:
        Role, word and toll: wounded, or killed for "the fatal shooting of" and "double homicide".
    """
    for token in tree.tokens[sentence.first : sentence.last]:
        for noun in [*_hit(tree, token), *_suffered(tree, token), *_carried(tree, token)]:
            for one in counted(tree, annotations, noun):
                yield Role.WOUNDED, token, one
        for noun in _themselves(tree, token):
            for one in counted(tree, annotations, noun):
                toll = replace(one.toll, group=VictimGroup.ATTACKERS)
                yield Role.ATTACKERS_KILLED, token, replace(one, toll=toll)
        yield from _acted(tree, annotations, token)
        yield from _homicide(tree, token)


def _hit(tree: Tree, token: Token) -> list[Token]:
    """The victims of "two people were shot", "shot two people", "two shot in Boston"."""
    if low(token) not in lexicon().hit or token.pos != "VERB":
        return []
    if any(low(kid) in {"at", "dead", "down"} for kid in tree.kids(token)):
        return []
    passive = tree.kids(token, "nsubjpass")
    if passive:
        return subjects(tree, token)
    if token.tag == "VBN" and not tree.kids(token, "dobj"):
        if token.dep in {"acl", "relcl"}:
            return [tree.head(token)]
        return subjects(tree, token)
    return tree.kids(token, "dobj")


def _themselves(tree: Tree, token: Token) -> list[Token]:
    """Who "blew himself up", "killed themselves" or "turned the gun on herself"."""
    if token.pos != "VERB":
        return []
    objects = {low(kid) for kid in tree.kids(token, "dobj")}
    on = {low(n) for p in tree.kids(token, "prep") for n in tree.kids(p, "pobj")}
    deadly = token.lemma in {"kill", "detonate"} or (
        token.lemma in {"blow", "explode"} and any(low(k) == "up" for k in tree.kids(token))
    )
    turned = token.lemma == "turn" and bool(objects & {"gun", "weapon", "rifle", "pistol"})
    if (deadly and objects & REFLEXIVE) or (turned and on & REFLEXIVE):
        return subjects(tree, token)
    return []


def _suffered(tree: Tree, token: Token) -> list[Token]:
    """The subjects of "suffered a gunshot wound"."""
    if token.lemma not in lexicon().suffer or token.pos != "VERB":
        return []
    objects = [t for o in tree.kids(token, "dobj") for t in tree.under(o)]
    told = any(low(t) in lexicon().wounds for t in objects)
    return subjects(tree, token) if told else []


def _carried(tree: Tree, token: Token) -> list[Token]:
    """The subjects of "were taken to hospital"."""
    if token.lemma not in lexicon().carry or token.tag != "VBN":
        return []
    places = [n for p in tree.kids(token, "prep") for n in tree.kids(p, "pobj")]
    told = any(low(t) in lexicon().hospital for place in places for t in tree.under(place))
    return tree.kids(token, "nsubjpass") if told else []


def _acted(
    tree: Tree, annotations: Annotations, token: Token
) -> Iterator[tuple[Role, Token, Counted]]:
    """Yield the victims of "the fatal shooting of two men" and "the shooting of a girl"."""
    if low(token) not in lexicon().acts or token.pos != "NOUN":
        return
    fatal = any(low(kid) in lexicon().fatal for kid in tree.kids(token, "amod"))
    role = Role.KILLED if fatal else Role.WOUNDED
    of = [n for p in tree.kids(token, "prep") if low(p) == "of" for n in tree.kids(p, "pobj")]
    for noun in of:
        for one in counted(tree, annotations, noun):
            yield role, token, one


def _homicide(tree: Tree, token: Token) -> Iterator[tuple[Role, Token, Counted]]:
    """Yield two killed for "a double homicide"."""
    if low(token) not in lexicon().homicide:
        return
    for kid in tree.kids(token, "amod"):
        number = lexicon().times.get(low(kid))
        if number is not None:
            span = Span(kid.span.start, token.span.end)
            toll = Toll(Count(number, number, number))
            yield Role.KILLED, token, Counted(toll, span, token)
