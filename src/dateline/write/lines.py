"""Lines: one incident as the flat forms see it, with its first report and its place's codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dateline.filters import is_main
from dateline.types import (
    Claim,
    Document,
    Finding,
    Incident,
    Interval,
    Kind,
    Party,
    Perpetrator,
    Place,
    Prominence,
    Range,
    ReportCoverage,
)

# Metres, for where_prec 1 to 5 where the gazetteer gives no radius.
WIDTHS = (1_000, 1_000, 15_000, 40_000, 100_000)
PINNED = 3  # where_prec of the least precise place that is told by a point: a district
LAST_DAY = date.max


@dataclass(frozen=True, slots=True)
class Division:
    """The codes of the first- and second-level divisions of a place, as the gazetteer has them."""

    admin1: str | None = None
    admin2: str | None = None


@dataclass(frozen=True, slots=True)
class Codes:
    """What other schemas call a kind of event; empty where a schema has no such type."""

    acled: tuple[str, ...] = ()  # event type, sub-event type
    plover: tuple[str, ...] = ()  # category, mode
    gtd: str = ""  # attack type


@dataclass(frozen=True, slots=True)
class Coding:
    """Where codes come from; `UNCODED` leaves them all open."""

    codes: Callable[[Kind, str | None], Codes] = lambda _kind, _sub_kind: Codes()
    division: Callable[[Place], Division] = lambda _place: Division()


UNCODED: Final = Coding()


@dataclass(frozen=True, slots=True)
class Line:
    """An incident with what a flat form tells beside it."""

    incident: Incident
    title: str
    main: bool
    first: ReportCoverage
    document: Document | None  # of the first report
    coding: Coding
    policy: str

    @property
    def place(self) -> Place | None:
        """Where it was."""
        return self.incident.where.value

    @property
    def codes(self) -> Codes:
        """What other schemas call what happened."""
        sub_kind = self.incident.sub_kind
        return self.coding.codes(self.incident.kind, sub_kind.value if sub_kind else None)

    @property
    def division(self) -> Division:
        """The codes of the divisions that the place lies in."""
        return self.coding.division(self.place) if self.place else Division()

    @property
    def days(self) -> Interval | None:
        """When it was."""
        return self.incident.when.value.interval


def lines_of(
    incidents: Iterable[Incident], documents: Mapping[str, Document], coding: Coding, policy: str
) -> Iterator[Line]:
    """The incidents as lines, by first day, then id; undated ones last."""
    for incident in sorted(incidents, key=order_of_incident):
        first = min(incident.tellings, key=order_of_coverage)
        yield Line(
            incident=incident,
            title=incident_title(incident),
            main=is_main(incident),
            first=first,
            document=documents.get(first.report),
            coding=coding,
            policy=policy,
        )


def incident_title(incident: Incident) -> str:
    """An incident in a line: what, where, when."""
    days, place = incident.when.value.interval, incident.where.value
    what = (incident.sub_kind.value if incident.sub_kind else incident.kind.value).replace("_", " ")
    return ", ".join(part for part in (what, spelled_place(place), spelled_days(days)) if part)


def spelled_place(place: Place | None) -> str:
    """A place from the smallest to the largest, each name once."""
    if place is None:
        return ""
    parts = (place.site, place.city, place.admin1, place.country)
    return ", ".join(dict.fromkeys(part for part in parts if part)) or place.name


def spelled_days(days: Interval | None) -> str:
    """A day, or the first and the last."""
    if days is None:
        return ""
    ends = dict.fromkeys((days.first.isoformat(), days.last.isoformat()))
    return " to ".join(ends)


def radius_metres(place: Place | None) -> int | None:
    """How far from the place's point the incident may have been, in metres."""
    if place is None:
        return None
    if place.radius is None and place.precision <= len(WIDTHS):
        return WIDTHS[place.precision - 1]
    return place.radius


def exact_point(place: Place | None) -> tuple[float, float] | None:
    """Latitude and longitude, where more than a province or a country is known."""
    if place is None or place.lat is None or place.lon is None or place.precision > PINNED:
        return None
    return round(place.lat, 6), round(place.lon, 6)


def report_names(telling: ReportCoverage) -> tuple[str, ...]:
    """All names of a report; its id where it has none."""
    return telling.names or (telling.report,)


def toll_figure(finding: Finding[Range] | None) -> Range | None:
    """The figure of a toll."""
    return finding.value if finding else None


def claimed_parties(incident: Incident, found: Perpetrator) -> Iterator[Party]:
    """The parties that the claims against a perpetrator name."""
    return (
        claim.value
        for claim in cited_claims(incident, found.claims)
        if isinstance(claim.value, Party)
    )


def cited_claims(incident: Incident, ids: Iterable[str]) -> Iterator[Claim]:
    """Claims of an incident by their ids."""
    wanted = frozenset(ids)
    return (claim for claim in incident.claims if claim.id in wanted)


def last_report_day(incident: Incident) -> date | None:
    """The day of the latest report about an incident; its own last day where none is dated."""
    written = [telling.created.last for telling in incident.tellings if telling.created]
    days = incident.when.value.interval
    return max(written, default=days.last if days else None)


def order_of_incident(incident: Incident) -> tuple[date, date, str]:
    """By first day, last day, id."""
    days = incident.when.value.interval
    return (days.first, days.last, incident.id) if days else (LAST_DAY, LAST_DAY, incident.id)


def order_of_coverage(telling: ReportCoverage) -> tuple[bool, date, date, tuple[str, ...]]:
    """Reports about the incident before those that mention it, then the earliest."""
    written = telling.created or Interval(LAST_DAY, LAST_DAY)
    passing = telling.prominence is not Prominence.MAIN
    return passing, written.first, written.last, report_names(telling)
