"""What people struck out of reports: a sentence does not say what was read in it.

A struck value stays in the table of claims and in the judgement that struck it; in the readings
that everything else is built on it no longer stands.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, select

from dateline.errors import ConflictError, NotFoundError
from dateline.record import judgements, reports
from dateline.record.codec import value_from_json
from dateline.record.judgements import Subject, Verdict
from dateline.record.signing import check_signed
from dateline.record.struck import drop_struck, written_value
from dateline.record.tables import CLAIM
from dateline.record.whole import all_judgements
from dateline.types import (
    Judgement,
    JudgementKind,
    Modality,
    Reading,
    Role,
    Struck,
)

SHORTEST_ID = 6  # characters of a statement's id that may stand for it


def strike_statement(connection: Connection, name: str, by: str, reason: str) -> Judgement:
    """Take what a statement says out of its report, with all that says the same in its words.

    Raises:
        InputError: there is no such statement, or it is struck already.
    """
    check_signed(by, reason)
    struck = struck_statement(connection, name)
    for other in all_judgements(connection.exec_driver_sql):
        if other.struck == struck:
            raise ConflictError(
                f"expected a statement that counts, found {name}, struck by {other.by} "
                f"({other.id[:8]}: {other.reason}); nothing is left to do"
            )
    ids, mentions = claims_saying(connection, struck)
    verdict = Verdict(JudgementKind.STRIKE, (ids[0],), by, reason, struck.role.value, struck.value)
    return judgements.keep_judgement(connection, verdict, [Subject(ids[0], mentions)], struck)


def some_unstruck_readings(connection: Connection, ids: Collection[str]) -> tuple[Reading, ...]:
    """Some readings, by report id, without what was struck."""
    found = reports.readings_of(connection, ids)
    return drop_struck(found, all_judgements(connection.exec_driver_sql))


def struck_statement(connection: Connection, name: str) -> Struck:
    """What the statement with an id, or the beginning of one, says."""
    query = select(CLAIM).where(CLAIM.c.id.startswith(name, autoescape=True)).order_by(CLAIM.c.id)
    rows = connection.execute(query).all() if len(name) >= SHORTEST_ID else []
    found = {claim_row_key(row) for row in rows}
    if len(found) != 1:
        short = len(name) < SHORTEST_ID and f"fewer than {SHORTEST_ID} characters of it"
        what = short or (f"{len(found)} that begin so" if found else "none")
        raise NotFoundError(
            f"expected the id of one statement, found {what} for {name!r}; "
            "`dateline show ID` gives them in brackets (a day that follows from when a report was "
            "written is no statement: correct the date)"
        )
    return found.pop()


def claims_saying(connection: Connection, struck: Struck) -> tuple[list[str], tuple[str, ...]]:
    """The claims that say so, and the mentions that have them, each by id."""
    same = (CLAIM.c.report == struck.report, CLAIM.c.role == struck.role.value)
    rows = connection.execute(select(CLAIM).where(*same)).all()
    found = [row for row in rows if claim_row_key(row) == struck]
    return sorted({row.id for row in found}), tuple(sorted({row.mention for row in found}))


def claim_row_key(row: Row[Any]) -> Struck:
    """What a row of the table of claims says."""
    said = written_value(value_from_json(row.value), row.words)
    return Struck(row.report, Role(row.role), said, row.quote, Modality(row.modality))
