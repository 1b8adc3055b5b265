"""How rare the words of a telling are in news: the rarer one that two reports share, the more.

The rarities are a fixed table (`training/rarity.py`), so that what a pair weighs depends on the
pair alone, and not on what else is in the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Final

# "8-year-old", "Jane Doe, 23," and "aged 40"; the numbers of houses and roads, but no years.
AGE: Final = re.compile(
    r"\b(?P<old>\d{1,2})-(?:year|yr)s?-? ?old|(?<=, )(?P<called>\d{1,2})(?=[,.;])"
    r"|\baged? (?P<aged>\d{1,2})\b"
)
NUMBER: Final = re.compile(r"\b(?!19\d\d\b|20[0-4]\d\b)\d{3,5}\b")

RAREST: Final = 10.0  # bits of a word that the table does not have: in fewer than one text of 700
COMMONEST: Final = 4.0  # bits; words in one text of sixteen tell no two events apart


def telling_figures(text: str) -> Iterator[str]:
    """The ages and the longer numbers of a text, as words of their own."""
    for match in AGE.finditer(text):
        yield f"age-{match.group(match.lastgroup or 0)}"
    yield from NUMBER.findall(text)


def rarest_words(words: Iterable[str], most: int) -> frozenset[str]:
    """The rarest of some words, those that are as frequent as any left out.

    Args:
        words: in lower case.
        most: how many.
    """
    told = {word: bits for word in set(words) if (bits := word_rarity(word)) > COMMONEST}
    return frozenset(sorted(told, key=lambda word: (-told[word], word))[:most])


def shared_bits(words: Iterable[str], above: float = COMMONEST) -> float:
    """How much some words that two reports share tell, in bits above those of a common word."""
    return sum(max(0.0, word_rarity(word) - above) for word in words)


def word_rarity(word: str) -> float:
    """How rare a word is in news: the binary logarithm of how many texts there are for one."""
    return _rarity_table().get(word, RAREST)


@cache
def _rarity_table() -> dict[str, float]:
    """The bits of each word that is not among the rarest."""
    rows = files(__package__).joinpath("rarity.tsv").read_text("utf-8").splitlines()
    cells = (row.split("\t") for row in rows if not row.startswith("#"))
    return {word: float(bits) for bits, words in cells for word in words.split(" ")}
