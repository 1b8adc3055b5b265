"""The sentences of a report as rules read them: with their words by lemma and by form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from dateline.syntax.tree import SameTuple
from dateline.types import Annotations, Sentence, Token

R = TypeVar("R")  # what a room knows of the whole report


@dataclass(frozen=True, slots=True)
class SentenceContext(Generic[R]):
    """A sentence in its report, with its words by lemma and by form."""

    report: R
    sentence: Sentence
    words: Mapping[str, tuple[Token, ...]]

    def words_with(self, forms: frozenset[str], *tags: str) -> list[Token]:
        """The words that have one of some lemmas or forms, in the order of the text.

        Args:
            forms: lemmas or forms in lower case.
            tags: the parts of speech that a word may have; any if none is named.
        """
        said = forms & self.words.keys()
        if not said:  # as for most words of most sentences
            return []
        found = {t.i: t for form in said for t in self.words[form]}
        return [token for _, token in sorted(found.items()) if not tags or token.pos in tags]


def contexts_of(annotations: Annotations, report: R) -> Iterator[SentenceContext[R]]:
    """The sentences of a report, each with what a room knows of the whole."""
    words = _words_of(SameTuple(annotations.tokens), SameTuple(annotations.sentences))
    for sentence, own in zip(annotations.sentences, words, strict=True):
        yield SentenceContext(report, sentence, own)


@lru_cache(maxsize=1)  # several rooms read the sentences of a report
def _words_of(
    tokens: SameTuple[Token], sentences: SameTuple[Sentence]
) -> tuple[Mapping[str, tuple[Token, ...]], ...]:
    """The words of each sentence by lemma and by form."""
    found = []
    for sentence in sentences.items:
        words: defaultdict[str, list[Token]] = defaultdict(list)
        for token in tokens.items[sentence.first : sentence.last]:
            for form in {token.lemma.lower(), token.lower}:
                words[form].append(token)
        found.append({form: tuple(own) for form, own in words.items()})
    return tuple(found)
