"""When a report was written, worked out from the sentences that bear on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.detect.creation_time.world_knowledge import (
    ALL_DAYS,
    FIRST_DAY,
    LAST_DAY,
    Days,
    day_count,
    days_around,
    days_on_weekdays,
    days_shown,
    each_year,
    join_intervals,
    month_end,
    shared_days,
    world_constraints,
)
from dateline.detect.times import time_words
from dateline.syntax.locations import in_dateline
from dateline.types import (
    NARRATIVE,
    BlockKind,
    Creation,
    Dateline,
    Direction,
    Document,
    Entity,
    Evidence,
    Interval,
    Sentence,
    Span,
    TimeAnchor,
    TimeExpression,
    TimeUnit,
)

# ------------------------------------------------------------------ sentences that bear on it

# Strength orders the evidence: what comes first wins where two do not fit together.
PRINTED = 9.0  # the day in a dateline
DATED_PAST = 8.0  # a full date of what has happened
NUMBERED = 7.0  # a weekday and a day of the month that must agree
NEWS_DAY = 6.0  # a day of the month told as news
FUTURE = 5.0  # a full date of what is still to come
NEWS_WEEKDAY = 4.0  # the weekday that the report speaks of as now

LEAD = 5  # body sentences in which the news stands
NEWS_DAYS = 2  # a report appears on the day of its news or within two days
FRESH = 180  # days; a day named without its year is no older than about half a year
BEHIND = 4  # days; what is nearer would have been called by its weekday
AHEAD = 60  # days; a day named without its year that is still to come
HORIZON = 400  # days; "before Jan. 15, 2021" is said within about a year of it
YEAR_HORIZON = 3 * 366  # days; a plan for a year is told within about three
NEAR_SPEECH = 26  # characters between a verb of saying and its day
SPEECH = (
    r"said|says|told|reported|announced|confirmed|condemned|added|stated|wrote|tweeted|denied|"
    r"updated|warned|called|urged|vowed|posted|declared|acknowledged|claimed"
)
SAID_BEFORE = re.compile(rf"\b(?:{SPEECH})\b[^.;,“”\"]{{0,{NEAR_SPEECH}}}$", re.IGNORECASE)
SAID_AFTER = re.compile(rf"^\W{{0,3}}(?:that\W)?(?:{SPEECH})\b", re.IGNORECASE)
NO_EVIDENCE = re.compile(
    r"file photo|file picture|handout (?:photo|picture|image)|photograph(?:ed)? (?:on|taken)|"
    r"photo taken|picture taken|copyright|©|all rights reserved|terms of (?:use|service)",
    re.IGNORECASE,
)
# Of these the expression needs one; to look for it takes a tenth of the time.
NO_EVIDENCE_WORDS = (
    "photo",
    "picture",
    "handout image",
    "copyright",
    "©",
    "rights reserved",
    "terms of",
)
PRINTED_AS = re.compile(
    r"\b(?:publish(?:ed)?(?: date| on| at)?|posted(?: on)?|updated(?: on)?|date)\b\W{0,4}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Constraint:
    """Days that a sentence allows, or weekdays, with the words of the explanation."""

    strength: float
    evidence: Evidence
    allowed: Days = ALL_DAYS
    weekdays: frozenset[int] | None = None

    def apply(self, left: Days) -> Days:
        """The days that are left under this constraint."""
        common = shared_days(left, self.allowed)
        return common if self.weekdays is None else days_on_weekdays(common, self.weekdays)


@dataclass(frozen=True, slots=True)
class _Timed:
    """A time expression in its sentence, `lead` for one of the first body sentences."""

    entity: Entity
    value: TimeExpression
    sentence: Sentence
    lead: bool


def news_weekday(
    document: Document, times: Sequence[Entity], sentences: Sequence[Sentence]
) -> int | None:
    """The weekday that a report tells as news, Monday being 0."""
    timed = _timed_sentences(times, _counting_sentences(document, sentences))
    told = _told_as_news(document, timed)
    return told.value.weekday if told else None


def gather_constraints(
    document: Document, times: Sequence[Entity], sentences: Sequence[Sentence]
) -> list[Constraint]:
    """All constraints that a report's words put on when it was written."""
    read = _counting_sentences(document, sentences)
    timed = [
        item
        for item in _timed_sentences(times, read)
        if not _is_filing_day(document, item.entity.span)
    ]
    news = _news_weekday(document, timed)
    found = [*_dateline_days(document)]
    for item in timed:
        found += _of_date(document, item, timed)
    if news is not None:
        found.append(news)
    found += [
        Constraint(strength, Evidence(text, span), allowed)
        for strength, text, span, allowed in world_constraints(
            document, [i.entity for i in timed], read
        )
    ]
    return found


def _counting_sentences(document: Document, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that count: no captions, no copyright lines."""
    return [
        s
        for s in sentences
        if s.block in NARRATIVE and not _is_no_evidence(document.text[s.span.start : s.span.end])
    ]


def _is_no_evidence(sentence: str) -> bool:
    """Is a sentence a caption or a copyright line?"""
    low = sentence.lower()
    if not any(word in low for word in NO_EVIDENCE_WORDS):
        return False
    return NO_EVIDENCE.search(sentence) is not None


def _timed_sentences(times: Sequence[Entity], sentences: Sequence[Sentence]) -> list[_Timed]:
    """The time expressions of the sentences that count."""
    body = [s for s in sentences if s.block is BlockKind.BODY][:LEAD]
    leads = {s.span for s in body}
    found = []
    for sentence in sentences:
        for entity in times:
            inside = sentence.span.start <= entity.span.start < sentence.span.end
            if inside and isinstance(entity.value, TimeExpression):
                lead = sentence.span in leads or sentence.block is not BlockKind.BODY
                found.append(_Timed(entity, entity.value, sentence, lead))
    return found


def _days_of_filing(line: Dateline) -> list[date]:
    """The day that a dateline prints, in every year."""
    match = re.match(r"([A-Za-z]{1,20})\.?\s(\d{1,2})", line.day or "")
    month = time_words().months.get(match.group(1).lower()) if match else None
    return each_year(month, int(match.group(2))) if match and month else []


def _is_filing_day(document: Document, span: Span) -> bool:
    """Is it the day that a dateline prints, which dates no news?"""
    return in_dateline(document, span.start)


def _dateline_days(document: Document) -> Iterator[Constraint]:
    """The day of filing that a dateline prints: "BAGHDAD, Nov 17 (Reuters) -"."""
    for line in document.datelines:
        if open_years := _days_of_filing(line):
            allowed = join_intervals(days_around(day, 0, 1) for day in open_years)
            yield Constraint(
                PRINTED, Evidence(f"the dateline gives {line.day}", line.span), allowed
            )


def _of_date(document: Document, item: _Timed, timed: Sequence[_Timed]) -> Iterator[Constraint]:
    """What a calendar date says of the day of writing."""
    value, span = item.value, item.entity.span
    said = document.text[span.start : span.end]
    if value.anchor is not TimeAnchor.CALENDAR or value.timex not in ("DATE", "TIME"):
        return
    if value.year is not None and value.year > 0:
        if PRINTED_AS.search(document.text[max(0, span.start - NEAR_SPEECH) : span.start]):
            yield from _printed_dates(value, said, span)
        yield from _with_year(value, said, span)
    elif value.days:
        yield from _moving_feasts(item, said)
    elif value.month and value.day:
        yield from _without_year(item, said, timed)


def _printed_dates(value: TimeExpression, said: str, span: Span) -> Iterator[Constraint]:
    """A full date that is labelled as the one of publication."""
    interval = _dated_interval(value)
    if interval is not None and value.day:
        evidence = Evidence(f"“{said}” is printed as the day of publication", span)
        yield Constraint(PRINTED, evidence, (days_around(interval.first, 1, 1),))


def _with_year(value: TimeExpression, said: str, span: Span) -> Iterator[Constraint]:
    """A date with its year: the report is later than what has happened, earlier than a plan."""
    interval = _dated_interval(value)
    if interval is None or interval.last < FIRST_DAY or interval.first > LAST_DAY:
        return
    if value.direction is Direction.FUTURE:
        horizon = YEAR_HORIZON if value.unit in (TimeUnit.YEAR, TimeUnit.DECADE) else HORIZON
        allowed = Interval(interval.first - timedelta(days=horizon), interval.last)
        text = f"“{said}” is still to come"
        yield Constraint(FUTURE, Evidence(text, span), (allowed,))
    elif value.direction is Direction.PAST and not value.open_start:
        allowed = Interval(min(interval.first, LAST_DAY), LAST_DAY)
        yield Constraint(DATED_PAST, Evidence(f"“{said}” is past", span), (allowed,))


def _dated_interval(value: TimeExpression) -> Interval | None:
    """The days of a date with its year."""
    year = value.year or 0
    if value.days:
        return value.days[-1]
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        return None
    if value.month and value.day:
        last = month_end(year, value.month).day
        day = date(year, value.month, min(value.day, last))
        return Interval(day, day)
    if value.month:
        return Interval(date(year, value.month, 1), month_end(year, value.month))
    return Interval(date(year, 1, 1), date(year, 12, 31))


def _moving_feasts(item: _Timed, said: str) -> Iterator[Constraint]:
    """A feast that moves, in the lead: it is no older than a day named without its year."""
    value, span = item.value, item.entity.span
    ahead = value.direction is Direction.FUTURE
    if not item.lead or value.open_start or value.open_end:
        return
    before, after = (AHEAD, 0) if ahead else (0, FRESH)
    allowed = join_intervals(
        Interval(i.first - timedelta(days=before), i.last + timedelta(days=after))
        for i in value.days
    )
    text = f"“{said}” is still to come" if ahead else f"“{said}” is past or has begun"
    yield Constraint(NEWS_DAY, Evidence(text, span), allowed)


def _without_year(item: _Timed, said: str, timed: Sequence[_Timed]) -> Iterator[Constraint]:
    """A day of the month without its year: the weekday that goes with it tells the year."""
    value, span = item.value, item.entity.span
    open_years = each_year(value.month or 1, value.day or 1)
    weekdays = _past_weekdays(timed)
    if value.open_end or value.direction is Direction.FUTURE:
        yield from _days_ahead(item, said, open_years)
    elif value.weekday is not None:
        open_years = [day for day in open_years if day.weekday() == value.weekday]
        news = (item.lead and not value.open_start) or value.weekday in weekdays
        allowed = join_intervals(
            days_around(day, 0, NEWS_DAYS if news else FRESH) for day in open_years
        )
        yield Constraint(NUMBERED, Evidence(_years_text(said, open_years), span), allowed)
    elif item.lead and not value.open_start:
        yield _news_day(item, said, open_years, timed)


def _news_day(
    item: _Timed, said: str, open_years: list[date], timed: Sequence[_Timed]
) -> Constraint:
    """A day of the month in the lead: the day of the news, unless a weekday beside it is that."""
    span = item.entity.span
    numbered = any(letter.isdigit() for letter in said)  # a holiday keeps its name in any week
    if numbered and any(_bare_weekday(o.value) and o.sentence is item.sentence for o in timed):
        allowed = join_intervals(days_around(day, -BEHIND, FRESH) for day in open_years)
        text = f"“{said}” stands beside a weekday, so it lies further back than that"
        return Constraint(NEWS_DAY, Evidence(text, span), allowed)
    weekdays = _past_weekdays(timed)
    if not weekdays:
        allowed = join_intervals(days_around(day, 0, FRESH) for day in open_years)
        return Constraint(NEWS_DAY, Evidence(f"“{said}” is past", span), allowed)
    open_years = [day for day in open_years if day.weekday() in weekdays]
    allowed = join_intervals(days_around(day, 0, NEWS_DAYS) for day in open_years)
    text = f"“{said}” is told as news and falls on a {_weekday_names(weekdays)}"
    return Constraint(NEWS_DAY, Evidence(text, span), allowed)


def _days_ahead(item: _Timed, said: str, open_years: list[date]) -> Iterator[Constraint]:
    """A day of the month with its weekday that is still to come."""
    value, span = item.value, item.entity.span
    if value.weekday is None or value.direction is not Direction.FUTURE:
        return
    open_years = [day for day in open_years if day.weekday() == value.weekday]
    allowed = join_intervals(days_around(day, AHEAD, 0) for day in open_years)
    yield Constraint(
        NUMBERED, Evidence(_years_text(said, open_years) + ", still to come", span), allowed
    )


def _years_text(said: str, open_years: list[date]) -> str:
    """The sentence that lists the years in which a weekday and a date agree."""
    years = ", ".join(str(day.year) for day in open_years)
    return f"“{said}” is right only in {years}"


def _weekday_names(weekdays: frozenset[int]) -> str:
    """Weekdays for a person to read."""
    names = list(time_words().weekdays)
    return " or ".join(names[number].capitalize() for number in sorted(weekdays))


def _bare_weekday(value: TimeExpression) -> bool:
    """Is it a weekday alone, of what has happened?"""
    return (
        value.anchor is TimeAnchor.CREATION
        and value.weekday is not None
        and value.shift is None
        and value.timex in ("DATE", "TIME")
        and value.direction is not Direction.FUTURE
        and not value.open_start
        and value.last is None
    )


def _past_weekdays(timed: Sequence[_Timed]) -> frozenset[int]:
    """The weekdays that the report names alone."""
    return frozenset(
        i.value.weekday for i in timed if _bare_weekday(i.value) and i.value.weekday is not None
    )


def _news_weekday(document: Document, timed: Sequence[_Timed]) -> Constraint | None:
    """The weekday that the report speaks of as now: the first on which somebody spoke.

    A weekday that is only told of ("early Friday") lies behind the one on which somebody spoke
    ("said Thursday"), so the report appeared before it came round again.
    """
    bare = [item for item in timed if _bare_weekday(item.value)]
    spoken = [item for item in bare if _was_spoken(document.text, item)]
    told = _told_as_news(document, timed)
    if told is None or told.value.weekday is None:
        return None
    first = told.value.weekday
    behind = {item.value.weekday for item in bare} - {item.value.weekday for item in spoken}
    allowed = [first]
    # agencies put the day of their news into the dateline, so that the lead's weekday is that day
    filed = _under_its_day(document, told) if told in spoken else []
    later = 0 if filed else NEWS_DAYS
    for step in range(1, later + 1):
        if spoken and (first + step) % 7 in behind:
            break
        allowed.append((first + step) % 7)
    when = "then or soon after" if later else "on the day of its dateline"
    text = f"it tells {_weekday_names(frozenset([first]))} as news, so it appeared {when}"
    evidence = Evidence(text, told.entity.span)
    exact = join_intervals(Interval(day, day) for day in filed) if filed else ALL_DAYS
    return Constraint(NEWS_WEEKDAY, evidence, exact, frozenset(allowed))


def _under_its_day(document: Document, item: _Timed) -> list[date]:
    """The day of the dateline that opens its sentence, in every year; none without such a day."""
    sentence = item.sentence.span
    lines = (n for n in document.datelines if sentence.start <= n.span.end < sentence.end)
    return [day for line in lines for day in _days_of_filing(line)]


def _told_as_news(document: Document, timed: Sequence[_Timed]) -> _Timed | None:
    """The first bare weekday on which somebody spoke, else the first bare one."""
    bare = [item for item in timed if _bare_weekday(item.value)]
    spoken = (item for item in bare if _was_spoken(document.text, item))
    return next(spoken, None) or next(iter(bare), None)


def _was_spoken(text: str, item: _Timed) -> bool:
    """Did somebody speak on that day ("said on Thursday", "on Friday told")?"""
    start, end = item.entity.span.start, item.entity.span.end
    before = text[item.sentence.span.start : start]
    return bool(SAID_BEFORE.search(before) or SAID_AFTER.search(text[end : end + NEAR_SPEECH]))


# ------------------------------------------------------------------ the estimate

NARROW = 7  # days; an interval up to this width dates a report
USABLE = 31  # days; wider ones are given as candidates
CANDIDATES = 12  # more than these help nobody


def estimate_creation(
    document: Document, times: Sequence[Entity], sentences: Sequence[Sentence]
) -> Creation:
    """When a report was written.

    Args:
        document: a cleaned report; a printed or given date in `created` stands.
        times: its time expressions.
        sentences: its sentences.

    Returns:
        The interval with the sentences that force it, or the candidates that are left, or
        neither, with the reason.
    """
    weekday = news_weekday(document, times, sentences)
    given = replace(document.created, weekday=weekday)
    if given.interval is not None:
        return given
    constraints = gather_constraints(document, times, sentences)
    start = given.candidates or _possible_days(given.latest)
    used, dropped = _solve_constraints(start, constraints)
    left = _days_left(start, used)
    chain = _needed_constraints(start, used, left)
    reasons = tuple(c.evidence for c in chain) + tuple(_misfit_reason(c) for c in dropped)
    if left == start:
        nothing = Evidence("the report says nothing that dates it")
        return replace(given, reasons=(*given.reasons, *reasons, nothing))
    return _creation_of(given, left, reasons)


def _possible_days(latest: date | None) -> Days:
    """All days on which a report can have been written."""
    return ALL_DAYS if latest is None else (Interval(FIRST_DAY, latest),)


def _solve_constraints(
    start: Days, constraints: Sequence[Constraint]
) -> tuple[list[Constraint], list[Constraint]]:
    """Constraints that fit together, the strongest first, and those that fit no longer."""
    used: list[Constraint] = []
    dropped: list[Constraint] = []
    left = start
    for constraint in sorted(constraints, key=lambda c: -c.strength):
        narrowed = constraint.apply(left)
        if narrowed:
            left = narrowed
            used.append(constraint)
        else:
            dropped.append(constraint)
    return used, dropped


def _days_left(start: Days, constraints: Sequence[Constraint]) -> Days:
    """The days that all constraints leave."""
    left = start
    for constraint in constraints:
        left = constraint.apply(left)
    return left


def _needed_constraints(
    start: Days, used: Sequence[Constraint], left: Days
) -> tuple[Constraint, ...]:
    """The constraints without which more days would be left: the chain that a person reads."""
    kept = list(used)
    for constraint in reversed(used):
        without = [c for c in kept if c is not constraint]
        if _days_left(start, without) == left:
            kept = without
    return tuple(kept)


def _misfit_reason(constraint: Constraint) -> Evidence:
    """What is said of evidence that fits no day that is left."""
    return Evidence(
        "left aside, since it fits nothing else: " + constraint.evidence.text,
        constraint.evidence.span,
    )


def _creation_of(given: Creation, left: Days, reasons: tuple[Evidence, ...]) -> Creation:
    """The creation time, from the days that are left."""
    reasons = given.reasons + reasons
    if day_count(left) <= NARROW or (len(left) == 1 and day_count(left) <= USABLE):
        whole = Interval(left[0].first, left[-1].last)
        closing = Evidence("so it was written on " + days_shown(whole))
        return replace(given, interval=whole, reasons=(*reasons, closing))
    if len(left) <= CANDIDATES:
        open_days = ", ".join(days_shown(interval) for interval in left)
        closing = Evidence("still open: " + open_days)
        return replace(given, reasons=(*reasons, closing), candidates=left)
    whole = Interval(left[0].first, left[-1].last)
    closing = Evidence("too many days are still open, from " + days_shown(whole))
    return replace(given, reasons=(*reasons, closing), candidates=(whole,))
