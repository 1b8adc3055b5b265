"""What is read of a ledger as a whole: in plain SQL, which any connection takes.

Lists and exports read all of a ledger at once. SQLAlchemy takes longer to load than that, so
nothing here needs it: what asks is a connection of either kind (`execute` of the standard
library's, `exec_driver_sql` of SQLAlchemy's).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from dateline.record.codec import DAMAGED, from_json
from dateline.record.struck import drop_struck
from dateline.types import (
    Creation,
    GivenPlace,
    Incident,
    Judgement,
    JudgementKind,
    Rating,
    Reading,
    Report,
    SetAside,
    Source,
    Stamp,
)

Ask = Callable[[str], Iterable[Sequence[Any]]]  # the rows of a query without parameters
JUDGED: Final = "judgements"  # in `linked_by`: the judgements that the last run knew
REPORT_COLUMNS: Final = (
    "id",
    "name",
    "content",
    "media_type",
    "encoding",
    "source_id",
    "source_name",
    "source_owner",
    "source_ratings",
    "url",
    "title",
    "published",
    "fetched",
    "stamp",
    "updated",
    "given_place",
)
# The reports that do not count: withdrawn, or left out of a step.
NOT_COUNTING: Final = (
    "SELECT report FROM withdrawal WHERE NOT counts "
    "AND number IN (SELECT max(number) FROM withdrawal GROUP BY report) "
    "UNION ALL SELECT report FROM left_out"
)


@dataclass(frozen=True, slots=True)
class LedgerLag:
    """What the incidents do not show yet: a run was stopped before it took it in."""

    reports: int  # that wait to be linked, or to be taken out
    judgements: int  # that were made, or undone, since the last run

    def __bool__(self) -> bool:
        return bool(self.reports or self.judgements)


# ------------------------------------------------------------------ incidents


def all_incidents(ask: Ask) -> tuple[Incident, ...]:
    """The incidents, by first day, then id; undated ones last."""
    return in_order(from_json(told, Incident) for (told,) in ask("SELECT json FROM incident"))


def in_order(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Incidents by first day, then id; undated ones last."""
    return tuple(sorted(incidents, key=incident_order))


def incident_order(incident: Incident) -> tuple[bool, date, str]:
    """What incidents are ordered by."""
    days = incident.when.value.interval
    return (days is None, days.first if days else date.max, incident.id)


def lag_of(ask: Ask) -> LedgerLag:
    """What the incidents do not show yet."""
    (waiting,) = next(iter(ask("SELECT count(*) FROM pending")))
    query = f"SELECT value FROM linked_by WHERE name = '{JUDGED}'"  # noqa: S608  a constant
    kept = [value for (value,) in ask(query)]
    counting = {judgement.id for judgement in all_judgements(ask)}
    try:
        linked = set(json.loads(kept[0])) if kept else counting
    except DAMAGED as error:  # what it was is unknown: everything may be to do
        linked = {type(error).__name__}
    return LedgerLag(waiting, len(counting ^ linked))


# ------------------------------------------------------------------ reports


def all_reports(ask: Ask) -> Iterator[Report]:
    """The reports as they arrived, by id."""
    query = f"SELECT {', '.join(REPORT_COLUMNS)} FROM report ORDER BY id"  # noqa: S608  constants
    return map(report_from_row, ask(query))


def report_from_row(row: Sequence[Any]) -> Report:
    """The report that a row of `REPORT_COLUMNS` stands for."""
    (one, name, content, media_type, encoding, *outlet, url, title) = row[:11]
    published, fetched, stamp, updated, place = row[11:]
    return Report(
        id=one,
        name=name,
        content=content,
        media_type=media_type,
        encoding=encoding,
        source=source_of(*outlet),
        url=url,
        title=title,
        published=date.fromisoformat(published) if published else None,
        fetched=datetime.fromisoformat(fetched) if fetched else None,
        stamp=from_json(stamp, Stamp) if stamp else None,
        updated=from_json(updated, Stamp) if updated else None,
        place=from_json(place, GivenPlace) if place else None,
    )


def source_of(one: str | None, name: str, owner: str, ratings: str | None) -> Source | None:
    """The outlet that a report's columns name."""
    return None if one is None else Source(one, name, owner, parse_ratings(ratings))


def parse_ratings(text: str | None) -> tuple[Rating, ...]:
    """The ratings of a JSON text."""
    return from_json(text, tuple[Rating, ...]) if text else ()


def names_of_reports(ask: Ask) -> dict[str, tuple[str, ...]]:
    """All names of each report, sorted."""
    return sorted_names(ask("SELECT name, report FROM report_name"))


def sorted_names(rows: Iterable[Sequence[Any]]) -> dict[str, tuple[str, ...]]:
    """The names of each report of pairs of a name and a report."""
    found: dict[str, tuple[str, ...]] = {}
    # Sorted here: a server's collation may order names otherwise than SQLite does.
    for name, report in sorted(map(tuple, rows)):
        found[report] = (*found.get(report, ()), name)
    return found


def recorded_texts(ask: Ask) -> dict[str, str]:
    """The recorded text of each report, by id."""
    return dict(map(tuple, ask("SELECT report, text FROM document")))


def read_times_of_writing(ask: Ask) -> dict[str, Creation]:
    """When each report was written, as the last run of linking settled it, by report id."""
    rows = ask("SELECT report, created FROM linked")
    return {report: from_json(told, Creation) for report, told in rows}


def read_set_aside(ask: Ask) -> tuple[SetAside, ...]:
    """What was not recorded, by name."""
    found = (SetAside(*row) for row in ask("SELECT name, stage, reason FROM set_aside"))
    return tuple(sorted(found, key=lambda item: item.name))


# ------------------------------------------------------------------ readings


def unstruck_readings(ask: Ask, *, withdrawn: bool = False) -> tuple[Reading, ...]:
    """The readings by report id without what was struck, those withdrawn only if asked for."""
    return drop_struck(recorded_readings(ask, withdrawn=withdrawn), all_judgements(ask))


def recorded_readings(ask: Ask, *, withdrawn: bool = False) -> tuple[Reading, ...]:
    """The readings by report id, those of withdrawn reports left out unless asked for."""
    counting = "" if withdrawn else f"WHERE reading.report NOT IN ({NOT_COUNTING}) "
    query = (
        "SELECT reading.json, document.text FROM reading "  # noqa: S608  constants
        f"JOIN document ON document.report = reading.report {counting}ORDER BY reading.report"
    )
    return tuple(reading_with_text(told, text) for told, text in ask(query))


def reading_with_text(told: str, text: str) -> Reading:
    """A reading with the text of its document put back."""
    reading = from_json(told, Reading)
    return replace(reading, document=replace(reading.document, text=text))


# ------------------------------------------------------------------ judgements


def all_judgements(ask: Ask, *, undone: bool = False, undos: bool = False) -> tuple[Judgement, ...]:
    """The judgements in the order they were made.

    Args:
        ask: what answers queries.
        undone: give those too that count no more, with the time when they were undone.
        undos: give the judgements too that undid others.
    """
    rows = judgement_rows(ask)
    by_whom = undone_judgements(rows)
    found = (
        replace(row, undone=by_whom[row.id].at) if row.id in by_whom else row
        for row in rows
        if undos or row.kind is not JudgementKind.UNDO
    )
    return tuple(judgement for judgement in found if undone or judgement.undone is None)


def judgement_rows(ask: Ask) -> list[Judgement]:
    """All judgements as they were made, undos among them."""
    rows = ask("SELECT json FROM judgement ORDER BY number")
    return [from_json(told, Judgement) for (told,) in rows]


def undone_judgements(rows: Sequence[Judgement]) -> dict[str, Judgement]:
    """The judgements that count no more, each with the undo that took it back."""
    found: dict[str, Judgement] = {}
    for row in reversed(rows):  # whether an undo counts is told by what was made after it
        if row.kind is JudgementKind.UNDO and row.id not in found:
            found[row.subjects[0]] = row
    return found
