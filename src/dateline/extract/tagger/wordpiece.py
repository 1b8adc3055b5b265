"""Words and pieces of words as the encoder reads them, each with its place in the text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

UNKNOWN = "[UNK]"
LONGEST = 100  # characters of a word, as in the encoder's own tokenizer; a longer one is unknown
# Signs that Unicode does not call punctuation and the encoder's tokenizer does.
SIGNS = frozenset("$+<=>^`|~")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a word: its number in the vocabulary and its characters in the text."""

    number: int
    start: int
    end: int
    inside: bool = False  # it goes on with the word of the piece before


def pieces(text: str, vocabulary: Mapping[str, int], most: int | None = None) -> tuple[Piece, ...]:
    """Cut a text as the uncased BERT tokenizer does; case and accents do not matter.

    Args:
        text: any text.
        vocabulary: the number of each piece; a piece inside a word begins with "##".
        most: pieces that are cut, from the front; None for all.

    Returns:
        The pieces in order; no special ones.
    """
    found = (piece for word in _words(text) for piece in _cut(word, vocabulary))
    return tuple(islice(found, most))


def _words(text: str) -> Iterator[list[tuple[str, int]]]:
    """The words and marks of a text, each a list of plain characters with their places."""
    word: list[tuple[str, int]] = []
    for place, sign in enumerate(text):
        if _apart(sign):
            if word:
                yield word
                word = []
            if not (sign.isspace() or _control(sign)):
                yield [(plain, place) for plain in _plain(sign)] or [(sign, place)]
        else:
            word.extend((plain, place) for plain in _plain(sign))
    if word:
        yield word


def _cut(word: list[tuple[str, int]], vocabulary: Mapping[str, int]) -> Iterator[Piece]:
    """Cut a word into the longest pieces that the vocabulary has, from the left."""
    letters = "".join(plain for plain, _ in word)
    found: list[Piece] = []
    start = 0
    while start < len(letters) <= LONGEST:
        end = len(letters)
        while end > start and _spelt(letters, start, end) not in vocabulary:
            end -= 1
        if end == start:
            break
        number = vocabulary[_spelt(letters, start, end)]
        found.append(Piece(number, word[start][1], word[end - 1][1] + 1, start > 0))
        start = end
    if start < len(letters):
        found = [Piece(vocabulary[UNKNOWN], word[0][1], word[-1][1] + 1)]
    yield from found


def _spelt(letters: str, start: int, end: int) -> str:
    """A piece as the vocabulary spells it."""
    return letters[start:end] if start == 0 else "##" + letters[start:end]


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """A character in lower case and without its accents."""
    if _control(sign):
        return ""
    parts = unicodedata.normalize("NFD", sign.lower())
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


@lru_cache(maxsize=4096)
def _apart(sign: str) -> bool:
    """Does this stand between words, or as a word of its own?"""
    mark = unicodedata.category(sign).startswith("P") or sign in SIGNS
    return sign.isspace() or mark or "\u4e00" <= sign <= "\u9fff"


def _control(sign: str) -> bool:
    """Is this a sign that is not to be read?"""
    return not sign.isspace() and unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"}
