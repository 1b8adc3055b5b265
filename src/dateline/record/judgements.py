"""What people decided: kept beside what the program found, undone but never deleted.

A judgement is a row that never changes. To undo one is a judgement too, so that an undo can be
undone: which of them count is read off the rows, the newest first.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from dateline.errors import ConflictError, InputError, NotFoundError
from dateline.record import history, incidents, reports, revisions
from dateline.record.archive import text_hash
from dateline.record.codec import from_json, plain_json, to_json
from dateline.record.signing import check_signed
from dateline.record.tables import JUDGEMENT
from dateline.record.whole import all_judgements, judgement_rows, undone_judgements
from dateline.types import Judgement, JudgementKind, Place, Struck

CONTRARY = {
    JudgementKind.ACCEPT: JudgementKind.REJECT,
    JudgementKind.REJECT: JudgementKind.ACCEPT,
}
PAIRED = frozenset({JudgementKind.SAME, JudgementKind.DIFFERENT})
SHORTEST_ID = 4  # characters of a judgement's id that may stand for it


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person says, before the ledger has looked up what it is about."""

    kind: JudgementKind
    subjects: tuple[str, ...]  # ids of incidents, or of the judgement to undo
    by: str
    reason: str
    field: str | None = None
    value: str | None = None
    place: Place | None = None  # what the value stands for, where it is a place


@dataclass(frozen=True, slots=True)
class LedgerBasis:
    """What a person had before them when they decided: the ledger at a revision."""

    revision: int
    judgement: int  # the number of the last one


DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PLACES = frozenset({"place", "city"})  # two words for one field
CONTAINERS = ("country", "admin1", "admin2", "city")  # parts of a place that hold one another
PART = "@"  # between an incident and the report whose part of it is meant


def basis_of_judgement(connection: Connection) -> LedgerBasis:
    """What whoever decides now has before them."""
    return LedgerBasis(revisions.latest_revision(connection), _next_number(connection) - 1)


def check_basis(connection: Connection, before: LedgerBasis | None) -> None:
    """Refuse what was decided on a ledger that has changed since.

    Raises:
        ConflictError: it has; whoever asks may look again and ask anew.
    """
    if before is not None and before != basis_of_judgement(connection):
        raise ConflictError("expected a ledger as it was when this was decided; look at it again")


def add_judgement(connection: Connection, verdict: Verdict) -> Judgement:
    """Record a judgement on incidents, resolved to their mentions of now.

    A subject is an incident, or with "@" and a report's name what that report tells of it.

    Raises:
        InputError: a subject is no incident, both are the same one, or a judgement that still
            counts says the contrary.
    """
    check_signed(verdict.by, verdict.reason)
    found = [subject_of_judgement(connection, subject) for subject in verdict.subjects]
    _refuse_overlap(connection, verdict.kind, found)
    judgement = new_judgement(connection, verdict, found)
    _refuse_contradiction(connection, judgement)
    write_judgement(connection, judgement)
    return judgement


def keep_judgement(
    connection: Connection, verdict: Verdict, subjects: Sequence[Subject], struck: Struck
) -> Judgement:
    """Record a judgement on a statement: its report is to be linked without it."""
    judgement = replace(new_judgement(connection, verdict, subjects), struck=struck)
    write_judgement(connection, judgement)
    reports.await_linking(connection, struck.report)
    return judgement


@dataclass(frozen=True, slots=True)
class Subject:
    """What a judgement is on: an incident's mentions, or those of one report of it."""

    id: str
    mentions: tuple[str, ...]
    report: str | None = None


def new_judgement(connection: Connection, verdict: Verdict, found: Sequence[Subject]) -> Judgement:
    """A judgement with an id of its own: two alike in one second have different numbers."""
    at = datetime.now(UTC).replace(microsecond=0)
    return Judgement(
        id=judgement_id(verdict, tuple(one.id for one in found), at, _next_number(connection)),
        kind=verdict.kind,
        subjects=tuple(one.id for one in found),
        mentions=tuple(one.mentions for one in found),
        field=verdict.field,
        value=verdict.value,
        by=verdict.by.strip(),
        reason=verdict.reason.strip(),
        at=at,
        place=verdict.place,
        report=found[0].report if len(found) == 1 else None,
    )


def write_judgement(connection: Connection, judgement: Judgement) -> None:
    """Write a judgement down."""
    row = {"number": _next_number(connection), **judgement_row(judgement)}
    connection.execute(insert(JUDGEMENT).values(**row))
    said = {**judgement_data(judgement), "digest": text_hash(row["json"])}
    if judgement.kind is JudgementKind.UNDO:
        history.append_entry(
            connection, "undo", judgement.subjects[0], {"id": judgement.id, **said}
        )
    else:
        history.append_entry(connection, "judge", judgement.id, said)


def subject_of_judgement(connection: Connection, name: str) -> Subject:
    """An incident, and the mentions of it that are meant."""
    incident, _, report = name.partition(PART)
    found = incidents.find_incident(connection, incident)
    if not report:
        return Subject(found.id, found.cluster.mentions)
    wanted = reports.find_report(connection, report)
    told = reports.mentions_of(connection, wanted)
    mentions = tuple(m for m in found.cluster.mentions if m in told)
    if not mentions:
        raise InputError(
            f"expected a report of {incident}, found {report!r}; "
            f"`dateline show {incident}` lists them"
        )
    return Subject(found.id, mentions, wanted)


def _refuse_overlap(
    connection: Connection, kind: JudgementKind, subjects: Sequence[Subject]
) -> None:
    """Refuse a judgement on an incident and itself, or on one where it takes two."""
    if kind in PAIRED and len(subjects) < 2:  # noqa: PLR2004  a pair
        raise InputError(
            f"expected two incidents or more, found {len(subjects)}; "
            "`dateline show` lists the others"
        )
    told = [mention for one in subjects for mention in one.mentions]
    if len(set(told)) == len(told):
        return
    joined = [
        j
        for j in all_judgements(connection.exec_driver_sql)
        if j.kind is JudgementKind.SAME and {m for g in j.mentions for m in g} & set(told)
    ]
    hint = (
        f"{joined[0].by} decided that they are one ({joined[0].id[:8]}: {joined[0].reason}); "
        f"`dateline judge undo {joined[0].id[:8]}` takes that back"
        if joined
        else f"to split one incident, name its reports: {subjects[0].id[:8]}{PART}report.txt"
    )
    raise InputError(f"expected two incidents, found one ({subjects[0].id}) named twice; {hint}")


def _refuse_contradiction(connection: Connection, judgement: Judgement) -> None:
    """Refuse a judgement against another that still counts."""
    others = [one for one in all_judgements(connection.exec_driver_sql) if one.id != judgement.id]
    against = next((one for one in others if _cannot_both_count(judgement, one)), None)
    against = against or torn_judgements(judgement, others)
    if against:
        raise ConflictError(
            "expected a judgement that fits the others, "
            f"found {describe_judgement(judgement)} against {describe_judgement(against)} "
            f"by {against.by} ({against.id[:8]}: {against.reason}); "
            f"`dateline judge undo {against.id[:8]}` takes that back"
        )


def _cannot_both_count(one: Judgement, other: Judgement) -> bool:
    """Do two judgements on one incident contradict each other?"""
    return _is_contrary(one, other) and _on_the_same(one, other)


def torn_judgements(judgement: Judgement, others: Sequence[Judgement]) -> Judgement | None:
    """A judgement that holds together what another parts, be it through several incidents.

    What people call one is all of it one: whoever parts two reports of it says the contrary.
    """
    if judgement.kind not in PAIRED:
        return None
    sames = [one for one in (*others, judgement) if one.kind is JudgementKind.SAME]
    for parted in (one for one in (judgement, *others) if one.kind is JudgementKind.DIFFERENT):
        for joined in joined_judgements(sames):
            if parted is not judgement and judgement not in joined:
                continue
            held = {mention for one in joined for group in one.mentions for mention in group}
            if all(held & set(group) for group in parted.mentions):
                return joined[-1] if parted is judgement else parted
    return None


def joined_judgements(sames: Iterable[Judgement]) -> list[list[Judgement]]:
    """Judgements that call incidents one, those together that share mentions."""
    found: list[tuple[set[str], list[Judgement]]] = []
    for same in sames:
        mentions, together = {m for group in same.mentions for m in group}, [same]
        apart = []
        for held, judgements in found:
            if held & mentions:
                mentions, together = mentions | held, [*judgements, *together]
            else:
                apart.append((held, judgements))
        found = [*apart, (mentions, together)]
    return [together for _, together in found]


def _is_contrary(one: Judgement, other: Judgement) -> bool:
    """Can two judgements on one incident not both count?"""
    if CONTRARY.get(one.kind) is other.kind:
        return True
    kinds, valued = {one.kind, other.kind}, {JudgementKind.CORRECT, JudgementKind.ACCEPT}
    # An acceptance lapses with the value that it vouches for; a newer one takes its place.
    if kinds <= valued and JudgementKind.CORRECT in kinds and one.field and other.field:
        if judged_field(one) == judged_field(other):
            return judged_value(one) != judged_value(other)
        return are_places_apart(one, other)
    graded = [j for j in (one, other) if j.kind is JudgementKind.CORRECT and j.field == "grade"]
    rejected = JudgementKind.REJECT in (one.kind, other.kind)
    return rejected and any(j.value != "discounted" for j in graded)


def are_places_apart(one: Judgement, other: Judgement) -> bool:
    """Do two corrections give different countries, provinces or towns for one place?"""
    if one.place is None or other.place is None or is_of_origin(one) is not is_of_origin(other):
        return False
    pairs = ((getattr(one.place, part), getattr(other.place, part)) for part in CONTAINERS)
    return any(here and there and here != there for here, there in pairs)


def is_of_origin(judgement: Judgement) -> bool:
    """Is a correction of the place where something was launched?"""
    return (judgement.field or "").startswith("origin")


def judged_field(judgement: Judgement) -> str:
    """The field that a judgement sets or accepts, by one name."""
    field = judgement.field or ""
    return {"date": "when"}.get(field, "city" if field in PLACES else field)


def judged_value(judgement: Judgement) -> str:
    """The value that a judgement sets or accepts, in one form: "12" is "12/12/12"."""
    value = (judgement.value or "").strip().casefold()
    if value.isdecimal():
        return "/".join([value] * 3)
    return "/".join([value] * 2) if DAY.fullmatch(value) else value


def describe_judgement(judgement: Judgement) -> str:
    """A judgement in a few words."""
    about = f" {judgement.field} = {judgement.value}" if judgement.field else ""
    return judgement.kind.value + about


def _on_the_same(one: Judgement, other: Judgement) -> bool:
    """Are two judgements on the same incident, by the mentions that it had?"""
    held = {mention for group in other.mentions for mention in group}
    return any(held.intersection(group) for group in one.mentions)


def undo_judgement(connection: Connection, name: str, by: str, reason: str) -> Judgement:
    """Take a judgement back, which stays on record; gives the judgement that does so.

    Raises:
        InputError: there is no such judgement, it counts no more, or, where an undo is undone, a
            judgement that counts again says the contrary of another.
    """
    check_signed(by, reason)
    judgement, by_whom = (
        find_judgement(connection, name),
        undone_judgements(judgement_rows(connection.exec_driver_sql)),
    )
    if undoer := by_whom.get(judgement.id):
        raise ConflictError(
            f"expected a judgement that still counts, found {name}, which "
            f"{undoer.by} undid on {undoer.at.date()}; "
            f"`dateline judge undo {undoer.id[:8]}` restores it"
        )
    verdict = Verdict(JudgementKind.UNDO, (judgement.id,), by, reason)
    undoing = new_judgement(connection, verdict, [Subject(judgement.id, ())])
    write_judgement(connection, undoing)
    for again in _brought_back(connection, by_whom):
        _refuse_contradiction(connection, again)
    for one in turned_judgements(connection, by_whom):
        if one.struck:
            reports.await_linking(connection, one.struck.report)
    return undoing


def turned_judgements(connection: Connection, before: Mapping[str, Judgement]) -> list[Judgement]:
    """The judgements that counted and no longer do, or the other way round."""
    every = all_judgements(connection.exec_driver_sql, undone=True)
    return [judgement for judgement in every if (judgement.id in before) != bool(judgement.undone)]


def _brought_back(connection: Connection, before: Mapping[str, Judgement]) -> list[Judgement]:
    """The judgements that count now and did not before."""
    now = all_judgements(connection.exec_driver_sql)
    return [judgement for judgement in now if judgement.id in before]


def judgement_reasons(connection: Connection, names: Collection[str]) -> dict[str, str]:
    """Why some judgements were made, by their ids."""
    query = select(JUDGEMENT.c.id, JUDGEMENT.c.reason).where(JUDGEMENT.c.id.in_(names))
    return {row.id: row.reason for row in connection.execute(query)}


def find_judgement(connection: Connection, name: str) -> Judgement:
    """The judgement with an id or the beginning of one."""
    query = select(JUDGEMENT.c.json).where(JUDGEMENT.c.id.startswith(name, autoescape=True))
    found: Sequence[str] = connection.execute(query).scalars().all()
    if len(found) != 1 or len(name) < SHORTEST_ID:
        short = len(name) < SHORTEST_ID and f"fewer than {SHORTEST_ID} characters"
        what = short or (f"{len(found)} ids begin with it" if found else "no such id")
        raise NotFoundError(
            f"expected the id of one judgement, found {name!r} ({what}); "
            "`dateline judge list` lists them"
        )
    return from_json(found[0], Judgement)


def _next_number(connection: Connection) -> int:
    """The number of the next judgement."""
    last: int | None = connection.execute(select(func.max(JUDGEMENT.c.number))).scalar()
    return (last or 0) + 1


def judgement_id(verdict: Verdict, subjects: tuple[str, ...], at: datetime, number: int) -> str:
    """A judgement's id, the hash of what it says."""
    said = [verdict.kind, subjects, verdict.field, verdict.value, verdict.by, verdict.reason]
    return hashlib.sha256(plain_json([*said, at.isoformat(), number]).encode()).hexdigest()[:16]


def judgement_row(judgement: Judgement) -> dict[str, object]:
    """A judgement as a row."""
    return {
        "id": judgement.id,
        "at": judgement.at.isoformat(),
        "subject": judgement.subjects[0],
        "json": to_json(judgement),
        **{name: value for name, value in judgement_data(judgement).items() if name != "subjects"},
    }


def judgement_data(judgement: Judgement) -> dict[str, object]:
    """What a judgement says, as plain data."""
    return {
        "kind": judgement.kind.value,
        "by": judgement.by,
        "reason": judgement.reason,
        "field": judgement.field,
        "value": judgement.value,
        "subjects": list(judgement.subjects),
    }
