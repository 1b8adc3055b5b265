"""Every incident of a ledger in few words, held ready: what lists, maps and counts are made of.

A ledger of 100,000 incidents is read once; later only what a revision changed.
"""

from __future__ import annotations

import gc
import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from sys import intern
from threading import Lock
from typing import Any, Final, TypeVar, cast

from sqlalchemy import Row as SqlRow
from sqlalchemy import select

from dateline.record import Ledger
from dateline.record.tables import INCIDENT

T = TypeVar("T")

COLUMNS: Final = tuple(INCIDENT.c)
MOST_CACHED: Final = 200  # answers kept between two revisions
SHELVED: Final = ("role", "kind", "country", "grade", "city", "admin1")  # looked up by value


@dataclass(frozen=True, slots=True)
class Figure:
    """A toll in a list: low, best and high as the ledger has them."""

    low: int
    best: int | None
    high: int | None

    @property
    def size(self) -> int:
        """The best figure, else the lowest."""
        return self.low if self.best is None else self.best


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One incident as lists, maps and counts show it."""

    id: str
    kind: str
    sub_kind: str | None
    stage: str
    grade: str
    role: str
    first: str  # "" where no day is known
    last: str
    month: str  # in which all its days lie
    precision: str
    country: str
    admin1: str
    city: str
    site: str
    lat: float | None
    lon: float | None
    step: int  # UCDP's precision of the place, 1 to 7
    radius: int | None
    killed: Figure | None
    wounded: Figure | None
    reports: int
    outlets: int
    voices: int
    actors: tuple[str, ...]
    stances: tuple[str, ...]  # of each actor
    known_as: tuple[str, ...]  # all names of the actors
    printed_by: tuple[str, ...]  # owners, outlets and agencies
    targets: tuple[str, ...]
    disputes: float  # the weight of its gravest contradiction
    disputed: tuple[tuple[str, float], ...]  # fields with the weight of their gravest
    digits: tuple[tuple[str, int], ...]  # the credibility of its findings, 1 to 6
    judged: bool
    told_in: tuple[str, ...]  # ids of its reports
    entry: int  # its number in the search
    words: str  # all that a search looks at, in lower case

    @property
    def worst(self) -> int:
        """The least credible step of its findings; 0 where none has one."""
        return max((digit for _, digit in self.digits), default=0)

    @property
    def toll(self) -> int:
        """Killed and wounded together."""
        return sum(figure.size for figure in (self.killed, self.wounded) if figure)


@dataclass(slots=True)
class IncidentTable:
    """The headlines of a ledger, kept up to date from request to request."""

    ledger: Ledger
    held: dict[str, Headline] = field(default_factory=dict)
    ordered: tuple[Headline, ...] = ()
    shelves: dict[tuple[str, str], list[Headline]] = field(default_factory=dict)
    revision: int = -1
    answers: dict[object, object] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def headlines(self) -> tuple[Headline, ...]:
        """Every incident by first day, then id; undated ones last."""
        now = self.ledger.revision()
        if now != self.revision:
            with self.lock:
                if now != self.revision:
                    self._catch_up(now)
        return self.ordered

    def shelf(self, name: str, value: str) -> Sequence[Headline]:
        """The incidents with a value of one of `SHELVED`, in the order of all."""
        return self.shelves.get((name, value), ())

    def countries(self) -> tuple[str, ...]:
        """The countries of all incidents, by code."""
        self.headlines()
        return tuple(sorted(value for name, value in self.shelves if name == "country" and value))

    def resting_reports(self) -> frozenset[str]:
        """The reports that incidents rest on."""
        return self.kept("reports", self._reports)

    def _reports(self) -> frozenset[str]:
        return frozenset(report for line in self.headlines() for report in line.told_in)

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """An answer that is made once and kept: until the ledger changes, or many others came."""
        self.headlines()
        with self.lock:
            if key in self.answers:
                self.answers[key] = self.answers.pop(key)  # the last is the one asked for last
                return cast("T", self.answers[key])
        answer, revision = make(), self.revision
        with self.lock:
            if revision == self.revision:
                self.answers[key] = answer
            if len(self.answers) > MOST_CACHED:
                del self.answers[next(iter(self.answers))]
        return answer

    def forget_answer(self, key: Hashable) -> None:
        """Make an answer anew when it is next asked for."""
        with self.lock:
            self.answers.pop(key, None)

    def _catch_up(self, revision: int) -> None:
        """Read the incidents that later revisions made, and drop those that are no more."""
        with self.ledger.engine.connect() as connection, without_collection():
            live = set(connection.execute(select(INCIDENT.c.id)).scalars())
            newer = select(*COLUMNS).where(INCIDENT.c.revision > self.revision)
            for row in connection.execute(newer):
                self.held[row.id] = headline_of(row)
            held = {name: line for name, line in self.held.items() if name in live}
            ordered = tuple(sorted(held.values(), key=order_of_line))
            shelves: dict[tuple[str, str], list[Headline]] = {}
            for name in SHELVED:
                get = attrgetter(name)
                for line in ordered:
                    shelves.setdefault((name, get(line)), []).append(line)
        self.held, self.ordered, self.shelves = held, ordered, shelves
        self.answers.clear()
        self.revision = revision


@contextmanager
def without_collection() -> Iterator[None]:
    """Make many values that stay, without a search for garbage among them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def order_of_line(line: Headline) -> tuple[bool, str, str]:
    """By first day, then id; undated ones last."""
    return (not line.first, line.first, line.id)


def headline_of(row: SqlRow[Any]) -> Headline:
    """A row of the table of incidents in few words."""
    whole = json.loads(row.json)  # fields at their default are left out
    place = whole["where"].get("value") or {}
    actors = tuple(dict.fromkeys(intern(one["name"]) for one in whole["perpetrators"]))
    targets = tuple(intern(one["value"]["name"]) for one in whole["targets"])
    # One object for each word: lines are counted and compared many times over.
    first, last = intern(row.first or ""), intern(row.last or "")
    found = (whole.get("sub_kind") or {}).get("value")
    disputed = disputed_fields(whole)
    spoken = (row.kind, found, row.city, row.site, row.admin1, row.country, *actors, *targets)
    return Headline(
        id=row.id,
        kind=intern(row.kind),
        sub_kind=found,
        stage=intern(row.stage),
        grade=intern(row.grade),
        role=intern(row.role),
        first=first,
        last=last,
        month=intern(only_month(first, last)),
        precision=intern(row.precision),
        country=intern(row.country or ""),
        admin1=intern(row.admin1 or ""),
        city=intern(row.city or ""),
        site=row.site or "",
        lat=row.lat,
        lon=row.lon,
        step=place.get("precision", 7),
        radius=place.get("radius"),
        killed=toll_from_columns(row, "killed"),
        wounded=toll_from_columns(row, "wounded"),
        reports=row.reports,
        outlets=row.outlets,
        voices=row.voices,
        actors=actors,
        stances=tuple(
            {one["name"]: intern(one["stance"]) for one in reversed(whole["perpetrators"])}[n]
            for n in actors
        ),
        known_as=(*actors, *names_besides(whole)),
        printed_by=tuple(printing_outlets(whole)),
        targets=targets,
        disputes=max(disputed.values(), default=0.0),
        disputed=tuple(disputed.items()),
        digits=tuple(credibility_digits(whole)),
        judged=bool(whole.get("judged")),
        told_in=tuple(one["report"] for one in whole["tellings"]),
        entry=row.entry,
        words=" ".join(word for word in spoken if word).replace("_", " ").lower(),
    )


def disputed_fields(whole: Mapping[str, Any]) -> dict[str, float]:
    """The fields on which accounts differ, each with the weight of its gravest contradiction."""
    disputed: dict[str, float] = {}
    for one in whole.get("contradictions", ()):
        disputed[one["field"]] = max(one["weight"], disputed.get(one["field"], 0.0))
    return disputed


def names_besides(whole: Mapping[str, Any]) -> Iterator[str]:
    """Other names of those who are said to have done it."""
    return (name for one in whole["perpetrators"] for name in one.get("aliases", ()))


def printing_outlets(whole: Mapping[str, Any]) -> Iterator[str]:
    """The outlets behind an incident, and those that printed the reports of it."""
    yield from map(intern, whole["outlets"])
    yield from (intern(one["outlet"]) for one in whole["tellings"] if one.get("outlet"))


# The findings of an incident that have a credibility, and what corrections call them.
GRADED: Final = {"when": "date", "where": "place", "killed": "killed", "wounded": "wounded"}


def credibility_digits(whole: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """The credibility of each finding."""
    for name, field_name in GRADED.items():
        digit = ((whole.get(name) or {}).get("credibility") or {}).get("digit")
        if digit is not None:
            yield field_name, digit


def only_month(first: str, last: str) -> str:
    """The month in which all days lie, else nothing."""
    return first[:7] if first[:7] == last[:7] else ""


def toll_from_columns(row: SqlRow[Any], name: str) -> Figure | None:
    """A toll from its three columns."""
    low, best, high = (getattr(row, f"{name}_{end}") for end in ("low", "best", "high"))
    return None if low is None else Figure(low, best, high)


def tally_by(lines: Iterable[Headline], name: str) -> dict[str, int]:
    """How many incidents there are of each value, the most frequent first."""
    get = attrgetter(name)
    counted = (
        Counter(chain.from_iterable(map(attrgetter("actors"), lines)))
        if name == "actors"
        else Counter(map(get, lines))
    )
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def total_toll(lines: Sequence[Headline], name: str) -> Figure:
    """A toll over several incidents; nothing stated adds nothing, an open end its lowest."""
    low = best = high = 0
    # One pass without a call for each: a hundred thousand lines are added up for a page.
    for figure in filter(None, map(attrgetter(name), lines)):
        least, most = figure.low, figure.high
        low += least
        best += least if figure.best is None else figure.best
        high += least if most is None else most
    return Figure(low, best, high)
