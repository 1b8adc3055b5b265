"""Words as full-text search compares them: without case, accents, plural and punctuation.

Text and query go through the same folding here, and not in the database, so that SQLite and
PostgreSQL find the same. "al-Shabaab" is the two words al and shabaab beside each other, "AK-47"
and "AK47" are ak and 47, "3,000" is 3000.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Final

MARKS = r"\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"  # accents and vowel signs on letters
# A number with its thousands, or letters and digits with their accents; a possessive goes with it.
WRITTEN = re.compile(
    rf"(?<!\d)\d{{1,3}}(?:,\d{{3}})+(?!\d)|[^\W_](?:[^\W_]|[{MARKS}])*(?:['’ʼ][sS](?![^\W_]))?"
)
ENDING = re.compile(r"(?:['’ʼ]|(?<=\d))[sS]$")  # Iraq's, AK-47s, the 1990s
UNSPACED = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"  # each sign stands for itself
PIECE = re.compile(rf"\d+|[{UNSPACED}]|[^\W\d_{UNSPACED}]+")
LONGEST: Final = 40  # characters of a word that are told apart
PLURAL: Final = 4  # characters of the shortest word that may lose an s


@dataclass(frozen=True, slots=True)
class FoldedWord:
    """A word as it is compared, and where it is written."""

    folded: str
    start: int
    end: int


def words_in(text: str) -> Iterator[FoldedWord]:
    """The words of a text, in order."""
    for found in WRITTEN.finditer(text):
        for folded in folded_parts(found.group()):
            yield FoldedWord(folded, found.start(), found.end())


def folded_text(text: str) -> str:
    """The words of a text, with one space between them."""
    return " ".join(word.folded for word in words_in(text))


@lru_cache(maxsize=100_000)
def folded_parts(written: str) -> tuple[str, ...]:
    """What is compared of a word as it is written."""
    return tuple(singular_form(part) for part in raw_parts(written))


def raw_parts(written: str) -> tuple[str, ...]:
    """A word without case, accents and possessive, parted where letters and digits meet."""
    plain = ENDING.sub("", written.replace(",", ""))
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
    bare = "".join(c for c in spread if not unicodedata.combining(c))
    return tuple(part[:LONGEST] for part in PIECE.findall(bare))


def beginning_of(written: str) -> str:
    """What all words begin with that a beginning may be of, its plural taken off too."""
    both = zip(written, singular_form(written), strict=False)
    return "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], both))


def singular_form(word: str) -> str:
    """An English plural as its singular, after Harman's rules; other words as they are."""
    if len(word) < PLURAL or not word.endswith("s") or not word.isascii():
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    return word if word.endswith(("us", "ss")) else word[:-1]
