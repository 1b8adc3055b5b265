"""Revisions: each step that changed incidents, and the incidents as they were before it.

An incident knows the revision in which it got its present form; forms that were replaced are
kept with the revisions from and until which they stood. So the ledger of any revision can be
read back, and what changed since then is told by holding it against the ledger of now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, func, insert, select

from dateline.errors import InputError
from dateline.record import history
from dateline.record.batches import in_batches
from dateline.record.codec import from_json
from dateline.record.tables import FORMER, INCIDENT, REVISION
from dateline.types import Incident

FIRST: Final = 0  # what stood before the first revision


@dataclass(frozen=True, slots=True)
class Revision:
    """A step that changed incidents, and the last row of the history before it."""

    number: int
    at: str
    seq: int


@dataclass(frozen=True, slots=True)
class Step:
    """What a revision did to one incident: its form before and after, as JSON."""

    incident: str
    before: str | None
    after: str | None

    def before_and_after(self) -> tuple[Incident | None, Incident | None]:
        """The incident before and after."""
        one, other = (from_json(f, Incident) if f else None for f in (self.before, self.after))
        return one, other


# ------------------------------------------------------------------ writing


def keep_revision(
    connection: Connection, before: Collection[str], now: Mapping[str, str]
) -> dict[str, int]:
    """Keep the forms of incidents that are about to be replaced; gives each one's revision.

    Args:
        connection: of a transaction that writes, before it drops anything.
        before: the incidents that are replaced, by id.
        now: the JSON of those that take their place, by id.
    """
    number = latest_revision(connection) + 1
    replaced, kept = list[str](), dict[str, int]()
    for few in in_batches(sorted(before)):
        rows = connection.execute(select(INCIDENT).where(INCIDENT.c.id.in_(few))).all()
        kept |= {row.id: row.revision for row in rows if now.get(row.id) == row.json}
        former = [former_row(row, number) for row in rows if row.id not in kept]
        replaced += [row.id for row in rows if row.id not in kept]
        if former:
            connection.execute(insert(FORMER), former)
    fresh = {name: form for name, form in now.items() if name not in kept}
    if fresh or replaced:
        write_revision(connection, number, fresh, [name for name in replaced if name not in now])
    return {**dict.fromkeys(now, number), **kept}


def former_row(row: Row[Any], until: int) -> dict[str, object]:
    """An incident as a row of the forms that were replaced."""
    return {"incident": row.id, "first": row.revision, "until": until, "json": row.json}


def write_revision(
    connection: Connection, number: int, fresh: Mapping[str, str], gone: Collection[str]
) -> None:
    """Write a revision down, and bind the history to the forms that it made."""
    seq, at = history.history_head(connection).seq, history.current_time()
    connection.execute(insert(REVISION).values(number=number, at=at, seq=seq))
    made = {name: form_hash(form) for name, form in sorted(fresh.items())}
    said = {"changed": len(made), "gone": sorted(gone), "at": at, "forms": made}
    history.append_entry(connection, "revise", str(number), said)


def form_hash(form: str) -> str:
    """The hash of a form of an incident, as the history keeps it."""
    return hashlib.sha256(form.encode(errors="surrogatepass")).hexdigest()[:16]


# ------------------------------------------------------------------ reading


def latest_revision(connection: Connection) -> int:
    """The number of the last revision."""
    found: int | None = connection.execute(select(func.max(REVISION.c.number))).scalar()
    return found or FIRST


def all_revisions(connection: Connection) -> tuple[Revision, ...]:
    """The revisions, oldest first."""
    rows = connection.execute(select(REVISION).order_by(REVISION.c.number))
    return tuple(Revision(row.number, row.at, row.seq) for row in rows)


def revision_since(connection: Connection, when: str) -> int:
    """The revision that a day began with, or the one of a number.

    Raises:
        InputError: it is neither a day nor the number of a revision.
    """
    last = latest_revision(connection)
    if when.isdecimal() and len(when) < len("20201117"):
        if int(when) <= last:
            return int(when)
        raise InputError(f"expected a revision from 0 to {last}, found {when}")
    try:
        day = date.fromisoformat(when).isoformat()
    except ValueError as error:
        raise InputError(
            f"expected a day as YYYY-MM-DD or the number of a revision (0 to {last}), "
            f"found {when!r}"
        ) from error
    query = select(func.max(REVISION.c.number)).where(REVISION.c.at < day)
    found: int | None = connection.execute(query).scalar()
    return found or FIRST


def incidents_at(connection: Connection, revision: int) -> tuple[Incident, ...]:
    """The incidents as they stood after a revision, by id."""
    standing = select(INCIDENT.c.json).where(INCIDENT.c.revision <= revision)
    replaced = select(FORMER.c.json).where(FORMER.c.first <= revision, FORMER.c.until > revision)
    rows = [*connection.execute(standing).scalars(), *connection.execute(replaced).scalars()]
    return tuple(sorted((from_json(form, Incident) for form in rows), key=lambda i: i.id))


def form_at(connection: Connection, incident: str, revision: int) -> Incident | None:
    """An incident as it stood after a revision, None where it did not stand then."""
    standing = select(INCIDENT.c.json).where(
        INCIDENT.c.id == incident, INCIDENT.c.revision <= revision
    )
    replaced = select(FORMER.c.json).where(
        FORMER.c.incident == incident, FORMER.c.first <= revision, FORMER.c.until > revision
    )
    forms = [*connection.execute(standing).scalars(), *connection.execute(replaced).scalars()]
    return from_json(forms[0], Incident) if forms else None


def revision_steps(
    connection: Connection, revision: int, only: Collection[str]
) -> tuple[Step, ...]:
    """What a revision did to incidents, or to some, by id.

    Args:
        connection: to read on.
        revision: the number.
        only: the incidents that are asked for; all if there are none.
    """
    replaced = select(FORMER.c.incident, FORMER.c.json).where(FORMER.c.until == revision)
    made = select(FORMER.c.incident, FORMER.c.json).where(FORMER.c.first == revision)
    standing = select(INCIDENT.c.id, INCIDENT.c.json).where(INCIDENT.c.revision == revision)
    if only:
        replaced = replaced.where(FORMER.c.incident.in_(only))
        made = made.where(FORMER.c.incident.in_(only))
        standing = standing.where(INCIDENT.c.id.in_(only))
    before = dict(map(tuple, connection.execute(replaced)))
    after = dict(map(tuple, (*connection.execute(made), *connection.execute(standing))))
    return tuple(
        Step(name, before.get(name), after.get(name)) for name in sorted({*before, *after})
    )
