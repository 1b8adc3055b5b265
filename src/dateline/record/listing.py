"""Lists of incidents, filtered and cut into pages by the database.

What a filter asks for stands in columns and in `incident_key`; one index holds all of the columns
in the order of the list, so that neither a page nor a count reads the incidents themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from math import cos, degrees, radians
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from dateline.distances import EARTH_KM
from dateline.filters import (
    FigureBounds,
    Filters,
    MapBox,
    MapCircle,
    actor_names,
    outlet_names,
)
from dateline.record.batches import in_batches
from dateline.record.codec import from_json
from dateline.record.search import matching_entries
from dateline.record.tables import INCIDENT, INCIDENT_KEY
from dateline.types import Incident

ACTOR, OUTLET, REPORT = "actor", "outlet", "report"  # what incidents are looked up by
UNDATED: Final = date.max.isoformat()  # stands after all days
NORTHERNMOST: Final = 89.0  # degrees; nearer to a pole a circle is all around it


@dataclass(frozen=True, slots=True)
class IncidentList:
    """A page of incidents, where the next one begins, and how many there are in all."""

    items: tuple[Incident, ...]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRequest:
    """Which part of which list is asked for."""

    filters: Filters = Filters()  # noqa: RUF009  a frozen value
    words: str | None = None  # in the names and sentences of the incident; see `parse_query`
    hidden: Collection[str] = ()  # reports whose incidents are left out
    limit: int = 100
    after: str | None = None  # `next` of the page before
    latest_first: bool = False


def incident_page(connection: Connection, request: ListRequest) -> IncidentList:
    """A page of the incidents that are asked for, by first day, then id; undated ones last."""
    conditions = list(list_conditions(connection, request))
    if request.filters.near:
        total, part = within_circle(connection, request, request.filters.near, conditions)
    else:
        counted = select(func.count()).select_from(INCIDENT).where(*conditions)
        total = connection.execute(counted).scalar_one()
        rows = connection.execute(page_query(request, conditions).limit(request.limit + 1))
        part = [(row.place, row.id) for row in rows]
    ids = [name for _, name in part[: request.limit]]
    more = part[request.limit - 1][0] if len(part) > request.limit else None
    return IncidentList(incidents_in_order(connection, ids), more, total)


def matching_incidents(connection: Connection, request: ListRequest) -> dict[str, int]:
    """All incidents that are asked for, in the order of the list, with the revision of each form.

    Neither the limit of a request nor where its page begins counts.
    """
    near = request.filters.near
    conditions = list(list_conditions(connection, request))
    if near:
        conditions.append(_in_box(box_around(near)))
    query = page_query(replace(request, after=None), conditions).add_columns(INCIDENT.c.revision)
    return {
        row.id: row.revision
        for row in connection.execute(query)
        if near is None or near.holds(row.lat, row.lon)
    }


def incidents_by_id(connection: Connection, ids: Sequence[str]) -> tuple[Incident, ...]:
    """Those incidents of some ids that there are, in the order of these."""
    query, found = select(INCIDENT.c.id, INCIDENT.c.json), dict[str, str]()
    for few in in_batches(ids):
        rows = connection.execute(query.where(INCIDENT.c.id.in_(few)))
        found |= {row.id: row.json for row in rows}
    return tuple(from_json(found[one], Incident) for one in ids if one in found)


def page_query(request: ListRequest, conditions: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """The query for places and ids, from where the page before ended, in the order of the list."""
    at = INCIDENT.c
    query = select(at.place, at.id, at.lat, at.lon).where(*conditions)
    if request.after is not None:
        beyond = at.place < request.after if request.latest_first else at.place > request.after
        query = query.where(beyond)
    return query.order_by(at.place.desc() if request.latest_first else at.place)


def incident_place(first: date | None, incident: str) -> str:
    """Where an incident stands in a list."""
    return f"{first.isoformat() if first else UNDATED} {incident}"


def key_rows(incident: Incident) -> list[dict[str, str]]:
    """What an incident is looked up by: its actors, its outlets and its reports."""
    keys = {
        ACTOR: [name.casefold() for name in actor_names(incident)],
        OUTLET: [name.casefold() for name in outlet_names(incident)],
        REPORT: [telling.report for telling in incident.tellings],
    }
    return [
        {"what": what, "value": value, "incident": incident.id}
        for what, values in keys.items()
        for value in sorted(set(values))
    ]


def incidents_told_by(connection: Connection, report: str) -> tuple[Incident, ...]:
    """The incidents that a report tells of, by id."""
    ids = connection.execute(keyed_incidents(REPORT, [report])).scalars().all()
    return incidents_in_order(connection, sorted(ids))


def incidents_in_order(connection: Connection, ids: Sequence[str]) -> tuple[Incident, ...]:
    """Incidents by their ids, in the order of these."""
    query = select(INCIDENT.c.id, INCIDENT.c.json).where(INCIDENT.c.id.in_(ids))
    found = {row.id: row.json for row in connection.execute(query)} if ids else {}
    return tuple(from_json(found[one], Incident) for one in ids)


def list_conditions(connection: Connection, request: ListRequest) -> Iterator[ColumnElement[bool]]:
    """What an incident must meet to be in the list."""
    filters, at = request.filters, INCIDENT.c
    yield from _on_words(filters)
    if filters.first:
        yield at.last >= filters.first.isoformat()
    if filters.last:
        yield at.first <= filters.last.isoformat()
    for name in ("killed", "wounded"):
        yield from _on_figure(getattr(filters, name), at[f"{name}_low"], at[f"{name}_high"])
    if filters.box:
        yield _in_box(filters.box)
    for what, names in ((ACTOR, filters.actors), (OUTLET, filters.outlets)):
        if names:
            yield _SCANNED.in_(keyed_incidents(what, [name.casefold() for name in names]))
    if request.hidden:
        yield _SCANNED.not_in(keyed_incidents(REPORT, sorted(request.hidden)))
    if request.words is not None:
        yield at.entry.in_(matching_entries(connection, request.words))


def _on_words(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The conditions on what stands in a column word for word."""
    at = INCIDENT.c
    for column, values in (
        (at.kind, filters.kinds),
        (at.grade, filters.grades),
        (at.country, filters.countries),
        (at.role, () if filters.role == "all" else (filters.role,)),
    ):
        if values:
            yield column.in_(values)


def _on_figure(
    bounds: FigureBounds | None, low: ColumnElement[int], high: ColumnElement[int]
) -> Iterator[ColumnElement[bool]]:
    """The conditions that a figure can lie within bounds; see `FigureBounds.meets`."""
    if bounds is None:
        return
    yield low.is_not(None)
    if bounds.low is not None:
        yield or_(high.is_(None), high >= bounds.low)
    if bounds.high is not None:
        yield low <= bounds.high


# The id, but not to be looked up one by one: a list is cut off in its own order.
_SCANNED = INCIDENT.c.id + ""


def keyed_incidents(what: str, values: Sequence[str]) -> Any:  # noqa: ANN401  a query
    """The incidents that are looked up by one of some values."""
    key = INCIDENT_KEY.c
    return select(key.incident).where(key.what == what, key.value.in_(values))


def _in_box(box: MapBox) -> ColumnElement[bool]:
    """The condition that a point lies in a part of the map."""
    lat, lon = INCIDENT.c.lat, INCIDENT.c.lon
    east, west = lon <= box.east, lon >= box.west
    return and_(
        lat.between(box.south, box.north),
        or_(east, west) if box.west > box.east else and_(east, west),
    )


def within_circle(
    connection: Connection,
    request: ListRequest,
    circle: MapCircle,
    conditions: Sequence[ColumnElement[bool]],
) -> tuple[int, list[tuple[str, str]]]:
    """How many incidents lie within a circle, and the places and ids of a page and one more.

    The box around the circle is what the database finds; the rest is worked out here, because a
    database need not know the cosine.
    """
    inside = [*conditions, _in_box(box_around(circle))]
    whole = connection.execute(page_query(replace(request, after=None), inside))
    total = sum(circle.holds(row.lat, row.lon) for row in whole)
    rows = connection.execute(page_query(request, inside))
    held = ((row.place, row.id) for row in rows if circle.holds(row.lat, row.lon))
    return total, list(islice(held, request.limit + 1))


def box_around(circle: MapCircle) -> MapBox:
    """The smallest part of the map that holds a circle."""
    height = degrees(circle.km / EARTH_KM)
    south, north = circle.lat - height, circle.lat + height
    if max(abs(south), abs(north)) >= NORTHERNMOST:
        return MapBox(-180, south, 180, north)
    width = height / cos(radians(max(abs(south), abs(north))))
    if width >= 180:  # noqa: PLR2004  half of the globe
        return MapBox(-180, south, 180, north)
    return MapBox(
        normal_longitude(circle.lon - width), south, normal_longitude(circle.lon + width), north
    )


def normal_longitude(lon: float) -> float:
    """A longitude between -180 and 180."""
    return (lon + 180) % 360 - 180
