"""What people decided: kept beside what the program found, undone but never deleted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from dateline.errors import InputError
from dateline.record import history, incidents, reports
from dateline.record.codec import from_json, plain_json, to_json
from dateline.record.tables import JUDGEMENT
from dateline.types import Judgement, JudgementKind

CONTRARY = {
    JudgementKind.SAME: JudgementKind.DIFFERENT,
    JudgementKind.DIFFERENT: JudgementKind.SAME,
    JudgementKind.ACCEPT: JudgementKind.REJECT,
    JudgementKind.REJECT: JudgementKind.ACCEPT,
}
SHORTEST_ID = 4  # characters of a judgement's id that may stand for it


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person says, before the ledger has looked up what it is about."""

    kind: JudgementKind
    subjects: tuple[str, ...]  # ids of incidents
    by: str
    reason: str
    field: str | None = None
    value: str | None = None


DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PLACES = frozenset({"place", "city"})  # two words for one field
PART = "@"  # between an incident and the report whose part of it is meant


def add(connection: Connection, verdict: Verdict) -> Judgement:
    """Record a judgement on incidents, resolved to their mentions of now.

    A subject is an incident, or with "@" and a report's name what that report tells of it.

    Raises:
        InputError: a subject is no incident, both are the same one, or a judgement that still
            counts says the contrary.
    """
    found = [_subject(connection, subject) for subject in verdict.subjects]
    ids = tuple(incident for incident, _ in found)
    _refuse_overlap(connection, found)
    at = datetime.now(UTC).replace(microsecond=0)
    judgement = Judgement(
        id=_id(verdict, ids, at, _count(connection)),
        kind=verdict.kind,
        subjects=ids,
        mentions=tuple(mentions for _, mentions in found),
        field=verdict.field,
        value=verdict.value,
        by=verdict.by,
        reason=verdict.reason,
        at=at,
    )
    _refuse_contradiction(connection, judgement)
    connection.execute(insert(JUDGEMENT).values(**_row(judgement)))
    history.append(connection, "judge", judgement.id, _said(judgement))
    return judgement


def _subject(connection: Connection, name: str) -> tuple[str, tuple[str, ...]]:
    """An incident's id, and the mentions of it that are meant."""
    incident, _, report = name.partition(PART)
    found = incidents.find(connection, incident)
    if not report:
        return found.id, found.cluster.mentions
    wanted = reports.find(connection, report)
    told = reports.mentions_of(connection, wanted)
    mentions = tuple(m for m in found.cluster.mentions if m in told)
    if not mentions:
        raise InputError(
            f"expected a report that tells of {incident}, came {report!r}; "
            f"`dateline show {incident}` lists them"
        )
    return found.id, mentions


def _refuse_overlap(
    connection: Connection, subjects: Sequence[tuple[str, tuple[str, ...]]]
) -> None:
    """Refuse a judgement on an incident and itself."""
    told = [mention for _, mentions in subjects for mention in mentions]
    if len(set(told)) == len(told):
        return
    joined = [
        j
        for j in all_judgements(connection)
        if j.kind is JudgementKind.SAME and {m for g in j.mentions for m in g} & set(told)
    ]
    hint = (
        f"they are one by {joined[0].by} ({joined[0].id[:8]}: {joined[0].reason}), which "
        f"`dateline judge undo {joined[0].id[:8]}` takes back"
        if joined
        else f"to part the reports of one, name them: {subjects[0][0][:8]}{PART}report.txt"
    )
    raise InputError(f"expected two incidents, came {subjects[0][0]} twice; {hint}")


def _refuse_contradiction(connection: Connection, judgement: Judgement) -> None:
    """Refuse a judgement against another that still counts."""
    for other in all_judgements(connection):
        if _is_contrary(judgement, other) and _on_the_same(judgement, other):
            raise InputError(
                f"expected a judgement that fits the others, came {_what(judgement)} against "
                f"{_what(other)} by {other.by} ({other.id[:8]}: {other.reason}); "
                f"`dateline judge undo {other.id[:8]}` takes that back"
            )


def _is_contrary(one: Judgement, other: Judgement) -> bool:
    """Can two judgements on one incident not both count?"""
    if CONTRARY.get(one.kind) is other.kind:
        return True
    kinds, valued = {one.kind, other.kind}, {JudgementKind.CORRECT, JudgementKind.ACCEPT}
    # An acceptance lapses with the value that it vouches for; a newer one takes its place.
    if kinds <= valued and JudgementKind.CORRECT in kinds and one.field and other.field:
        return _field(one) == _field(other) and _value(one) != _value(other)
    graded = [j for j in (one, other) if j.kind is JudgementKind.CORRECT and j.field == "grade"]
    rejected = JudgementKind.REJECT in (one.kind, other.kind)
    return rejected and any(j.value != "discounted" for j in graded)


def _field(judgement: Judgement) -> str:
    """The field that a judgement sets or accepts, by one name."""
    field = judgement.field or ""
    return {"date": "when"}.get(field, "city" if field in PLACES else field)


def _value(judgement: Judgement) -> str:
    """The value that a judgement sets or accepts, in one form: "12" is "12/12/12"."""
    value = (judgement.value or "").strip().casefold()
    if value.isdecimal():
        return "/".join([value] * 3)
    return "/".join([value] * 2) if DAY.fullmatch(value) else value


def _what(judgement: Judgement) -> str:
    """A judgement in a few words."""
    about = f" {judgement.field} = {judgement.value}" if judgement.field else ""
    return judgement.kind.value + about


def _on_the_same(one: Judgement, other: Judgement) -> bool:
    """Are two judgements on the same incidents, by the mentions that these had?"""
    touched = [
        {number for number, group in enumerate(other.mentions) if set(group) & set(mentions)}
        for mentions in one.mentions
    ]
    if len(other.mentions) == 1:
        return any(touched)
    # A pair against a pair: two of one must lie in two different ones of the other.
    hit = [found for found in touched if found]
    return len(hit) > 1 and len(set().union(*hit)) > 1


def undo(connection: Connection, name: str, by: str, reason: str) -> Judgement:
    """Take a judgement back; it stays on record."""
    judgement = _find(connection, name)
    if judgement.undone:
        raise InputError(
            f"expected a judgement that still counts, came {name}, undone on "
            f"{judgement.undone.date()}; nothing is left to do"
        )
    undone = replace(judgement, undone=datetime.now(UTC).replace(microsecond=0))
    same = JUDGEMENT.c.id == judgement.id
    connection.execute(update(JUDGEMENT).where(same).values(**_row(undone)))
    history.append(connection, "undo", judgement.id, {"by": by, "reason": reason})
    return undone


def all_judgements(connection: Connection, *, undone: bool = False) -> tuple[Judgement, ...]:
    """The judgements in the order they were made, undone ones only if asked for."""
    query = select(JUDGEMENT.c.json).order_by(JUDGEMENT.c.at, JUDGEMENT.c.id)
    found = (from_json(json, Judgement) for json in connection.execute(query).scalars())
    return tuple(judgement for judgement in found if undone or not judgement.undone)


def _find(connection: Connection, name: str) -> Judgement:
    """The judgement with an id or the beginning of one."""
    query = select(JUDGEMENT.c.json).where(JUDGEMENT.c.id.startswith(name, autoescape=True))
    found: Sequence[str] = connection.execute(query).scalars().all()
    if len(found) != 1 or len(name) < SHORTEST_ID:
        short = len(name) < SHORTEST_ID and f"fewer than {SHORTEST_ID} characters of it"
        what = short or (f"{len(found)} that begin so" if found else "none")
        raise InputError(
            f"expected the id of one judgement, came {name!r}, found {what}; "
            "`dateline judge list` lists them"
        )
    return from_json(found[0], Judgement)


def _count(connection: Connection) -> int:
    """How many judgements there are: two alike in one second get different ids."""
    return len(connection.execute(select(JUDGEMENT.c.id)).all())


def _id(verdict: Verdict, subjects: tuple[str, ...], at: datetime, number: int) -> str:
    """A judgement's id, the hash of what it says."""
    said = [verdict.kind, subjects, verdict.field, verdict.value, verdict.by, verdict.reason]
    return hashlib.sha256(plain_json([*said, at.isoformat(), number]).encode()).hexdigest()[:16]


def _row(judgement: Judgement) -> dict[str, object]:
    """A judgement as a row."""
    return {
        "id": judgement.id,
        "at": judgement.at.isoformat(),
        "undone": judgement.undone.isoformat() if judgement.undone else None,
        "json": to_json(judgement),
        **{name: value for name, value in _said(judgement).items() if name != "subjects"},
    }


def _said(judgement: Judgement) -> dict[str, object]:
    """What a judgement says, as plain data."""
    return {
        "kind": judgement.kind.value,
        "by": judgement.by,
        "reason": judgement.reason,
        "field": judgement.field,
        "value": judgement.value,
        "subjects": list(judgement.subjects),
    }
