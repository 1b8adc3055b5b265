"""Readings that another takes the place of, and what the history is bound to of a report.

The history keeps a hash of what is known of a report, of its text and of its reading, with each
row that changes one of them: so `verify` can tell which of them was changed behind its back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sqlalchemy import BindParameter, Connection, bindparam, func, insert, select

from dateline.record import history
from dateline.record.codec import plain_json
from dateline.record.tables import DOCUMENT, FORMER_READING, READING, REPORT

KNOWN = tuple(column for column in REPORT.c if column.name != "content")

# Made once: they run for each report.
_OWN: BindParameter[str] = bindparam("own")
_KNOWN_OF_REPORT = select(*KNOWN).where(REPORT.c.id == _OWN)
_TEXT_OF_REPORT = select(DOCUMENT.c.text).where(DOCUMENT.c.report == _OWN)
_READING_OF_REPORT = select(READING.c.json).where(READING.c.report == _OWN)


def archive_reading(connection: Connection, report: str) -> str | None:
    """Keep the reading of a report before another takes its place; gives its hash."""
    query = select(READING.c.json, DOCUMENT.c.text).join(
        DOCUMENT, DOCUMENT.c.report == READING.c.report
    )
    row = connection.execute(query.where(READING.c.report == report)).first()
    if row is None:
        return None
    last: int | None = connection.execute(select(func.max(FORMER_READING.c.number))).scalar()
    values = {"number": (last or 0) + 1, "report": report, "json": row.json, "text": row.text}
    connection.execute(insert(FORMER_READING).values(**values))
    return former_hash(row.json, row.text)


def note_change(
    connection: Connection, action: str, report: str, told: Mapping[str, object]
) -> None:
    """Write down what was done to a report, with the hashes of what it is now."""
    kept = {name: value for name, value in told.items() if value is not None}
    history.append_entry(connection, action, report, {**kept, **report_hashes(connection, report)})


def report_hashes(connection: Connection, report: str) -> dict[str, str]:
    """A hash of each part of a report, by the table that holds it."""
    own = {"own": report}
    known = connection.execute(_KNOWN_OF_REPORT, own).first()
    parts = {
        "report": plain_json(list(known)) if known else "",
        "document": connection.execute(_TEXT_OF_REPORT, own).scalar() or "",
        "reading": connection.execute(_READING_OF_REPORT, own).scalar() or "",
    }
    return {table: text_hash(part) for table, part in parts.items()}


def former_hash(json: str, text: str) -> str:
    """The hash that the history keeps of a replaced reading."""
    return text_hash(plain_json([json, text]))


def text_hash(text: object) -> str:
    """A hash of a text as the history keeps it; of what is no text another than of any text."""
    content = text.encode(errors="surrogatepass") if isinstance(text, str) else repr(text).encode()
    return hashlib.sha256(content).hexdigest()[:32]
