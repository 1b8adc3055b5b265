"""What a report leaves in others, by which one dates another, and who shares it."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from typing import Any, Final, Protocol

from dateline.link.blocking import LazyDict
from dateline.link.dates_events import event_dates
from dateline.link.profiles import LINKABLE, mention_profile, word_rarity
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

# ------------------------------------------------------------------ traces

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


# ------------------------------------------------------------------ traces as JSON


def traces_to_json(one: ReportTraces) -> str:
    """The JSON text of a report's traces, the same on every machine."""
    days = [day.toordinal() for day in one.days]
    events = [_listed_event(event) for event in one.events]
    head = [one.report, one.name, sorted(one.kinds), sorted(one.names)]
    data = [*head, one.weight, days, events]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def traces_from_json(text: str) -> ReportTraces:
    """The traces that a JSON text stands for."""
    report, name, kinds, names, weight, days, events = json.loads(text)
    return ReportTraces(
        report=report,
        name=name,
        kinds=frozenset(kinds),
        names=frozenset(names),
        weight=weight,
        days=tuple(map(date.fromordinal, days)),
        events=tuple(map(_event_of, events)),
    )


def _listed_event(event: ToldEvent) -> list[Any]:
    """An event as a list."""
    day = event.day.toordinal() if event.day else None
    sets = (event.cities, event.killed, event.wounded, event.words)
    return [day, event.weekday, *(sorted(values) for values in sets)]


def _event_of(listed: list[Any]) -> ToldEvent:
    """The event that a list stands for."""
    day, weekday, *sets = listed
    told = date.fromordinal(day) if day else None
    return ToldEvent(told, weekday, *map(frozenset, sets))


# ------------------------------------------------------------------ who shares traces

# What many share brings nobody together, so that each key is looked at up to a limit.

# Reports that share a key, by its sort: a passage in more of them is an agency's standing
# background, a name in more of them tells none apart.
MOST_SHARING: Final = {PASSAGE: 12, NAMED: 20, EVENT: 40}


class TraceStore(Protocol):
    """Reports filed under keys, as they were kept."""

    def reports_under(self, keys: Collection[int], most: int) -> Mapping[int, Collection[str]]:
        """The reports filed under each of some keys, at most so many a key."""
        ...


@dataclass(frozen=True, slots=True)
class SharedTraces:
    """What two reports share: how many rare passages, whether rare names, whether an event."""

    passages: int = 0
    names: bool = False
    events: bool = False

    def with_key(self, key: int) -> SharedTraces:
        """The same with a key more."""
        sort = key_sort(key)
        return SharedTraces(
            self.passages + (sort == PASSAGE),
            self.names or sort == NAMED,
            self.events or sort == EVENT,
        )


NOTHING_SHARED: Final = SharedTraces()


@dataclass(slots=True)
class IndexChanges:
    """What reports that come and go change: pairs that share or shared a key, and all others.

    `turned` has for each key that became common, or rare, those who meet no longer, or now.
    """

    pairs: dict[tuple[str, str], SharedTraces] = field(default_factory=dict)  # who moved is first
    turned: dict[int, frozenset[str]] = field(default_factory=dict)

    def named(self) -> set[str]:
        """All reports that the changes name."""
        return self.holders() | {other for _, other in self.pairs}

    def holders(self) -> set[str]:
        """The reports under keys that turned."""
        return set().union(*self.turned.values())


class NeighbourIndex:
    """The reports under each key."""

    def __init__(self, store: TraceStore | None = None, going: int = 0) -> None:
        """Open the index.

        Args:
            store: where it goes on from; without one, all are in memory.
            going: how many reports may be taken out.
        """
        self.store, self.going = store, going
        self.holders = LazyDict[int, set[str]](
            lambda _: set(), self._kept_holders if store is not None else None
        )

    def file(self, report: str, keys: Iterable[int], wanted: Collection[int]) -> None:
        """File a report under those of its keys that are asked for."""
        for key in keys:
            if key in wanted:
                self.holders[key].add(report)

    def change(
        self, gone: Mapping[str, Collection[int]], come: Mapping[str, Collection[int]]
    ) -> IndexChanges:
        """Take reports out and others in; one that is read anew goes and comes."""
        moved: defaultdict[int, set[str]] = defaultdict(set)
        for reports in (gone, come):
            for report, keys in reports.items():
                for key in keys:
                    moved[key].add(report)
        self.holders.need(moved)
        before = {key: frozenset(self.holders[key]) for key in moved}
        for report, keys in gone.items():
            for key in keys:
                self.holders[key].discard(report)
        for report, keys in come.items():
            for key in keys:
                self.holders[key].add(report)
        return self._changes(before, moved)

    def _changes(
        self, before: Mapping[int, frozenset[str]], moved: Mapping[int, set[str]]
    ) -> IndexChanges:
        """Whom a change bears on."""
        found = IndexChanges()
        for key, was in before.items():
            now, most = self.holders[key], MOST_SHARING[key_sort(key)]
            if len(was) > most and len(now) > most:
                continue
            if len(was) > most or len(now) > most:
                found.turned[key] = was | now
                continue
            for one in moved[key]:
                for other in (was | now) - {one}:
                    known = found.pairs.get((one, other), NOTHING_SHARED)
                    found.pairs[one, other] = known.with_key(key)
        return found

    def shared(self, report: str, keys: Collection[int]) -> dict[str, SharedTraces]:
        """The reports that share rare traces with a report, and what each shares."""
        self.holders.need(keys)
        found: dict[str, SharedTraces] = {}
        for key in keys:
            if len(self.holders[key]) <= MOST_SHARING[key_sort(key)]:
                for other in self.holders[key]:
                    found[other] = found.get(other, NOTHING_SHARED).with_key(key)
        found.pop(report, None)
        return found

    def _kept_holders(self, keys: Collection[int]) -> dict[int, set[str]]:
        """Who was filed under some keys, of frequent ones no more than needed."""
        found: dict[int, set[str]] = {key: set() for key in keys}
        if self.store is not None:
            for sort, most in MOST_SHARING.items():
                # So many that a key stays common, whoever leaves.
                ours = [key for key in keys if key_sort(key) == sort]
                under = self.store.reports_under(ours, most + 1 + self.going)
                found.update({key: set(reports) for key, reports in under.items()})
        return found
