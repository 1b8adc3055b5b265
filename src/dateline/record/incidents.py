"""Incidents as the last run left them, and where the ids of earlier runs lead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from dateline.errors import NotFoundError
from dateline.record import history, revisions, search
from dateline.record.batches import in_batches
from dateline.record.codec import from_json, to_json
from dateline.record.listing import incident_place, key_rows
from dateline.record.tables import INCIDENT, INCIDENT_KEY, INCIDENT_MENTION, LINK, REDIRECT
from dateline.types import Finding, Incident, Link, Prominence, Range

SHORTEST_ID = 4  # characters of an incident's id that may stand for it


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an incident in a run."""

    what: str  # new, joined by reports, merged, split, gone
    incident: str
    before: tuple[str, ...]  # ids of the incidents that its mentions were in


def save_incidents(connection: Connection, incidents: Sequence[Incident]) -> tuple[Change, ...]:
    """Put the incidents of a run in the place of all before; ids that vanish redirect."""
    before = former_mentions(connection, select(INCIDENT_MENTION))
    rows = incident_rows(connection, before, incidents)
    for table in (LINK, INCIDENT_MENTION, INCIDENT_KEY, INCIDENT):
        connection.execute(delete(table))
    search.drop_entries(connection, search.HitKind.INCIDENT)
    insert_incidents(connection, incidents, rows)
    redirect_vanished(connection, before, incidents)
    return changes_by_id(before, incidents)


def renew_incidents(
    connection: Connection, over: Collection[str], incidents: Sequence[Incident]
) -> tuple[Change, ...]:
    """Put some incidents in the place of those that hold some mentions; the others stay.

    Args:
        connection: of a transaction that writes.
        over: mentions whose incidents are no more, or are among the new ones.
        incidents: the new ones.
    """
    touched = {*over, *(m for incident in incidents for m in incident.cluster.mentions)}
    column, home = INCIDENT_MENTION.c.mention, INCIDENT_MENTION.c.incident
    before: dict[str, list[str]] = {}
    for few in in_batches(sorted(touched)):
        homes = select(home).where(column.in_(few))
        before |= former_mentions(connection, select(INCIDENT_MENTION).where(home.in_(homes)))
    rows = incident_rows(connection, before, incidents)
    for few in in_batches(sorted(before)):
        for table in (LINK, INCIDENT_MENTION, INCIDENT_KEY):
            connection.execute(delete(table).where(table.c.incident.in_(few)))
        connection.execute(delete(INCIDENT).where(INCIDENT.c.id.in_(few)))
    search.drop_entries(connection, search.HitKind.INCIDENT, before)
    insert_incidents(connection, incidents, rows)
    redirect_vanished(connection, before, incidents)
    return changes_by_id(before, incidents)


def incident_rows(
    connection: Connection, before: Collection[str], incidents: Sequence[Incident]
) -> list[dict[str, object]]:
    """Incidents as rows with their revisions; the forms that they replace are kept."""
    rows = [incident_row(incident) for incident in incidents]
    numbers = revisions.keep_revision(
        connection, before, {str(row["id"]): str(row["json"]) for row in rows}
    )
    return [{**row, "revision": numbers[str(row["id"])]} for row in rows]


def insert_incidents(
    connection: Connection, incidents: Sequence[Incident], whole: Sequence[dict[str, object]]
) -> None:
    """Write incidents down."""
    for rows, table in (
        (whole, INCIDENT),
        ([row for incident in incidents for row in member_rows(incident)], INCIDENT_MENTION),
        ([row for incident in incidents for row in link_rows(incident)], LINK),
        ([row for incident in incidents for row in key_rows(incident)], INCIDENT_KEY),
    ):
        if rows:
            connection.execute(insert(table), rows)
    search.index_incidents(connection, incidents)


def changes_by_id(
    before: Mapping[str, Sequence[str]], incidents: Sequence[Incident]
) -> tuple[Change, ...]:
    """What became of incidents, by id; those of the same mentions as before are left out."""
    home = {mention: old for old, mentions in before.items() for mention in mentions}
    now = {mention: one.id for one in incidents for mention in one.cluster.mentions}
    found = [
        Change(what, one.id, olds)
        for one in incidents
        for olds in (tuple(sorted({home[m] for m in one.cluster.mentions if m in home})),)
        if (what := change_of_incident(one, olds, before, now))
    ]
    gone = [Change("gone", old, (old,)) for old in before if now.keys().isdisjoint(before[old])]
    return tuple(sorted([*found, *gone], key=lambda change: (change.what, change.incident)))


def change_of_incident(
    one: Incident,
    olds: Sequence[str],
    before: Mapping[str, Sequence[str]],
    now: Mapping[str, str],
) -> str | None:
    """What an incident is in the light of those that its mentions were in."""
    if not olds:
        return "new"
    if len(olds) > 1:
        return "merged"
    if any(now.get(mention, one.id) != one.id for mention in before[olds[0]]):
        return "split"
    return "joined" if set(one.cluster.mentions) - set(before[olds[0]]) else None


def incident_count(connection: Connection) -> int:
    """How many incidents there are."""
    return connection.execute(select(func.count()).select_from(INCIDENT)).scalar_one()


def find_incident(connection: Connection, name: str) -> Incident:
    """The incident with an id, an earlier id, or the beginning of an id.

    Raises:
        InputError: there is none, more than one, or its reports were withdrawn.
    """
    query = select(INCIDENT.c.json)
    found = connection.execute(
        query.where(INCIDENT.c.id == follow_redirect(connection, name))
    ).scalar()
    if found is not None:
        return from_json(found, Incident)
    starts = INCIDENT.c.id.startswith(name, autoescape=True)
    many = connection.execute(query.where(starts)).scalars().all()
    if len(many) != 1 or len(name) < SHORTEST_ID:
        short = len(name) < SHORTEST_ID and f"fewer than {SHORTEST_ID} characters"
        what = short or (f"{len(many)} ids begin with it" if many else "no such id")
        raise NotFoundError(
            f"expected the id of one incident, found {name!r} ({what}); `dateline show` lists them"
        )
    return from_json(many[0], Incident)


def revision_of(connection: Connection, incident: str) -> int:
    """The revision that gave an incident the form that it has."""
    query = select(INCIDENT.c.revision).where(INCIDENT.c.id == incident)
    return int(connection.execute(query).scalar_one())


def rebuild_rows(connection: Connection) -> None:
    """Make what is told from the incidents anew: their columns and what they are looked up by."""
    connection.execute(delete(INCIDENT_KEY))
    for few in in_batches(connection.execute(select(INCIDENT.c.id)).scalars().all()):
        query = select(INCIDENT.c.json).where(INCIDENT.c.id.in_(few))
        found = [from_json(json, Incident) for json in connection.execute(query).scalars()]
        for incident in found:
            values = {
                name: value for name, value in incident_row(incident).items() if name != "json"
            }
            own = INCIDENT.c.id == incident.id
            connection.execute(update(INCIDENT).where(own).values(**values))
        rows = [row for incident in found for row in key_rows(incident)]
        if rows:
            connection.execute(insert(INCIDENT_KEY), rows)


def final_redirects(connection: Connection) -> dict[str, str | None]:
    """Where ids of earlier runs lead in the end, by id."""
    rows = connection.execute(select(REDIRECT).order_by(REDIRECT.c.number))
    last = {row.old: row.new for row in rows}
    ends = {old: end_of_redirects(old, last) for old in sorted(last)}
    return {old: end for old, end in ends.items() if end != old}


def end_of_redirects(name: str, last: Mapping[str, str | None]) -> str | None:
    """The id that an id leads to through others; None where its reports were withdrawn."""
    seen = {name}
    while (after := last.get(name, name)) not in {name, None}:
        name = str(after)
        if name in seen:  # which no ledger holds that was not changed behind the program's back
            return name
        seen.add(name)
    return None if after is None else name


def follow_redirect(connection: Connection, name: str) -> str:
    """The id that an id of an earlier run leads to."""
    live = connection.execute(select(INCIDENT.c.id).where(INCIDENT.c.id == name)).first()
    if live or len(name) < SHORTEST_ID:
        return name
    starts = REDIRECT.c.old.startswith(name, autoescape=True)
    begun = set(connection.execute(select(REDIRECT.c.old).where(starts)).scalars())
    every = final_redirects(connection) if begun else {}
    old = [one for one in ({name} & begun or begun) if one in every]
    if len(old) != 1:
        return name
    new = every[old[0]]
    if new is None:
        raise NotFoundError(
            f"expected an incident that still counts, found {name!r}, whose reports were "
            "withdrawn; `dateline show` lists the others"
        )
    return new


def former_mentions(connection: Connection, query: Select[Any]) -> dict[str, list[str]]:
    """The mentions of incidents of the run before, smallest first."""
    found: dict[str, list[str]] = {}
    for row in connection.execute(query.order_by(INCIDENT_MENTION.c.mention)):
        found.setdefault(row.incident, []).append(row.mention)
    return found


def redirect_vanished(
    connection: Connection, before: dict[str, list[str]], incidents: Sequence[Incident]
) -> None:
    """Lead ids that are gone to the incident that holds most of their mentions now."""
    live = {incident.id for incident in incidents}
    home = {m: incident.id for incident in incidents for m in incident.cluster.mentions}
    for old in sorted(before.keys() - live):
        write_redirect(connection, old, _new_home([home[m] for m in before[old] if m in home]))
    # An id that lives again leads to itself.
    for few in in_batches(sorted(live)):
        query = select(REDIRECT).where(REDIRECT.c.old.in_(few)).order_by(REDIRECT.c.number)
        last = {row.old: row.new for row in connection.execute(query)}
        for old in sorted(old for old, new in last.items() if new != old):
            write_redirect(connection, old, old)


def write_redirect(connection: Connection, old: str, new: str | None) -> None:
    """Write down where an id leads from now on."""
    seq = history.append_entry(connection, "redirect", old, {"to": new})
    connection.execute(insert(REDIRECT).values(number=seq, old=old, new=new))


def _new_home(homes: Sequence[str]) -> str | None:
    """The most frequent of several ids, the smallest of equals; None for none."""
    return min(set(homes), key=lambda home: (-homes.count(home), home), default=None)


def incident_row(incident: Incident) -> dict[str, object]:
    """An incident as a row."""
    days, place = incident.when.value.interval, incident.where.value
    main = any(telling.prominence is Prominence.MAIN for telling in incident.tellings)
    return {
        "id": incident.id,
        "kind": incident.kind.value,
        "stage": incident.stage.value,
        "grade": incident.grade.value,
        "role": Prominence.MAIN.value if main else Prominence.BACKGROUND.value,
        "first": days.first.isoformat() if days else None,
        "last": days.last.isoformat() if days else None,
        "precision": incident.when.value.precision,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "city": place.city if place else None,
        "site": place.site if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        **_range_columns("killed", incident.killed),
        **_range_columns("wounded", incident.wounded),
        "reports": len(incident.tellings),
        "outlets": len(incident.outlets),
        "voices": len(incident.voices),
        "json": to_json(incident),
        "place": incident_place(days.first if days else None, incident.id),
        "entry": search.incident_number(incident),
    }


def _range_columns(name: str, finding: Finding[Range] | None) -> dict[str, int | None]:
    """Three columns for a figure."""
    value = finding.value if finding else Range(0, None, None)
    return {
        f"{name}_low": value.low if finding else None,
        f"{name}_best": value.best,
        f"{name}_high": value.high,
    }


def member_rows(incident: Incident) -> list[dict[str, str]]:
    """One row a mention."""
    return [{"mention": m, "incident": incident.id} for m in incident.cluster.mentions]


def link_rows(incident: Incident) -> Iterable[dict[str, object]]:
    """One row a link."""
    return [_link_row(link, incident.id) for link in incident.cluster.links]


def _link_row(link: Link, incident: str) -> dict[str, object]:
    """A link as a row."""
    return {
        "left": link.left,
        "right": link.right,
        "incident": incident,
        "weight": link.weight,
        "reasons": to_json(link.reasons),
    }
