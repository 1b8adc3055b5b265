"""Words of violence whose letters are masked, as writers do for the filters of social media.

"Ki*lled" and "de-ad" are parsed as the words that they stand for; spans still lead to the text as
it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dateline.vocabulary import word_list

WORDS: Final = word_list("harm.masked")
MASKED: Final = re.compile(r"(?<![\w*-])[A-Za-z]{1,12}(?:[*-]{1,3}[A-Za-z]{1,12}){1,3}(?![\w*-])")
MARKS: Final = re.compile(r"[*-]+")


@dataclass(frozen=True, slots=True)
class MaskedWord:
    """A masked word: where it stands in a text, in characters, and the word that it stands for."""

    start: int
    end: int
    plain: str


def find_masked_words(text: str) -> Iterator[MaskedWord]:
    """The masked words of a text, in order; words that only have a hyphen are none."""
    for match in MASKED.finditer(text) if "*" in text or "-" in text else ():
        plain = _plain_word(match.group())
        if plain is not None:
            yield MaskedWord(match.start(), match.end(), plain)


@lru_cache(maxsize=4096)
def _plain_word(masked: str) -> str | None:
    """The word of violence that a masked one stands for: a mark is between letters, or for one."""
    bare = MARKS.sub("", masked)
    if bare.lower() in WORDS:
        return bare
    if "*" not in masked:
        return None
    shape = re.compile(masked.lower().replace("*", "[a-z]"))
    fitting = [word for word in sorted(WORDS) if shape.fullmatch(word)]
    return fitting[0] if len(fitting) == 1 else None
