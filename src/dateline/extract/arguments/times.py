"""When an event was: its own day, else that of the whole, of its heading, or of the news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from enum import Enum, auto
from typing import Final

from dateline.extract.arguments.context import EventContext, entity_answer
from dateline.extract.rules import Answer
from dateline.syntax.locations import in_dateline
from dateline.syntax.scope import VIOLENT
from dateline.syntax.tree import NOMINAL, Tree, entities_in, sentence_of
from dateline.types import (
    TITLES,
    BlockKind,
    Direction,
    Entity,
    Interval,
    Place,
    Role,
    Sentence,
    Stage,
    TimeAnchor,
    TimeExpression,
    TimeUnit,
    Token,
    Value,
)
from dateline.vocabulary import word_list

# ------------------------------------------------------------------ its own day

AFTERMATH: Final = word_list("time.aftermath")
AFTERMATH_NOUNS: Final = word_list("time.aftermath_nouns")
LENDING: Final = word_list("time.lending")
SAYING: Final = word_list("responsibility.speakers.saying")
BESIDE: Final = word_list("time.beside")
FORMER: Final = word_list("time.former")
MOODS: Final = word_list("time.moods")
OWNING_UP: Final = word_list("time.owning_up")
ROLES: Final = word_list("time.roles")
TELLING: Final = word_list("time.telling")
LEADING: Final = word_list("time.leading")
VERBAL: Final = frozenset({"VERB", "AUX"})
PUBLISHED: Final = re.compile(
    r"\b(?:published|posted|updated|date of publication|publication date)\W{0,3}$", re.IGNORECASE
)
WORD: Final = re.compile(r"[^\W_]+")
DAY_OF_MONTH: Final = re.compile(r"\s(\d{1,2})\b(?![:.]?\d)")
ANEW: Final = re.compile(r"\s*(?:[-–—|/:]\s*)?(?:\d{1,2}[:.]\d\d\b|[A-Z“\"]|\d|$)")
FOLLOWING: Final = word_list("time.following")
REFERENCES: Final = frozenset({"PRESENT_REF", "FUTURE_REF", "PAST_REF"})  # values of TIMEX3


class _Told(Enum):
    """What a time in the sentence of an event is the time of."""

    DEED = auto()
    TELLING = auto()
    OTHER = auto()  # of what followed, or of somebody in the sentence


def read_own_time(context: EventContext) -> Iterator[Answer]:
    """The time in each sentence of the event that is nearest to its word."""
    for word, sentence in context.triggers:
        yield from _nearest_time(context, word, sentence, _Told.DEED)


def has_own_day(context: EventContext) -> bool:
    """Whether words of an event's own tell its day; an hour alone tells none."""
    return any(_gives_day(answer.value) for answer in read_own_time(context))


def read_time_of_whole(context: EventContext) -> Iterator[Answer]:
    """The time of the event that sums this one up: "on Monday" is said of all towns at once."""
    whole = context.whole
    if whole is not None and not has_own_day(context):
        times = [*read_own_time(whole), *_times_of_telling(whole)]
        yield from times[:1]


def read_time_of_telling(context: EventContext) -> Iterator[Answer]:
    """The day of the telling, which bounds that of an event without another."""
    if context.whole is None and not has_own_day(context):
        yield from [*_times_of_telling(context, weekends=False)][:1]


def _times_of_telling(context: EventContext, *, weekends: bool = True) -> Iterator[Answer]:
    """The times at which the event's sentences are told; those put at a weekend left out or not."""
    for word, sentence in context.triggers:
        inside = context.tree.tokens[sentence.first : sentence.last]
        if weekends or not any(token.lower == "weekend" for token in inside):
            yield from _nearest_time(context, word, sentence, _Told.TELLING)


def _nearest_time(
    context: EventContext, word: Token, sentence: Sentence, wanted: _Told
) -> Iterator[Answer]:
    """The time of a sentence that is nearest to a trigger by the parse, or that of the telling."""
    times = [
        entity
        for entity in context.own_entities(sentence, context.report.annotations.times)
        if is_point(entity)
        and not in_dateline(context.report.document, entity.span.start)
        and not is_printed(context, sentence, entity)
        and not _is_since(context, entity)
        and _dated_by(context, entity, word) is wanted
    ]
    exact = [e for e in times if not _is_weekend(e)]  # "shot on March 18, died at the weekend"
    days = [e for e in exact if _gives_day(e.value)]  # "at noon a bomb went off on Friday"
    nearest = sorted(
        days or exact or times,
        key=lambda e: (context.report.steps_to(word, e), abs(e.span.start - word.span.start)),
    )
    yield from (entity_answer(Role.WHEN, entity, sentence) for entity in nearest[:1])


def _is_since(context: EventContext, entity: Entity) -> bool:
    """Whether something is counted from a time: "the worst attack since a 2002 ceasefire"."""
    head = context.report.span_head(entity.span)
    own = {trigger.i for trigger, _ in context.triggers}
    for word in (head, *context.tree.above[head.i]) if head else ():
        if word.i in own:
            return False
        marks = context.tree.kids[word.i].mark if word.pos in VERBAL else ()
        if word.lower == "since" or any(mark.lower == "since" for mark in marks):
            return True
        if word.pos in VERBAL:
            break
    return False


def is_point(entity: Entity) -> bool:
    """Whether an expression gives a day or time, and no length or rhythm."""
    value = entity.value
    return (
        isinstance(value, TimeExpression)
        and value.timex in {"DATE", "TIME"}
        and not (value.open_start or value.open_end)
        and not (value.anchor is TimeAnchor.CREATION and value.value in REFERENCES)
    )


def _gives_day(value: Value | None) -> bool:
    """Whether a time is more than an hour of some day."""
    if not isinstance(value, TimeExpression):
        return False
    return value.unit is not TimeUnit.HOUR or value.clock is None


def _is_weekend(entity: Entity) -> bool:
    """Whether a time is no more than a weekend."""
    return isinstance(entity.value, TimeExpression) and entity.value.season == "WE"


def is_printed(context: EventContext, sentence: Sentence, entity: Entity) -> bool:
    """Whether a date is the day of writing as it is printed on the report.

    It stands on its own before the text or within a line of credits ("Monitor AFP Friday 24 Oct
    2014 Two men ..."): nothing leads it, and what follows begins anew.
    """
    value, written = entity.value, context.report.annotations.created.interval
    if not isinstance(value, TimeExpression) or written is None:
        return False
    text = context.report.document.text
    before = text[sentence.span.start : entity.span.start]
    after = text[entity.span.end : sentence.span.end]
    if value.weekday is not None and value.day is None:  # cut off: "AFP Friday 24" and "Oct 2014"
        number = DAY_OF_MONTH.match(after)
        return number is not None and int(number.group(1)) == written.first.day
    if not _is_day_of(value, written):
        return False
    words = WORD.findall(before)
    if not value.year:
        return not words and not WORD.search(after)
    if PUBLISHED.search(before):
        return True
    led = bool(words) and words[-1].lower() in LEADING
    return not led and (not words or ANEW.match(after) is not None)


def _is_day_of(value: TimeExpression, days: Interval) -> bool:
    """Whether a date is one of some days; a year that is left out is theirs."""
    return any(
        (value.year or day.year, value.month, value.day) == (day.year, day.month, day.day)
        for day in (days.first, days.last)
    )


def _dated_by(context: EventContext, entity: Entity, word: Token) -> _Told:
    """What a time is the time of, by the line and else by the parse."""
    behind = _follows_saying(context, entity, word)
    return _Told.TELLING if behind else _what_it_dates(context, entity, word)


def _what_it_dates(context: EventContext, entity: Entity, word: Token) -> _Told:
    """What a time is the time of: what hangs on the verb of saying above an event is another's.

    "The bomb killed ten, the ministry said on Monday"; "police on Monday arrested two men over
    the bombing"; "families on Monday buried three students who were shot".
    """
    holder = holder_of_time(context, entity)
    own = _ends_phrase(context, entity, word)
    if own or holder is None or _hangs_on_event(context, entity, holder):
        return _Told.DEED
    if _is_of_other_clause(context, word, holder) or _is_of_cause(context, entity, word, holder):
        return _Told.OTHER
    above = [word, *context.tree.above[word.i]]
    apart = holder.i not in {t.i for t in above} or _lies_between(word, entity, holder)
    if apart or holder.dep == "acl":  # "men accused of the raid on 3 May": the raid's day
        return _Told.DEED
    between = above[: [t.i for t in above].index(holder.i)]
    followed = holder.lemma in AFTERMATH and not _is_done_by(between)
    followed = followed or is_owning_up(context.tree, holder)
    if followed or (_is_of_mood(context, holder, between) and entity.span < word.span):
        return _Told.OTHER
    if holder.span.start in context.report.cues or holder.lemma in SAYING:
        return _Told.TELLING
    closed = any(t.dep == "relcl" for t in between) and holder.lemma not in LENDING
    return _Told.OTHER if closed else _Told.DEED


def _is_of_side_clause(context: EventContext, word: Token, holder: Token) -> bool:
    """Whether a time is that of what was done beside a deed: "killed ten as talks began Monday"."""
    beside = holder.dep == "advcl" and holder.lemma in AFTERMATH
    marks = {kid.lower for kid in context.tree.kids[holder.i].mark}
    over = {t.i for t in context.tree.above[word.i]}
    return beside and holder.i not in over and bool(marks & BESIDE)


def _is_of_other_clause(context: EventContext, word: Token, holder: Token) -> bool:
    """Whether a time is that of something done after a deed, beside it, or told of somebody."""
    beside = _is_noun_of_aftermath(holder) or _is_of_side_clause(context, word, holder)
    return beside or _is_of_description(context, holder)


def _is_of_description(context: EventContext, holder: Token) -> bool:
    """Whether a time is told of what describes something else: "a siege that began weeks ago"."""
    own = {trigger.i for trigger, _ in context.triggers}
    noun = context.tree.tokens[holder.head]
    return holder.dep == "relcl" and not own & {holder.i, noun.i} and not noun.forms & VIOLENT


def _is_of_cause(context: EventContext, entity: Entity, word: Token, holder: Token) -> bool:
    """Whether a time is that of what a deed followed: "X's fall on Saturday was followed by"."""
    if holder.lemma not in FOLLOWING or holder.i not in {t.i for t in context.tree.above[word.i]}:
        return False
    first = context.tree.kids[holder.i].subjects
    spans = (context.tree.under(noun) for noun in first)
    return any(t.span.start == entity.span.start for words in spans for t in words)


def is_owning_up(tree: Tree, holder: Token) -> bool:
    """Whether a verb claims or denies what was done before: "denied any role on Monday"."""
    answered = {noun.lemma for noun in tree.kids[holder.i].dobj}
    return holder.lemma in OWNING_UP and bool(answered & ROLES)


def _is_of_mood(context: EventContext, holder: Token, between: list[Token]) -> bool:
    """Whether a time is that of what people felt: "in shock on Sunday after a raid"."""
    below = (context.tree.kids[prep.i].pobj for prep in context.tree.kids[holder.i].prep)
    mood = any(noun.lemma in MOODS for nouns in below for noun in nouns)
    return mood and holder.lemma == "be" and any(t.lower in FORMER for t in between)


def _follows_saying(context: EventContext, entity: Entity, word: Token) -> bool:
    """Whether a time stands right behind the verb of saying that closes the event's clause.

    "Raids killed ten, the monitor said on Monday": a parse may hang the day on "killed".
    """
    head = context.report.span_head(entity.span)
    if head is None or head.i < word.i:
        return False
    before = [
        t for t in context.tree.tokens[word.i + 1 : head.i] if t.span.end <= entity.span.start
    ]
    while before and before[-1].lower in {"on", "late", "early"}:
        before.pop()
    return bool(before) and (
        before[-1].span.start in context.report.cues or before[-1].lemma in TELLING
    )


def _hangs_on_event(context: EventContext, entity: Entity, holder: Token) -> bool:
    """Whether a time hangs on a word for the event itself: "detained men over Monday's attack"."""
    own = {trigger.i for trigger, _ in context.triggers}
    head = context.report.span_head(entity.span)
    for above in context.tree.above[head.i] if head else ():
        if above.i in own or above.i == holder.i:
            return above.i in own
    return False


def _ends_phrase(context: EventContext, entity: Entity, word: Token) -> bool:
    """Whether a date with its month ends the phrase of an event's noun.

    "Held two men over the attack on a bank on 3 May, police said on Friday": a parse may hang the
    date on "held".
    """
    head = context.report.span_head(entity.span)
    dated = isinstance(entity.value, TimeExpression) and entity.value.month is not None
    if head is None or not dated or word.pos not in NOMINAL or head.i < word.i:
        return False
    inside = {t.i for t in context.tree.under(word)}
    between = [
        t for t in context.tree.tokens[word.i + 1 : head.i] if t.span.end <= entity.span.start
    ]
    return bool(between) and all(t.i in inside for t in between[:-1]) and between[-1].pos == "ADP"


def holder_of_time(context: EventContext, entity: Entity) -> Token | None:
    """The verb that a time hangs on, or the noun: "a statement on Wednesday"."""
    head = context.report.span_head(entity.span)
    return next((t for t in context.tree.above[head.i] if _holds_time(t)), None) if head else None


def is_day_of_other(holder: Token) -> bool:
    """Whether what is done at a time follows an attack, as an arrest does."""
    if _is_noun_of_aftermath(holder):
        return True
    return holder.lemma in AFTERMATH and holder.pos in VERBAL


def _is_noun_of_aftermath(token: Token) -> bool:
    """Whether a word is a noun such as "funeral"."""
    return token.lemma in AFTERMATH_NOUNS and token.pos not in VERBAL


def _lies_between(word: Token, entity: Entity, holder: Token) -> bool:
    """Whether a time follows an event at once: "a man whom they shot on Monday had died"."""
    return word.span.start < entity.span.start < holder.span.start


def _holds_time(token: Token) -> bool:
    """Whether a word is done at a time: a verb, or a noun such as "statement"."""
    return token.pos in VERBAL or token.lemma in AFTERMATH_NOUNS


def _is_done_by(between: list[Token]) -> bool:
    """Whether an event is the way in which something was done: "freed them, killing two"."""
    top = between[-1]
    return top.dep in {"advcl", "conj"} and top.pos == "VERB"


# ------------------------------------------------------------- the day of a heading, or of the news

WHOLE: Final = (read_time_of_whole, read_time_of_telling)
VERBS: Final = frozenset({"VERB"})
NEAR: Final = 3  # days between a printed day and the one that is given for the report
OF_WRITING: Final = re.compile(r"publish|post|updat|edit|modif|written|print", re.IGNORECASE)
MOST_BESIDE: Final = 4  # words beside the day in a heading: a weekday, a town and its province
LONGEST_LINE: Final = 100  # characters of a line that holds little but a day
FIRST: Final = 5  # body sentences in which somebody tells of the news


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
    above = [tree.tokens[word.head]] if word.dep == "conj" else []
    found = [word, *above, *tree.kids[word.i].conj]
    return [t for t in found if t.pos in VERBS]


def _is_of_other_matter(
    context: EventContext, sentence: Sentence, day: Entity, holder: Token | None
) -> bool:
    """Whether a day is that of what followed, or of what had gone before."""
    if is_printed(context, sentence, day) or holder is None:
        return is_printed(context, sentence, day)
    past = any(k.lower == "had" for k in context.tree.kids[holder.i].aux)
    return past or is_day_of_other(holder) or is_owning_up(context.tree, holder)
