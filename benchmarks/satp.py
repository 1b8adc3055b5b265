"""Short notes of the South Asia Terrorism Portal, each read alone: tolls, place, incidents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.split import rows
from dateline.link import link, settle_dates
from dateline.pipeline import lost, read
from dateline.reconcile import reconcile
from dateline.settings import MOST_WORKERS
from dateline.types import Finding, Incident, Range, Reading, Report, SetAside
from dateline.workers import in_order

NOTES: Final = "rows.jsonl.gz"


def predict(data: Path) -> Iterator[dict[str, object]]:
    """Give what each note tells, read alone and without a date.

    Args:
        data: the folder with `rows.jsonl.gz`; of a row only id and text are read.

    Yields:
        Rows {"id", "killed", "injured", "arrested", "abducted", "incidents", "admin1", "district"}.
        The figures are sums of the best ones over the incidents of a note, attackers among the
        killed; the place is that of the first incident.
    """
    reports = (note(row["id"], row["text"]) for row in rows(data / NOTES))
    for report, reading in in_order(read, reports, MOST_WORKERS, lost):
        yield {"id": report.name, **told(reading)}


def note(name: str, text: str) -> Report:
    """A note as a report of its own."""
    content = text.encode()
    return Report(
        id=hashlib.sha256(content).hexdigest(),
        name=name,
        content=content,
        media_type="text/plain",
    )


def told(reading: Reading | SetAside) -> dict[str, object]:
    """What the incidents of one note amount to."""
    found = incidents_of(reading) if isinstance(reading, Reading) else []
    place = found[0].where.value if found else None
    return {
        "killed": _sum([i.killed for i in found] + [i.attackers_killed for i in found]),
        "injured": _sum([i.wounded for i in found]),
        "arrested": _sum([i.arrested for i in found]),
        "abducted": _sum([i.abducted for i in found]),
        "incidents": len(found),
        "admin1": place.admin1 if place else None,
        "district": place.admin2 or place.city if place else None,
    }


def incidents_of(reading: Reading) -> list[Incident]:
    """The lines of a ledger that holds one reading, in the order in which the note tells them."""
    report, chronology = reading.document.report, settle_dates([reading])
    order = {mention.id: at for at, mention in enumerate(reading.mentions)}
    clusters = sorted(
        link([reading], chronology, ()), key=lambda cluster: min(order[m] for m in cluster.mentions)
    )
    names = {report: (reading.document.name,)}
    return [reconcile(c, {report: reading}, chronology, names=names) for c in clusters]


def _sum(findings: Sequence[Finding[Range] | None]) -> int | None:
    """The sum of the best figures, of the lowest where none is best; None where none is told."""
    values = [finding.value for finding in findings if finding is not None]
    figures = [value.low if value.best is None else value.best for value in values]
    return sum(figures) if figures else None
