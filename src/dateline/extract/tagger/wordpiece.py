"""Words and pieces of words as the encoder reads them, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

UNKNOWN = "[UNK]"
LONGEST = 100  # characters of a word, as in the encoder's own tokenizer; a longer one is unknown
# Signs that Unicode does not call punctuation and the encoder's tokenizer does.
SIGNS = frozenset("$+<=>^`|~")
# Runs between white space and the marks of ASCII, all of which stand as words of their own.
RUN = re.compile(r"[!-/:-@\[-`{-~]|[^\s!-/:-@\[-`{-~]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a word: its number in the vocabulary and its characters in the text."""

    number: int
    start: int
    end: int
    inside: bool = False  # it goes on with the word of the piece before


@dataclass(frozen=True, slots=True)
class _Word:
    """A word in plain small letters, and where each of them stands in the text."""

    letters: str
    places: Sequence[int]


def pieces(text: str, vocabulary: Mapping[str, int], most: int | None = None) -> tuple[Piece, ...]:
    """Cut a text as the uncased BERT tokenizer does; case and accents do not matter.

    Args:
        text: any text.
        vocabulary: the number of each piece; a piece inside a word begins with "##".
        most: pieces that are cut, from the front; None for all.

    Returns:
        The pieces in order; no special ones.
    """
    found = (piece for word in _split_words(text) for piece in _cut_pieces(word, vocabulary))
    return tuple(islice(found, most))


def _split_words(text: str) -> Iterator[_Word]:
    """The words and marks of a text."""
    for run in RUN.finditer(text):
        written, start = run.group(), run.start()
        if written.isascii() and written.isalnum():
            yield _Word(written.lower(), range(start, run.end()))
        elif len(written) == 1 and written.isascii() and written.isprintable():
            yield _Word(written, (start,))
        else:
            yield from _odd_words(written, start)


def _odd_words(text: str, start: int) -> Iterator[_Word]:
    """The words of a run with signs that are not plain, sign by sign."""
    word: list[tuple[str, int]] = []
    for place, sign in enumerate(text, start):
        if _apart(sign):
            if word:
                yield _word(word)
                word = []
            if not (sign.isspace() or _control(sign)):
                yield _word([(plain, place) for plain in _strip_accents(sign)] or [(sign, place)])
        else:
            word.extend((plain, place) for plain in _strip_accents(sign))
    if word:
        yield _word(word)


def _word(signs: list[tuple[str, int]]) -> _Word:
    """Signs with their places as a word."""
    return _Word("".join(plain for plain, _ in signs), [place for _, place in signs])


def _cut_pieces(word: _Word, vocabulary: Mapping[str, int]) -> list[Piece]:
    """Cut a word into the longest pieces that the vocabulary has, from the left."""
    letters, places = word.letters, word.places
    whole = vocabulary.get(letters)
    if whole is not None and len(letters) <= LONGEST:
        return [Piece(whole, places[0], places[-1] + 1)]
    found: list[Piece] = []
    start = 0
    while start < len(letters) <= LONGEST:
        end = len(letters)
        while end > start and _spelt(letters, start, end) not in vocabulary:
            end -= 1
        if end == start:
            break
        number = vocabulary[_spelt(letters, start, end)]
        found.append(Piece(number, places[start], places[end - 1] + 1, start > 0))
        start = end
    if start < len(letters):
        return [Piece(vocabulary[UNKNOWN], places[0], places[-1] + 1)]
    return found


def _spelt(letters: str, start: int, end: int) -> str:
    """A piece as the vocabulary spells it."""
    return letters[start:end] if start == 0 else "##" + letters[start:end]


@lru_cache(maxsize=4096)
def _strip_accents(sign: str) -> str:
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
