"""The ledger as PLOVER events in JSON, one a line, after the PLOVER manual.

What PLOVER has no field for stands in fields of its own under `dateline`, as the manual allows.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, BinaryIO, Final

from dateline.types import PartyKind, Place, Range
from dateline.write.columns import CellType, Column, Table
from dateline.write.contents import Contents
from dateline.write.crosswalk import (
    DISPUTES,
    EVIDENCE,
    ORIGIN,
    UNDATED,
    VICTIMS,
    Side,
    country_name,
    days_wide,
    first_quote,
    sides_of_incident,
)
from dateline.write.encoding import encoded_stream
from dateline.write.lines import Line, exact_point, radius_metres, report_names, toll_figure
from dateline.write.losses import Loss, is_carried
from dateline.write.wide import stances_of_incident

SECTORS: Final = {
    PartyKind.STATE: "GOV",
    PartyKind.GOVERNMENT: "GOV",
    PartyKind.MILITARY: "MIL",
    PartyKind.POLICE: "COP",
    PartyKind.SECURITY: "SPY",
    PartyKind.ARMED_GROUP: "REB",
    PartyKind.POLITICAL: "PTY",
    PartyKind.DIPLOMATIC: "GOV",
    PartyKind.MEDIA: "JRN",
    PartyKind.RELIGIOUS: "REL",
    PartyKind.HEALTH: "MED",
    PartyKind.COMPANY: "BUS",
    PartyKind.OFFICIAL: "GOV",
    PartyKind.PERSON: "CVL",
    PartyKind.CIVILIANS: "CVL",
}
NOBODY: Final = "UNK"
# Of a location, 5 finer than a city to 1 a country, by where_prec.
RESOLUTION: Final = {1: 4, 2: 4, 3: 3, 4: 2, 5: 2, 6: 1}
FINEST: Final = 5
QUADS: Final = {"ASSAULT": 4, "COERCE": 4, "PROTEST": 3}  # material, verbal conflict


def write_plover(contents: Contents, stream: BinaryIO) -> None:
    """Write the events that PLOVER has a category for."""
    with encoded_stream(stream) as text:
        for line in contents.lines():
            if is_carried(LOSSES, line):
                text.write(json.dumps(plover_event(line), ensure_ascii=False) + "\n")


def plover_event(line: Line) -> dict[str, Any]:
    """One event; fields that are not told are left out."""
    fields = {column.name: column.value(line) for column in FIELDS}
    return {name: value for name, value in fields.items() if value not in (None, [], {})}


def actor_entities(line: Line) -> list[dict[str, Any]]:
    """Who did it."""
    return [_actor_entity(side) for side in sides_of_incident(line.incident)] or [
        {"sector": NOBODY}
    ]


def _actor_entity(side: Side) -> dict[str, Any]:
    found = {
        "sector": SECTORS.get(side.kind, NOBODY) if side.kind else NOBODY,
        "entity_text": side.name,
        "code": side.country,
    }
    return {name: value for name, value in found.items() if value}


def recipient_entities(line: Line) -> list[dict[str, Any]]:
    """Who or what was struck."""
    return [{"entity_text": t.value.name} for t in line.incident.targets]


def size_figures(line: Line) -> dict[str, int]:
    """How many died, were wounded and arrested: the best figures."""
    tolls = {"dead": "killed", "injured": "wounded", "arrested": "arrested"}
    found = {name: toll_figure(getattr(line.incident, toll)) for name, toll in tolls.items()}
    return {name: r.best for name, r in found.items() if r and r.best is not None}


def location_fields(line: Line) -> dict[str, Any]:
    """Where it was."""
    place, middle = line.place, exact_point(line.place)
    if place is None:
        return {}
    found = {
        "resolved_place": place.name,
        "geonameid": geonames_id(place),
        "lat": middle[0] if middle else None,
        "lon": middle[1] if middle else None,
        "city": place.city,
        "district": place.admin2,
        "province": place.admin1,
        "country": country_name(line),
        "country_code": place.country,
        "resolution": FINEST if place.site else RESOLUTION.get(place.precision),
        "radius_m": radius_metres(place),
    }
    return {name: value for name, value in found.items() if value is not None}


def geonames_id(place: Place) -> str | None:
    """The GeoNames id of a place that has one."""
    source, _, number = (place.gazetteer or "").partition(":")
    return number if source == "geonames" else None


def own_fields(line: Line) -> dict[str, Any]:
    """What PLOVER has no field for."""
    incident = line.incident
    tolls = ("killed", "wounded", "abducted", "arrested", "attackers_killed")
    return {
        "kind": incident.kind.value,
        "role": "main" if line.main else "background",
        "stage": incident.stage.value,
        "grade": incident.grade.value,
        "policy": line.policy,
        **{
            name: _figure_range(found)
            for name in tolls
            if (found := toll_figure(getattr(incident, name)))
        },
        "perpetrators": [{"name": p.name, "stance": p.stance} for p in incident.perpetrators],
        "claims": list(stances_of_incident(incident)),
        "weapons": [
            {
                "kind": w.kind.value,
                "fired": _figure_range(w.fired),
                "intercepted": _figure_range(w.intercepted),
            }
            for w in incident.weapons
        ],
    }


def _figure_range(found: Range | None) -> dict[str, int | None] | None:
    return {"low": found.low, "best": found.best, "high": found.high} if found else None


def report_citations(line: Line) -> list[dict[str, Any]]:
    """The reports."""
    return [
        {"title": report_names(t)[0], "publication": t.outlet, "coder": "Dateline"}
        for t in line.incident.tellings
    ]


def last_day(line: Line) -> str | None:
    """The last day, where it is another than the first."""
    days = line.days
    return days.last.isoformat() if days and days_wide(days) > 1 else None


def json_field(name: str, value: Callable[[Line], Any], meaning: str, source: str) -> Column[Line]:
    """A field whose value is a list or an object."""
    return Column(name, value, meaning, source, unit="JSON")


def event_category(line: Line) -> str | None:
    """The event category."""
    return line.codes.plover[0] if line.codes.plover else None


PROGRAM, REPORTS, ONTOLOGY = "Dateline", "the reports", "the ontology"
FIELDS: Final[tuple[Column[Line], ...]] = (
    Column("id", lambda x: x.incident.id, "id of the incident", PROGRAM),
    Column("date", lambda x: x.days.first.isoformat() if x.days else None, "first day", REPORTS),
    Column("enddate", last_day, "last day, where it is another", REPORTS),
    Column("time", lambda x: x.incident.when.value.clock, "time of day", REPORTS),
    json_field("actor", actor_entities, "who did it: sector, entity_text, code", REPORTS),
    json_field("recipient", recipient_entities, "who or what was struck", REPORTS),
    Column("event", event_category, "category", ONTOLOGY),
    json_field("mode", lambda x: [m for m in x.codes.plover[1:] if m], "modes", ONTOLOGY),
    Column(
        "quad_code",
        lambda x: QUADS.get(event_category(x) or ""),
        "3 verbal, 4 material conflict",
        PROGRAM,
        CellType.INTEGER,
    ),
    json_field("event_loc", location_fields, "the place", "the gazetteer"),
    json_field(
        "size", size_figures, "dead, injured and arrested: best figures", "the number policy"
    ),
    json_field("event_text", lambda x: [q] if (q := first_quote(x)) else [], "a sentence", REPORTS),
    json_field(
        "text_info", lambda x: {"sequence": report_names(x.first)[0]}, "first report", REPORTS
    ),
    json_field("cite_info", report_citations, "the reports", REPORTS),
    Column("coder", lambda _: "Dateline", "who coded it", PROGRAM),
    json_field("dateline", own_fields, "what PLOVER has no field for", PROGRAM),
)
EVENTS: Final = Table("events", "a JSON object, an event", FIELDS)
LOSSES: Final[tuple[Loss, ...]] = (
    UNDATED,
    Loss("the incident", "PLOVER has no such category", lambda x: not x.codes.plover, out=True),
    Loss(
        "a figure that cannot be settled",
        "`size` has one number; low and high stand under `dateline`",
        lambda x: bool((found := toll_figure(x.incident.killed)) and found.best is None),
    ),
    VICTIMS,
    ORIGIN,
    DISPUTES,
    EVIDENCE,
)
