"""What is publicly known and dated, and what of it a report leans on, as sets of days."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from operator import attrgetter

from dateline.detect.times import number_of, ordinal_of
from dateline.types import Document, Entity, Interval, Sentence, Span, TimeExpression, TimeUnit

# ------------------------------------------------------------------ sets of days

Days = tuple[Interval, ...]

WEEK = 7
DAY = timedelta(days=1)
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2039, 12, 31)
ALL_DAYS: Days = (Interval(FIRST_DAY, LAST_DAY),)


def join_intervals(intervals: Iterable[Interval]) -> Days:
    """Intervals in order, those that touch joined."""
    joined: list[Interval] = []
    for interval in sorted(intervals, key=attrgetter("first", "last")):
        if joined and interval.first <= joined[-1].last + DAY:
            joined[-1] = Interval(joined[-1].first, max(joined[-1].last, interval.last))
        else:
            joined.append(interval)
    return tuple(joined)


@lru_cache(maxsize=1024)  # the headings of a bulletin give the same few days again and again
def shared_days(left: Days, right: Days) -> Days:
    """The days that are in both sets."""
    common = []
    i = j = 0
    while i < len(left) and j < len(right):
        first, last = max(left[i].first, right[j].first), min(left[i].last, right[j].last)
        if first <= last:
            common.append(Interval(first, last))
        if left[i].last < right[j].last:
            i += 1
        else:
            j += 1
    return tuple(common)


def days_around(day: date, before: int, after: int) -> Interval:
    """The days from so many before to so many after."""
    return Interval(day - timedelta(days=before), day + timedelta(days=after))


def day_count(days: Days) -> int:
    """How many days there are from the first to the last."""
    return (days[-1].last - days[0].first).days + 1 if days else 0


def each_year(month: int, day: int) -> list[date]:
    """That day in every year that has it."""
    years = range(FIRST_DAY.year, LAST_DAY.year + 1)
    return [date(y, month, day) for y in years if 1 <= day <= month_end(y, month).day]


def days_on_weekdays(days: Days, allowed: frozenset[int]) -> Days:
    """Those of the days that fall on one of the weekdays."""
    found: list[Interval] = []
    for interval in days:
        if interval.first == interval.last:
            found += [interval] if interval.first.weekday() in allowed else []
        else:
            found.extend(_weekdays_in(interval, allowed))
    return tuple(found)  # days of two intervals never touch


@lru_cache(maxsize=64)  # a report asks for the same weekdays of 70 years again and again
def _weekdays_in(interval: Interval, allowed: frozenset[int]) -> Days:
    """Those of an interval's days that fall on one of the weekdays."""
    first, last = interval.first.toordinal(), interval.last.toordinal()
    # The proleptic ordinal 1 is a Monday.
    starts = [
        day for day in range(first, min(first + WEEK, last + 1)) if (day - 1) % WEEK in allowed
    ]
    runs: list[list[int]] = []
    for day in sorted(day for start in starts for day in range(start, last + 1, WEEK)):
        if runs and day == runs[-1][1] + 1:
            runs[-1][1] = day
        else:
            runs.append([day, day])
    return tuple(Interval(date.fromordinal(one), date.fromordinal(two)) for one, two in runs)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return (date(year + month // 12, month % 12 + 1, 1)) - DAY


def years_later(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    last = month_end(day.year + years, day.month).day
    return date(day.year + years, day.month, min(day.day, last))


def days_shown(interval: Interval) -> str:
    """An interval for a person to read."""
    if interval.first == interval.last:
        return f"{interval.first:%A}, {interval.first.day} {interval.first:%B %Y}"
    return f"{interval.first.isoformat()} to {interval.last.isoformat()}"


# ------------------------------------------------------------------ known events

# The table `known_events.toml` is general and sourced; a report that names what stands there
# was written after it began, or during the term, or near the anniversary.


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """A dated event or a war: the day it began, and the wordings that name it.

    A wording names the event where all of its words stand in one sentence.
    """

    name: str
    day: date
    end: date | None
    wordings: tuple[tuple[str, ...], ...]
    source: str


@dataclass(frozen=True, slots=True)
class OfficeTerm:
    """One holder's time in an office."""

    office: str
    titles: tuple[str, ...]
    name: str
    surname: str
    span: Interval


@dataclass(frozen=True, slots=True)
class RunningToll:
    """A total that grew from day to day and was quoted as it stood."""

    name: str
    words: tuple[tuple[str, ...], ...]  # one word of each group must stand near the figure
    points: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """The whole table."""

    events: tuple[KnownEvent, ...]
    terms: tuple[OfficeTerm, ...]
    tolls: tuple[RunningToll, ...]


WORD = re.compile(r"[^\W_]+")
HEAD = 4  # letters that tell most words apart


@cache
def known_facts() -> KnownFacts:
    """The table, read once a process."""
    data = tomllib.loads(files(__package__).joinpath("known_events.toml").read_text("utf-8"))
    events = tuple(
        KnownEvent(
            name=row["name"],
            day=row["day"],
            end=row.get("end"),
            wordings=tuple(tuple(w.lower().split()) for w in row["match"]),
            source=row["source"],
        )
        for row in data["event"]
    )
    terms = tuple(
        OfficeTerm(row["office"], tuple(row["titles"]), *_read_holder(holder))
        for row in data["office"]
        for holder in row["holders"]
    )
    tolls = tuple(
        RunningToll(
            name=row["name"],
            words=tuple(tuple(group) for group in row["words"]),
            points=tuple((day, figure) for day, figure in row["points"]),
        )
        for row in data["running_toll"]
    )
    return KnownFacts(events, terms, tolls)


def _read_holder(row: list[str]) -> tuple[str, str, Interval]:
    """Name, surname (the last word unless given) and term of a holder."""
    name, first, last = row[0], date.fromisoformat(row[1]), row[2]
    surname = row[3] if len(row) > 3 else name.split()[-1]  # noqa: PLR2004 - the optional column
    return name, surname, Interval(first, date.fromisoformat(last) if last else LAST_DAY)


def held_by(text: str) -> list[OfficeTerm]:
    """The terms of those whose surname may stand in a text, in the order of the table."""
    names = set(WORD.findall(text))
    likely = {i for name in names & _by_name().keys() for i in _by_name()[name]}
    return [known_facts().terms[i] for i in sorted(likely)]


@cache
def _by_name() -> dict[str, tuple[int, ...]]:
    """Terms by the longest part of the holder's surname."""
    table: dict[str, list[int]] = {}
    for i, term in enumerate(known_facts().terms):
        table.setdefault(max(WORD.findall(term.surname), key=len), []).append(i)
    return {name: tuple(found) for name, found in table.items()}


def named_in(sentence: str) -> Iterator[KnownEvent]:
    """The known events that a sentence (in lower case) names, in the order of the table."""
    heads = {word[:n] for word in WORD.findall(sentence) for n in range(1, HEAD + 1)}
    likely = {i for head in heads for i in _by_head().get(head, ())}
    for i in sorted(likely):
        event = known_facts().events[i]
        if any(all(_word_stands(word, sentence) for word in wording) for wording in event.wordings):
            yield event


@cache
def _by_head() -> dict[str, tuple[int, ...]]:
    """Events by the first letters of a word that each wording holds: most never need a look."""
    table: dict[str, set[int]] = {}
    for i, event in enumerate(known_facts().events):
        for wording in event.wordings:
            head = WORD.findall(wording[0].replace("_", " "))[0][:HEAD]
            table.setdefault(head, set()).add(i)
    return {head: tuple(sorted(found)) for head, found in table.items()}


def _word_stands(word: str, sentence: str) -> bool:
    """Does a word stand in a sentence, "_" in it for a blank, "*" for any ending?"""
    stem, pattern = _word_pattern(word)
    return stem in sentence and pattern.search(sentence) is not None


@cache
def _word_pattern(word: str) -> tuple[str, re.Pattern[str]]:
    """What a word looks like in a text, endings aside, and the expression for it."""
    plain = word.replace("_", " ")
    stem = plain.rstrip("*")
    # a look around and no \b: "u.s." ends in a full stop, after which no word boundary stands
    ending = "" if plain.endswith("*") else r"(?!\w)"
    return stem, re.compile(rf"(?<!\w){re.escape(stem)}{ending}")


# ------------------------------------------------------------------ what a report leans on

Found = tuple[float, str, Span, Days]

# Strengths on the scale of `created_evidence`.
HAPPENED = 7.5  # a known event that is named has happened
ANNIVERSARY = 6.5
OFFICE = 5.5
NO_YEAR = 4.5  # agencies leave the year out for about twelve months
RUNNING = 3.5  # running totals are quoted with a few days' delay

NEAR_ANNIVERSARY = 30  # days before and after in which an anniversary is spoken of
YEAR = 366
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
    happened = (Interval(event.day, LAST_DAY),)
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
    years = [count] if count else range(1, LAST_DAY.year - event.day.year + 1)
    marked = [years_later(event.day, n) for n in years if event.day.year + n <= LAST_DAY.year]
    last_week = any(v.unit is TimeUnit.WEEK and v.shift == -1 and v.last is None for v in times)
    allowed = join_intervals(
        _week_after(day) if last_week else days_around(day, NEAR_ANNIVERSARY, NEAR_ANNIVERSARY)
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
            allowed = join_intervals(t.span for t in same)
            spans = ", ".join(
                f"{i.first.isoformat()} to {i.last.isoformat()}"
                if i.last < LAST_DAY
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
            return days_around(at, LAG, LAG)
    return None
