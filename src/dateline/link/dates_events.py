"""When each event took place: its time words, resolved through the report or another event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from dateline.link.dates_calendar import (
    MAX_YEAR,
    MIN_YEAR,
    created_there,
    is_absolute,
    is_beyond,
    resolve_from_event,
    resolve_time,
)
from dateline.types import (
    Chronology,
    Claim,
    Creation,
    Direction,
    EventDate,
    Evidence,
    Interval,
    Mention,
    Place,
    Prominence,
    Reading,
    Role,
    Scope,
    Span,
    Stage,
    TimeAnchor,
    TimeExpression,
    TimeUnit,
)

MOST_DAYS: Final = 400  # days of writing tried out; more leave every day and month open
WIDEST: Final = 31  # days; days of writing that disagree by more give no date
BREAKING: Final = 2  # days from the first to the last; so exact a report dates its own news
STALE: Final = 21  # days; a report's own news is not older
GRAINS: Final = (0, 6, 30)  # days from first to last of a day, a week and a month
DAYS_IN_WEEK: Final = 7
FEBRUARY: Final = 2
ANNIVERSARY: Final = re.compile(
    r"\b(?P<count>\w+?)(?:-year)?(?:\s|-)anniversary\sof\s(?:\w+\s){0,5}$", re.IGNORECASE
)
ORDINALS: Final = {
    "first": 1, "one": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20,
}  # fmt: skip
NEWS: Final = "argument.time.news"  # the reader of the day of a report's news
NOWHERE: Final = Span(0, 0)
CLOCK: Final = re.compile(r"\d{2}:\d{2}")
COORDINATED: Final = ("GMT", "UTC")
AFTER: Final = re.compile(r"\b(?:after|before|following|since)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _DatedBy:
    """A claim's interval, with the sentence of the explanation."""

    interval: Interval
    clock: str | None
    evidence: Evidence
    aside: bool = False  # told in another sentence than the one the event is first told in


def date_events(readings: Iterable[Reading], created: Mapping[str, Creation]) -> Chronology:
    """When the events of some reports took place, given when these were written.

    Args:
        readings: some reports, each looked at alone.
        created: creation times as they were settled, of these reports at least.
    """
    events = [
        (date.mention, date)
        for reading in readings
        for date in event_dates(reading, created[reading.document.report])
    ]
    return Chronology(tuple(created.items()), tuple(events))


def event_dates(reading: Reading, created: Creation) -> tuple[EventDate, ...]:
    """Date the events of one report.

    Args:
        reading: the report with its mentions.
        created: when it was written, as settled over all reports.

    Returns:
        One date a mention, in order; what hangs on another event is dated after that event.
    """
    there = {m.id: created_there(created, m) for m in reading.mentions}
    days = {m.id: _days_of_writing(there[m.id]) for m in reading.mentions}
    own = {m.id: _own_dates(reading, m, days[m.id]) for m in reading.mentions}
    return tuple(
        _with_clock(_date_of(reading, mention, own, there[mention.id]), mention, there, created)
        for mention in reading.mentions
    )


def _date_of(
    reading: Reading, mention: Mention, own: Mapping[str, list[_DatedBy]], created: Creation
) -> EventDate:
    """The date of an event, of the report's own or told in passing."""
    settle = _settle_date if mention.prominence is Prominence.MAIN else _background_date
    return settle(reading, mention, own, created)


def _with_clock(
    found: EventDate, mention: Mention, there: Mapping[str, Creation], created: Creation
) -> EventDate:
    """A date with the clock by which its words were counted, where that is the place's own."""
    counted = any(value.anchor is TimeAnchor.CREATION for _, value in _time_claims(mention))
    if there[mention.id] is created or not counted:
        return found
    return replace(found, reasons=(*found.reasons, there[mention.id].reasons[-1]))


def _days_of_writing(created: Creation) -> list[date]:
    """The days on which the report may have been written; none if there are too many."""
    intervals = (created.interval,) if created.interval else created.candidates
    if sum((i.last - i.first).days + 1 for i in intervals) > MOST_DAYS:
        return []
    return [
        i.first + timedelta(days=step)
        for i in intervals
        for step in range((i.last - i.first).days + 1)
    ]


def _time_claims(
    mention: Mention, *, of_news: bool = False
) -> Iterable[tuple[Claim, TimeExpression]]:
    """The claims of a mention that say when it was, or when its report's news was."""
    for claim in mention.claims:
        value = claim.value
        wanted = (claim.reader == NEWS) is of_news
        if claim.role is Role.WHEN and isinstance(value, TimeExpression) and wanted:
            yield claim, value


def _own_dates(reading: Reading, mention: Mention, days: Sequence[date]) -> list[_DatedBy]:
    """What a mention's own time words give, without the help of other events."""
    found = []
    years = _anniversary_years(reading, mention)
    for claim, value in _time_claims(mention):
        if value.anchor is TimeAnchor.EVENT or years == 0:
            continue
        looked = _as_past(value) if mention.stage is Stage.ACCOMPLISHED else value
        interval = _resolve_over(looked, days)
        if interval is not None:
            interval = _years_before(interval, years) if years else interval
            if interval is None:
                continue
            words = _claim_words(reading, claim)
            text = _reason_text(words, interval) + (
                f", {years} years before the anniversary" if years else ""
            )
            aside = claim.quote != mention.quote
            found.append(_DatedBy(interval, _clock_of(value), Evidence(text, claim.span), aside))
    return found


def _anniversary_years(reading: Reading, mention: Mention) -> int | None:
    """The years that have gone by, where a mention is told for its anniversary; 0 if not told."""
    before = reading.document.text[mention.quote.start : mention.trigger.start]
    match = ANNIVERSARY.search(before)
    if match is None:
        return None
    told = match.group("count").lower()
    digits = re.match(r"\d+", told)
    return int(digits.group()) if digits else ORDINALS.get(told, 0)


def _years_before(interval: Interval, years: int) -> Interval | None:
    """The same days so many years earlier, None for years that are not read."""
    if interval.first.year - years < MIN_YEAR:
        return None
    first, last = (
        day.replace(
            year=day.year - years, day=min(day.day, 28) if day.month == FEBRUARY else day.day
        )
        for day in (interval.first, interval.last)
    )
    return Interval(first, last)


def _as_past(value: TimeExpression) -> TimeExpression:
    """The value turned to the past: what has happened is not still to come."""
    if value.anchor is TimeAnchor.CREATION and (value.shift or 0) > 0:
        return value
    return replace(value, direction=Direction.PAST)


def _resolve_over(value: TimeExpression, days: Sequence[date]) -> Interval | None:
    """The days that an expression can mean over all days of writing."""
    if is_absolute(value):
        return (
            resolve_time(value, days[0] if days else date(value.year or MIN_YEAR, 12, 31))
            if _is_real(value)
            else None
        )
    found = {resolve_time(value, day) for day in days}
    intervals = sorted(i for i in found if i is not None)
    if not intervals or None in found:
        return None
    whole = Interval(intervals[0].first, max(i.last for i in intervals))
    widest = max((i.last - i.first).days for i in intervals)
    return whole if (whole.last - whole.first).days <= max(WIDEST, 2 * widest) else None


def _is_real(value: TimeExpression) -> bool:
    """Is the year one of those that are read?"""
    return value.year is not None and MIN_YEAR <= value.year <= MAX_YEAR


def _claim_words(reading: Reading, claim: Claim) -> str:
    """The words of a claim."""
    return reading.document.text[claim.span.start : claim.span.end]


def _reason_text(words: str, interval: Interval) -> str:
    """The sentence that says what words mean."""
    return f"“{' '.join(words.split())}” is {show_interval(interval)}"


def show_interval(interval: Interval) -> str:
    """An interval for a person to read."""
    if interval.first == interval.last:
        return interval.first.isoformat()
    return f"{interval.first.isoformat()} to {interval.last.isoformat()}"


def _clock_of(value: TimeExpression) -> str | None:
    """The time of day where it is exact, marked Z where it is not local."""
    if value.clock is None or not CLOCK.fullmatch(value.clock):
        return None
    return value.clock + ("Z" if (value.zone or "").upper() in COORDINATED else "")


def _intersect_dates(dated: Sequence[_DatedBy]) -> _DatedBy:
    """The days that the most exact telling has in common with those that agree with it.

    Of tellings that are as exact the one told first counts: the lead is about the news.
    """
    ordered = sorted(dated, key=lambda d: (_grain_of(d.interval), d.evidence.span or NOWHERE))
    best = ordered[0]
    for other in ordered[1:]:
        first = max(best.interval.first, other.interval.first)
        last = min(best.interval.last, other.interval.last)
        if first <= last:
            best = replace(best, interval=Interval(first, last), clock=best.clock or other.clock)
    return best


def _grain_of(interval: Interval) -> int:
    """How exact an interval is: a day, a week, a month, or less."""
    width = (interval.last - interval.first).days
    return next((n for n, most in enumerate(GRAINS) if width <= most), len(GRAINS))


def _settle_date(
    reading: Reading, mention: Mention, own: Mapping[str, list[_DatedBy]], created: Creation
) -> EventDate:
    """The date of one of the report's own events, or None with the reason."""
    fresh = [d for d in own[mention.id] if not _is_stale(d, created)]
    hung = [] if fresh else _relative_dates(reading, mention, own)
    if fresh or hung:
        return _event_date(mention, fresh or hung)
    news, written = _news_date(reading, mention, own, created), _day_of_writing(mention, created)
    if before := _before_telling(reading, mention, created):
        return _event_date(mention, before)
    if news is not None:
        return replace(_event_date(mention, [news]), told=False)
    if written is not None:
        return replace(_event_date(mention, [written]), told=False, bounds=True)
    return EventDate(
        mention.id, None, _told_clock(mention), (_unknown_reason(reading, mention, created),)
    )


def _background_date(
    reading: Reading, mention: Mention, own: Mapping[str, list[_DatedBy]], created: Creation
) -> EventDate:
    """The date of an event told in passing, or None with the reason."""
    found = own[mention.id] or _relative_dates(reading, mention, own)
    if found:
        return _event_date(mention, found)
    return EventDate(
        mention.id, None, _told_clock(mention), (_unknown_reason(reading, mention, created),)
    )


def _event_date(mention: Mention, found: Sequence[_DatedBy]) -> EventDate:
    """The date that several tellings within a report come to."""
    best = _intersect_dates(found)
    clock = best.clock or _told_clock(mention)
    return EventDate(mention.id, best.interval, clock, tuple(d.evidence for d in found))


def _told_clock(mention: Mention) -> str | None:
    """The first exact time of day that is told of a mention."""
    return next((clock for _, value in _time_claims(mention) if (clock := _clock_of(value))), None)


def _is_stale(dated: _DatedBy, created: Creation) -> bool:
    """Does a date told aside lie too far back to be a report's own news?

    Then its words tell of something else. What stands beside the event itself is believed: a
    court may try today what was done years ago.
    """
    intervals = (created.interval,) if created.interval else created.candidates
    if not dated.aside or created.weekday is None or not intervals:
        return False
    return (intervals[0].first - dated.interval.last).days > STALE


def _relative_dates(
    reading: Reading, mention: Mention, own: Mapping[str, list[_DatedBy]]
) -> list[_DatedBy]:
    """What time words that count from another event give."""
    found = []
    for claim, value in _time_claims(mention):
        if value.anchor is not TimeAnchor.EVENT or _is_part_of_day(value):
            continue
        words = _claim_words(reading, claim)
        # in "the attack comes days after a strike" the strike lies days before the attack
        backward = bool(AFTER.search(words)) and claim.span.end <= mention.trigger.start
        event = _anchor_event(reading.mentions, mention, own, None if backward else claim)
        interval = resolve_from_event(value, event, backward=backward) if event else None
        if event is not None and interval is not None:
            text = (
                _reason_text(words, interval)
                + f", counted from the event of {show_interval(event)}"
            )
            found.append(_DatedBy(interval, _clock_of(value), Evidence(text, claim.span)))
    return found


def _before_telling(reading: Reading, mention: Mention, created: Creation) -> list[_DatedBy]:
    """What "a day earlier" gives where nothing else is told that it could count from.

    Then it counts from the day of the telling: "said on Wednesday that 471 were killed a day
    earlier".
    """
    told = _day_of_telling(created)
    if told is None or mention.stage is not Stage.ACCOMPLISHED or mention.scope is not Scope.SINGLE:
        return []
    return [
        _DatedBy(interval, _clock_of(value), Evidence(text, claim.span))
        for claim, value in _time_claims(mention)
        if value.anchor is TimeAnchor.EVENT
        and value.unit is TimeUnit.DAY
        and (value.shift or 0) < 0
        if (interval := resolve_from_event(value, told, backward=False)) is not None
        for reason in [_reason_text(_claim_words(reading, claim), interval)]
        for text in [f"{reason}, counted from {show_interval(told)}"]
    ]


def _anchor_event(
    mentions: Sequence[Mention],
    mention: Mention,
    own: Mapping[str, list[_DatedBy]],
    claim: Claim | None,
) -> Interval | None:
    """The event that "hours later" counts from: the one told last before the words, else the main.

    Without a claim only the report's own news will do.
    """
    others = [m for m in mentions if m.id != mention.id and own[m.id]]
    told = [m for m in others if claim is not None and m.trigger.end <= claim.span.start]
    if told:
        return _intersect_dates(own[max(told, key=lambda m: m.trigger).id]).interval
    main = [m for m in others if m.prominence is Prominence.MAIN]
    return _intersect_dates(own[main[0].id]).interval if main else None


def _is_part_of_day(value: TimeExpression) -> bool:
    """Is it "in the morning" or "4:15 am", which names no day?"""
    return value.clock is not None and value.weekday is None and not value.shift and not value.day


def _news_date(
    reading: Reading, mention: Mention, own: Mapping[str, list[_DatedBy]], created: Creation
) -> _DatedBy | None:
    """The day of a report's own news told without a day: that of the lead or of its other events.

    This is an inference and says so; it is left to reports of a known day or two.
    """
    written = created.interval
    if written is None or (written.last - written.first).days > BREAKING:
        return None
    if mention.stage is not Stage.ACCOMPLISHED or mention.scope is not Scope.SINGLE:
        return None
    days = _days_of_writing(created)
    for claim, value in _time_claims(mention, of_news=True):
        interval = _resolve_over(_as_past(value), days)
        if interval is not None:
            text = f"{_reason_text(_claim_words(reading, claim), interval)}, told of the news"
            return _DatedBy(interval, None, Evidence(text, claim.span))
    # The entries of a bulletin are of days of their own.
    if reading.document.sections:
        return None
    beside = [m for m in reading.mentions if m is not mention and not _are_elsewhere(m, mention)]
    told = [found for m in beside if _is_news(m) for found in own[m.id]]
    return _day_of_others(mention, told, written)


def _day_of_telling(created: Creation) -> Interval | None:
    """The weekday on which a report lets somebody speak, else its day."""
    written = created.interval
    if written is None or (written.last - written.first).days > BREAKING:
        return None
    if created.weekday is None:
        return written if written.first == written.last else None
    day = written.last - timedelta(days=(written.last.weekday() - created.weekday) % DAYS_IN_WEEK)
    return Interval(day, day)


def _is_news(mention: Mention) -> bool:
    """Is it one of the events that the report is about?"""
    return mention.prominence is Prominence.MAIN


def _are_elsewhere(one: Mention, other: Mention) -> bool:
    """Are two events told of different towns, which round-ups tell of different days?"""
    towns, others = _towns_of(one), _towns_of(other)
    return bool(towns and others) and not towns & others


def _towns_of(mention: Mention) -> set[str]:
    """The towns where an event is told to have been."""
    places = (c.value for c in mention.claims if c.role is Role.WHERE)
    return {place.city for place in places if isinstance(place, Place) and place.city}


def _day_of_others(
    mention: Mention, others: Sequence[_DatedBy], written: Interval
) -> _DatedBy | None:
    """The day of the other events that a report tells with theirs, where they are of one day."""
    told = {
        found.interval
        for found in others
        if found.interval.first == found.interval.last
        if 0 <= (written.last - found.interval.first).days < DAYS_IN_WEEK
    }
    if len(told) != 1:
        return None
    (interval,) = told
    text = f"told as news by a report whose other events were on {show_interval(interval)}"
    return _DatedBy(interval, None, Evidence(text, mention.trigger))


def _day_of_writing(mention: Mention, created: Creation) -> _DatedBy | None:
    """The day of writing of a report that names no day, which bounds that of its news."""
    written = created.interval
    if written is None or written.first != written.last or created.weekday is not None:
        return None
    if mention.stage is not Stage.ACCOMPLISHED or mention.scope is not Scope.SINGLE:
        return None
    text = f"told as news without a day by a report of {show_interval(written)}"
    return _DatedBy(written, None, Evidence(text, mention.trigger))


def _unknown_reason(reading: Reading, mention: Mention, created: Creation) -> Evidence:
    """Why a mention has no date."""
    claims = list(_time_claims(mention))
    if not claims:
        return Evidence("the report says nothing of when this took place", mention.trigger)
    words = ", ".join(f"“{_claim_words(reading, claim)}”" for claim, _ in claims)
    if created.interval is None:
        text = f"{words} cannot be dated, since it is not known when the report was written"
        return Evidence(text, claims[0][0].span)
    if any(is_beyond(value, created.interval.first) for _, value in claims):
        text = f"{words} lies outside the years {MIN_YEAR} to {MAX_YEAR}"
        return Evidence(text, claims[0][0].span)
    return Evidence(f"{words} names no days", claims[0][0].span)
