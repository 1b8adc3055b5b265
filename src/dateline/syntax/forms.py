"""Word forms: a word as it may stand in a list, for headlines and names lose their lemmas."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from dateline.syntax.arguments import KEPT_WORDS, singular_form
from dateline.types import Token


def word_forms(token: Token) -> frozenset[str]:
    """A word's lemma, the word itself, and its singular."""
    return _forms(token.lemma, token.lower)


@lru_cache(maxsize=KEPT_WORDS)
def _forms(lemma: str, word: str) -> frozenset[str]:
    """The same, of a lemma and a word in lower case."""
    return frozenset((lemma.lower(), word, singular_form(word)))


def forms_of_all(tokens: Iterable[Token]) -> set[str]:
    """All forms of some words."""
    return {form for token in tokens for form in word_forms(token)}
