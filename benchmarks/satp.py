"""Short notes of the South Asia Terrorism Portal, each read alone: tolls, place, incidents.

The scorer beside the data defines the figures. A note is an incident of its own in the blind split.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.commands import run
from benchmarks.folders import BENCHMARKS
from benchmarks.readings import read_all
from benchmarks.result import Figure, Skipped, of_part
from benchmarks.split import SIDES, rows, side_of
from dateline.guards import lose_report
from dateline.link import link_mentions, settle_dates
from dateline.pipeline import read
from dateline.reconcile import reconcile_cluster
from dateline.settings import MOST_WORKERS
from dateline.types import Finding, Incident, Range, Reading, Report, SetAside
from dateline.workers import in_order

NAME: Final = "satp"
DATA: Final = BENCHMARKS / NAME
NOTES: Final = "rows.jsonl.gz"
SCORER: Final = BENCHMARKS / "scorers" / "satp.py"
FIELDS: Final = ("killed", "injured", "arrested", "abducted")


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
    for report, reading in in_order(read, reports, MOST_WORKERS, lose_report):
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
        link_mentions([reading], chronology, ()),
        key=lambda cluster: min(order[m] for m in cluster.mentions),
    )
    names = {report: (reading.document.name,)}
    return [reconcile_cluster(c, {report: reading}, chronology, names=names) for c in clusters]


def _sum(findings: Sequence[Finding[Range] | None]) -> int | None:
    """The sum of the best figures, of the lowest where none is best; None where none is told."""
    values = [finding.value for finding in findings if finding is not None]
    figures = [value.low if value.best is None else value.best for value in values]
    return sum(figures) if figures else None


# ------------------------------------------------------------------ the gate


def measure() -> tuple[Figure, ...] | Skipped:
    """The figures of both sides of the blind split."""
    if not SCORER.is_file() or not (DATA / NOTES).is_file():
        return Skipped(f"{DATA / NOTES} or its scorer is not here")
    gold = list(rows(DATA / NOTES))
    reports = [note(row["id"], row["text"]) for row in gold]
    given = [
        {"id": report.name, **told(answer)} for report, answer in read_all(reports, gate=False)
    ]
    return tuple(figure for side in SIDES for figure in of_part(side, _of_side(side, gold, given)))


def _of_side(
    side: str, gold: Sequence[Mapping[str, Any]], given: Sequence[Mapping[str, Any]]
) -> Iterator[Figure]:
    """The figures of the notes on one side."""
    with tempfile.TemporaryDirectory() as temporary:
        files = [Path(temporary) / name for name in ("gold.jsonl", "said.jsonl")]
        for file, all_rows in zip(files, (gold, given), strict=True):
            mine = [row for row in all_rows if side_of(NAME, row["id"]) == side]
            file.write_text("".join(f"{json.dumps(row)}\n" for row in mine), encoding="utf-8")
        said = run(sys.executable, SCORER, "--gold", files[0], "--pred", files[1], "--json")
    yield from figures(json.loads(said))


def figures(result: Mapping[str, Any]) -> Iterator[Figure]:
    """The figures that the scorer gives."""
    for field in FIELDS:
        yield Figure(f"{field}: exact above 0", result[field]["exact, above 0"])
    for field, name in (("killed", "dead"), ("injured", "injured")):
        none = result["notes"] - result[field]["n above 0"]
        share = 100 * result[field]["false"] / max(1, none)
        yield Figure(f"false {name}", share, smaller=True)
    yield Figure("state", result["state"]["right"])
    yield Figure("district", result["district"]["right"])
