"""The day of an event that no words of its own tell: of its heading, or of the news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from dateline.extract.arguments.context import EventContext, entity_answer
from dateline.extract.arguments.times import (
    has_own_day,
    holder_of_time,
    is_day_of_other,
    is_owning_up,
    is_point,
    is_printed,
    read_time_of_telling,
    read_time_of_whole,
)
from dateline.extract.claims import Answer
from dateline.syntax.tree import entities_in, sentence_of
from dateline.types import (
    TITLES,
    BlockKind,
    Direction,
    Entity,
    Place,
    Role,
    Sentence,
    Stage,
    TimeAnchor,
    TimeExpression,
    TimeUnit,
    Token,
)

WHOLE: Final = (read_time_of_whole, read_time_of_telling)
VERBS: Final = frozenset({"VERB"})
NEAR: Final = 3  # days between a printed day and the one that is given for the report
OF_WRITING: Final = re.compile(r"publish|post|updat|edit|modif|written|print", re.IGNORECASE)
MOST_BESIDE: Final = 4  # words beside the day in a heading: a weekday, a town and its province
LONGEST_LINE: Final = 100  # characters of a line that holds little but a day
FIRST: Final = 5  # body sentences in which somebody tells of the news
WORD: Final = re.compile(r"[^\W_]+")


def read_day_of_heading(context: EventContext) -> Iterator[Answer]:
    """The day that stands alone in the line above an account: "23 September"."""
    if not context.triggers or _has_day(context):
        return
    lines = [*_dated_lines(context)]
    above = [line for line in lines if line[0].span.start < context.triggers[0][1].span.start]
    if above and (len(lines) > 1 or not _is_of_writing(context, *lines[0])):
        sentence, day = max(above, key=lambda line: line[0].span)
        if _stands_above_place(context, sentence) or not is_printed(context, sentence, day):
            yield entity_answer(Role.WHEN, day, sentence)


def _dated_lines(context: EventContext) -> Iterator[tuple[Sentence, Entity]]:
    """The lines of a report that hold next to nothing but a day."""
    lines = (b for b in context.report.document.blocks if b.kind is BlockKind.BYLINE)
    bylines = [Sentence(line.span, 0, 0, line.kind) for line in lines]
    for sentence in (*context.report.annotations.sentences, *bylines):
        short = sentence.span.end - sentence.span.start <= LONGEST_LINE
        day = _only_day(context, sentence) if short else None
        if day is not None:
            yield sentence, day


def _is_of_writing(context: EventContext, line: Sentence, day: Entity) -> bool:
    """Whether the only dated line of a report is as good as its day of writing.

    Not so above a line that holds a place alone: both are the heading of an account.
    """
    value, written = day.value, context.report.annotations.created.interval
    if _stands_above_place(context, line):
        return False
    if written is None or not isinstance(value, TimeExpression):
        return True
    near = (written.first + timedelta(days=step) for step in range(-NEAR, NEAR + 1))
    return (value.month, value.day) in {(d.month, d.day) for d in near}


def _stands_above_place(context: EventContext, line: Sentence) -> bool:
    """Whether the next line holds next to nothing but a place: "Dikwa, Borno"."""
    text = context.report.document.text
    following = text[line.span.end :].lstrip().split("\n", 1)[0]
    start = text.find(following, line.span.end)
    named = any(
        start <= e.span.start < start + len(following) and isinstance(e.value, Place)
        for e in context.report.annotations.places
    )
    return named and len(WORD.findall(following)) <= MOST_BESIDE


def read_day_of_news(context: EventContext) -> Iterator[Answer]:
    """The weekday of the lead, or of a sentence that tells the same deed again.

    It dates what is told as news without a day of its own. The day of a statement, of an arrest,
    or of what had gone before is none, nor is one that a later sentence tells of another matter.
    """
    if not _is_news_without_day(context):
        return
    sentences = context.report.annotations.sentences
    body = [s for s in sentences if s.block is BlockKind.BODY]
    titles = [s for s in sentences if s.block in TITLES and body and s.span < body[0].span]
    found = (
        *_retold_days(context),
        *_days_of_news(context, [*titles, *body[:1]]),
        *_days_of_news(context, body[1:FIRST], spoken=True),
    )
    yield from found[:1]


def _is_news_without_day(context: EventContext) -> bool:
    """Whether an event is news that no words of its own date."""
    event = context.event
    return (
        event.is_news
        and event.stage is Stage.ACCOMPLISHED
        and not (_has_day(context) or any(True for _ in read_day_of_heading(context)))
    )


def _has_day(context: EventContext) -> bool:
    """Whether words of its own, of the whole or of the telling date an event."""
    return has_own_day(context) or any(any(True for _ in read(context)) for read in WHOLE)


def _only_day(context: EventContext, sentence: Sentence) -> Entity | None:
    """The day that a line gives with next to nothing beside it."""
    days = [e for e in _days_in(context, sentence) if _is_numbered(e)]
    if len(days) != 1:
        return None
    text, span = context.report.document.text, days[0].span
    beside = text[sentence.span.start : span.start] + " " + text[span.end : sentence.span.end]
    words = WORD.findall(beside)
    if OF_WRITING.search(beside):
        return None
    named = all(word[:1].isupper() or word[:1].isdigit() for word in words)
    return days[0] if named and len(words) <= MOST_BESIDE else None


def _is_numbered(entity: Entity) -> bool:
    """Whether a day is told by its number."""
    return isinstance(entity.value, TimeExpression) and bool(entity.value.day)


def _days_in(context: EventContext, sentence: Sentence) -> list[Entity]:
    """The days that a sentence tells, in order."""
    return [
        entity
        for entity in entities_in(context.report.annotations.times, sentence.span)
        if is_point(entity) and isinstance(value := entity.value, TimeExpression)
        if value.unit is TimeUnit.DAY and value.anchor is not TimeAnchor.EVENT
        if value.direction is not Direction.FUTURE and (value.day or value.weekday is not None)
    ]


def _days_of_news(
    context: EventContext, sentences: list[Sentence], *, spoken: bool = False
) -> Iterator[Answer]:
    """The days that some sentences tell as news, or only those on which somebody told it."""
    for sentence in sentences:
        for day in _days_in(context, sentence):
            holder = holder_of_time(context, day)
            said = holder is not None and holder.span.start in context.report.cues
            if (said or not spoken) and not _is_of_other_matter(context, sentence, day, holder):
                yield entity_answer(Role.WHEN, day, sentence)


def _retold_days(context: EventContext) -> Iterator[Answer]:
    """The days of sentences that tell the deed again by a verb of its clause."""
    told = {s.span.start for _, s in context.triggers} | _sentences_of_others(context)
    deeds = {t.lemma for word, _ in context.triggers for t in _verbs_beside(context, word)}
    for sentence in context.report.annotations.sentences:
        if sentence.span.start in told or sentence.block is not BlockKind.BODY:
            continue
        for day in _days_in(context, sentence):
            holder = holder_of_time(context, day)
            same = holder is not None and holder.pos in VERBS and holder.lemma in deeds
            if same and not _is_of_other_matter(context, sentence, day, holder):
                yield entity_answer(Role.WHEN, day, sentence)


def _sentences_of_others(context: EventContext) -> set[int]:
    """Where the sentences begin that tell other news of the report."""
    others = (e for e in context.report.events if e is not context.event and e.is_news)
    spans = (span for event in others for span in event.triggers)
    told = (sentence_of(context.report.annotations, span) for span in spans)
    return {sentence.span.start for sentence in told if sentence is not None}


def _verbs_beside(context: EventContext, word: Token) -> list[Token]:
    """An event's verb with those that it is joined to by "and"."""
    tree = context.tree
    above = [tree.head(word)] if word.dep == "conj" else []
    found = [word, *above, *tree.kids(word, "conj")]
    return [t for t in found if t.pos in VERBS]


def _is_of_other_matter(
    context: EventContext, sentence: Sentence, day: Entity, holder: Token | None
) -> bool:
    """Whether a day is that of what followed, or of what had gone before."""
    if is_printed(context, sentence, day) or holder is None:
        return is_printed(context, sentence, day)
    past = any(k.lower == "had" for k in context.tree.kids(holder, "aux"))
    return past or is_day_of_other(holder) or is_owning_up(context.tree, holder)
