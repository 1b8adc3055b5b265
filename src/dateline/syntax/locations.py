"""Locations: whether a place's words tell where something was done, and from where it was fired."""

from __future__ import annotations

from typing import Final

from dateline.syntax.tree import Tree
from dateline.types import Token
from dateline.vocabulary import word_list

LAUNCHING: Final = word_list("arguments.places.launching")
LOOSE: Final = word_list("arguments.places.loose")
SPEAKING: Final = word_list("arguments.places.speaking")
NAMING: Final = frozenset({"compound", "amod", "poss", "nmod"})
STRUCK: Final = frozenset({"dobj", "nsubjpass", "compound"})
UP: Final = 7  # words of the parse from a place to its verb of firing


def prepositions_above(tree: Tree, head: Token) -> list[str]:
    """The prepositions above a place, nearest first, up to the verb."""
    found = []
    for token in tree.above(head):
        if token.dep == "prep" or token.pos == "ADP":
            found.append(token.lower)
        if token.pos == "VERB":
            break
    return found


def is_launch_place(tree: Tree, head: Token) -> bool:
    """Whether "from" puts a place under a verb of firing."""
    above = list(tree.above(head))[:UP]
    return "from" in prepositions_above(tree, head)[:2] and any(t.lemma in LAUNCHING for t in above)


def is_site(tree: Tree, head: Token) -> bool:
    """Whether a place is told as a site, and not as a speaker's home or the name of an office."""
    prepositions = prepositions_above(tree, head)
    above = tree.head(head)
    if not prepositions:
        bound = any(kid.tag == "MD" for kid in tree.kids(above, "aux"))
        governs = above.lemma in SPEAKING or (head.dep == "nsubj" and bound)
        if head.dep in {"nsubj", "appos"} and governs:
            return False  # "Washington should have warned them"
        return head.dep not in NAMING or head.dep == "compound" or above.dep in STRUCK
    return prepositions[0] != "from" and (prepositions[0] not in LOOSE or len(prepositions) > 1)


def steps_between(tree: Tree, word: Token, head: Token, farthest: int) -> int:
    """Steps through the parse between two words; `farthest` where nothing joins them."""
    up = {t.i: n for n, t in enumerate([word, *tree.above(word)])}
    below = enumerate([head, *tree.above(head)])
    return next((n + up[t.i] for n, t in below if t.i in up), farthest)
