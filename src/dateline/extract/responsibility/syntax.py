"""Subjects, complements and conjuncts, as statements of responsibility need them."""

from __future__ import annotations

from dateline.syntax.arguments import RELATIVE, noun_conjuncts
from dateline.syntax.tree import Tree, low
from dateline.types import Token
from dateline.vocabulary.responsibility import is_event


def subjects_of(parse: Tree, verb: Token) -> list[Token]:
    """The subjects of a verb: its own, those of the verb it is joined to, or of its noun."""
    own = parse.kids(verb, "nsubj")
    if any(low(subject) in RELATIVE for subject in own):
        return [parse.head(verb)] if verb.dep == "relcl" else []
    if own:
        return own
    head = parse.head(verb)
    if verb.dep == "xcomp" and (believed := parse.kids(head, "nsubjpass")):
        return believed  # "X is believed to be behind it"
    if verb.dep in {"conj", "xcomp", "advcl"} and head.pos in {"VERB", "AUX"} and head.i != verb.i:
        return subjects_of(parse, head)
    if verb.dep == "acl" and verb.tag == "VBG" and not is_event(head):
        issued = parse.head(head)
        return subjects_of(parse, issued) if head.dep == "dobj" else [head]
    return []


def also_named(parse: Tree, noun: Token) -> list[Token]:
    """The further names of what a plural describes: "two groups, A and B" are B too."""
    if noun.tag != "NNS":
        return []
    first = [kid for kid in parse.kids(noun, "appos") if kid.pos == "PROPN"]
    return [
        n for kid in first for n in noun_conjuncts(parse, kid) if n.i != kid.i and n.pos == "PROPN"
    ]
