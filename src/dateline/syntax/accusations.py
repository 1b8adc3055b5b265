"""Accusations: deeds that words tell as what somebody is wanted, held or tried for."""

from __future__ import annotations

from typing import Final

from dateline.syntax.tree import Tree
from dateline.types import Token
from dateline.vocabulary import word_list

CHARGING: Final = word_list("perpetrators.charging")


def is_charged_with(tree: Tree, word: Token) -> bool:
    """Whether a deed or a harm is an old one that somebody is said to have a part in.

    "Wanted for the killing of two", "involved in an attack in which two died", "in 22 cases of
    murder". An arrest "in connection with Friday's attack" follows that attack up, and is none.
    """
    return any(t.lower in CHARGING or t.lemma.lower() in CHARGING for t in tree.above(word))
