"""What the rules of this room read: the sentences of a report, and each word with its parties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from dateline.extract.responsibility.parties import PartyMention, ReportParties
from dateline.extract.sentence_context import SentenceContext, contexts_of
from dateline.syntax.arguments import find_doers, find_objects, nouns_after
from dateline.syntax.tree import Tree
from dateline.types import Annotations, Modality, ReactionKind, Sentence, Span, Token
from dateline.vocabulary import word_list

STATEMENTS = word_list("responsibility.speakers.statements")
T = TypeVar("T")


class Predicate(NamedTuple):
    """A word of a sentence that may tell of responsibility; many are made, so no dataclass."""

    parties: ReportParties
    token: Token
    sentence: Sentence

    @property
    def parsed(self) -> Tree:
        """The parse."""
        return self.parties.tree

    def doers(self) -> list[Token]:
        """The nouns that do what the word says; for "a letter denying it", those who wrote it."""
        found = find_doers(self.parsed, self.token)
        written = self.token.dep == "acl" and any(noun.lemma in STATEMENTS for noun in found)
        if written and found[0].dep == "dobj":
            return find_doers(self.parsed, self.parsed.head(found[0]))
        return found

    def objects(self) -> list[Token]:
        """Its direct objects."""
        return self.parsed.kids(self.token, "dobj")

    def undergone(self) -> list[Token]:
        """What the word is done to, be it the noun of "an attack they blamed on X"."""
        found = find_objects(self.parsed, self.token)
        gap = [self.parsed.head(self.token)] if self.token.dep in {"acl", "relcl"} else []
        return found or gap

    def complements(self, prep: str, *holders: Token) -> list[Token]:
        """The nouns or clauses after a preposition of the word or of some of its objects."""
        preps = [p for t in (self.token, *holders) for p in self.parsed.kids(t, "prep")]
        return [t for p in preps if p.lower == prep for t in self.parsed.kids(p, "pobj", "pcomp")]

    def after(self, *preps: str) -> list[Token]:
        """The nouns after one of these prepositions, of the word or, failing that, of its object.

        The parse hangs "on X" in "blamed the attack on X" on either.
        """
        own = nouns_after(self.parsed, self.token, *preps)
        return own or [n for o in self.objects() for n in nouns_after(self.parsed, o, *preps)]


@dataclass(frozen=True, slots=True)
class Charge:
    """Somebody's word on who did it: `accused` by `speaker`, who is None for the reporter."""

    modality: Modality
    accused: PartyMention
    speaker: PartyMention | None
    word: Token
    sentence: Sentence
    deed: Token | None = None  # the noun of the deed, where the words name one
    rule: str = ""
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportedReaction:
    """A reaction with the party whose it is, None where nobody acts."""

    kind: ReactionKind
    speaker: PartyMention | None
    span: Span
    word: Token
    sentence: Sentence
    rule: str = ""
    passes: tuple[str, ...] = ()


def sentence_contexts(annotations: Annotations) -> Iterator[SentenceContext[ReportParties]]:
    """The sentences of a report with its parties, ready for the rules."""
    return contexts_of(annotations, ReportParties.of_annotations(annotations))


def each_word(
    read: Callable[[Predicate], Iterable[T]], words: frozenset[str], *tags: str
) -> Callable[[SentenceContext[ReportParties]], Iterator[T]]:
    """A rule's reader that looks at some words of each sentence.

    Args:
        read: what one word tells.
        words: lemmas or forms.
        tags: the parts of speech that it may have; any if none is named.

    Returns:
        What all such words of a sentence tell, in the order of the text.
    """

    def read_sentence(context: SentenceContext[ReportParties]) -> Iterator[T]:
        for token in context.words_with(words, *tags):
            yield from read(Predicate(context.report, token, context.sentence))

    return read_sentence
