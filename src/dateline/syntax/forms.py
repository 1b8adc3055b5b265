"""Word forms: a word as it may stand in a list, for headlines and names lose their lemmas."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.syntax.arguments import singular_form
from dateline.types import Token


def word_forms(token: Token) -> set[str]:
    """A word's lemma, the word itself, and its singular."""
    word = token.lower
    return {token.lemma.lower(), word, singular_form(word)}


def forms_of_all(tokens: Iterable[Token]) -> set[str]:
    """All forms of some words."""
    return {form for token in tokens for form in word_forms(token)}
