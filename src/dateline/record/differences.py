"""What became of incidents since a revision: added, revised, merged, split, withdrawn, regraded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection, func, select

from dateline.record.codec import from_json
from dateline.record.revisions import all_revisions
from dateline.record.tables import FORMER, INCIDENT
from dateline.types import Incident


class Fate(StrEnum):
    """What became of an incident between two revisions."""

    ADDED = "added"
    REVISED = "revised"
    REGRADED = "regraded"  # its grade changed, and no value
    MERGED = "merged"  # it took another in, or went into another
    SPLIT = "split"  # it lost mentions to another, or came out of one
    WITHDRAWN = "withdrawn"  # nothing that counts tells of it any more


@dataclass(frozen=True, slots=True)
class Difference:
    """An incident then and now; `others` are those that it shares mentions with."""

    fate: Fate
    incident: str
    before: Incident | None
    after: Incident | None
    others: tuple[str, ...]
    revision: int  # the last one that changed it
    at: str


def changes_since_revision(connection: Connection, revision: int) -> tuple[Difference, ...]:
    """What became of incidents since a revision, by id; what is as it was is left out."""
    before, after = replaced_forms(connection, revision), newer_forms(connection, revision)
    changed = [i for i in sorted({*before, *after}) if before.get(i) != after.get(i)]
    then = {i: from_json(before[i], Incident) for i in changed if i in before}
    now = {i: from_json(after[i], Incident) for i in changed if i in after}
    homes = _Homes(incidents_by_mention(then.values()), incidents_by_mention(now.values()))
    times = {one.number: one.at for one in all_revisions(connection)}
    last = last_revisions(connection, revision)
    return tuple(
        Difference(
            fate=what_became(then.get(name), now.get(name), others),
            incident=name,
            before=then.get(name),
            after=now.get(name),
            others=tuple(sorted(others.came_from | others.went_to)),
            revision=last[name],
            at=times[last[name]],
        )
        for name in changed
        for others in (sharing_incidents(name, then.get(name), now.get(name), homes),)
    )


@dataclass(frozen=True, slots=True)
class _Homes:
    """The incident of each mention, then and now, among those that changed."""

    then: Mapping[str, str]
    now: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Others:
    """The incidents that mentions came from, and those that they went to."""

    came_from: frozenset[str]
    went_to: frozenset[str]


def replaced_forms(connection: Connection, revision: int) -> dict[str, str]:
    """The forms of a revision that were replaced since, as JSON by incident."""
    query = select(FORMER.c.incident, FORMER.c.json)
    rows = connection.execute(query.where(FORMER.c.first <= revision, FORMER.c.until > revision))
    return {row.incident: row.json for row in rows}


def newer_forms(connection: Connection, revision: int) -> dict[str, str]:
    """The forms of now that are newer than a revision, as JSON by incident."""
    rows = connection.execute(
        select(INCIDENT.c.id, INCIDENT.c.json).where(INCIDENT.c.revision > revision)
    )
    return {row.id: row.json for row in rows}


def last_revisions(connection: Connection, revision: int) -> dict[str, int]:
    """The last revision that made or replaced a form of each incident."""
    replaced = select(FORMER.c.incident, func.max(FORMER.c.until)).group_by(FORMER.c.incident)
    made = select(INCIDENT.c.id, INCIDENT.c.revision).where(INCIDENT.c.revision > revision)
    rows = [*connection.execute(replaced), *connection.execute(made)]
    found: dict[str, int] = {}
    for name, number in rows:
        found[name] = max(number, found.get(name, number))
    return found


def incidents_by_mention(found: Iterable[Incident]) -> dict[str, str]:
    """The incident of each mention."""
    return {mention: one.id for one in found for mention in one.cluster.mentions}


def sharing_incidents(
    name: str, before: Incident | None, after: Incident | None, homes: _Homes
) -> _Others:
    """The incidents with which an incident shares mentions, then and now."""
    held = before.cluster.mentions if before else ()
    holds = after.cluster.mentions if after else ()
    return _Others(
        frozenset(homes.then[m] for m in holds if m in homes.then) - {name},
        frozenset(homes.now[m] for m in held if m in homes.now) - {name},
    )


def what_became(before: Incident | None, after: Incident | None, others: _Others) -> Fate:
    """The word for what became of an incident."""
    if after is None:
        return Fate.MERGED if others.went_to else Fate.WITHDRAWN
    if before is None:
        return Fate.SPLIT if others.came_from else Fate.ADDED
    if others.came_from:
        return Fate.MERGED
    if others.went_to:
        return Fate.SPLIT
    return Fate.REGRADED if _is_only_regraded(before, after) else Fate.REVISED


def _is_only_regraded(before: Incident, after: Incident) -> bool:
    """Did the grade change, and no value?"""
    as_before = replace(after, grade=before.grade, grading=before.grading, judged=before.judged)
    return before.grade is not after.grade and as_before == before
