"""What the words in and around a figure say of it: older, newer, one of several, a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from dateline.types import FigureCue, Span
from dateline.vocabulary import expression_pattern, word_pattern

REACH: Final = 60  # characters before a figure in which "rose to" or "up from" speaks of it
AFTER: Final = 30  # characters after it
AGE: Final = re.compile(r"(?<!\d)\d+[ -]years?[ -]old|, \d+\b")
DIGIT: Final = re.compile(r"\d")
NUMBER: Final = word_pattern("figures.numbers")
AROUND: Final[Mapping[FigureCue, re.Pattern[str]]] = MappingProxyType(
    {
        FigureCue.RISEN: word_pattern("figures.risen"),
        FigureCue.NOW: word_pattern("figures.now"),
        FigureCue.NEWS: word_pattern("figures.news"),
        FigureCue.EARLIER: word_pattern("figures.earlier"),
        FigureCue.SUMMED: expression_pattern("figures.summed"),
    }
)
AT_FIRST: Final[Mapping[FigureCue, re.Pattern[str]]] = MappingProxyType(
    {
        FigureCue.EACH: word_pattern("figures.each"),
        FigureCue.KNOWN: word_pattern("figures.known"),
    }
)
INSIDE: Final[Mapping[FigureCue, re.Pattern[str]]] = MappingProxyType(
    {
        FigureCue.ANOTHER: word_pattern("figures.another"),
        FigureCue.DIGITS: DIGIT,
        FigureCue.JOINED: re.compile(r",| and "),
    }
)
MURDER_SUICIDE: Final = word_pattern("figures.murder_suicide")


def figure_cues(text: str, quote: Span, span: Span) -> Iterator[FigureCue]:
    """The cues of a figure.

    Args:
        text: the report's.
        quote: the sentence.
        span: the words of the figure.
    """
    around = text[max(quote.start, span.start - REACH) : min(quote.end, span.end + AFTER)]
    inside = text[span.start : span.end]
    yield from (cue for cue, pattern in AROUND.items() if pattern.search(around))
    yield from (cue for cue, pattern in AT_FIRST.items() if pattern.match(inside))
    yield from (cue for cue, pattern in INSIDE.items() if pattern.search(inside))
    if MURDER_SUICIDE.search(text, quote.start, quote.end):
        yield FigureCue.MURDER_SUICIDE
    without_ages = AGE.sub("", inside)
    numbered = DIGIT.search(without_ages) or NUMBER.search(without_ages)
    if " and " in inside and not numbered:
        yield FigureCue.LISTED
