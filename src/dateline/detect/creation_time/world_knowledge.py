"""What the world knows: events, wars, offices and running tolls that a report leans on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from dateline.detect.creation_time import day_sets as days
from dateline.detect.creation_time.known_events import (
    KnownEvent,
    OfficeTerm,
    RunningToll,
    held_by,
    known_facts,
    named_in,
)
from dateline.detect.times import number_of, ordinal_of
from dateline.types import (
    Document,
    Entity,
    Interval,
    Sentence,
    Span,
    TimeExpression,
    TimeUnit,
)

Found = tuple[float, str, Span, days.Days]

# Strengths on the scale of `created_evidence`.
HAPPENED = 7.5  # a known event that is named has happened
ANNIVERSARY = 6.5
OFFICE = 5.5
NO_YEAR = 4.5  # agencies leave the year out for about twelve months
RUNNING = 3.5  # running totals are quoted with a few days' delay

NEAR_ANNIVERSARY = 30  # days before and after in which an anniversary is spoken of
YEAR = 366
WEEK = 7
LAG = 3  # days between a running total and the report that quotes it
ANNIVERSARY_OF = re.compile(
    r"\b(?P<ord>\d{1,2}(?:st|nd|rd|th)|[a-z]+(?:-[a-z]+)?)[ -](?:year[ -])?anniversary\b",
    re.IGNORECASE,
)
PAST_OFFICE = re.compile(
    r"\b(?:former|ex|late|then|one-time|previous|deposed|ousted|toppled|slain|imprisoned|jailed|predecessor|exiled|elect)\b",
    re.IGNORECASE,
)
NAME_GAP = 40  # characters between a title and the full name after it
TITLE_BACK = 20  # characters before a title in which "former" turns it down
FIGURE = re.compile(r"\b\d{1,3}(?:,\d{3})+\b")


def world_constraints(
    document: Document, times: Sequence[Entity], sentences: Sequence[Sentence]
) -> Iterator[Found]:
    """Constraints from what is publicly known: strength, explanation, words and days."""
    terms = held_by(document.text)
    for sentence in sentences:
        text = document.text[sentence.span.start : sentence.span.end]
        inside = [
            entity.value
            for entity in times
            if sentence.span.start <= entity.span.start < sentence.span.end
            and isinstance(entity.value, TimeExpression)
        ]
        low = text.lower().replace("’", "'")
        for event in named_in(low):
            yield from _event_constraints(event, low, sentence.span, inside)
        yield from _office_constraints(text, sentence.span, inside, terms)
        yield from _toll_constraints(text, sentence.span)


def _event_constraints(
    event: KnownEvent, text: str, span: Span, times: Sequence[TimeExpression]
) -> Iterator[Found]:
    """A known event: it has happened; its anniversary and a date without year say more."""
    anniversary = ANNIVERSARY_OF.search(text)
    if anniversary or "anniversary" in text:
        count = ordinal_of(anniversary.group("ord").removesuffix("-year")) if anniversary else None
        count = count or (
            number_of(anniversary.group("ord").split("-")[0]) if anniversary else None
        )
        yield from _anniversary_constraints(event, count, span, times)
    happened = (Interval(event.day, days.LAST),)
    yield HAPPENED, f"{event.name} ({event.day.isoformat()}) is past", span, happened
    for value in times:
        if value.year is None and (value.month, value.day) == (event.day.month, event.day.day):
            fresh = (Interval(event.day, event.day + timedelta(days=YEAR)),)
            yield (
                NO_YEAR,
                f"{event.name} is dated without its year, so it is less than a year ago",
                span,
                fresh,
            )


def _anniversary_constraints(
    event: KnownEvent, count: int | None, span: Span, times: Sequence[TimeExpression]
) -> Iterator[Found]:
    """An anniversary of a known event, this week, last week or about now."""
    years = [count] if count else range(1, days.LAST.year - event.day.year + 1)
    marked = [days.years_later(event.day, n) for n in years if event.day.year + n <= days.LAST.year]
    last_week = any(v.unit is TimeUnit.WEEK and v.shift == -1 and v.last is None for v in times)
    allowed = days.join_intervals(
        _week_after(day) if last_week else days.days_around(day, NEAR_ANNIVERSARY, NEAR_ANNIVERSARY)
        for day in marked
    )
    which = f"anniversary {count}" if count else "an anniversary"
    when = " fell in the week before" if last_week else " is near"
    yield ANNIVERSARY, f"{which} of {event.name} ({event.day.isoformat()}){when}", span, allowed


def _week_after(day: date) -> Interval:
    """The days on which a day lies in "last week", weeks beginning on Sunday or on Monday."""
    monday = day - timedelta(days=day.weekday())
    sunday = day - timedelta(days=(day.weekday() + 1) % WEEK)
    return Interval(
        min(monday, sunday) + timedelta(days=WEEK),
        max(monday, sunday) + timedelta(days=2 * WEEK - 1),
    )


def _office_constraints(
    text: str, span: Span, times: Sequence[TimeExpression], terms: Sequence[OfficeTerm]
) -> Iterator[Found]:
    """Holders of offices who are named with their title as holding it now, of some terms."""
    if any(value.year is not None for value in times):
        return  # "President Bush said in 2003" tells of then, not of now
    seen: set[tuple[str, ...]] = set()
    for term in terms:
        if term.surname not in text or not (title := _current_title(text, term)):
            continue
        same = [t for t in terms if t.surname == term.surname and _current_title(text, t)]
        key = tuple(sorted(t.office + t.name for t in same))
        if key not in seen:
            seen.add(key)
            allowed = days.join_intervals(t.span for t in same)
            spans = ", ".join(
                f"{i.first.isoformat()} to {i.last.isoformat()}"
                if i.last < days.LAST
                else f"from {i.first.isoformat()}"
                for i in allowed
            )
            yield OFFICE, f"{term.name} is {title} ({spans})", span, allowed


def _current_title(text: str, term: OfficeTerm) -> str | None:
    """The title under which a holder is named, unless as a former one."""
    for title in term.titles:
        match = _with_title(title, term.name, term.surname).search(text)
        if match and not PAST_OFFICE.search(text[max(0, match.start() - TITLE_BACK) : match.end()]):
            return title
    return None


@cache
def _with_title(title: str, name: str, surname: str) -> re.Pattern[str]:
    """A title before a surname, or some words before a full name."""
    gap = rf"(?:\s[^.;:“”]{{0,{NAME_GAP}}}?)?\s"
    full = rf"\b{re.escape(title)}{gap}{re.escape(name)}\b"
    return re.compile(rf"\b{re.escape(title)}\s{re.escape(surname)}\b|{full}")


def _toll_constraints(text: str, span: Span) -> Iterator[Found]:
    """A running total that stood so on a few days."""
    low = text.lower()
    for toll in known_facts().tolls:
        if all(any(word in low for word in group) for group in toll.words):
            for match in FIGURE.finditer(text):
                interval = _days_reached(toll, int(match.group().replace(",", "")))
                if interval:
                    where = Span(span.start + match.start(), span.start + match.end())
                    yield (
                        RUNNING,
                        f"{toll.name} stood at {match.group()} around then",
                        where,
                        (interval,),
                    )
                    break


def _days_reached(toll: RunningToll, figure: int) -> Interval | None:
    """The days around which a running total reached a figure."""
    for (day, low), (after, high) in zip(toll.points, toll.points[1:], strict=False):
        if low <= figure < high:
            share = (figure - low) / (high - low)
            at = day + timedelta(days=round(share * (after - day).days))
            return days.days_around(at, LAG, LAG)
    return None
