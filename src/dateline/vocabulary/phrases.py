"""Find the phrases of a word list in a text, the longest first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, NamedTuple, TypeVar

from dateline.types import Span

T = TypeVar("T")
WORD: Final = re.compile(r"\w+(?:\.\w+)*(?:['’]\w+)?")


class FoldedWord(NamedTuple):
    """A word of a text: folded for comparison, and as written."""

    folded: str
    written: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ListedPhrase(Generic[T]):
    """A phrase of a word list; one of capitals alone ("IS") matches nothing but capitals."""

    words: tuple[str, ...]
    capitals: bool
    value: T


Lexicon = Mapping[str, tuple[ListedPhrase[T], ...]]  # by first word, longest phrase first


@lru_cache(maxsize=256)  # each list of phrases asks for the same sentences
def split_words(text: str, start: int = 0, end: int | None = None) -> tuple[FoldedWord, ...]:
    """The words of a stretch of text; hyphens part them, apostrophes do not."""
    return tuple(
        FoldedWord(fold_word(match.group()), match.group(), *match.span())
        for match in WORD.finditer(text, start, len(text) if end is None else end)
    )


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """A word in lower case without accents, points and possessive."""
    plain = word.lower()
    if not word.isascii():
        plain = unicodedata.normalize("NFKD", word.replace("’", "'"))
        plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return plain.removesuffix("'s").replace(".", "").replace("'", "")


def phrase_lexicon(phrases: Iterable[tuple[str, T]]) -> Lexicon[T]:
    """Arrange phrases for look-up."""
    table: dict[str, list[ListedPhrase[T]]] = {}
    for phrase, value in phrases:
        parts = tuple(word.folded for word in split_words(phrase))
        plain = re.sub(r"\W", "", phrase)
        table.setdefault(parts[0], []).append(ListedPhrase(parts, plain.isupper(), value))
    return {
        first: tuple(sorted(found, key=lambda phrase: -len(phrase.words)))
        for first, found in table.items()
    }


def phrase_matches(table: Lexicon[T], text: tuple[FoldedWord, ...]) -> Iterator[tuple[Span, T]]:
    """Where phrases stand in a text, none inside another; the longest at each place wins."""
    behind = 0  # the last phrase
    for at, word in enumerate(text):
        phrase = _phrase_at(table, text, at) if at >= behind and word.folded in table else None
        if phrase is None:
            continue
        behind = at + len(phrase.words)
        last = text[behind - 1]
        end = last.end - 2 * last.written.endswith(("'s", "’s"))
        yield Span(word.start, end), phrase.value


def _phrase_at(table: Lexicon[T], text: tuple[FoldedWord, ...], at: int) -> ListedPhrase[T] | None:
    """The longest phrase that begins at a word."""
    for phrase in table.get(text[at].folded, ()):
        here = text[at : at + len(phrase.words)]
        if tuple(word.folded for word in here) != phrase.words:
            continue
        if not phrase.capitals or all(
            fold_word(w.written).upper() in _plain_form(w.written) for w in here
        ):
            return phrase
    return None


def _plain_form(word: str) -> str:
    """A word as written but for points and possessive."""
    return re.sub(r"['’]s$", "", word).replace(".", "").replace("’", "").replace("'", "")
