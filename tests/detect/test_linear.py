"""Detectors look at each word of an endless sentence a bounded number of times."""

from collections.abc import Callable, Iterator
from typing import Any, SupportsIndex, overload

import pytest
from benchmarks.linear import hard

from dateline.detect.parties.described import find_persons
from dateline.detect.places.recognition import toponym_mentions
from dateline.detect.times.expressions import find_times
from dateline.types import Token

WORDS = 1500


class Counted(tuple[Token, ...]):  # noqa: SLOT001  a tuple cannot have a counting slot
    """Tokens that count how often one is looked at."""

    looks: int

    @overload
    def __getitem__(self, at: SupportsIndex) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Token, ...]: ...
    def __getitem__(self, at: SupportsIndex | slice) -> Token | tuple[Token, ...]:
        found = super().__getitem__(at)
        self.looks += len(found) if isinstance(found, tuple) else 1
        return found

    def __iter__(self) -> Iterator[Token]:
        self.looks += len(self)
        return super().__iter__()


def looks(detector: Callable[..., Any], words: str, count: int) -> int:
    """How often a detector looks at a token of so many words."""
    document, tokens, sentences = hard(words, count * len(words))
    counted = Counted(tokens)
    counted.looks = 0
    tuple(detector(document, counted, sentences))
    return counted.looks


@pytest.mark.parametrize("words", ["Friday ", "Paris ", "1234567890 "])
@pytest.mark.parametrize("detector", [find_times, toponym_mentions, find_persons])
def test_twice_the_words_are_at_most_about_twice_the_looks(
    detector: Callable[..., Any], words: str
) -> None:
    assert looks(detector, words, 2 * WORDS) <= 2.3 * looks(detector, words, WORDS)
