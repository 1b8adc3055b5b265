"""Crosswalk: what the schemas of others share, and Dateline says in another way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dateline.types import (
    Incident,
    Interval,
    Kind,
    PartyKind,
    Range,
    Role,
    Stance,
    TargetKind,
)
from dateline.write.countries import country_by_code
from dateline.write.lines import Line, claimed_parties, spelled_place, toll_figure
from dateline.write.losses import Loss
from dateline.write.wide import reservations, stances_of_incident

STATE: Final = frozenset(
    (
        PartyKind.STATE,
        PartyKind.GOVERNMENT,
        PartyKind.MILITARY,
        PartyKind.POLICE,
        PartyKind.SECURITY,
    )
)
FORCES: Final = frozenset((TargetKind.MILITARY, TargetKind.POLICE, TargetKind.GOVERNMENT))
CIVILIAN: Final = frozenset(
    (
        TargetKind.CIVILIANS,
        TargetKind.PUBLIC_PLACE,
        TargetKind.RELIGIOUS,
        TargetKind.HOSPITALITY,
        TargetKind.MARKET,
        TargetKind.EDUCATION,
        TargetKind.HEALTH,
        TargetKind.MEDIA,
        TargetKind.PERSON,
    )
)
FIRMNESS: Final = {"claimed": 0, "attributed": 1, "named": 2, "suspected": 3}
MONTH: Final = 31  # days


@dataclass(frozen=True, slots=True)
class Side:
    """Who did it: the name, what sort of party it is where that is told, and how firmly."""

    name: str
    kind: PartyKind | None
    country: str | None
    stance: str


@dataclass(frozen=True, slots=True)
class Dead:
    """All who died, attackers among them, as most schemas count."""

    low: int
    best: int
    high: int
    open: bool  # upwards


def sides_of_incident(incident: Incident) -> tuple[Side, ...]:
    """Who is said to have done it, the firmest word first."""
    found = sorted(incident.perpetrators, key=lambda p: FIRMNESS.get(p.stance, len(FIRMNESS)))
    return tuple(
        Side(p.name, party.kind if party else None, party.country if party else None, p.stance)
        for p in found
        for party in [next(claimed_parties(incident, p), None)]
    )


def country_name(line: Line) -> str | None:
    """The English name of the country."""
    known = country_by_code(line.place.country) if line.place else None
    return known.name if known else None


def target_kinds(incident: Incident) -> frozenset[TargetKind]:
    """What kinds of people or things were struck."""
    return frozenset(target.value.kind for target in incident.targets)


def all_dead(incident: Incident) -> Dead | None:
    """All who died; None where no report gives a figure.

    A best figure that cannot be settled is the lowest one: no schema here can leave it open.
    """
    given = [r for r in (toll_figure(incident.killed), toll_figure(incident.attackers_killed)) if r]
    if not given:
        return None
    best = sum(_best_figure(r) for r in given)
    high = sum(max(_best_figure(r), r.high or 0) for r in given)
    return Dead(sum(r.low for r in given), best, high, any(r.high is None for r in given))


def _best_figure(found: Range) -> int:
    return found.low if found.best is None else found.best


def told_dead(incident: Incident) -> tuple[int, int] | None:
    """The lowest and the highest number of dead that any report gives, whatever the policy."""
    steps = [s.figure for c in incident.courses if c.role is Role.KILLED for s in c.steps]
    if not steps:
        return None
    return min(s.low for s in steps), max(max(_best_figure(s), s.high or 0) for s in steps)


def toll_dissent(line: Line) -> str | None:
    """How the reports differ about the dead, and who chose; None where they agree."""
    told = told_dead(line.incident)
    if told is None or told[0] == told[1]:
        return None
    return f"reports give {told[0]} to {told[1]} killed, policy {line.policy} chose"


def days_wide(days: Interval) -> int:
    """How many days an interval has."""
    return (days.last - days.first).days + 1


def middle_day(days: Interval) -> date:
    """The day in the middle of an interval."""
    return days.first + timedelta(days=(days_wide(days) - 1) // 2)


def first_quote(line: Line) -> str | None:
    """The first sentence of the report that told it first that carries the kind or the place."""
    claims = [c for c in line.incident.claims if c.report == line.first.report]
    if line.document is None or not claims:
        return None
    wanted = [c for c in claims if c.role is Role.KILLED] or claims
    quote = min(claim.quote for claim in wanted)
    return " ".join(line.document.text[quote.start : quote.end].split())


def outlets_of_line(line: Line) -> Iterator[str]:
    """The outlets or agencies of the reports, each once; a report's name where it has none."""
    told = (t.outlet or (t.names or (t.report,))[0] for t in line.incident.tellings)
    return iter(dict.fromkeys(told))


def incident_account(line: Line) -> str:
    """An incident in sentences, with all that has no column of its own in another schema."""
    incident = line.incident
    by = ", ".join(f"{p.name} ({p.stance})" for p in incident.perpetrators)
    wounded, landed = toll_figure(incident.wounded), spelled_place(line.place)
    parts = (
        first_quote(line),
        f"Where: {landed}" if landed else None,
        f"By: {by}" if by else None,
        f"Wounded: {_best_figure(wounded)}" if wounded else None,
        toll_dissent(line),
        "; ".join(stances_of_incident(incident)) or None,
        f"Grade: {incident.grade.value}",
        "; ".join(reservations(incident)) or None,
    )
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


# ------------------------------------------------------------------ losses that several share

KILLED_OPEN: Final = Loss(
    "an open end of the dead",
    "reports say `at least`; the schema wants a number and gets the best figure",
    lambda line: bool((found := all_dead(line.incident)) and found.open),
)
FIGURES: Final = Loss(
    "figures of the dead that differ",
    "the schema keeps one number; the notes give lowest and highest",
    lambda line: toll_dissent(line) is not None,
)
WOUNDED: Final = Loss(
    "people wounded", "no column; in the notes", lambda line: line.incident.wounded is not None
)
TAKEN: Final = Loss(
    "people abducted or arrested",
    "no column",
    lambda line: bool(line.incident.abducted or line.incident.arrested),
)
VICTIMS: Final = Loss(
    "the toll by group of victims", "no columns", lambda line: bool(line.incident.victims)
)
CLAIMS: Final = Loss(
    "claims, denials and accusations",
    "no columns; in the notes",
    lambda line: any(s.stance is not Stance.CONDEMNS for s in line.incident.statements),
)
ACTORS: Final = Loss(
    "how firmly each perpetrator is named",
    "no column; in the notes",
    lambda line: bool(line.incident.perpetrators),
)
ORIGIN: Final = Loss(
    "where it was launched", "no columns", lambda line: line.incident.origin is not None
)
WEAPONS: Final = Loss(
    "how many weapons were fired, intercepted and landed",
    "no columns",
    lambda line: any(w.fired or w.intercepted or w.landed for w in line.incident.weapons),
)
CLOCK: Final = Loss(
    "the time of day", "no column", lambda line: line.incident.when.value.clock is not None
)
DAMAGE: Final = Loss("damage", "no column", lambda line: line.incident.damage is not None)
DISPUTES: Final = Loss(
    "contradictions between reports",
    "no columns",
    lambda line: bool(line.incident.contradictions),
)
EVIDENCE: Final = Loss(
    "the sentences behind each value",
    "no columns; the form `statements` has them",
    lambda line: bool(line.incident.claims),
)
REGION: Final = Loss(
    "the region of the world",
    "left empty; the schema's own list of countries gives it",
    lambda line: line.place is not None,
)
UNDATED: Final = Loss(
    "the incident", "its day is not known", lambda line: line.days is None, out=True
)


def too_wide(days: int, name: str) -> Loss:
    """Lines whose days a schema cannot hold."""
    return Loss(
        "the incident",
        f"it is known to more than {name} only",
        lambda line: line.days is not None and days_wide(line.days) > days,
        out=True,
    )


def is_demonstration(incident: Incident) -> bool:
    """Is it a protest or a riot?"""
    return incident.kind in {Kind.PROTEST, Kind.RIOT}
