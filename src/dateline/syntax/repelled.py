"""Who was killed for what he did before: "was shot dead after stabbing a soldier"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.syntax.tree import Tree
from dateline.types import Token
from dateline.vocabulary import word_list

ATTACKING: Final = word_list("perpetrators.attacking")
TRYING: Final = word_list("perpetrators.trying")
AFTER: Final = frozenset({"after", "when", "while", "as"})
HE: Final = frozenset({"he", "she"})
PREDICATES: Final = frozenset({"oprd", "acomp", "xcomp", "conj"})
SUBJECTS: Final = ("nsubj", "nsubjpass")


def is_repelled(tree: Tree, harm: Token, person: Token) -> bool:
    """Whether the words around a harm say that the person who suffers it had attacked others.

    "A man who tried to stab a guard was killed", "was shot dead after ramming a car into them",
    "troops shot him after he opened fire".

    Args:
        tree: the parse.
        harm: the verb of the harm, or the word below it that tells it ("shot dead").
        person: the noun for the person.
    """
    clauses = tree.kids(person, "relcl")
    told = [verb for clause in clauses for verb in (clause, *tree.kids(clause, "ccomp"))]
    verbs = [harm, tree.head(harm)] if harm.dep in PREDICATES else [harm]
    told += [clause for verb in verbs for clause in _own_deeds(tree, verb, person)]
    return any(_attacks_others(tree, clause) for clause in told)


def _own_deeds(tree: Tree, verb: Token, person: Token) -> Iterator[Token]:
    """The clauses below a harm that tell what the person who suffers it had done."""
    suffers = person.dep in SUBJECTS and person.head == verb.i and not tree.kids(verb, "dobj")
    for prep in tree.kids(verb, "prep"):
        if suffers and prep.lower in AFTER:
            yield from tree.kids(prep, "pcomp")
    for clause in tree.kids(verb, "advcl"):
        doers = tree.kids(clause, "nsubj")
        by_pronoun = len(doers) == 1 and doers[0].lower in HE
        linked = {k.lower for k in tree.kids(clause, "mark", "advmod")} & AFTER
        bare = suffers and not doers and clause.tag == "VBG"
        if (by_pronoun and linked) or (bare and (linked or clause.lemma in TRYING)):
            yield clause


def _attacks_others(tree: Tree, verb: Token) -> bool:
    """Whether a clause tells that its subject struck somebody, or tried to."""
    if tree.kids(verb, "neg") or tree.kids(verb, "auxpass"):
        return False
    tried = tree.kids(verb, "xcomp") if verb.lemma in TRYING else []
    fires = any(noun.lower == "fire" for noun in tree.kids(verb, "dobj")) and verb.lemma == "open"
    return fires or any(v.lemma in ATTACKING and _has_aim(tree, v) for v in (verb, *tried))


def _has_aim(tree: Tree, verb: Token) -> bool:
    """Whether somebody or something is attacked."""
    aimed = any(prep.lower in {"at", "on", "into"} for prep in tree.kids(verb, "prep"))
    return aimed or bool(tree.kids(verb, "dobj"))
