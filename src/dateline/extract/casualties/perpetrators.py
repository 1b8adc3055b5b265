"""Whether a dead person is told as the attacker, by a clause of his own or by who killed him."""

from __future__ import annotations

from typing import Final

from dateline.syntax.tree import Tree, low
from dateline.types import Token
from dateline.vocabulary import word_list

ACCUSED: Final = word_list("perpetrators.accused")
HARMING: Final = word_list("harm.hit.verbs") | word_list("harm.by_object.killed")
RELATIVE: Final = word_list("grammar.relative_pronouns")
SELVES: Final = word_list("harm.suicide.selves")


def is_perpetrator(tree: Tree, person: Token) -> bool:
    """Whether a person is accused by the words after the noun, or told to have hit others.

    "The man suspected of killing her died", and "a man who had shot his wife".
    """
    clauses = tree.kids(person, "relcl")
    verbs = [verb for clause in clauses for verb in (clause, *tree.kids(clause, "ccomp"))]
    accused = any(low(clause) in ACCUSED for clause in tree.kids(person, "acl"))
    return accused or any(_hits_others(tree, verb) for verb in verbs)


def _hits_others(tree: Tree, verb: Token) -> bool:
    """Whether it is "who shot two people", in a real past."""
    return (
        low(verb) in HARMING
        and verb.tag in {"VBD", "VBN"}
        and not tree.kids(verb, "neg")
        and any(low(doer) in RELATIVE for doer in tree.kids(verb, "nsubj"))
        and any(low(o) not in SELVES for o in tree.kids(verb, "dobj"))
    )
