"""What a report leaves in others: passages, names and events by which one dates another.

A ledger keeps the traces of each report, and finds those who share some by keys.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from typing import Final

from dateline.link.dates_events import event_dates
from dateline.link.profiles import LINKABLE, mention_profile
from dateline.link.rarity import word_rarity
from dateline.types import (
    NARRATIVE,
    BlockKind,
    Count,
    Creation,
    Direction,
    Interval,
    Mention,
    Prominence,
    Reading,
    Role,
    Scope,
    TimeAnchor,
    TimeExpression,
)

RUN: Final = 8  # words; shorter runs recur by chance
WINDOW: Final = 8  # runs; one of so many that follow each other is filed
RAREST_NAMES: Final = 12  # of a report are filed
RARE: Final = 7.0  # bits; more frequent names tell no two reports apart
TELLING_WORDS: Final = 24  # of an event are filed
WORD: Final = re.compile(r"\w+")
NAME: Final = re.compile(r"[A-Z][\w’'-]+|\d[\d,.]*\d|\d")
PLAIN: Final = frozenset(
    """the a an in at on it he she they we i and but for this that there his her its after as some
    no one if when monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december""".split()
)
PASSAGE, NAMED, EVENT = range(3)  # sorts of keys, in their two lowest bits
SORT_BITS: Final = 3
NOTHING_KNOWN: Final = Creation(None)


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event of a report as far as another report may tell it again."""

    day: date | None  # where the report is dated and the event its news, of a single day
    weekday: int | None  # the one bare weekday that is told of it, Monday is 0
    cities: frozenset[str]
    killed: frozenset[int]
    wounded: frozenset[int]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReportTraces:
    """What of a report bears on the day of another, or is dated by it."""

    report: str
    name: str
    kinds: frozenset[str]  # of its events
    names: frozenset[str]  # and numbers, in lower case
    weight: float  # of all names
    days: tuple[date, ...]  # of its own news, where it is dated
    events: tuple[ToldEvent, ...]


def report_traces(reading: Reading, created: Creation | None) -> ReportTraces:
    """The traces of a report.

    Args:
        reading: the report with its mentions.
        created: when it was written, None as long as that is not known to within a week.
    """
    document = reading.document
    dates = event_dates(reading, created) if created else ()
    single = {d.mention: d.interval.first for d in dates if d.interval and _is_day(d.interval)}
    main = {m.id for m in reading.mentions if m.prominence is Prominence.MAIN}
    names = frozenset(_names_of(reading))
    return ReportTraces(
        report=document.report,
        name=document.name,
        kinds=frozenset(m.kind.value for m in reading.mentions if m.scope is not Scope.UNLISTED),
        names=names,
        weight=weight_of_names(names),
        days=tuple(sorted({day for mention, day in single.items() if mention in main})),
        events=tuple(
            event
            for mention in reading.mentions
            if mention.scope is Scope.SINGLE and mention.stage in LINKABLE
            for event in [
                _told_event(
                    mention, reading, single.get(mention.id) if mention.id in main else None
                )
            ]
            if event.cities and event.killed
        ),
    )


def _is_day(interval: Interval) -> bool:
    """Is it a single day?"""
    return interval.first == interval.last


def _names_of(reading: Reading) -> Iterator[str]:
    """The names and numbers of a report."""
    document = reading.document
    for block in document.blocks:
        if block.kind in NARRATIVE:
            for word in NAME.findall(document.text[block.span.start : block.span.end]):
                if word.lower() not in PLAIN:
                    yield word.lower()


def undated_traces(traces: ReportTraces) -> ReportTraces:
    """The traces of a report as long as it is not known when it was written."""
    events = tuple(replace(event, day=None) for event in traces.events)
    return replace(traces, days=(), events=events)


def weight_of_names(names: Iterable[str]) -> float:
    """The squares of the bits of some names, in all."""
    return math.fsum(word_rarity(name) ** 2 for name in names)


def _told_event(mention: Mention, reading: Reading, day: date | None) -> ToldEvent:
    """An event as another report may tell it."""
    profile = mention_profile(mention, reading.document, {}, frozenset())
    return ToldEvent(
        day=day,
        weekday=_news_weekday(mention),
        cities=profile.cities,
        killed=_exact_figures(profile.killed),
        wounded=_exact_figures(profile.wounded),
        words=profile.words,
    )


def _news_weekday(mention: Mention) -> int | None:
    """The one bare weekday that is told of a mention."""
    told = {
        value.weekday
        for claim in mention.claims
        if claim.role is Role.WHEN and isinstance(value := claim.value, TimeExpression)
        if value.anchor is TimeAnchor.CREATION and value.shift is None and value.last is None
        if value.weekday is not None and value.direction is not Direction.FUTURE
    }
    return next(iter(told)) if len(told) == 1 else None


def _exact_figures(counts: Sequence[Count]) -> frozenset[int]:
    """The figures that are stated, none for "dozens"."""
    return frozenset(count.stated for count in counts if count.stated)


def trace_keys(reading: Reading, traces: ReportTraces) -> tuple[int, ...]:
    """The keys under which a report meets those with the same traces.

    They hang on its words alone, and not on when it was written.

    Args:
        reading: the report.
        traces: its traces.

    Returns:
        Whole numbers of 64 bits, in order; `key_sort` tells what each is of.
    """
    names = sorted(
        (_key_of(NAMED, name), name) for name in traces.names if word_rarity(name) >= RARE
    )
    rarest = sorted(names, key=lambda found: (-word_rarity(found[1]), found[0]))[:RAREST_NAMES]
    return tuple(
        sorted({*_passage_keys(reading), *(key for key, _ in rarest), *_event_keys(traces)})
    )


def key_sort(key: int) -> int:
    """What a key is of: a passage, a name or an event."""
    return key & SORT_BITS


def _passage_keys(reading: Reading) -> Iterator[int]:
    """A few of the runs of words of a report's body, so that of a long passage some are there.

    Of any `WINDOW` runs that follow each other the one with the smallest hash is taken, whatever
    stands around them ("winnowing", Schleimer, Wilkerson and Aiken 2003).
    """
    document = reading.document
    for block in document.blocks:
        if block.kind is BlockKind.BODY:
            words = WORD.findall(document.text[block.span.start : block.span.end].lower())
            runs = [
                _key_of(PASSAGE, " ".join(words[at : at + RUN]))
                for at in range(len(words) - RUN + 1)
            ]
            for at in range(max(len(runs) - WINDOW + 1, min(len(runs), 1))):
                yield min(runs[at : at + WINDOW])


def _event_keys(traces: ReportTraces) -> Iterator[int]:
    """A key for each city, toll and word of each event."""
    for event in traces.events:
        for word in _rarest(event.words, TELLING_WORDS):
            for city in event.cities:
                for killed in event.killed:
                    yield _key_of(EVENT, f"{city}|{killed}|{word}")


def _rarest(words: Iterable[str], most: int) -> list[str]:
    """The rarest of some words."""
    return sorted(words, key=lambda word: (-word_rarity(word), word))[:most]


def _key_of(sort: int, text: str) -> int:
    """A text as a number of 64 bits that tells its sort."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True) & ~SORT_BITS | sort


def report_number(report: str) -> int:
    """The number that a report goes by in the index of traces."""
    digest = blake2b(report.encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
