"""How real an event is told to be: done, tried, threatened, planned, or denied."""

from __future__ import annotations

from dateline.syntax.tree import Tree, low
from dateline.types import Stage, Token
from dateline.vocabulary.events import lexicon

REACH = 4  # heads up to which a plan or a denial is looked for
SUPPOSING = frozenset({"if", "unless", "lest", "whether"})
DENYING = frozenset({"deny", "refute", "dispute"})
THREATS = frozenset({"threaten", "threat", "vow"})
PLANS = frozenset(
    {"plan", "plot", "warning", "possibility", "risk", "fear", "plotting", "planning", "threat"}
)


def stage_of(parsed: Tree, token: Token) -> Stage | None:
    """How real it is told to be; None where it is denied that it took place."""
    own = parsed.kids(token)
    if _is_denied(parsed, token):
        return None
    if any(low(k) in {"planned", "foiled", "failed", "attempted", "thwarted"} for k in own):
        return Stage.ATTEMPTED
    modal = any(k.dep == "aux" and low(k) in lexicon().planned for k in own)
    if (
        modal
        or any(k.dep == "mark" and low(k) in SUPPOSING for k in own)
        or _in_case(parsed, token)
    ):
        return Stage.PLANNED
    if any(low(k) in {"possible", "potential", "future", "imminent"} for k in own):
        return Stage.PLANNED
    if token.pos == "VERB" and any(k.dep == "aux" and low(k) == "to" for k in own):
        return _infinitive(parsed, token)
    return _stage_above(parsed, token)


def _is_denied(parsed: Tree, token: Token) -> bool:
    """Does "not" or "no" stand with it, its doer or its object: "no shots were fired"?"""
    own = parsed.kids(token)
    if any(k.dep == "neg" or (k.dep == "det" and low(k) == "no") for k in own):
        return True
    nouns = parsed.kids(token, "nsubj", "nsubjpass", "dobj") if token.pos == "VERB" else []
    return any(low(k) == "no" for noun in nouns for k in parsed.kids(noun, "det"))


def _in_case(parsed: Tree, token: Token) -> bool:
    """Does "in case" stand before its clause?"""
    marks = parsed.kids(token, "mark")
    if any(low(parsed.tokens[k.i + 1]) == "case" for k in marks if k.i + 1 < len(parsed.tokens)):
        return True
    return token.dep in {"acl", "advcl", "relcl"} and low(parsed.head(token)) == "case"


def _stage_above(parsed: Tree, token: Token) -> Stage | None:
    """How real the words above make it: "foiled an attack", "is planning to attack"."""
    words = lexicon()
    for above in list(parsed.above(token))[:REACH]:
        lemma = above.lemma.lower()
        if lemma in DENYING and _told_below(parsed, token, above):
            return None
        if token.dep in {"relcl", "acl"} or (
            above.dep in {"relcl", "ROOT"} and token.pos == "VERB"
        ):
            break
        if lemma in words.attempted:
            return Stage.ATTEMPTED
        if lemma in THREATS:
            return Stage.THREATENED
        if _plans(above, lemma, token):
            passive = above.tag == "VBN" and token.dep == "nsubjpass"
            return None if passive else Stage.PLANNED
        if above.pos == "VERB":
            break
    return Stage.ACCOMPLISHED


def _told_below(parsed: Tree, token: Token, verb: Token) -> bool:
    """Is a deed what a verb of saying tells: "denied that its jets had bombed a village"?"""
    return token.pos == "VERB" and token.dep in {"ccomp", "xcomp"} and parsed.head(token) is verb


def _plans(above: Token, lemma: str, token: Token) -> bool:
    """Is it a word of planning ("a plot to bomb") and no "called the attack cowardly"?"""
    if above.pos == "NOUN":
        return lemma in PLANS
    named = lemma == "call" and token.dep in {"dobj", "nsubj", "nsubjpass", "oprd", "attr", "ccomp"}
    return above.pos == "VERB" and lemma in lexicon().planned and not named


def _infinitive(parsed: Tree, token: Token) -> Stage:
    """What "to attack" amounts to: a plan, unless the verb above says that it was done."""
    above = parsed.head(token).lemma.lower()
    if any(low(k) in lexicon().planned for k in parsed.kids(parsed.head(token), "aux")):
        return Stage.PLANNED  # "they could use drones to drop grenades"
    if above in THREATS:
        return Stage.THREATENED
    if above in lexicon().attempted or above in {"try", "attempt"}:
        return Stage.ATTEMPTED
    return (
        Stage.ACCOMPLISHED
        if above in {"appear", "begin", "manage", "use", "continue"}
        else Stage.PLANNED
    )
