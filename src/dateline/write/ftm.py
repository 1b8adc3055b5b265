"""The ledger as FollowTheMoney entities in JSON, one a line, for Aleph and OpenSanctions.

An incident is an Event, a report an Article that proves it, a perpetrator an Organization that is
involved. The schema has no numbers of victims: they stand in the notes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Final

from dateline.types import Document, ReportCoverage
from dateline.write.columns import Column, Table
from dateline.write.contents import Contents
from dateline.write.crosswalk import (
    ACTORS,
    CLAIMS,
    CLOCK,
    DISPUTES,
    EVIDENCE,
    ORIGIN,
    VICTIMS,
    WEAPONS,
    days_wide,
    incident_account,
)
from dateline.write.encoding import encoded_stream
from dateline.write.lines import Line, report_names, spelled_place
from dateline.write.losses import Loss
from dateline.write.wide import TOLLS

Entity = dict[str, Any]


def write_entities(contents: Contents, stream: BinaryIO) -> None:
    """Write the entities: articles, organizations, then events."""
    lines, documents = list(contents.lines()), contents.documents
    found = {
        **{e["id"]: e for line in lines for e in article_entities(line, documents)},
        **{e["id"]: e for line in lines for e in organization_entities(line)},
    }
    with encoded_stream(stream) as text:
        for entity in (*found.values(), *(event_entity(line) for line in lines)):
            text.write(json.dumps(entity, ensure_ascii=False) + "\n")


def event_entity(line: Line) -> Entity:
    """The event of an incident."""
    values = {column.name: several_values(column.value(line)) for column in EVENT}
    return ftm_entity(line.incident.id, "Event", values)


def article_entities(line: Line, documents: dict[str, Document]) -> Iterator[Entity]:
    """The articles of an incident."""
    for telling in line.incident.tellings:
        document = documents.get(telling.report)
        values: dict[str, list[Any]] = {
            "title": [document.title if document else None],
            "fileName": list(report_names(telling)),
            "publisher": [telling.outlet],
            "sourceUrl": [document.url if document else None],
            "publishedAt": [writing_day(telling)],
        }
        yield ftm_entity(_article_id(telling), "Article", values)


def organization_entities(line: Line) -> Iterator[Entity]:
    """The perpetrators of an incident."""
    for found in line.incident.perpetrators:
        values = {"name": [found.name], "alias": list(found.aliases)}
        yield ftm_entity(_party_id(found.name), "Organization", values)


def ftm_entity(id_: str, schema: str, values: dict[str, list[Any]]) -> Entity:
    """An entity; empty properties are left out."""
    kept = {name: [str(v) for v in found if v] for name, found in values.items()}
    return {
        "id": id_,
        "schema": schema,
        "properties": {name: found for name, found in kept.items() if found},
    }


def several_values(value: object) -> list[Any]:
    """Properties hold several values each."""
    if value is None or isinstance(value, str):
        return [value]
    return list(value) if isinstance(value, Iterable) else [value]


def _article_id(telling: ReportCoverage) -> str:
    return f"report-{telling.report}"


def _party_id(name: str) -> str:
    return f"party-{hashlib.sha256(name.encode()).hexdigest()}"


def writing_day(telling: ReportCoverage) -> str | None:
    """The day of writing, where it is one."""
    days = telling.created
    return days.first.isoformat() if days and days_wide(days) == 1 else None


def days_of_event(line: Line, *, end: str) -> str | None:
    """The only day, or the first or last of several."""
    if line.days is None or (days_wide(line.days) == 1) is not (end == "only"):
        return None
    return (line.days.last if end == "last" else line.days.first).isoformat()


def figures_in_words(line: Line) -> Iterator[str]:
    """The figures, in words that a reader understands."""
    for toll in TOLLS:
        found = getattr(line.incident, toll)
        if found:
            figures = (found.value.low, found.value.best, found.value.high)
            low, best, high = ("not settled" if n is None else n for n in figures)
            name = toll.replace("_", " ")
            yield f"{name}: low {low}, best {best}, high {high} (policy {line.policy})"


def several_property(
    name: str, value: Callable[[Line], Any], meaning: str, source: str
) -> Column[Line]:
    """A property with several values."""
    return Column(name, value, meaning, source, unit="several values")


PROGRAM, REPORTS = "Dateline", "the reports"
EVENT: Final[tuple[Column[Line], ...]] = (
    Column("name", lambda x: x.title, "what, where, when", PROGRAM),
    Column("summary", incident_account, "what the reports say", REPORTS),
    Column("keywords", lambda x: x.incident.kind.value, "kind of incident", REPORTS),
    Column("date", lambda x: days_of_event(x, end="only"), "the day, where it is one", REPORTS),
    Column("startDate", lambda x: days_of_event(x, end="first"), "first day of several", REPORTS),
    Column("endDate", lambda x: days_of_event(x, end="last"), "last day of several", REPORTS),
    Column("location", lambda x: spelled_place(x.place) or None, "the place", REPORTS),
    Column(
        "country",
        lambda x: x.place.country.lower() if x.place and x.place.country else None,
        "ISO 3166-1 alpha-2, in small letters",
        "the gazetteer",
    ),
    several_property(
        "involved",
        lambda x: [_party_id(p.name) for p in x.incident.perpetrators],
        "ids of the perpetrators' entities",
        REPORTS,
    ),
    several_property(
        "proof",
        lambda x: [_article_id(t) for t in x.incident.tellings],
        "ids of the reports' entities",
        PROGRAM,
    ),
    several_property(
        "notes", figures_in_words, "tolls with low, best and high", "the number policy"
    ),
    Column("recordId", lambda x: x.incident.id, "id of the incident", PROGRAM),
)
ENTITIES: Final = Table("Event", "an entity of the schema Event", EVENT)
LOSSES: Final[tuple[Loss, ...]] = (
    Loss(
        "tolls as numbers",
        "no properties; in the notes",
        lambda x: any(getattr(x.incident, toll) for toll in TOLLS),
    ),
    Loss(
        "latitude, longitude and precision",
        "an event has a location in words only",
        lambda x: x.place is not None and x.place.lat is not None,
    ),
    VICTIMS,
    ACTORS,
    CLAIMS,
    ORIGIN,
    WEAPONS,
    CLOCK,
    DISPUTES,
    EVIDENCE,
)
