"""Actors that bear a name of their own, from `actors.toml`, and acronyms that a report defines."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from dateline.types import Document, Entity, Party, PartyKind, Sentence
from dateline.vocabulary.phrases import (
    Lexicon,
    fold_word,
    phrase_lexicon,
    phrase_matches,
    split_words,
)


def known_actors(document: Document, sentences: tuple[Sentence, ...]) -> list[Entity]:
    """The actors of the lexicon that a report names."""
    return [
        Entity(span, party)
        for sentence in sentences
        for span, party in phrase_matches(
            actor_lexicon(), split_words(document.text, sentence.span.start, sentence.span.end)
        )
        if any(c.isupper() for c in document.text[span.start : span.end])
    ]


@cache
def actor_lexicon() -> Lexicon[Party]:
    """The lexicon; every alias leads to one party."""
    data = tomllib.loads(files(__package__).joinpath("actors.toml").read_text("utf-8"))
    return phrase_lexicon(
        (name, _actor_party(row["name"], row["kind"], row.get("country")))
        for row in data["actor"]
        for name in (row["name"], *row.get("aliases", ()))
    )


def _actor_party(name: str, kind: str, country: str | None) -> Party:
    """An actor of the lexicon; its id is its name in lower case, words joined by hyphens."""
    return Party(name, PartyKind(kind), id=fold_word(name).replace(" ", "-"), country=country)
