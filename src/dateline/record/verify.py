"""Does the ledger still hold what was put into it?

The history is bound row by row; played back it says what the tables must hold, or a hash of it.
What is told from other tables is told from them anew, and held against what stands there.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Boolean, Connection, Integer, Table, select, text, type_coerce
from sqlalchemy.exc import DBAPIError

from dateline.errors import LedgerError
from dateline.record import guarding, history, incidents, judgements, listing, reports, search
from dateline.record.archive import former_hash, report_hashes, text_hash
from dateline.record.batches import in_batches
from dateline.record.codec import DAMAGED, from_json
from dateline.record.faults import LedgerFault, row_fault
from dateline.record.replaying import PARTS, ReplayedLedger, replay_history, row_hash
from dateline.record.revisions import form_hash
from dateline.record.tables import (
    CLAIM,
    DOCUMENT,
    FORMER,
    FORMER_READING,
    INCIDENT,
    INCIDENT_KEY,
    INCIDENT_MENTION,
    JUDGEMENT,
    KEPT_ENTRY,
    LEFT_OUT,
    LINK,
    MENTION,
    METADATA,
    READING,
    REDIRECT,
    REPORT,
    REPORT_NAME,
    REVIEW_ANSWER,
    REVISION,
    SEARCH_ENTRY,
    SET_ASIDE,
    WITHDRAWAL,
)
from dateline.record.whole import recorded_readings
from dateline.types import Incident, Judgement, Reading

Rows = Mapping[Any, Any]  # by the key of each row
# What a damaged row leads to; whatever it is, the other checks go on.
DAMAGE: Final = (*DAMAGED, LedgerError, DBAPIError, OSError)


def ledger_faults(connection: Connection, head: str | None = None) -> Iterator[LedgerFault]:
    """What is wrong with a ledger.

    Args:
        connection: of a transaction that is not committed.
        head: the head of the history, as it was kept elsewhere.
    """
    yield from guarded_check("database", lambda: check_database(connection))
    rows: tuple[history.Entry, ...] = ()
    try:
        rows = history.history_entries(connection)
    except DAMAGE as error:
        yield unreadable_table("history", error)
    yield from guarded_check("history", lambda: history.chain_faults(rows))
    if head:
        yield from history.head_faults(rows, head)
    try:
        must = replay_history(rows)
    except DAMAGE as error:
        yield row_fault("history", "payload", f"it cannot be played back ({error})")
        must = None
    if must is not None:
        for table, check in CHECKS.items():
            yield from guarded_check(table, lambda check=check, must=must: check(connection, must))  # type: ignore[misc]
    for table, told in TOLD.items():
        yield from guarded_check(table, lambda told=told: told(connection))  # type: ignore[misc]


def guarded_check(table: str, check: Callable[[], Iterable[LedgerFault]]) -> Iterator[LedgerFault]:
    """The faults that a check finds; that it cannot be done is one."""
    try:
        yield from check()
    except DAMAGE as error:
        yield unreadable_table(table, error)


def unreadable_table(table: str, error: Exception) -> LedgerFault:
    """A table that cannot be read."""
    cause = " ".join(str(getattr(error, "orig", None) or error).split())
    return row_fault(table, "all", f"it cannot be read ({type(error).__name__}: {cause[:200]})")


def row_differences(table: str, must: Rows, found: Rows) -> Iterator[LedgerFault]:
    """How rows differ from what they must be, by their keys."""
    for key in sorted({*must, *found}, key=repr):
        row = " ".join(map(str, key)) if isinstance(key, tuple) else key
        if key not in found:
            yield row_fault(table, row, "the row is missing")
        elif key not in must:
            yield row_fault(table, row, "nothing was recorded that this row comes from")
        elif must[key] != found[key]:
            one, other = must[key], found[key]
            columns = (
                [name for name in one if one[name] != other.get(name)]
                if isinstance(one, dict)
                else []
            )
            where = f" ({', '.join(columns)})" if columns else ""
            yield row_fault(table, row, f"the row was changed after it was written{where}")


# ------------------------------------------------------------------ the database


def check_database(connection: Connection) -> Iterator[LedgerFault]:
    """Pages and indexes, references, triggers."""
    if connection.dialect.name == "sqlite":
        for (said,) in connection.execute(text("PRAGMA integrity_check(20)")):
            if said != "ok":
                yield row_fault("database", "file", str(said))
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield row_fault(row[0], row[1], f"it refers to a row of {row[2]} that is not there")
        yield from _check_truths(connection)
    for name in guarding.missing_guards(connection):
        yield row_fault(
            "database", name, "this trigger, which keeps rows from being changed, is gone"
        )
    for report in connection.execute(select(LEFT_OUT.c.report)).scalars():
        yield row_fault("left_out", report, "a step left it out, and did not end")


def _check_truths(connection: Connection) -> Iterator[LedgerFault]:
    """Truths that are another number: read as true, and found by no query."""
    for table in METADATA.tables.values():
        key = [column.name for column in table.primary_key]
        for column in table.columns:
            if isinstance(column.type, Boolean):
                other = type_coerce(column, Integer).not_in((0, 1))
                for row in connection.execute(select(table).where(other)).mappings():
                    what = f"{column.name} is neither true nor false"
                    yield row_fault(table.name, row_key(dict(row), key), what)


# ------------------------------------------------------------------ what the history tells


def check_reports(connection: Connection, must: ReplayedLedger) -> Iterator[LedgerFault]:
    """Reports whose bytes, text or reading are not those that the history is bound to."""
    for row in connection.execute(select(REPORT.c.id, REPORT.c.name, REPORT.c.content)).all():
        content = row.content if isinstance(row.content, bytes) else repr(row.content).encode()
        if hashlib.sha256(content).hexdigest() != row.id:
            yield row_fault("report", row.id, f"its bytes were changed ({row.name})")
    there = {
        part: set(connection.execute(select(column)).scalars())
        for part, column in zip(
            PARTS, (REPORT.c.id, DOCUMENT.c.report, READING.c.report), strict=True
        )
    }
    for report in sorted({*must.reports, *there["report"], *there["document"], *there["reading"]}):
        held = must.reports.get(report)
        now = report_hashes(connection, report)
        for part in PARTS:
            if held is None and report in there[part]:
                yield row_fault(part, report, "nothing was recorded that this row comes from")
            elif held is not None and report not in there[part]:
                yield row_fault(part, report, "the row is missing")
            elif held is not None and now[part] != held[part]:
                yield row_fault(part, report, "the row was changed after it was written")


def _check_names(connection: Connection, must: ReplayedLedger) -> Iterator[LedgerFault]:
    found = {(row.name, row.report): True for row in connection.execute(select(REPORT_NAME))}
    yield from row_differences("report_name", dict.fromkeys(must.names, True), found)


def _check_set_aside(connection: Connection, must: ReplayedLedger) -> Iterator[LedgerFault]:
    rows = connection.execute(select(SET_ASIDE))
    found = {row.name: (row.stage, row.reason) for row in rows}
    yield from row_differences("set_aside", must.aside, found)


def _former_readings(connection: Connection, must: ReplayedLedger) -> Iterator[LedgerFault]:
    rows = connection.execute(select(FORMER_READING))
    found = {row.number: (row.report, former_hash(row.json, row.text)) for row in rows}
    yield from row_differences("former_reading", dict(enumerate(must.former_readings, 1)), found)


def _check_withdrawals(connection: Connection, must: ReplayedLedger) -> Iterator[LedgerFault]:
    found = {row[0]: tuple(row[1:]) for row in connection.execute(select(WITHDRAWAL))}
    yield from row_differences("withdrawal", must.withdrawals, found)


def _check_redirects(connection: Connection, must: ReplayedLedger) -> Iterator[LedgerFault]:
    rows = connection.execute(select(REDIRECT))
    found = {row.number: (row.old, row.new) for row in rows}
    yield from row_differences("redirect", must.redirects, found)


def check_judgements(connection: Connection, must: ReplayedLedger) -> Iterator[LedgerFault]:
    """Judgements that are not those that were made, or whose columns say otherwise."""
    rows = connection.execute(select(JUDGEMENT)).all()
    found = {row.number: (row.id, text_hash(row.json)) for row in rows}
    wrong = list(row_differences("judgement", dict(enumerate(must.judgements, 1)), found))
    yield from wrong
    bad = {one.row for one in wrong}
    for row in rows:
        if str(row.number) not in bad:
            told = judgements.judgement_row(from_json(row.json, Judgement))
            held = {name: row._mapping[name] for name in told}  # noqa: SLF001  as SQLAlchemy calls it
            yield from row_differences("judgement", {row.number: told}, {row.number: held})


def _check_answers(connection: Connection, must: ReplayedLedger) -> Iterator[LedgerFault]:
    found = {row.number: row_hash(row) for row in connection.execute(select(REVIEW_ANSWER))}
    yield from row_differences("review_answer", must.answers, found)


def _check_kept_rows(connection: Connection, must: ReplayedLedger) -> Iterator[LedgerFault]:
    rows = connection.execute(select(KEPT_ENTRY))
    found = {f"{row.kind} {row.name}": row_hash(row) for row in rows}
    yield from row_differences("kept_entry", must.kept, found)


def _check_revisions(connection: Connection, must: ReplayedLedger) -> Iterator[LedgerFault]:
    found = {row.number: (row.at, row.seq) for row in connection.execute(select(REVISION))}
    yield from row_differences("revision", must.revisions, found)


def check_forms(connection: Connection, must: ReplayedLedger) -> Iterator[LedgerFault]:
    """Forms of incidents that are not those that the history is bound to."""
    ends = ends_of_forms(must)
    former, standing = dict[Any, Any](), dict[Any, Any]()
    for row in connection.execute(select(FORMER)):
        former[row.incident, row.first] = (row.until, form_hash(str(row.json)))
    for row in connection.execute(select(INCIDENT.c.id, INCIDENT.c.revision, INCIDENT.c.json)):
        standing[row.id, row.revision] = (None, form_hash(str(row.json)))
    held = {
        (name, first): (ends[name, first], digest) for (first, name), digest in must.forms.items()
    }
    ended = {key: value for key, value in held.items() if value[0] is not None}
    yield from row_differences("former", ended, former)
    yield from row_differences(
        "incident", {k: v for k, v in held.items() if v[0] is None}, standing
    )


def standing_forms(must: ReplayedLedger) -> dict[str, tuple[int, str]]:
    """The revision and the hash of each incident's form of now, as the history tells them."""
    ends = ends_of_forms(must)
    return {
        name: (first, digest)
        for (first, name), digest in must.forms.items()
        if ends[name, first] is None
    }


def ends_of_forms(must: ReplayedLedger) -> dict[tuple[str, int], int | None]:
    """The revision in which each form of an incident ended, None for those of now."""
    changed: dict[str, set[int]] = {}
    for first, name in must.forms:
        changed.setdefault(name, set()).add(first)
    for number, gone in must.gone.items():
        for name in gone:
            changed.setdefault(name, set()).add(number)
    ends: dict[tuple[str, int], int | None] = {}
    for first, name in must.forms:
        later = [number for number in changed[name] if number > first]
        ends[name, first] = min(later, default=None)
    return ends


CHECKS: Final[Mapping[str, Callable[[Connection, ReplayedLedger], Iterator[LedgerFault]]]] = {
    "report": check_reports,
    "report_name": _check_names,
    "set_aside": _check_set_aside,
    "former_reading": _former_readings,
    "withdrawal": _check_withdrawals,
    "redirect": _check_redirects,
    "judgement": check_judgements,
    "review_answer": _check_answers,
    "kept_entry": _check_kept_rows,
    "revision": _check_revisions,
    "former": check_forms,
}

# ------------------------------------------------------------------ what other tables tell


def check_claims(connection: Connection) -> Iterator[LedgerFault]:
    """Documents, mentions and claims that differ from what the readings tell."""
    readings = recorded_readings(connection.exec_driver_sql, withdrawn=True)
    for table, rows_of in (
        (DOCUMENT, lambda reading: [reports.document_row(reading)]),
        (MENTION, reports.mention_rows),
        (CLAIM, reports.claim_rows),
    ):
        key = [column.name for column in table.primary_key]
        must = {row_key(row, key): row for reading in readings for row in rows_of(reading)}
        yield from row_differences(table.name, must, rows_by_key(connection, table))
    yield from check_claim_words(readings)


def check_claim_words(readings: Sequence[Reading]) -> Iterator[LedgerFault]:
    """Claims whose words do not stand in their report."""
    for reading in readings:
        size = len(reading.document.text)
        for mention in reading.mentions:
            for claim in mention.claims:
                quote, span = claim.quote, claim.span
                if not 0 <= quote.start <= span.start < span.end <= quote.end <= size:
                    yield row_fault(
                        "claim", claim.id, f"its words are not at character {span.start}"
                    )


def _told_of_incidents(connection: Connection) -> Iterator[LedgerFault]:
    """Columns, members, links, keys and entries that differ from what the incidents tell."""
    rows = connection.execute(select(INCIDENT.c.json)).scalars()
    found = [from_json(json, Incident) for json in rows]
    must = {one.id: incidents.incident_row(one) for one in found}
    held = rows_by_key(connection, INCIDENT)
    columns = {key: {n: v for n, v in row.items() if n != "revision"} for key, row in held.items()}
    yield from row_differences("incident", must, columns)
    for table, rows_of in (
        (INCIDENT_MENTION, incidents.member_rows),
        (LINK, incidents.link_rows),
        (INCIDENT_KEY, listing.key_rows),
    ):
        key = [column.name for column in table.primary_key]
        told = {row_key(row, key): row for one in found for row in rows_of(one)}
        yield from row_differences(table.name, told, rows_by_key(connection, table))
    known = set(connection.execute(select(MENTION.c.id)).scalars())
    for one in found:
        for mention in one.cluster.mentions:
            if mention not in known:
                yield row_fault("incident", one.id, f"its mention {mention} is in no report")
    yield from check_search_entries(connection, found)


def check_search_entries(
    connection: Connection, found: Sequence[Incident]
) -> Iterator[LedgerFault]:
    """Entries of the search that differ from what reports and incidents say."""
    known = connection.execute(select(REPORT.c.id)).scalars().all()
    entries = search.incident_entries(connection, found)
    for some in in_batches(known):
        entries += search.report_entries(connection, some)
    # Where two texts have one number, the later one stands behind the other.
    often = Counter(entry.number for entry in entries)
    crowded = {number & search.FIRST_PART for number, times in often.items() if times > 1}

    def key_of(number: int, subject: str) -> tuple[str, int]:
        first = number & search.FIRST_PART
        return subject, first if first in crowded else number

    must: dict[tuple[str, int], list[Any]] = {}
    held: dict[tuple[str, int], list[Any]] = {}
    for entry in entries:
        said = (entry.kind.value, entry.words, entry.shown)
        must.setdefault(key_of(entry.number, entry.subject), []).append(said)
    for row in connection.execute(select(SEARCH_ENTRY).order_by(SEARCH_ENTRY.c.number)):
        said = (row.kind, row.words, row.shown)
        held.setdefault(key_of(row.number, row.subject), []).append(said)
    yield from row_differences("search_entry", must, held)
    # The index checks itself as a write, which a ledger that can only be read refuses.
    can_write = "mode=ro" not in connection.engine.url.render_as_string()
    if connection.dialect.name == "sqlite" and can_write:
        check = "INSERT INTO search_words(search_words, rank) VALUES ('integrity-check', 1)"
        connection.execute(text(check))


def rows_by_key(connection: Connection, table: Table) -> dict[Any, dict[str, Any]]:
    """All rows of a table by their keys."""
    key = [column.name for column in table.primary_key]
    rows = [dict(row) for row in connection.execute(select(table)).mappings()]
    return {row_key(row, key): row for row in rows}


def row_key(row: Mapping[str, Any], names: Sequence[str]) -> Any:  # noqa: ANN401  a value, or several
    """The key of a row."""
    values = tuple(row[name] for name in names)
    return values[0] if len(values) == 1 else values


TOLD: Final[Mapping[str, Callable[[Connection], Iterator[LedgerFault]]]] = {
    "reading": check_claims,
    "incident": _told_of_incidents,
}
