"""What the rules of this room read: an event in its report, and the sentences of a report."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Self

from dateline.extract.events import Event
from dateline.extract.rules import Answer
from dateline.syntax.tree import Tree, entities_in, head_of_span, sentence_of, tree, within
from dateline.types import Annotations, Document, Entity, Modality, Role, Sentence, Span, Token

FAR = 60


@dataclass(frozen=True, slots=True, eq=False)
class ReportContext:
    """A report with its parse, its events and the words by which somebody tells of them."""

    document: Document
    annotations: Annotations
    tree: Tree
    events: Sequence[Event]
    cues: frozenset[int]  # where the words of saying begin
    words: tuple[tuple[int, Token], ...]  # each event's number with a word of it, in text order
    own: tuple[frozenset[int], ...]  # the numbers of each event's words
    # Of each named thing, by where it begins and ends, the word on which all others hang.
    heads: Mapping[tuple[int, int], Token | None]

    @classmethod
    def of_report(
        cls, document: Document, annotations: Annotations, events: Sequence[Event]
    ) -> Self:
        """The context of a report."""
        told = (within(annotations.tokens, said.cue) for said in annotations.attributions)
        cues = frozenset(token.span.start for words in told for token in words)
        tokens = annotations.tokens
        words = [
            (index, token)
            for index, event in enumerate(events)
            for span in event.triggers
            for token in within(tokens, span)[:1]
        ]
        own: list[set[int]] = [set() for _ in events]
        for index, token in words:
            own[index].add(token.i)
        ordered = tuple(sorted(words, key=_where))
        a = annotations
        named = (a.times, a.places, a.parties, a.counts, a.weapons)
        spans = {(e.span.start, e.span.end): e.span for e in chain.from_iterable(named)}
        heads = {ends: head_of_span(tokens, span) for ends, span in spans.items()}
        found = (cues, ordered, (*map(frozenset, own),), heads)
        return cls(document, annotations, tree(annotations), events, *found)

    def words_in(self, sentence: Sentence) -> Sequence[tuple[int, Token]]:
        """The words of all events in a sentence, each with the number of its event."""
        first = bisect_left(self.words, sentence.span.start, key=_where)
        return self.words[first : bisect_left(self.words, sentence.span.end, first, key=_where)]

    def span_head(self, span: Span) -> Token | None:
        """The word of an entity's span on which all others hang."""
        return self.heads[span.start, span.end]

    def steps_to(self, word: Token, entity: Entity) -> int:
        """Steps through the parse between a trigger and an entity."""
        head = self.span_head(entity.span)
        if head is None:
            return FAR
        return self.tree.steps_between(word, head, FAR)


@dataclass(frozen=True, slots=True, eq=False)
class EventContext:
    """An event in its report."""

    report: ReportContext
    index: int
    event: Event
    tree: Tree  # the parse of the report
    triggers: tuple[tuple[Token, Sentence], ...]  # its words with their sentences, the first first

    @classmethod
    def of_event(cls, report: ReportContext, index: int) -> Self:
        """The context of an event, by its number."""
        words, event = [], report.events[index]
        for span in event.triggers:
            sentence = sentence_of(report.annotations, span)
            if sentence is not None:
                words.append((within(report.annotations.tokens, span)[0], sentence))
        return cls(report, index, event, report.tree, tuple(words))

    @property
    def whole(self) -> EventContext | None:
        """The event that sums this one up."""
        events = enumerate(self.report.events)
        found = (i for i, event in events if self.index in event.parts)
        return next((EventContext.of_event(self.report, i) for i in found), None)

    def apart_from_others(self, words: Iterable[Token]) -> Iterator[Token]:
        """The words that hang on no other event's word, or on one of this event's sooner."""
        report, mine = self.report, self.event
        own = {token.i for token, _ in self.triggers}
        told = {
            word
            for i, words_of in enumerate(report.own)
            if i != self.index and i not in mine.parts and self.index not in report.events[i].parts
            for word in words_of
        } - own
        return (w for w in words if self.tree.nearest_above(w, own | told) not in told)

    def own_entities(self, sentence: Sentence, entities: Sequence[Entity]) -> list[Entity]:
        """The entities of a sentence that are nearer to this event's words than to another's."""
        inside = [e for e in entities_in(entities, sentence.span) if e.value is not None]
        if not inside:
            return []
        words: dict[bool, list[Token]] = {True: [], False: []}
        for i, word in self.report.words_in(sentence):
            words[i == self.index].append(word)
        return [
            entity
            for entity in inside
            if not words[False]
            or all(
                min(self._trigger_distance(entity, own) for own in words[True])
                <= self._trigger_distance(entity, other)
                for other in words[False]
            )
        ]

    def _trigger_distance(self, entity: Entity, word: Token) -> tuple[int, int]:
        """How far an entity is from a trigger, by the parse and then by the line."""
        return self.report.steps_to(word, entity), abs(entity.span.start - word.span.start)


def event_contexts(
    document: Document, annotations: Annotations, events: Sequence[Event]
) -> Iterator[EventContext]:
    """The events of a report, ready for the rules."""
    report = ReportContext.of_report(document, annotations, events)
    return (EventContext.of_event(report, index) for index in range(len(events)))


def entity_answer(role: Role, entity: Entity, sentence: Sentence) -> Answer:
    """An entity as the answer to a question."""
    if entity.value is None:
        raise ValueError(entity)
    return Answer(role, entity.value, entity.span, sentence, Modality.ASSERTED)


def _where(word: tuple[int, Token]) -> int:
    """Where the word of an event begins."""
    return word[1].span.start
