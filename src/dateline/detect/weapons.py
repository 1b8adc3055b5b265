"""What attacks were carried out with, as far as the text names it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from dateline.types import Document, Entity, Sentence, Span, Token, Weapon, WeaponKind
from dateline.vocabulary.phrases import Lexicon, phrase_lexicon, phrase_matches, split_words


def find_weapons(
    document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]
) -> tuple[Entity, ...]:
    """Find the words for weapons.

    Returns:
        Entities in the order of the text, each with its kind and its words. A team or ministry
        that is named after a weapon is left out.
    """
    text = document.text
    return tuple(
        Entity(span, Weapon(kind, text[span.start : span.end].lower()))
        for sentence in sentences
        for span, kind in phrase_matches(
            _weapon_table(), split_words(text, sentence.span.start, sentence.span.end)
        )
        if not _is_name(span, tokens[sentence.first : sentence.last])
    )


@cache
def _weapon_table() -> Lexicon[WeaponKind]:
    """The word list with its plurals."""
    data = tomllib.loads(files(__package__).joinpath("weapons.toml").read_text("utf-8"))
    return phrase_lexicon(
        (form, WeaponKind(kind))
        for kind, phrases in data.items()
        for phrase in phrases
        for form in _with_plural(phrase)
    )


def _with_plural(phrase: str) -> Iterator[str]:
    """A phrase and its plural."""
    yield phrase
    if not phrase.endswith(("s", "ed", "up")):
        yield phrase[:-2] + "ves" if phrase.endswith("fe") else phrase + "s"


def _is_name(span: Span, tokens: tuple[Token, ...]) -> bool:
    """Is the word part of a proper name ("Houston Rockets", "Fateh Missile Command")?

    A headline capitalises every noun, so a name counts only where other words are in lower case.
    """
    inside = [t for t in tokens if span.start <= t.span.start < span.end]
    proper = bool(inside) and all(t.tag.startswith("NNP") for t in inside)
    if not proper or not any(t.entity in ("ORG", "PERSON", "PRODUCT", "GPE") for t in inside):
        return False
    content = [t for t in tokens if t.pos in ("NOUN", "VERB", "ADJ")]
    return sum(t.text.islower() for t in content) > len(content) / 2
