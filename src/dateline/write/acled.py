"""The ledger in the shape of ACLED's event files.

Column names and codes follow ACLED's codebook and the R package acledR. Only the shape is theirs:
neither ACLED's data nor its texts are in here.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import BinaryIO, Final

from dateline.types import PartyKind
from dateline.write.columns import CellType, Column, Table, joined_values
from dateline.write.contents import Contents
from dateline.write.countries import country_by_code
from dateline.write.crosswalk import (
    ACTORS,
    CIVILIAN,
    CLAIMS,
    CLOCK,
    DAMAGE,
    DISPUTES,
    EVIDENCE,
    FIGURES,
    FORCES,
    MONTH,
    ORIGIN,
    REGION,
    STATE,
    TAKEN,
    UNDATED,
    VICTIMS,
    WEAPONS,
    WOUNDED,
    Side,
    all_dead,
    country_name,
    days_wide,
    incident_account,
    is_demonstration,
    middle_day,
    outlets_of_line,
    sides_of_incident,
    target_kinds,
    too_wide,
)
from dateline.write.csv import write_table
from dateline.write.lines import PINNED, Line, exact_point, last_report_day
from dateline.write.losses import Loss, is_carried

WEEK: Final = 7  # days
STATE_FORCES, POLITICAL_MILITIA, RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = 1, 3, 5, 6, 7, 8
GEO_PRECISION: Final = {1: 1, 2: 2}  # ACLED's 3 is everything wider
VIOLENCE, DEMONSTRATIONS = "Political violence", "Demonstrations"
DISORDER: Final = {
    "Battles": VIOLENCE,
    "Explosions/Remote violence": VIOLENCE,
    "Violence against civilians": VIOLENCE,
    "Mob violence": VIOLENCE,
    "Violent demonstration": DEMONSTRATIONS,
    "Protests": DEMONSTRATIONS,
    "Excessive force against protesters": f"{VIOLENCE}; {DEMONSTRATIONS}",
    "Strategic developments": "Strategic developments",
}
ID: Final = 10  # characters of an incident's id


def write_acled(contents: Contents, stream: BinaryIO) -> None:
    """Write the events that ACLED could code."""
    kept = (line for line in contents.lines() if is_carried(LOSSES, line))
    write_table(EVENTS.columns, kept, stream, bom=False)


def time_precision(line: Line) -> int | None:
    """1 for the day, 2 for a week, 3 for a month."""
    if line.days is None:
        return None
    days = days_wide(line.days)
    return 1 if days == 1 else 2 if days <= WEEK else 3


def disorder_type(line: Line) -> str | None:
    """The disorder type of an event type and sub-event type."""
    event_type, sub_event_type = (*line.codes.acled, "", "")[:2]
    return DISORDER.get(sub_event_type) or DISORDER.get(event_type)


def _first_actor(line: Line) -> tuple[str, int | None]:
    """The first actor's name and code."""
    land = country_name(line) or "unknown"
    if is_demonstration(line.incident):
        crowd = line.incident.kind.value == "riot"
        return (f"Rioters ({land})", RIOTERS) if crowd else (f"Protesters ({land})", PROTESTERS)
    found = sides_of_incident(line.incident)
    if not found:
        return f"Unidentified Armed Group ({land})", POLITICAL_MILITIA
    return found[0].name, actor_code(found[0], line)


def actor_code(side: Side, line: Line) -> int | None:
    """The code of an actor; None for armed groups: rebels and militias are not told apart."""
    if side.kind in STATE:
        here = side.country is None or (line.place and side.country == line.place.country)
        return STATE_FORCES if here else EXTERNAL
    return CIVILIANS if side.kind in {PartyKind.CIVILIANS, PartyKind.PERSON} else None


def _second_actor(line: Line) -> tuple[str | None, int | None]:
    """The second actor's name and code: civilians, or the forces that were struck."""
    land = country_name(line) or "unknown"
    kinds = target_kinds(line.incident)
    if kinds & FORCES:
        named = (t.value.name for t in line.incident.targets if t.value.kind in FORCES)
        return next(named), STATE_FORCES
    if kinds & CIVILIAN:
        return f"Civilians ({land})", CIVILIANS
    others = sides_of_incident(line.incident)[1:]
    if line.codes.acled[:1] == ("Battles",) and others:
        return others[0].name, actor_code(others[0], line)
    return None, None


def interaction_codes(line: Line) -> str | None:
    """The two codes, the smaller first; 0 stands for no second actor."""
    first, (second_name, second) = _first_actor(line)[1], _second_actor(line)
    if first is None or (second_name and second is None):
        return None
    low, high = sorted((first, second)) if second else (first, 0)
    return f"{low}{high}"


def _targets_civilians(line: Line) -> bool:
    """Are civilians the main target, as ACLED flags it?"""
    return _second_actor(line)[1] == CIVILIANS and line.codes.acled[:1] != ("Battles",)


def latest_timestamp(line: Line) -> int | None:
    """The day of the latest report, in seconds since 1970."""
    day = last_report_day(line.incident)
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day else None


def location_name(line: Line) -> str | None:
    """The most exact name of the place."""
    place = line.place
    if place is None:
        return None
    return place.city or place.site or place.admin2 or place.admin1 or country_name(line)


PROGRAM, REPORTS, PLACES, EMPTY = "Dateline", "the reports", "the gazetteer", "left empty"
WHOLE, NUMBER, DAY = CellType.INTEGER, CellType.NUMBER, CellType.DAY
EVENTS: Final[Table] = Table(
    "events",
    "an event as ACLED codes it",
    (
        Column(
            "event_id_cnty",
            lambda x: f"{(x.place.country if x.place else None) or 'XX'}{x.incident.id[:ID]}",
            "ISO 3166 alpha-2 of the country and the beginning of the incident's id",
            PROGRAM,
        ),
        Column(
            "event_date",
            lambda x: middle_day(x.days) if x.days else None,
            "the day; the middle of a week or month",
            REPORTS,
            DAY,
        ),
        Column(
            "year",
            lambda x: middle_day(x.days).year if x.days else None,
            "its year",
            REPORTS,
            WHOLE,
        ),
        Column(
            "time_precision", time_precision, "1 the day, 2 the week, 3 the month", PROGRAM, WHOLE
        ),
        Column("disorder_type", disorder_type, "follows from the event type", "the ontology"),
        Column(
            "event_type",
            lambda x: (x.codes.acled or (None,))[0],
            "follows from kind and sub-kind",
            "the ontology",
        ),
        Column(
            "sub_event_type",
            lambda x: (x.codes.acled or (None,))[-1],
            "follows from kind and sub-kind",
            "the ontology",
        ),
        Column(
            "actor1",
            lambda x: _first_actor(x)[0],
            "who did it on the firmest word; Unidentified Armed Group, Protesters or Rioters",
            REPORTS,
        ),
        Column(
            "assoc_actor_1",
            lambda x: joined_values(side.name for side in sides_of_incident(x.incident)[1:]),
            "others who are said to have done it",
            REPORTS,
        ),
        Column(
            "inter1",
            lambda x: _first_actor(x)[1],
            "1 state forces, 3 unidentified group, 5 rioters, 6 protesters, 7 civilians, "
            "8 forces of another state; empty for armed groups with a name",
            PROGRAM,
            WHOLE,
        ),
        Column(
            "actor2",
            lambda x: _second_actor(x)[0],
            "Civilians, or the forces that were struck",
            REPORTS,
        ),
        Column("assoc_actor_2", lambda _: None, "nobody", EMPTY),
        Column("inter2", lambda x: _second_actor(x)[1], "as inter1", PROGRAM, WHOLE),
        Column(
            "interaction",
            interaction_codes,
            "inter1 and inter2 as one number, the smaller first; 0 for nobody",
            PROGRAM,
        ),
        Column(
            "civilian_targeting",
            lambda x: "Civilian targeting" if _targets_civilians(x) else None,
            "Civilian targeting, where civilians are the target",
            PROGRAM,
        ),
        Column(
            "iso",
            lambda x: (
                int(found.number)
                if x.place and (found := country_by_code(x.place.country))
                else None
            ),
            "ISO 3166 number of the country",
            PLACES,
            WHOLE,
        ),
        Column("region", lambda _: None, "region of the world", EMPTY),
        Column("country", country_name, "country", PLACES),
        Column("admin1", lambda x: x.place.admin1 if x.place else None, "division", PLACES),
        Column("admin2", lambda x: x.place.admin2 if x.place else None, "district", PLACES),
        Column("admin3", lambda _: None, "subdistrict", EMPTY),
        Column("location", location_name, "the place", PLACES),
        Column(
            "latitude",
            lambda x: found[0] if (found := exact_point(x.place)) else None,
            "latitude; empty where only a province or country is known",
            PLACES,
            NUMBER,
            "degrees",
        ),
        Column(
            "longitude",
            lambda x: found[1] if (found := exact_point(x.place)) else None,
            "longitude; empty where only a province or country is known",
            PLACES,
            NUMBER,
            "degrees",
        ),
        Column(
            "geo_precision",
            lambda x: GEO_PRECISION.get(x.place.precision, 3) if x.place else 3,
            "1 the town, 2 near it, 3 a larger region",
            PROGRAM,
            WHOLE,
        ),
        Column(
            "source", lambda x: joined_values(outlets_of_line(x)), "outlets, joined by ;", REPORTS
        ),
        Column("source_scale", lambda _: None, "how far the sources reach", EMPTY),
        Column("notes", incident_account, "what the reports say, and what has no column", REPORTS),
        Column(
            "fatalities",
            lambda x: found.best if (found := all_dead(x.incident)) else 0,
            "all who died, attackers among them; 0 where no report gives a figure",
            "the number policy",
            WHOLE,
            "people",
        ),
        Column("tags", lambda _: None, "tags", EMPTY),
        Column(
            "timestamp",
            latest_timestamp,
            "day of the latest report",
            REPORTS,
            WHOLE,
            "seconds since 1970",
        ),
    ),
)
LOSSES: Final[tuple[Loss, ...]] = (
    UNDATED,
    too_wide(MONTH, "a month"),
    Loss("the incident", "ACLED has no such type", lambda x: not x.codes.acled, out=True),
    Loss(
        "whether a figure of the dead is 0 or not given",
        "ACLED writes 0 for both",
        lambda x: all_dead(x.incident) is None,
    ),
    FIGURES,
    WOUNDED,
    TAKEN,
    VICTIMS,
    ACTORS,
    Loss(
        "whether an armed group is rebels or a militia",
        "Dateline does not distinguish them; inter and interaction stay empty",
        lambda x: _first_actor(x)[1] is None,
    ),
    CLAIMS,
    Loss(
        "a point for a province or country",
        "ACLED puts it in a capital; Dateline knows no point",
        lambda x: x.place is not None and x.place.precision > PINNED,
    ),
    REGION,
    ORIGIN,
    WEAPONS,
    CLOCK,
    DAMAGE,
    DISPUTES,
    EVIDENCE,
)
