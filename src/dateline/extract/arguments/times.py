"""When an event was: its own day, else that of the whole, else that of the telling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.extract.arguments.context import EventContext, entity_answer
from dateline.extract.claims import Answer
from dateline.types import Entity, Role, Sentence, TimeAnchor, TimeExpression, Token

REFERENCES: Final = frozenset({"PRESENT_REF", "FUTURE_REF", "PAST_REF"})  # values of TIMEX3


def read_own_time(context: EventContext) -> Iterator[Answer]:
    """The time in each sentence of the event that is nearest to its word."""
    for word, sentence in context.triggers:
        yield from _nearest_time(context, word, sentence, told=False)


def read_time_of_whole(context: EventContext) -> Iterator[Answer]:
    """The time of the event that sums this one up: "on Monday" is said of all towns at once."""
    whole = context.whole
    if whole is not None and not any(read_own_time(context)):
        times = [*read_own_time(whole), *_times_of_telling(whole)]
        yield from times[:1]


def read_time_of_telling(context: EventContext) -> Iterator[Answer]:
    """The day of the telling, which bounds that of an event without another."""
    if context.whole is None and not any(read_own_time(context)):
        yield from [*_times_of_telling(context, weekends=False)][:1]


def _times_of_telling(context: EventContext, *, weekends: bool = True) -> Iterator[Answer]:
    """The times at which the event's sentences are told; those put at a weekend left out or not."""
    for word, sentence in context.triggers:
        inside = context.tree.tokens[sentence.first : sentence.last]
        if weekends or not any(token.lower == "weekend" for token in inside):
            yield from _nearest_time(context, word, sentence, told=True)


def _nearest_time(
    context: EventContext, word: Token, sentence: Sentence, *, told: bool
) -> Iterator[Answer]:
    """The time of a sentence that is nearest to a trigger by the parse, or that of the telling."""
    times = [
        entity
        for entity in context.own_entities(sentence, context.report.annotations.times)
        if _is_point(entity)
        and not _is_in_dateline(context, entity)
        and _is_told(context, entity, word) is told
    ]
    days = [e for e in times if not _is_weekend(e)]  # "shot on March 18, died at the weekend"
    nearest = sorted(
        days or times,
        key=lambda e: (context.report.steps(word, e), abs(e.span.start - word.span.start)),
    )
    yield from (entity_answer(Role.WHEN, entity, sentence) for entity in nearest[:1])


def _is_point(entity: Entity) -> bool:
    """Whether an expression gives a day or time, and no length or rhythm."""
    value = entity.value
    return (
        isinstance(value, TimeExpression)
        and value.timex in {"DATE", "TIME"}
        and not (value.open_start or value.open_end)
        and not (value.anchor is TimeAnchor.CREATION and value.value in REFERENCES)
    )


def _is_weekend(entity: Entity) -> bool:
    """Whether a time is no more than a weekend."""
    return isinstance(entity.value, TimeExpression) and entity.value.season == "WE"


def _is_in_dateline(context: EventContext, entity: Entity) -> bool:
    """Whether an entity stands in the line that says where and when the report was filed."""
    lines = (line.span for line in context.report.document.datelines)
    return any(line.start <= entity.span.start < line.end for line in lines)


def _is_told(context: EventContext, entity: Entity, word: Token) -> bool:
    """Whether a time is that of the telling: "the bomb killed ten, the ministry said on Monday"."""
    head = context.report.head(entity.span)
    above = context.tree.above(head) if head else ()
    verb = next((t for t in above if t.pos in {"VERB", "AUX"}), None)
    if verb is None or verb.i == word.i or verb.span.start not in context.report.cues:
        return False
    if verb.dep == "acl":  # "men accused of the raid on 3 May": no telling, and the raid's day
        return False
    return any(t.i == verb.i for t in context.tree.above(word))
