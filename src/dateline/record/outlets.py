"""Who published the recorded reports, and how far they are to be relied on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from dateline.record.archive import archive_reading, note_change
from dateline.record.codec import from_json, to_json
from dateline.record.tables import DOCUMENT, READING, REPORT
from dateline.types import Outlet, Rating, Reading, Report

Ratings = tuple[Rating, ...]


def outlet_columns(report: Report) -> dict[str, str | None]:
    """Who published a report, as columns of its row."""
    source = report.source
    return {
        "source_id": source.id if source else None,
        "source_name": source.name if source else None,
        "source_owner": source.owner if source else None,
        "source_ratings": ratings_text(source.ratings) if source else None,
    }


def ratings_text(ratings: Ratings) -> str | None:
    """Ratings as JSON text, None for none."""
    return to_json(ratings) if ratings else None


def set_source(connection: Connection, report: Report) -> bool:
    """Keep who published a recorded report as a table of outlets has it now; True for a change.

    Only where it came under the name and address that it is recorded with: the same bytes at
    another address say nothing about who is behind this one.
    """
    source = report.source
    if source is None:
        return False
    kept = (REPORT.c.source_owner, REPORT.c.source_name, REPORT.c.source_ratings)
    row = connection.execute(select(*kept).where(*same_report(report))).first()
    if row is None:
        return False
    if tuple(row) == (source.owner, source.name, ratings_text(source.ratings)):
        return False
    connection.execute(
        update(REPORT).where(REPORT.c.id == report.id).values(**outlet_columns(report))
    )
    former = renew_document(connection, report.id, source=source)
    told = {"name": source.name, "owner": source.owner, **rating_letters(source.ratings)}
    note_change(connection, "source", report.id, {**told, "former": former})
    return True


def set_agency(connection: Connection, report: Report, outlets: Sequence[Outlet]) -> bool:
    """Keep how far the agency that a recorded report credits is relied on now; True for a change.

    Args:
        connection: of a transaction that writes.
        report: as it came again.
        outlets: the table that it came with.
    """
    query = select(DOCUMENT.c.agency, DOCUMENT.c.agency_ratings).join(REPORT)
    row = connection.execute(query.where(*same_report(report))).first()
    if row is None or row.agency is None:
        return False
    named = (o.source.ratings for o in outlets if row.agency in (o.source.name, *o.aliases))
    ratings = next(named, ())
    if row.agency_ratings == ratings_text(ratings):
        return False
    values = {"agency_ratings": ratings_text(ratings)}
    connection.execute(update(DOCUMENT).where(DOCUMENT.c.report == report.id).values(**values))
    former = renew_document(connection, report.id, agency_ratings=ratings)
    told = {"name": row.agency, **rating_letters(ratings), "former": former}
    note_change(connection, "agency", report.id, told)
    return True


def same_report(report: Report) -> tuple[Any, ...]:
    """The recorded report that came under the same name and address."""
    return (REPORT.c.id == report.id, REPORT.c.name == report.name, REPORT.c.url == report.url)


def rating_letters(ratings: Ratings) -> dict[str, list[dict[str, str | None]]]:
    """Ratings as the history keeps them; nothing for none."""
    told: list[dict[str, str | None]] = [
        {
            "letter": r.letter.value,
            "reason": r.reason,
            "since": r.since.isoformat() if r.since else None,
        }
        for r in ratings
    ]
    return {"ratings": told} if told else {}


def renew_document(connection: Connection, report: str, **changes: Any) -> str | None:  # noqa: ANN401
    """Change fields of the document in a recorded reading; gives the hash of the old one."""
    former, found = archive_reading(connection, report), READING.c.report == report
    query = select(READING.c.json).where(found)
    reading = from_json(connection.execute(query).scalar_one(), Reading)
    renewed = to_json(replace(reading, document=replace(reading.document, **changes)))
    connection.execute(delete(READING).where(found))
    connection.execute(insert(READING).values(report=report, json=renewed))
    return former
