"""Whether a harm is told as having happened, and whether it is a total over many events."""

from __future__ import annotations

from typing import Final

from dateline.syntax.arguments import find_agents, is_plural, nouns_after
from dateline.syntax.tree import Tree, low, words
from dateline.types import Modality, Sentence, Token
from dateline.vocabulary import word_list

UNREAL: Final = (
    word_list("factuality.modals")
    | word_list("factuality.conditions")
    | word_list("factuality.denials")
)
NEGATIONS: Final = word_list("grammar.negations")
HEDGES: Final = word_list("factuality.hedges")
INTENDING: Final = word_list("factuality.intending")
TOPICS: Final = word_list("factuality.topics")
NATURAL: Final = word_list("harm.natural.causes")
AGGREGATES: Final = word_list("factuality.aggregate.phrases")
CAUSES: Final = word_list("factuality.aggregate.causes")
DEEDS: Final = word_list("factuality.aggregate.deeds")
PERIODS: Final = word_list("factuality.aggregate.periods")
WARS: Final = word_list("factuality.aggregate.wars")
SEVERAL: Final = word_list("factuality.aggregate.several")
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
    token = tree.head(word) if word.dep in PREDICATES else word
    for _ in range(LOOK_UP):
        kids = tree.kids(token, "aux", "auxpass", "mark", "neg", "advmod", "prep")
        near = {low(kid) for kid in kids}
        if near & UNREAL:
            return None
        hedged = hedged or bool((near | {low(token)}) & HEDGES)
        if token.dep not in CLAUSES:
            break
        if _is_only_meant(tree, token):
            return None
        if token.dep in CLOSED:
            break
        token = tree.head(token)
    return Modality.HEDGED if hedged else Modality.ASSERTED


def _is_only_meant(tree: Tree, token: Token) -> bool:
    """Whether it is an infinitive or gerund below "threatened", "going" or "talked about"."""
    head = tree.head(token)
    if token.dep == "pcomp" and low(head) in TOPICS:
        head = tree.head(head)
    infinite = token.tag in {"VB", "VBG"} or any(low(k) == "to" for k in tree.kids(token, "aux"))
    governed = token.dep in {"xcomp", "ccomp", "pcomp"}
    return governed and infinite and bool({head.lemma, low(head)} & INTENDING)


def is_natural_death(tree: Tree, word: Token) -> bool:
    """Whether it is a death by no violence: "died of cancer", "died after crashing into a wall"."""
    if word.lemma != "die" and low(word) != "killed":
        return False
    below = [n for p in tree.kids(word, "prep") for n in tree.kids(p, "pobj", "pcomp")]
    return any(t.lemma.lower() in NATURAL for t in (*below, *tree.kids(word, "advcl")))


def is_aggregate(tree: Tree, sentence: Sentence, word: Token) -> bool:
    """Whether the words around a harm make it a total over many events, or one of other places."""
    inside = tree.tokens[sentence.first : sentence.last]
    told = f" {words(inside)} "
    if any(f" {phrase} " in told for phrase in AGGREGATES):
        return True
    causes = [*tree.kids(word, "nsubj"), *([tree.head(word)] if word.dep == "relcl" else ())]
    return (
        any(cause.lemma.lower() in CAUSES for cause in causes)
        or _is_elsewhere(tree, sentence, word)
        or _is_running(tree, sentence, word)
        or _is_by_many(tree, word)
        or _is_over_many(tree, word)
    )


def _is_elsewhere(tree: Tree, sentence: Sentence, word: Token) -> bool:
    """Whether the harm is told of another place: "five were killed in fighting elsewhere".

    A sentence that begins with the word tells an event of its own, whose toll it is.
    """
    places = [t for t in tree.tokens[sentence.first + 1 : sentence.last] if low(t) == "elsewhere"]
    verbs = [next((v for v in tree.above(t) if v.pos == "VERB"), None) for t in places]
    return any(verb is not None and verb.i == word.i for verb in verbs)


def _is_running(tree: Tree, sentence: Sentence, word: Token) -> bool:
    """Whether it is a running count: "have been killed since January", "this year"."""
    verbs = (word, *tree.above(word))
    if not any(kid.lemma == "have" for verb in verbs for kid in tree.kids(verb, "aux")):
        return False
    inside = tree.tokens[sentence.first : sentence.last]
    since = [n for p in inside if low(p) == "since" for n in tree.kids(p, "pobj")]
    spans = [n for verb in verbs for n in tree.kids(verb, "npadvmod") if low(n) in PERIODS]
    in_a_war = any(n.lemma.lower() in WARS for n in nouns_after(tree, word, "in"))
    return (
        any(n.tag in {"NNP", "CD"} and not low(n).endswith("day") for n in since)
        or any(low(kid) == "this" for n in spans for kid in tree.kids(n, "det"))
        or (in_a_war and any(kid.lemma == "have" for kid in tree.kids(word, "aux")))
    )


def _is_by_many(tree: Tree, word: Token) -> bool:
    """Whether it is told of a span and of many deeds: "last year 1,300 were killed by mines"."""
    spanned = any(low(kid) in PERIODS for kid in tree.kids(word, "npadvmod"))
    agents = find_agents(tree, word) if spanned else []
    return any(n.tag == "NNS" and not tree.kids(n, "det", "nummod") for n in agents)


def _is_over_many(tree: Tree, word: Token) -> bool:
    """Whether the harm is done "in 33 separate incidents", or in a city's "shootings"."""
    return any(
        (is_plural(noun) and any(low(kid) in SEVERAL for kid in tree.kids(noun, "amod", "nummod")))
        or (low(noun) in DEEDS and not _is_counted(tree, noun))
        for noun in nouns_after(tree, word, "in", "across")
    )


def _is_counted(tree: Tree, noun: Token) -> bool:
    """Whether a word makes some deeds known or counts them; "those" does not."""
    return any(low(k) not in {"those", "these"} for k in tree.kids(noun, "det", "poss", "nummod"))


def has_negation(tree: Tree, word: Token) -> bool:
    """Whether a "no" or "not" stands with a word, its subject or its object."""
    nouns = [word, *tree.kids(word, "nsubj", "nsubjpass", "dobj")]
    return any(low(kid) in NEGATIONS for noun in nouns for kid in (noun, *tree.kids(noun)))
