"""Does the ledger still hold what was put into it?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, select

from dateline.record import history, reports, revisions
from dateline.record.tables import CLAIM, DOCUMENT, INCIDENT_MENTION, MENTION, REPORT
from dateline.types import Reading


def faults(connection: Connection) -> Iterator[str]:
    """What is wrong with a ledger, one line a fault: hashes, words, history."""
    yield from _bytes(connection)
    yield from _words(connection)
    yield from _readings(connection)
    yield from _incidents(connection)
    yield from history.faults(connection)
    yield from revisions.faults(connection)


def _bytes(connection: Connection) -> Iterator[str]:
    """Reports whose bytes are not those that they were named after."""
    rows = connection.execute(select(REPORT.c.id, REPORT.c.name, REPORT.c.content))
    for row in rows.yield_per(50):
        if hashlib.sha256(row.content).hexdigest() != row.id:
            yield f"report {row.name}: its bytes were changed after it was recorded"


def _words(connection: Connection) -> Iterator[str]:
    """Claims whose words do not stand where they are said to."""
    columns = (CLAIM.c.id, CLAIM.c.words, CLAIM.c.quote, CLAIM.c.start, CLAIM.c.end)
    query = select(*columns, DOCUMENT.c.text, REPORT.c.name).join_from(CLAIM, REPORT)
    for row in connection.execute(query.join(DOCUMENT, DOCUMENT.c.report == REPORT.c.id)):
        if row.text[row.start : row.end] != row.words or row.words not in row.quote:
            yield f"claim {row.id} of {row.name}: its words are not at character {row.start}"
        elif row.quote not in row.text:
            yield f"claim {row.id} of {row.name}: its quote is not in the text"


def _readings(connection: Connection) -> Iterator[str]:
    """Readings whose claims differ from the rows of the claims table."""
    rows: dict[str, list[str]] = {}
    for row in connection.execute(select(CLAIM.c.report, CLAIM.c.id)):
        rows.setdefault(row.report, []).append(row.id)
    for reading in reports.readings(connection, withdrawn=True):
        if sorted(_claims(reading)) != sorted(rows.get(reading.document.report, [])):
            yield f"report {reading.document.name}: its claims differ from the claim table"


def _claims(reading: Reading) -> list[str]:
    """The ids of all claims of a reading."""
    return [claim.id for mention in reading.mentions for claim in mention.claims]


def _incidents(connection: Connection) -> Iterator[str]:
    """Incidents built on mentions that are in no report."""
    known = select(MENTION.c.id)
    query = select(INCIDENT_MENTION).where(INCIDENT_MENTION.c.mention.not_in(known))
    for row in connection.execute(query):
        yield f"incident {row.incident}: its mention {row.mention} is in no report"
