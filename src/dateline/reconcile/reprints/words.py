"""The words of a report's running text, as copies are looked for in them."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.types import BlockKind, Document, Span

WORD: Final = re.compile(r"[^\W_]+")
# After a mark and a space, or without the space where paragraphs were run together ("hurt.The").
SENTENCE_END: Final = re.compile(r"(?<=[.!?”\"])\s+|(?<=[a-z0-9][.!?])(?=[A-Z“])")
QUOTE: Final = re.compile(r"[\"“”]")
TELEPHONE: Final = frozenset(
    {(3, 3, 4), (3, 4), (3, 4, 0), (4, 3, 3), (4, 3, 4)}
)  # digits of each part
LEAD: Final = 60  # words; the news of a report stands in them, and no standing text
FUNCTION_WORDS: Final = frozenset(
    """a about after all also an and are as at be been but by for from had has have he her him his
    i in into is it its more not of on one or out over said says she so some that the their them
    then there they this to two up was we were when where which who will with would""".split()
)


@dataclass(frozen=True, slots=True)
class RunningWords:
    """A running text as words.

    `sentences` are ranges of `words`; `quoted` tells for each word whether it stands between
    quotation marks: such words are a speaker's, and independent reports share them. `stock` are
    the numbers of the sentences that anybody prints.
    """

    report: str
    site: str | None
    title: tuple[str, ...]
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    quoted: tuple[bool, ...]
    sentences: tuple[tuple[int, int], ...]
    stock: frozenset[int] = frozenset()

    @property
    def keys(self) -> tuple[str, ...]:
        """What each sentence is known by: its words, however it is printed."""
        return tuple(" ".join(self.words[first:last]) for first, last in self.sentences)

    def lead(self, without: Collection[str]) -> frozenset[str]:
        """The telling words of the opening: reports of one story have many of them in common.

        Args:
            without: keys of sentences that are passed over.
        """
        told: list[str] = []
        for (first, last), key in zip(self.sentences, self.keys, strict=True):
            if len(told) >= LEAD:
                break
            told += () if key in without else self.words[first:last]
        return frozenset(told[:LEAD]) - FUNCTION_WORDS


def words_of(document: Document) -> RunningWords:
    """The words of a report's body; titles, captions and boilerplate are left out.

    Args:
        document: the readable text.

    Returns:
        The words in lower case, each with its span in `Document.text`.
    """
    words: list[str] = []
    spans: list[Span] = []
    quoted: list[bool] = []
    sentences: list[tuple[int, int]] = []
    stock: set[int] = set()
    for block in document.blocks:
        if block.kind is not BlockKind.BODY:
            continue
        speech = list(_quoted_speech(document.text, block.span))
        for piece in _sentence_pieces(document.text, block.span):
            first = len(words)
            for found in WORD.finditer(document.text, piece.start, piece.end):
                words.append(found[0].lower())
                spans.append(Span(found.start(), found.end()))
                quoted.append(_lies_within(found.start(), speech))
            if len(words) > first:
                if _is_stock(words[first:]):
                    stock.add(len(sentences))
                sentences.append((first, len(words)))
    return RunningWords(
        document.report,
        document.source.id if document.source else None,
        tuple(WORD.findall((document.title or "").lower())),
        tuple(words),
        tuple(spans),
        tuple(quoted),
        tuple(sentences),
        frozenset(stock),
    )


def _is_stock(words: Sequence[str]) -> bool:
    """Does a sentence hold a phrase that anybody prints, or a telephone number?"""
    phrases = _stock_phrases()
    for at, word in enumerate(words):
        if any(tuple(words[at : at + len(p)]) == p for p in phrases.get(word, ())):
            return True
        if word.isdecimal() and _is_number(words[at : at + 3]):
            return True
    return False


def _is_number(words: Sequence[str]) -> bool:
    """Are some figures a telephone number: 555-0123, or 212-555-0123?"""
    sizes = tuple(len(w) if w.isdecimal() else 0 for w in words)
    return sizes in TELEPHONE


@cache
def _stock_phrases() -> dict[str, list[tuple[str, ...]]]:
    """The phrases of sentences that anybody prints, by their first words."""
    with files(__package__).joinpath("copies.toml").open("rb") as stream:
        phrases = tomllib.load(stream)["stock"]
    found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        words = tuple(phrase.split())
        found[words[0]].append(words)
    return dict(found)


def _sentence_pieces(text: str, span: Span) -> Iterator[Span]:
    """The sentences of a block, as plain punctuation tells them."""
    start = span.start
    for end in SENTENCE_END.finditer(text, span.start, span.end):
        yield Span(start, end.start())
        start = end.end()
    yield Span(start, span.end)


def _quoted_speech(text: str, span: Span) -> Iterator[Span]:
    """The stretches of a block between quotation marks; one that stays open runs to the end."""
    opened: int | None = None
    for mark in QUOTE.finditer(text, span.start, span.end):
        if opened is None and mark[0] != "”":
            opened = mark.start()
        elif opened is not None and mark[0] != "“":
            yield Span(opened, mark.end())
            opened = None
    if opened is not None:
        yield Span(opened, span.end)


def _lies_within(at: int, spans: Sequence[Span]) -> bool:
    """Does a place in the text lie in one of some stretches?"""
    return any(span.start <= at < span.end for span in spans)
