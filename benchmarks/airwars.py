"""A whole ledger against the records of a casualty monitor, side by side of the blind split.

The scorer beside the data defines the figures; what is read are the texts, without the incident
that each is filed under.
"""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.folders import BENCHMARKS
from benchmarks.ledger import Row, export, read_lines
from benchmarks.result import Figure, Skipped, of_part
from benchmarks.scorers import loaded
from benchmarks.split import SIDES, on_side, rows

NAME: Final = "airwars"
DATA: Final = BENCHMARKS / NAME
REPORTS: Final = "reports.jsonl.gz"
SCORER: Final = BENCHMARKS / "scorers" / "airwars.py"


def measure() -> tuple[Figure, ...] | Skipped:
    """The figures of both sides, and the false pairs among all reports."""
    if not SCORER.is_file() or not (DATA / REPORTS).is_file():
        return Skipped(f"{DATA / REPORTS} or its scorer is not here")
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        reports = list(rows(DATA / REPORTS))
        lines = _ledger(reports, work)
        names = [row["id"] for row in reports]
        halves = {side: frozenset(on_side(NAME, side, names)) for side in SIDES}
        whole = _scored(reports, lines, frozenset(names), work)
        return (
            *(
                figure
                for side, mine in halves.items()
                for figure in of_part(side, _figures(_scored(reports, lines, mine, work)))
            ),
            Figure("false pairs, all reports", whole["pairs"]["false"], "pairs", smaller=True),
        )


def _ledger(reports: Collection[dict[str, Any]], work: Path) -> list[Row]:
    """The lines of a ledger of all reports."""
    exported = work / "incidents.jsonl"
    export(write_texts(reports, work), exported)
    return read_lines(exported)


def write_texts(reports: Collection[dict[str, Any]], work: Path) -> Path:
    """Write the reports as a ledger may read them, without the incident of each."""
    texts = work / "reports.jsonl"
    kept = ({k: v for k, v in row.items() if k != "incident"} for row in reports)
    texts.write_text("".join(f"{json.dumps(row)}\n" for row in kept), encoding="utf-8")
    return texts


def _scored(
    reports: Collection[dict[str, Any]], lines: Collection[Row], mine: Collection[str], work: Path
) -> Any:  # noqa: ANN401  what the scorer gives
    """What the scorer says of the ledger where only some reports and their incidents count."""
    scorer = loaded(SCORER)
    half = work / str(len(mine))
    half.mkdir(exist_ok=True)
    kept = [row for row in reports if row["id"] in mine]
    told = {row["incident"] for row in kept}
    records = [r for r in scorer.rows(DATA / "incidents.jsonl") if r["incident"] in told]
    _packed(half / REPORTS, kept)
    (half / "incidents.jsonl").write_text("".join(f"{json.dumps(r)}\n" for r in records))
    return scorer.score(half, lines)


def _packed(path: Path, kept: Collection[dict[str, Any]]) -> None:
    """Write rows as packed JSON lines."""
    path.write_bytes(gzip.compress("".join(f"{json.dumps(row)}\n" for row in kept).encode()))


def _figures(result: Any) -> Iterator[Figure]:  # noqa: ANN401  what the scorer gives
    """The figures of one side."""
    yield Figure("grouping: B3 F1", result["b3"]["f1"])
    yield Figure("grouping: B3 F1 of never joining", result["b3"]["alone"])
    yield Figure("false pairs", result["pairs"]["false"], "pairs", smaller=True)
    yield Figure("right pairs", result["pairs"]["found"], f"of {result['pairs']['needed']}")
    yield Figure("one wrong day", result["day"]["wrong day"], smaller=True)
    yield Figure("the right day", result["day"]["exact"])
    yield Figure("killed within the record", result["killed"]["within"])
    for field in ("killed", "wounded"):
        yield Figure(f"absurd {field}", result[field]["absurd"], "reports", smaller=True)
    yield Figure("place within 25 km", result["place"]["within 25 km"])
