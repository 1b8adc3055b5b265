"""How the cost of each detector grows on texts made to be hard: about 2 where the text doubles.

    python -m benchmarks.linear

The ratio of two runs is told; the seconds say something about the machine only.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from dateline.detect.parties.mentions import find_parties
from dateline.detect.places.toponyms import find_places
from dateline.detect.times.expressions import find_times
from dateline.syntax.parser import forms_of, nouns_of
from dateline.types import Block, BlockKind, Creation, Document, Sentence, Span, Token

HARD: Final = ("Friday ", "Paris ", "1234567890 ", "said Friday in Paris ")
CHARACTERS: Final = 1_000_000
DETECTORS: Final[dict[str, Callable[..., object]]] = {
    "times": find_times,
    "places": find_places,
    "parties": find_parties,
}


def hard(words: str, characters: int) -> tuple[Document, tuple[Token, ...], tuple[Sentence, ...]]:
    """A text of these words again and again, in one sentence, as if it had been parsed."""
    text = words * (characters // len(words))
    tokens, at = [], 0
    for n, word in enumerate(text.split()):
        start = text.index(word, at)
        at = start + len(word)
        capital = word[0].isupper()
        tokens.append(
            Token(
                i=n,
                text=word,
                lemma=word,
                pos="PROPN" if capital else "NOUN",
                tag="NNP" if capital else "NN",
                dep="compound",
                head=max(0, n - 1),
                span=Span(start, at),
                entity="GPE" if capital else "",
                lower=word.lower(),
                forms=forms_of(word, word.lower()),
                as_noun=nouns_of(word, word.lower(), "NN"),
            )
        )
    block = Block(BlockKind.BODY, Span(0, len(text)))
    document = Document("r", "r", text, (block,), None, "en", None, None, (), Creation(None))
    return document, tuple(tokens), (Sentence(Span(0, len(text)), 0, len(tokens), BlockKind.BODY),)


def seconds(detector: Callable[..., object], words: str, characters: int) -> float:
    """Processor time of a detector on a hard text."""
    given = hard(words, characters)
    began = time.process_time()
    detector(*given)
    return time.process_time() - began


def main() -> None:
    """Print seconds for half a million and a million characters, and their ratio."""
    for name, detector in DETECTORS.items():
        for words in HARD:
            half = seconds(detector, words, CHARACTERS // 2)
            whole = seconds(detector, words, CHARACTERS)
            print(f"{name:8} {words!r:24} {half:7.2f} s {whole:7.2f} s  x{whole / half:.1f}")


if __name__ == "__main__":
    main()
