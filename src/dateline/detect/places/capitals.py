"""Capitals that a text names by their country: "the Afghan capital"."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.detect.gazetteer import GazetteerEntry, country_of_people, places_named
from dateline.types import Sentence, Token

LEADING: Final = frozenset({"the", "in", "near", "outside", "around", "on"})
OWNED: Final = frozenset({"'s", "’s"})


def find_capitals(
    tokens: Sequence[Token], sentences: Sequence[Sentence], spots: frozenset[int]
) -> Iterator[tuple[int, int, GazetteerEntry]]:
    """The capitals told by a word for their country, where their name does not follow.

    Args:
        tokens: the parse.
        sentences: its sentences.
        spots: the tokens at which a place's name begins.

    Yields:
        The first token, the one after the last, and the town.
    """
    for sentence in sentences:
        for at in range(sentence.first, sentence.last):
            if tokens[at].text != "capital" or tokens[at].dep == "compound":
                continue
            first = _country_before(tokens, sentence, at)
            if first is None or _named_next(tokens, sentence, at, spots):
                continue
            if (town := _capital_seats().get(_country_code(tokens, first, at) or "")) is not None:
                yield first, at + 1, town


def _country_before(tokens: Sequence[Token], sentence: Sentence, at: int) -> int | None:
    """The token of "the Afghan capital" or "Afghanistan's capital" that tells the country.

    Headlines leave the article out: "blast in Afghan capital".
    """
    before = [tokens[n].text for n in range(max(sentence.first, at - 2), at)]
    if len(before) != 2:  # noqa: PLR2004
        return None
    if before[1] in OWNED:
        return at - 2
    return at - 1 if before[0].casefold() in LEADING else None


def _country_code(tokens: Sequence[Token], first: int, at: int) -> str | None:
    """The country that a word stands for: its people's, or by its name with "'s"."""
    if first == at - 1:
        return country_of_people(tokens[first].text)
    states = (known for known in places_named(tokens[first].text) if known.kind == "country")
    return next((known.country for known in states), None)


def _named_next(
    tokens: Sequence[Token], sentence: Sentence, at: int, spots: frozenset[int]
) -> bool:
    """Does the town's name follow: "the Afghan capital Kabul", "the Afghan capital, Kabul"?"""
    rest = range(at + 1, min(at + 4, sentence.last))
    after = next((n for n in rest if tokens[n].text not in {",", "of"}), None)
    return after in spots


@cache
def _capital_seats() -> dict[str, GazetteerEntry]:
    """The capital of each country, read once a process, without those that are not known."""
    table = tomllib.loads(files(__package__).joinpath("seats.toml").read_text("utf-8"))
    towns = {
        iso: [k for k in places_named(name) if k.kind == "city" and k.country == iso]
        for iso, name in table.items()
    }
    return {iso: found[0] for iso, found in towns.items() if found}
