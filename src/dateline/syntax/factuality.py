"""How real a harm or a deed is told to be: done, tried, threatened, planned, or denied."""

from __future__ import annotations

from typing import Final

from dateline.syntax.tree import (
    Tree,
    find_agents,
    find_doers,
    find_subjects,
    forms_of_all,
    nouns_after,
)
from dateline.types import Modality, Stage, Token
from dateline.vocabulary import word_list

UNREAL: Final = (
    word_list("factuality.modals")
    | word_list("factuality.conditions")
    | word_list("factuality.denials")
)
NEGATIONS: Final = word_list("grammar.negations")
HEDGES: Final = word_list("factuality.hedges")
DOUBTING: Final = word_list("factuality.doubting")
INTENDING: Final = word_list("factuality.intending")
TOPICS: Final = word_list("factuality.topics")
NATURAL: Final = word_list("harm.natural.causes")
NATURAL_DOERS: Final = word_list("harm.natural.doers")
VEHICLES: Final = word_list("harm.natural.vehicles")
ANIMALS: Final = word_list("harm.natural.animals")
MISHAPS: Final = word_list("harm.natural.mishaps")
ARMS: Final = word_list("triggers.armed.clear_weapons") | word_list("violence.loads")
OBSTACLES: Final = word_list("harm.natural.obstacles")
CONDITIONS: Final = word_list("grammar.unsettling_conjunctions")
MODALS: Final = word_list("factuality.stage.modals")
PLANNED: Final = word_list("factuality.stage.planned")
PLANS: Final = word_list("factuality.stage.plans")
AHEAD: Final = word_list("factuality.stage.ahead")
RETALIATION: Final = word_list("perpetrators.retaliation")
THREATS: Final = word_list("factuality.stage.threats")
ATTEMPTED: Final = word_list("factuality.stage.attempted")
FAILED: Final = word_list("factuality.stage.failed")
TRYING: Final = word_list("factuality.stage.trying")
DONE: Final = word_list("factuality.stage.done")
DENYING: Final = word_list("factuality.stage.denying")
NAMING: Final = word_list("factuality.stage.naming")
CASES: Final = word_list("factuality.stage.cases")
SEEMING: Final = word_list("factuality.seeming")
NAMED: Final = frozenset({"dobj", "nsubj", "nsubjpass", "oprd", "attr", "ccomp"})
LOOK_UP: Final = 4  # verbs above a word of harm that may make it unreal
PREDICATES: Final = frozenset({"acomp", "attr", "oprd"})
CLAUSES: Final = frozenset({"xcomp", "ccomp", "advcl", "pcomp", "acl", "conj", "relcl"})
CLOSED: Final = frozenset({"ccomp", "relcl", "advcl"})  # what stands above such a clause is told


def stated_modality(tree: Tree, word: Token) -> Modality | None:
    """How firmly a harm is told; None if it is not told as having happened at all.

    "Could kill", "threatened to kill", "if he had been killed" and "did not kill" tell no harm;
    "may have been killed" and "feared dead" tell it with doubt.
    """
    hedged = False
    token = tree.tokens[word.head] if word.dep in PREDICATES else word
    for _ in range(LOOK_UP):
        kids = [
            kid
            for kid in tree.children[token.i]
            if kid.dep in {"aux", "auxpass", "mark", "neg", "advmod", "prep"}
        ]
        near = {kid.lower for kid in kids}
        if near & UNREAL:
            return None
        hedged = hedged or bool((near | {token.lower}) & HEDGES)
        if token.dep not in CLAUSES:
            break
        if (
            _is_only_meant(tree, token)
            or _is_not_seen(tree, token)
            or _is_said_not_to_be(tree, token)
        ):
            return None
        hedged = hedged or _is_only_feared(tree, token)
        if token.dep in CLOSED:
            break
        token = tree.tokens[token.head]
    return Modality.HEDGED if hedged else Modality.ASSERTED


def _is_not_seen(tree: Tree, token: Token) -> bool:
    """Whether it is what does not appear to be so: "it does not appear that it was damaged"."""
    head = tree.tokens[token.head]
    told = token.dep in {"ccomp", "xcomp"} and head.lemma in SEEMING
    return told and bool(tree.kids[head.i].neg)


def _is_said_not_to_be(tree: Tree, token: Token) -> bool:
    """Whether somebody denies it: "denied that 20 people had been killed"."""
    return token.dep == "ccomp" and tree.tokens[token.head].lemma in DENYING


def _is_only_feared(tree: Tree, token: Token) -> bool:
    """Whether it is feared or rumoured: "fears that 20 died", "unconfirmed reports that"."""
    head = tree.tokens[token.head]
    words = {head.lemma, *(kid.lower for kid in tree.kids[head.i].amod)}
    return token.dep in {"ccomp", "acl"} and bool(words & (DOUBTING | HEDGES))


def _is_only_meant(tree: Tree, token: Token) -> bool:
    """Whether it is an infinitive or gerund below "threatened", "going" or "talked about"."""
    head = tree.tokens[token.head]
    if token.dep == "pcomp" and head.lower in TOPICS:
        head = tree.tokens[head.head]
    infinite = token.tag in {"VB", "VBG"} or any(k.lower == "to" for k in tree.kids[token.i].aux)
    governed = token.dep in {"xcomp", "ccomp", "pcomp"}
    return governed and infinite and bool({head.lemma, head.lower} & INTENDING)


def is_no_violence(tree: Tree, word: Token) -> bool:
    """Whether a harm is done by nature, illness or accident, and by nobody.

    "Died of cancer", "floods killed ten", "hurt in a crash", "killed when two cars collided".
    """
    if any(doer.forms & NATURAL_DOERS for doer in find_doers(tree, word)):
        return True
    below = [
        n for p in tree.kids[word.i].prep for n in tree.children[p.i] if n.dep in {"pobj", "pcomp"}
    ]
    beside = word.dep == "conj" and not find_agents(tree, word)  # "a bus overturned and six died"
    beside = beside and (word.lemma == "die" or bool(tree.kids[word.i].nsubjpass))
    clauses = [*tree.kids[word.i].advcl, *([tree.tokens[word.head]] if beside else ())]
    clauses += [kid for noun in find_subjects(tree, word) for kid in tree.kids[noun.i].acl]
    return any(t.lemma.lower() in NATURAL for t in below) or any(
        _is_mishap(tree, clause) for clause in clauses
    )


def _is_mishap(tree: Tree, verb: Token) -> bool:
    """Whether it is an accident: "when two cars collided", "her car hit a tree", "a deer ran".

    A drone that crashes and a car with a bomb are none.
    """
    if forms_of_all(t for noun in tree.kids[verb.i].nsubj for t in tree.under(noun)) & ARMS:
        return False
    doers = forms_of_all(tree.kids[verb.i].nsubj)
    struck = [*tree.kids[verb.i].dobj, *nouns_after(tree, verb, "into", "against", "off")]
    hit = bool(doers & VEHICLES and forms_of_all(struck) & OBSTACLES)
    return verb.lemma.lower() in MISHAPS or bool(doers & ANIMALS) or hit


def has_negation(tree: Tree, word: Token) -> bool:
    """Whether a "no" or "not" stands with a word, its subject or its object."""
    nouns = [word, *tree.kids[word.i].taking_part]
    return any(kid.lower in NEGATIONS for noun in nouns for kid in (noun, *tree.children[noun.i]))


def stage_of(tree: Tree, word: Token) -> Stage | None:
    """How real a deed is told to be.

    Args:
        tree: the parse.
        word: the verb or noun that tells of the deed.

    Returns:
        Its stage, None where it is denied that it took place.
    """
    own = tree.children[word.i]
    if _is_denied(tree, word):
        return None
    if any(k.lower in FAILED for k in own):
        return Stage.ATTEMPTED
    if (
        any(k.dep == "aux" and k.lower in MODALS for k in own)
        or any(k.dep == "mark" and k.lower in CONDITIONS for k in own)
        or _is_in_case(tree, word)
        or any(k.lower in AHEAD for k in own)
    ):
        return Stage.PLANNED
    if word.pos == "VERB" and any(k.dep == "aux" and k.lower == "to" for k in own):
        if any(k.dep == "aux" and k.lower == "have" for k in own) and tree.kids[word.head].auxpass:
            return Stage.ACCOMPLISHED  # "are believed to have been kidnapped"
        return _stage_of_infinitive(tree, tree.tokens[word.head])
    return _stage_above(tree, word)


def _is_denied(tree: Tree, word: Token) -> bool:
    """Whether "not" or "no" stands with a deed, its doer or its object: "no shots were fired"."""
    own = tree.children[word.i]
    if any(k.dep == "neg" or (k.dep == "det" and k.lower == "no") for k in own):
        return True
    nouns = tree.kids[word.i].taking_part if word.pos == "VERB" else []
    return any(k.lower == "no" for noun in nouns for k in tree.kids[noun.i].det)


def _is_in_case(tree: Tree, word: Token) -> bool:
    """Whether "in case" stands before its clause."""
    after = [tree.tokens[k.i + 1] for k in tree.kids[word.i].mark if k.i + 1 < len(tree.tokens)]
    if any(t.lower in CASES for t in after):
        return True
    return word.dep in {"acl", "advcl", "relcl"} and tree.tokens[word.head].lower in CASES


def _stage_above(tree: Tree, word: Token) -> Stage | None:
    """How real the words above make it: "foiled an attack", "is planning to attack"."""
    for above in tree.above[word.i][:LOOK_UP]:
        lemma = above.lemma.lower()
        if above.pos == "NOUN" and lemma in RETALIATION:
            break  # "vowed revenge for the strike"
        if lemma in DENYING and _is_told_by(tree, word, above):
            return None
        if word.dep in {"relcl", "acl"} or (above.dep in {"relcl", "ROOT"} and word.pos == "VERB"):
            break
        if lemma in ATTEMPTED:
            return Stage.ATTEMPTED
        if lemma in THREATS:
            return Stage.THREATENED
        if _is_plan(above, word):
            passive = above.tag == "VBN" and word.dep == "nsubjpass"
            return None if passive else Stage.PLANNED
        if above.pos == "VERB":
            break
    return Stage.ACCOMPLISHED


def _is_told_by(tree: Tree, word: Token, verb: Token) -> bool:
    """Whether a verb tells a deed in its clause: "denied that its jets had bombed a village"."""
    return word.pos == "VERB" and word.dep in {"ccomp", "xcomp"} and tree.tokens[word.head] is verb


def _is_plan(above: Token, word: Token) -> bool:
    """Whether it is a word of planning ("a plot to bomb") and no "called the attack cowardly"."""
    lemma = above.lemma.lower()
    if above.pos == "NOUN":
        return lemma in PLANS
    named = lemma in NAMING and word.dep in NAMED
    return above.pos == "VERB" and lemma in PLANNED and not named


def _stage_of_infinitive(tree: Tree, above: Token) -> Stage:
    """What "to attack" amounts to: a plan, unless the verb above says that it was done."""
    lemma = above.lemma.lower()
    if any(k.lower in MODALS for k in tree.kids[above.i].aux):
        return Stage.PLANNED  # "they could use drones to drop grenades"
    if lemma in THREATS:
        return Stage.THREATENED
    if lemma in TRYING:
        return Stage.ATTEMPTED
    return Stage.ACCOMPLISHED if lemma in DONE else Stage.PLANNED
