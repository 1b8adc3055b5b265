"""Totals that reports give over several events, as series: running, of one day, of a period.

"78 attacks since October 17" is no incident. Told again a week later with 85, the two are one
series. A series is what has the same field, place, actor and beginning.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dateline.types import (
    Claim,
    Count,
    Interception,
    Interval,
    Mention,
    Party,
    Place,
    Reading,
    Role,
    Scope,
    Span,
    TimeExpression,
    Toll,
)
from dateline.write.columns import CellType, Column, Table
from dateline.write.contents import Contents
from dateline.write.lines import radius_metres
from dateline.write.statements import spelled_numbers

COUNTED: Final = (
    Role.KILLED,
    Role.WOUNDED,
    Role.ABDUCTED,
    Role.ARRESTED,
    Role.ATTACKERS_KILLED,
    Role.FIRED,
    Role.INTERCEPTED,
    Role.LANDED,
)
EVENTS: Final = "events"  # the field of a count of the events themselves
SINCE: Final = re.compile(r"\b(?:since|so far|to date|until now)\b", re.IGNORECASE)
OPEN: Final = re.compile(r"\b(?:at least|more than|over|upwards of)\s*$", re.IGNORECASE)
MONTHS: Final = {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name}
MONTH: Final = rf"(?P<month>(?:{'|'.join(MONTHS)})[a-z]*)\.?"
SINCE_DAY: Final = re.compile(
    rf"\bsince (?:(?:(?P<first>\d{{1,2}}) )?{MONTH}(?: (?P<second>\d{{1,2}})\b)?,? ?)?"
    r"(?P<year>(?:19|20)\d\d\b)?",
    re.IGNORECASE,
)
NUMBERS: Final = {word: n for n in range(100) for word in spelled_numbers(n) if word.isalpha()}
# The count before the word for the events, with at most one word between ("12 rocket attacks").
BEFORE: Final = re.compile(
    r"(?<![\w.,])(\d[\d,]*|[a-z]+)\s+(?:(?!of\b)[a-z-]*[a-rt-z]\s+)?$", re.IGNORECASE
)
# "attacked with drones and rockets 78 times": how often, in the same clause; shots are hits.
TIMES: Final = re.compile(
    r"^(?:(?!\b(?:who|which|that|and was|and were)\b)[^.;:]){0,100}?"
    r"(?<![\w.,])(\d[\d,]*|[a-z]+)\s+times\b"
    r"(?!\s+(?:as|more|less|fewer|higher|lower|larger|bigger|the|in the (?:head|chest|back|neck)))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a total, with its words."""

    field: str
    count: Count
    span: Span
    speaker: str | None
    modality: str


@dataclass(frozen=True, slots=True)
class Total:
    """One figure of a series."""

    mention: Mention
    figure: Figure
    over: Interval | None
    first: date | None  # also where the words give no more than a beginning
    running: bool
    place: Place | None
    actor: str | None
    report: str
    quote: str
    written: Interval | None

    @property
    def series(self) -> str:
        """The id of the series."""
        start = self.first.isoformat() if self.first else self.mention.id
        place = self.place.name if self.place else ""
        kind = self.mention.kind.value if self.figure.field == EVENTS else ""
        parts = (self.figure.field, kind, place, self.actor or "", self.extent, start)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    @property
    def extent(self) -> str:
        """Over what it counts: running, day, period or unknown."""
        if self.over is None:
            return "running" if self.running else "unknown"
        if self.running:
            return "running"
        return "day" if self.over.first == self.over.last else "period"

    @property
    def last(self) -> date | None:
        """The last day that it counts; a running total counts up to the day of writing."""
        if self.running:
            return self.written.last if self.written else None
        return self.over.last if self.over else None


def totals_of_reports(contents: Contents) -> Iterator[Total]:
    """The figures of totals, by series, then by when they were written."""
    chronology = contents.chronology()
    days = {mention: event.interval for mention, event in chronology.events}
    written = {report: creation.interval for report, creation in chronology.created}
    found = [
        total_row(contents, reading, mention, figure, (days, written))
        for reading in contents.readings
        for mention in reading.mentions
        if mention.scope is Scope.AGGREGATE
        for figure in figures_of_total(mention, reading.document.text)
    ]
    return iter(sorted(found, key=order_of_total))


def days_of_totals(contents: Contents) -> dict[str, Interval | None]:
    """The days that each total counts, by mention, as far as they are known."""
    events = contents.chronology().events
    return {
        **{mention: event.interval for mention, event in events},
        **{
            t.mention.id: Interval(t.first, t.last)
            for t in totals_of_reports(contents)
            if t.first and t.last
        },
    }


def order_of_total(total: Total) -> tuple[str, date, str, Span]:
    """By series, day of writing, report and place in its text."""
    day = total.written.first if total.written else date.max
    return total.series, day, total.report, total.figure.span


Days = dict[str, Interval | None]


def total_row(
    contents: Contents, reading: Reading, mention: Mention, figure: Figure, known: tuple[Days, Days]
) -> Total:
    """One figure with what it is about."""
    text, report = reading.document.text, reading.document.report
    quote = text[mention.quote.start : mention.quote.end]
    over = known[0].get(mention.id)
    return Total(
        mention=mention,
        figure=figure,
        over=over,
        first=over.first if over else since_day(mention.claims, quote, known[1].get(report)),
        running=runs_to_writing(mention.claims, quote)
        or reaches_writing(over, known[1].get(report)),
        place=place_of_total(mention.claims),
        actor=actor_of_total(mention.claims),
        report=(contents.names.get(report) or (report,))[0],
        quote=quote,
        written=known[1].get(report),
    )


def place_of_total(claims: Sequence[Claim]) -> Place | None:
    """Where the events were: the first place that is told."""
    told = (c.value for c in claims if c.role is Role.WHERE)
    return next((value for value in told if isinstance(value, Place)), None)


def actor_of_total(claims: Sequence[Claim]) -> str | None:
    """Who did it."""
    told = (c.value for c in claims if c.role is Role.ACTOR)
    return next((value.name for value in told if isinstance(value, Party)), None)


def runs_to_writing(claims: Sequence[Claim], quote: str) -> bool:
    """Does a total run up to the day of writing?"""
    times = (c.value for c in claims if isinstance(c.value, TimeExpression))
    return any(time.open_end for time in times) or SINCE.search(quote) is not None


def since_day(claims: Sequence[Claim], quote: str, written: Interval | None) -> date | None:
    """The day since when a total runs: the last of its name before the writing.

    Many totals have no claim of when: what follows "since" in the sentence says it then.
    """
    times = (c.value for c in claims if isinstance(c.value, TimeExpression))
    parts = [(t.year, t.month, t.day) for t in times if t.open_end and (t.year or t.month)]
    parts += [_spelled_day(found) for found in SINCE_DAY.finditer(quote)]
    parts = [part for part in parts if part[0] or part[1]]
    return latest_fitting_day(*parts[0], written) if parts else None


def _spelled_day(found: re.Match[str]) -> tuple[int | None, int | None, int | None]:
    """Year, month and day as a match of `SINCE_DAY` spells them."""
    year, month, day = (found["year"], found["month"], found["first"] or found["second"])
    number = MONTHS[month[:3].lower()] if month else None
    return int(year) if year else None, number, int(day) if day else None


def latest_fitting_day(
    year: int | None, month: int | None, day: int | None, written: Interval | None
) -> date | None:
    """The day that the parts name, in the last year that fits where none is given."""
    latest = written.last if written else date.max
    years = [year] if year else [latest.year, latest.year - 1] if written else []
    for each in years:
        try:
            found = date(each, month or 1, day or 1)
        except ValueError:  # the 29th of February of a year that has none
            continue
        if found <= latest:
            return found
    return None


def reaches_writing(over: Interval | None, written: Interval | None) -> bool:
    """Does a period of several days end on the day of writing ("this year")?"""
    return bool(over and written and over.first < over.last == written.last)


def figures_of_total(mention: Mention, text: str) -> Iterator[Figure]:
    """The numbers of a total: people, weapons, and the events themselves."""
    for claim in mention.claims:
        count = claimed_count(claim)
        if claim.role in COUNTED and count is not None:
            speaker = claim.speaker.name if claim.speaker else None
            yield Figure(claim.role.value, count, claim.span, speaker, claim.modality.value)
    counted = counted_events(text, mention)
    if counted is not None:
        yield counted


def claimed_count(claim: Claim) -> Count | None:
    """The number of a claim."""
    value = claim.value
    if isinstance(value, Toll | Interception):
        return value.count
    return value if isinstance(value, Count) else None


def counted_events(text: str, mention: Mention) -> Figure | None:
    """How many events there were, by the words right before the one for them, or by "times"."""
    start, trigger, end = mention.quote.start, mention.trigger, mention.quote.end
    before, after = text[start : trigger.start], text[trigger.end : end]
    if (found := BEFORE.search(before)) and number_from_word(found.group(1)) is not None:
        span, words = Span(start + found.start(), trigger.end), before
    elif (found := TIMES.search(after)) and number_from_word(found.group(1)) is not None:
        span, words = Span(trigger.start, trigger.end + found.end()), after
    else:
        return None
    number = number_from_word(found.group(1))
    high = None if OPEN.search(words[: found.start(1)]) else number
    return Figure(EVENTS, Count(number or 0, high, number), span, None, "asserted")


def number_from_word(word: str) -> int | None:
    """A number in figures or in a word."""
    if word[0].isdigit():
        return int(word.replace(",", ""))
    return NUMBERS.get(word.lower())


REPORT, PROGRAM, PLACES = "the report", "Dateline", "the gazetteer"
WHOLE, DAY = CellType.INTEGER, CellType.DAY
TOTALS: Final[Table] = Table(
    "totals",
    "one figure of a series, by series and day of writing",
    (
        Column("series", lambda x: x.series, "same field, place, actor and beginning", PROGRAM),
        Column("extent", lambda x: x.extent, "running, day, period or unknown", PROGRAM),
        Column(
            "field",
            lambda x: x.figure.field,
            "what is counted: killed, wounded, abducted, arrested, attackers_killed, fired, "
            "intercepted, landed, or the events themselves",
            PROGRAM,
        ),
        Column(
            "low", lambda x: x.figure.count.low, "lowest number that the words allow", REPORT, WHOLE
        ),
        Column(
            "high",
            lambda x: x.figure.count.high,
            "highest number that the words allow; empty where it is open",
            REPORT,
            WHOLE,
        ),
        Column(
            "stated",
            lambda x: x.figure.count.stated,
            "the number that the words name; empty for `dozens`",
            REPORT,
            WHOLE,
        ),
        Column("from", lambda x: x.first, "first day counted", REPORT, DAY),
        Column(
            "to",
            lambda x: x.last,
            "last day counted; of a running total the day of writing",
            REPORT,
            DAY,
        ),
        Column(
            "written",
            lambda x: x.written.first if x.written else None,
            "day of writing, or the earliest possible one",
            REPORT,
            DAY,
        ),
        Column("kind", lambda x: x.mention.kind.value, "kind of the events", REPORT),
        Column("actor", lambda x: x.actor, "who did it", REPORT),
        Column("country", lambda x: x.place.country if x.place else None, "country", PLACES),
        Column("admin1", lambda x: x.place.admin1 if x.place else None, "division", PLACES),
        Column("city", lambda x: x.place.city if x.place else None, "city", PLACES),
        Column(
            "precision",
            lambda x: x.place.precision if x.place else None,
            "how exactly the place is known",
            PROGRAM,
            WHOLE,
            "UCDP where_prec",
        ),
        Column(
            "radius_m",
            lambda x: radius_metres(x.place),
            "how far it reaches",
            PLACES,
            WHOLE,
            "metres",
        ),
        Column("speaker", lambda x: x.figure.speaker, "who says so", REPORT),
        Column("modality", lambda x: x.figure.modality, "how firmly", REPORT),
        Column("report", lambda x: x.report, "name of the report", REPORT),
        Column(
            "report_id", lambda x: x.mention.report, "the report's bytes", PROGRAM, unit="SHA-256"
        ),
        Column("quote", lambda x: x.quote, "the sentence", REPORT),
        Column(
            "start",
            lambda x: x.figure.span.start,
            "where the number's words begin in the recorded text",
            PROGRAM,
            WHOLE,
            "characters",
        ),
        Column("end", lambda x: x.figure.span.end, "where they end", PROGRAM, WHOLE, "characters"),
    ),
)
