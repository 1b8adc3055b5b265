"""When each event took place: its time words, resolved through the report or another event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from dateline.link.dates_calendar import absolute, from_event, resolve
from dateline.types import (
    Claim,
    Creation,
    Direction,
    EventDate,
    Evidence,
    Interval,
    Mention,
    Prominence,
    Reading,
    Role,
    Stage,
    TimeAnchor,
    TimeExpression,
)

MOST_DAYS: Final = 400  # days of writing tried out; more leave every day and month open
WIDEST: Final = 31  # days; days of writing that disagree by more give no date
BREAKING: Final = 2  # days; a report dated to so few dates its own news without a time word
CLOCK: Final = re.compile(r"\d{2}:\d{2}")
COORDINATED: Final = ("GMT", "UTC")
AFTER: Final = re.compile(r"\b(?:after|before|following|since)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A claim's interval, with the sentence of the explanation."""

    interval: Interval
    clock: str | None
    evidence: Evidence


def event_dates(reading: Reading, created: Creation) -> tuple[EventDate, ...]:
    """Date the events of one report.

    Args:
        reading: the report with its mentions.
        created: when it was written, as settled over all reports.

    Returns:
        One date a mention, in order; what hangs on another event is dated after that event.
    """
    days = _days_of_writing(created)
    own = {m.id: _own(reading, m, days) for m in reading.mentions}
    anchor = _anchor(reading.mentions, own)
    return tuple(
        _settled(reading, mention, own[mention.id], anchor, created) for mention in reading.mentions
    )


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


def _when(mention: Mention) -> Iterable[tuple[Claim, TimeExpression]]:
    """The claims of a mention that say when."""
    for claim in mention.claims:
        if claim.role is Role.WHEN and isinstance(claim.value, TimeExpression):
            yield claim, claim.value


def _own(reading: Reading, mention: Mention, days: Sequence[date]) -> list[_Dated]:
    """What a mention's own time words give, without the help of other events."""
    found = []
    for claim, value in _when(mention):
        if value.anchor is TimeAnchor.EVENT:
            continue
        looked = _past(value) if mention.stage is Stage.ACCOMPLISHED else value
        interval = _over(looked, days)
        if interval is not None:
            words = _words(reading, claim)
            found.append(
                _Dated(interval, _clock(value), Evidence(_told(words, interval), claim.span))
            )
    return found


def _past(value: TimeExpression) -> TimeExpression:
    """The value turned to the past: what has happened is not still to come."""
    if value.anchor is TimeAnchor.CREATION and (value.shift or 0) > 0:
        return value
    return replace(value, direction=Direction.PAST)


def _over(value: TimeExpression, days: Sequence[date]) -> Interval | None:
    """The days that an expression can mean over all days of writing."""
    if absolute(value):
        return (
            resolve(value, days[0] if days else date(value.year or 1, 12, 31))
            if _real(value)
            else None
        )
    found = {resolve(value, day) for day in days}
    intervals = sorted(i for i in found if i is not None)
    if not intervals or None in found:
        return None
    whole = Interval(intervals[0].first, max(i.last for i in intervals))
    widest = max((i.last - i.first).days for i in intervals)
    return whole if (whole.last - whole.first).days <= max(WIDEST, 2 * widest) else None


def _real(value: TimeExpression) -> bool:
    """Is the year one that a date can hold?"""
    return value.year is not None and value.year > 0


def _words(reading: Reading, claim: Claim) -> str:
    """The words of a claim."""
    return reading.document.text[claim.span.start : claim.span.end]


def _told(words: str, interval: Interval) -> str:
    """The sentence that says what words mean."""
    return f"“{' '.join(words.split())}” is {shown(interval)}"


def shown(interval: Interval) -> str:
    """An interval for a person to read."""
    if interval.first == interval.last:
        return interval.first.isoformat()
    return f"{interval.first.isoformat()} to {interval.last.isoformat()}"


def _clock(value: TimeExpression) -> str | None:
    """The time of day where it is exact, marked Z where it is not local."""
    if value.clock is None or not CLOCK.fullmatch(value.clock):
        return None
    return value.clock + ("Z" if (value.zone or "").upper() in COORDINATED else "")


def _anchor(
    mentions: Sequence[Mention], own: dict[str, list[_Dated]]
) -> tuple[str, Interval] | None:
    """The event that "hours later" counts from: the first main one that is dated by itself."""
    for prominence in (Prominence.MAIN, Prominence.BACKGROUND):
        for mention in mentions:
            if mention.prominence is prominence and own[mention.id]:
                best = _meet(own[mention.id])
                return mention.id, best.interval
    return None


def _meet(dated: Sequence[_Dated]) -> _Dated:
    """The days that the narrowest telling and those that agree with it have in common."""
    ordered = sorted(dated, key=lambda d: ((d.interval.last - d.interval.first).days, d.interval))
    best = ordered[0]
    for other in ordered[1:]:
        first = max(best.interval.first, other.interval.first)
        last = min(best.interval.last, other.interval.last)
        if first <= last:
            best = replace(best, interval=Interval(first, last), clock=best.clock or other.clock)
    return best


def _settled(
    reading: Reading,
    mention: Mention,
    own: Sequence[_Dated],
    anchor: tuple[str, Interval] | None,
    created: Creation,
) -> EventDate:
    """The date of a mention, or None with the reason."""
    dated = [*own, *_hung(reading, mention, anchor)] if not own else list(own)
    clock = next((c for _, v in _when(mention) if (c := _clock(v))), None)
    if dated:
        best = _meet(dated)
        return EventDate(
            mention.id, best.interval, best.clock or clock, tuple(d.evidence for d in dated)
        )
    news = _breaking(mention, created)
    if news is not None:
        return EventDate(mention.id, news.interval, clock, (news.evidence,))
    return EventDate(mention.id, None, clock, (_unknown(reading, mention, created),))


def _hung(reading: Reading, mention: Mention, anchor: tuple[str, Interval] | None) -> list[_Dated]:
    """What time words that count from another event give."""
    if anchor is None or anchor[0] == mention.id:
        return []
    found = []
    for claim, value in _when(mention):
        if value.anchor is not TimeAnchor.EVENT:
            continue
        words = _words(reading, claim)
        # in "the attack comes days after a strike" the strike lies days before the attack
        backward = bool(AFTER.search(words)) and claim.span.end <= mention.trigger.start
        interval = from_event(value, anchor[1], backward=backward)
        if interval is not None:
            text = _told(words, interval) + f", counted from the event of {shown(anchor[1])}"
            found.append(_Dated(interval, _clock(value), Evidence(text, claim.span)))
    return found


def _breaking(mention: Mention, created: Creation) -> _Dated | None:
    """A breaking report's own news, told without a time word, is of the day or the day before."""
    written = created.interval
    if written is None or mention.prominence is not Prominence.MAIN:
        return None
    if mention.stage is not Stage.ACCOMPLISHED or any(True for _ in _when(mention)):
        return None
    if (written.last - written.first).days >= BREAKING:
        return None
    interval = Interval(written.first - timedelta(days=1), written.last)
    text = f"told as news without a time word by a report of {shown(written)}"
    return _Dated(interval, None, Evidence(text, mention.trigger))


def _unknown(reading: Reading, mention: Mention, created: Creation) -> Evidence:
    """Why a mention has no date."""
    claims = list(_when(mention))
    if not claims:
        return Evidence("the report says nothing of when this took place", mention.trigger)
    words = ", ".join(f"“{_words(reading, claim)}”" for claim, _ in claims)
    if created.interval is None:
        text = f"{words} cannot be dated, since it is not known when the report was written"
        return Evidence(text, claims[0][0].span)
    return Evidence(f"{words} names no days", claims[0][0].span)
