"""All that can be made again, made again: held against what stands there, or put in its place.

Incidents and what linking keeps are a function of the readings, the judgements and the
withdrawals. A new ledger of these alone, linked from the beginning, shows what must stand.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, delete, insert, select, text

from dateline.record import guarding, incidents, linking, reports, search
from dateline.record.codec import DAMAGED, from_json
from dateline.record.engine import make_engine, writing_engine
from dateline.record.faults import LedgerFault
from dateline.record.history import history_entries
from dateline.record.replaying import replay_history
from dateline.record.revisions import form_hash
from dateline.record.tables import (
    CLAIM,
    DOCUMENT,
    INCIDENT,
    INCIDENT_KEY,
    INCIDENT_MENTION,
    JUDGEMENT,
    LINK,
    LINKED,
    LINKED_BY,
    MENTION,
    METADATA,
    NEAR,
    READING,
    REPORT,
    REPORT_NAME,
    SHELF,
    SHELVED,
    TRACE,
    WITHDRAWAL,
)
from dateline.record.verify import row_differences, rows_by_key, standing_forms
from dateline.record.whole import lag_of, recorded_readings
from dateline.types import Incident

# What incidents are a function of, in an order that references allow.
SOURCES: Final = (REPORT, REPORT_NAME, DOCUMENT, READING, MENTION, CLAIM, WITHDRAWAL, JUDGEMENT)
Renew = Callable[[Engine], object]  # takes what waits into the incidents


def rebuilt_faults(engine: Engine, renew: Renew) -> Iterator[LedgerFault]:
    """How incidents, and what linking keeps, differ from what they come to when made anew.

    Where incidents lag behind, or another version of the program made them, they may differ
    rightly, and nothing is compared: `lag_of` and `is_linked_by` tell of it.

    Args:
        engine: of the ledger.
        renew: takes what waits into the incidents.
    """
    with engine.connect() as connection, _made_anew(connection, renew) as anew:
        same_program = linking_mark(connection) == linking_mark(anew)
        if same_program and not lag_of(connection.exec_driver_sql):
            yield from compare_tables(anew, connection)


def forms_anew(engine: Engine, renew: Renew) -> dict[str, str]:
    """The incidents, as JSON by id, as they come to when all is linked from the beginning."""
    with engine.connect() as connection, _made_anew(connection, renew) as anew:
        return _current_forms(anew)


@contextmanager
def _made_anew(connection: Connection, renew: Renew) -> Iterator[Connection]:
    """A ledger of the same readings and judgements, linked from the beginning."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = empty_ledger(Path(folder) / "anew.db")
        try:
            copy_inputs(connection, scratch)
            renew(scratch)
            with scratch.connect() as anew:
                yield anew
        finally:
            scratch.dispose()


def empty_ledger(path: Path) -> Engine:
    """An empty ledger, made without the migrations: they take longer to load than to run."""
    engine = make_engine(str(path), create=True)
    with writing_engine(engine).begin() as connection:
        METADATA.create_all(connection)
        for statement in search.FILE_INDEX:
            connection.execute(text(statement))
    return engine


def copy_inputs(connection: Connection, scratch: Engine) -> None:
    """Put what incidents are a function of into an empty ledger."""
    with writing_engine(scratch).begin() as other:
        for table in SOURCES:
            rows = [dict(row) for row in connection.execute(select(table)).mappings()]
            if rows:
                other.execute(insert(table), rows)
        linking.Work(other, "").forget()


def linking_mark(connection: Connection) -> str | None:
    """The mark of the program that linked last."""
    query = select(LINKED_BY.c.value).where(LINKED_BY.c.name == linking.MARK)
    return connection.execute(query).scalar()


def is_linked_by(connection: Connection, mark: str) -> bool:
    """Was a ledger linked last by the program of a mark, or never, for want of reports?"""
    kept = linking_mark(connection)
    empty = kept is None and connection.execute(select(READING.c.report)).first() is None
    return empty or kept == mark


def compare_tables(anew: Connection, connection: Connection) -> Iterator[LedgerFault]:
    """How tables differ from those that were made anew."""
    for table, rows_of in REBUILT.items():
        yield from row_differences(table, rows_of(anew), rows_of(connection))


def _current_forms(connection: Connection) -> dict[str, str]:
    return {row.id: row.json for row in connection.execute(select(INCIDENT.c.id, INCIDENT.c.json))}


def _linked_rows(connection: Connection) -> dict[str, Any]:
    return rows_by_key(connection, LINKED)


def _trace_rows(connection: Connection) -> dict[Any, bool]:
    rows = connection.execute(select(LINKED.c.number, LINKED.c.report))
    reports_by_number = {row.number: row.report for row in rows}
    found = connection.execute(select(TRACE))
    return {(row.key, reports_by_number.get(row.number, row.number)): True for row in found}


def mention_names(connection: Connection) -> dict[int, str]:
    """The mention of each number, or the number itself where there is none."""
    rows = connection.execute(select(SHELVED.c.number, SHELVED.c.mention))
    return {row.number: row.mention for row in rows}


def indexed_mentions(connection: Connection) -> dict[str, Any]:
    """The mentions in the index, by id; numbers count in the order in which reports came."""
    names = mention_names(connection)
    found: dict[str, Any] = {}
    for row in connection.execute(select(SHELVED).order_by(SHELVED.c.number)).mappings():
        values = {n: v for n, v in row.items() if n not in {"number", "home", "place"}}
        rows = found.get(row["mention"], {"rows": 0})["rows"] + 1
        home = names.get(row["home"], "nothing")
        found[row["mention"]] = {**values, "home": home, "rows": rows}
    together: dict[str, set[str]] = {}
    for mention, row in found.items():
        together.setdefault(row["home"], set()).add(mention)
    whole = _whole_homes(connection)
    return {
        mention: {**row, "home": min(together[row["home"]]), "whole": row["home"] in whole}
        for mention, row in found.items()
    }


def _whole_homes(connection: Connection) -> set[str]:
    """The first mentions of clusters whose places count up from them, in the order of ids."""
    places: dict[int, list[tuple[int, int, str]]] = {}
    at = SHELVED.c
    for row in connection.execute(select(at.home, at.place, at.number, at.mention)):
        places.setdefault(row.home, []).append((row.place, row.number, row.mention))
    found = set[str]()
    for home, rows in places.items():
        rows.sort()
        names, in_place = [row[2] for row in rows], [row[0] for row in rows]
        if in_place == list(range(len(rows))) and names == sorted(names) and rows[0][1] == home:
            found.add(names[0])
    return found


def _index_entries(connection: Connection) -> dict[Any, bool]:
    names = mention_names(connection)
    at = SHELF.c
    rows = connection.execute(select(at.key, at.wide, at.kind, at.first, at.last, at.number))
    return {(*row[:-1], names.get(row.number, row.number)): True for row in rows}


def _near_rows(connection: Connection) -> dict[Any, float]:
    names = mention_names(connection)
    rows = connection.execute(select(NEAR))
    return {(names.get(r.one, r.one), names.get(r.other, r.other)): r.weight for r in rows}


def _linked_by(connection: Connection) -> dict[str, str]:
    return {row.name: row.value for row in connection.execute(select(LINKED_BY))}


REBUILT: Final[Mapping[str, Callable[[Connection], Mapping[Any, Any]]]] = {
    "incident": _current_forms,
    "linked": _linked_rows,
    "trace": _trace_rows,
    "shelved": indexed_mentions,
    "shelf": _index_entries,
    "near": _near_rows,
    "linked_by": _linked_by,
}

# ------------------------------------------------------------------ repair


def prepare_repair(connection: Connection, anew: Mapping[str, str]) -> list[str]:
    """Put what is told from the readings right, and have all reports linked again.

    The history is not touched, nor anything that it is bound to: a reading, a judgement or a form
    of an incident that was changed stays as it is, and `verify` goes on to tell of it.

    Args:
        connection: of a transaction that writes.
        anew: the incidents, as JSON by id, as they come to.

    Returns:
        What was done, a sentence each.
    """
    done = []
    if missing := guarding.missing_guards(connection):
        done.append(f"made {len(missing)} triggers again")
    guarding.drop_guards(connection)
    done += _claims_again(connection)
    done += _forms_again(connection, anew)
    _members_again(connection)
    linking.Work(connection, "").forget()
    guarding.install_guards(connection)
    return [*done, "linked all reports again"]


def _claims_again(connection: Connection) -> list[str]:
    """Make the mentions and claims of reports again whose rows differ from their readings."""
    done = []
    for reading in recorded_readings(connection.exec_driver_sql, withdrawn=True):
        report = reading.document.report
        wrong = []
        for table, must in (
            (MENTION, reports.mention_rows(reading)),
            (CLAIM, reports.claim_rows(reading)),
        ):
            query = select(table).where(table.c.report == report).order_by(table.c.number)
            if [dict(row) for row in connection.execute(query).mappings()] != must:
                wrong.append(table)
                connection.execute(delete(table).where(table.c.report == report))
                if must:
                    connection.execute(insert(table), must)
        if wrong:
            names = " and ".join(f"{table.name}s" for table in wrong)
            done.append(f"{names} of {reading.document.name} made again from its reading")
    return done


def _forms_again(connection: Connection, anew: Mapping[str, str]) -> list[str]:
    """Put incidents back whose form the history is not bound to, or take them out.

    What they come to takes their place where it is the very form that the history is bound to.
    """
    try:
        must = standing_forms(replay_history(history_entries(connection)))
    except DAMAGED:
        return ["left incidents as they are: the history cannot be played back"]
    query = select(INCIDENT.c.id, INCIDENT.c.revision, INCIDENT.c.json)
    held = {row.id: (row.revision, form_hash(str(row.json))) for row in connection.execute(query)}
    done = []
    for name in sorted({*must, *held}):
        if must.get(name) == held.get(name):
            continue
        for table in (LINK, INCIDENT_MENTION, INCIDENT_KEY):
            connection.execute(delete(table).where(table.c.incident == name))
        connection.execute(delete(INCIDENT).where(INCIDENT.c.id == name))
        bound, made = must.get(name), anew.get(name, "")
        if bound and bound[1] == form_hash(made):
            row = incidents.incident_row(from_json(made, Incident))
            connection.execute(insert(INCIDENT).values(**row, revision=bound[0]))
            done.append(f"incident {name} put back, which was changed behind the program's back")
        elif name in held:
            done.append(f"incident {name} taken out, which was changed behind the program's back")
    return done


def _members_again(connection: Connection) -> None:
    """Make the mentions of incidents again, by which the next step tells what they become."""
    connection.execute(delete(INCIDENT_MENTION))
    for form in connection.execute(select(INCIDENT.c.json)).scalars().all():
        with suppress(*DAMAGED):  # one that nothing can be told of is taken out with all others
            members = incidents.member_rows(from_json(form, Incident))
            connection.execute(insert(INCIDENT_MENTION), members)


def end_repair(connection: Connection) -> list[str]:
    """Make the search again, once the incidents are."""
    search.rebuild_index(connection)
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO search_words(search_words) VALUES ('rebuild')"))
    return ["made the search index again"]
