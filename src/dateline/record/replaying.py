"""What the tables must hold, as the history tells it: its rows played back from the beginning.

A ledger of a version that kept fewer hashes is sealed when it is brought up to date: the history
then says once what every row was, and is played back from there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, select

from dateline.record import history
from dateline.record.archive import former_hash, report_hashes, text_hash
from dateline.record.codec import plain_json
from dateline.record.history import Entry
from dateline.record.revisions import form_hash
from dateline.record.tables import (
    FORMER,
    FORMER_READING,
    INCIDENT,
    JUDGEMENT,
    KEPT_ENTRY,
    REDIRECT,
    REPORT,
    REPORT_NAME,
    REVIEW_ANSWER,
    REVISION,
    SET_ASIDE,
    WITHDRAWAL,
)

Said = Mapping[str, Any]  # the payload of a row
SEAL: Final = "seal"
PARTS: Final = ("report", "document", "reading")


@dataclass(slots=True)
class ReplayedLedger:
    """What each table must hold; rows that the history keeps only a hash of are that hash."""

    reports: dict[str, dict[str, str]] = field(default_factory=dict)
    names: set[tuple[str, str]] = field(default_factory=set)
    aside: dict[str, tuple[str, str]] = field(default_factory=dict)
    former_readings: list[tuple[str, str]] = field(default_factory=list)
    withdrawals: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    redirects: dict[int, tuple[str, str | None]] = field(default_factory=dict)
    judgements: list[tuple[str, str]] = field(default_factory=list)
    answers: dict[int, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    revisions: dict[int, tuple[str, int]] = field(default_factory=dict)
    forms: dict[tuple[int, str], str] = field(default_factory=dict)
    gone: dict[int, tuple[str, ...]] = field(default_factory=dict)


def replay_history(rows: Sequence[Entry]) -> ReplayedLedger:
    """Play the history back, from its last seal if it has one."""
    start = max((i for i, row in enumerate(rows) if row.action == SEAL), default=-1)
    found = ReplayedLedger()
    for row in rows[start + 1 :]:
        if row.action in ACTIONS:
            ACTIONS[row.action](found, row, json.loads(row.payload) or {})
    return found


def replay_change(found: ReplayedLedger, row: Entry, said: Said) -> None:
    """A report was recorded or changed."""
    found.reports[row.subject] = {part: said[part] for part in PARTS}
    if said.get("former"):
        found.former_readings.append((row.subject, said["former"]))
    for name in said.get("names", ()):
        _take_name(found, name, row.subject)


def _replay_recorded(found: ReplayedLedger, row: Entry, said: Said) -> None:
    replay_change(found, row, said)
    _take_name(found, said["name"], row.subject)


def _replay_named(found: ReplayedLedger, row: Entry, said: Said) -> None:
    _take_name(found, said["name"], row.subject)


def _take_name(found: ReplayedLedger, name: str, report: str) -> None:
    """A report came under a name: nothing is set aside under it any more."""
    found.names.add((name, report))
    found.aside.pop(name, None)


def _replay_removed(found: ReplayedLedger, row: Entry, said: Said) -> None:
    found.reports.pop(row.subject, None)
    found.names = {(name, report) for name, report in found.names if report != row.subject}
    if said.get("former"):
        found.former_readings.append((row.subject, said["former"]))


def _set_aside(found: ReplayedLedger, row: Entry, said: Said) -> None:
    found.aside[row.subject] = (said["stage"], said["reason"])


def replay_counted(found: ReplayedLedger, row: Entry, said: Said) -> None:
    """A report was withdrawn or restored."""
    counts = said.get("counts", row.action == "restore")
    values = (row.subject, counts, said["reason"], said["by"], said["at"])
    found.withdrawals[said.get("number", row.seq)] = values


def _replay_redirect(found: ReplayedLedger, row: Entry, said: Said) -> None:
    found.redirects[said.get("number", row.seq)] = (row.subject, said["to"])


def _replay_judged(found: ReplayedLedger, row: Entry, said: Said) -> None:
    name = said["id"] if row.action == "undo" else row.subject
    found.judgements.append((name, said["digest"]))


def _replay_answered(found: ReplayedLedger, row: Entry, said: Said) -> None:
    found.answers[int(row.subject)] = said["digest"]


def _replay_kept(found: ReplayedLedger, row: Entry, said: Said) -> None:
    found.kept[row.subject] = said["digest"]


def _replay_dropped(found: ReplayedLedger, row: Entry, _: Said) -> None:
    found.kept.pop(row.subject, None)


def _replay_revised(found: ReplayedLedger, row: Entry, said: Said) -> None:
    number = int(row.subject)
    if said["at"] is not None:  # forms older than revisions have none
        found.revisions[number] = (said["at"], said.get("seq", row.seq - 1))
    found.forms |= {(number, name): digest for name, digest in said["forms"].items()}
    found.gone[number] = tuple(said["gone"])


ACTIONS: Final[Mapping[str, Callable[[ReplayedLedger, Entry, Said], None]]] = {
    "record": _replay_recorded,
    "better known": _replay_recorded,
    "reread": replay_change,
    "amend": replay_change,
    "source": replay_change,
    "agency": replay_change,
    "repair": replay_change,
    "name": _replay_named,
    "remove": _replay_removed,
    "set aside": _set_aside,
    "withdraw": replay_counted,
    "restore": replay_counted,
    "redirect": _replay_redirect,
    "judge": _replay_judged,
    "undo": _replay_judged,
    "answer": _replay_answered,
    "keep": _replay_kept,
    "drop": _replay_dropped,
    "revise": _replay_revised,
    "sealed report": replay_change,
    "sealed set aside": _set_aside,
    "sealed withdrawal": replay_counted,
    "sealed redirect": _replay_redirect,
    "sealed judgement": _replay_judged,
    "sealed answer": _replay_answered,
    "sealed entry": _replay_kept,
    "sealed revision": _replay_revised,
    "sealed reading": lambda found, row, said: found.former_readings.append(
        (row.subject, said["former"])
    ),
}

# ------------------------------------------------------------------ sealing


def seal_ledger(connection: Connection) -> None:
    """Let the history say what every row is, for a ledger of a version that kept fewer hashes."""
    history.append_entry(connection, SEAL, "ledger")
    for action, subject, said in sealed_rows(connection):
        history.append_entry(connection, f"sealed {action}", subject, said)


def sealed_rows(connection: Connection) -> Iterator[tuple[str, str, Said]]:
    """What the history is to say of each row."""
    names: dict[str, list[str]] = {}
    for row in connection.execute(select(REPORT_NAME)):
        names.setdefault(row.report, []).append(row.name)
    for report in connection.execute(select(REPORT.c.id).order_by(REPORT.c.id)).scalars().all():
        held = {"names": sorted(names.get(report, ()))}
        yield "report", report, {**held, **report_hashes(connection, report)}
    for row in connection.execute(select(SET_ASIDE).order_by(SET_ASIDE.c.name)).all():
        yield "set aside", row.name, {"stage": row.stage, "reason": row.reason}
    for row in connection.execute(select(FORMER_READING).order_by(FORMER_READING.c.number)).all():
        yield "reading", row.report, {"former": former_hash(row.json, row.text)}
    for row in connection.execute(select(WITHDRAWAL).order_by(WITHDRAWAL.c.number)).all():
        yield "withdrawal", row.report, {n: v for n, v in row._mapping.items() if n != "report"}  # noqa: SLF001  as SQLAlchemy calls it
    for row in connection.execute(select(REDIRECT).order_by(REDIRECT.c.number)).all():
        yield "redirect", row.old, {"number": row.number, "to": row.new}
    for row in connection.execute(select(JUDGEMENT).order_by(JUDGEMENT.c.number)).all():
        yield "judgement", row.id, {"digest": text_hash(row.json)}
    for row in connection.execute(select(REVIEW_ANSWER).order_by(REVIEW_ANSWER.c.number)).all():
        yield "answer", str(row.number), {"digest": row_hash(row)}
    for row in connection.execute(select(KEPT_ENTRY)).all():
        yield "entry", f"{row.kind} {row.name}", {"digest": row_hash(row)}
    yield from _sealed_revisions(connection)


def _sealed_revisions(connection: Connection) -> Iterator[tuple[str, str, Said]]:
    """What the history is to say of each revision: the forms that it made, and what went."""
    made: dict[int, dict[str, str]] = {}
    ends: dict[int, set[str]] = {}
    for row in connection.execute(select(FORMER)).all():
        made.setdefault(row.first, {})[row.incident] = form_hash(row.json)
        ends.setdefault(row.until, set()).add(row.incident)
    for row in connection.execute(select(INCIDENT.c.id, INCIDENT.c.revision, INCIDENT.c.json)):
        made.setdefault(row.revision, {})[row.id] = form_hash(row.json)
    known = {row.number: row for row in connection.execute(select(REVISION)).all()}
    for number in sorted({*made, *known}):
        one, forms = known.get(number), made.get(number, {})
        at = {"at": one.at, "seq": one.seq} if one else {"at": None}
        gone = sorted(ends.get(number, set()) - forms.keys())
        yield "revision", str(number), {**at, "gone": gone, "forms": dict(sorted(forms.items()))}


def row_hash(row: Sequence[Any]) -> str:
    """The hash of all values of a row."""
    return text_hash(plain_json(list(row)))
