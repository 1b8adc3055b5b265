"""The ledger score: reports in, ledger out, held against what a careful reader took from them.

A set is a folder with `reports/`, `gold.json` and perhaps `published.json`; its scorer is
`score.py` of the acceptance folder, which is no part of this repository. On its own:

    python -m benchmarks.ledger FOLDER [--keep incidents.jsonl] [--set NAME]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from benchmarks import grades, rates
from benchmarks.commands import run
from benchmarks.folders import ACCEPTANCE
from benchmarks.lookalikes import kept_apart
from benchmarks.readings import Answer, read_all
from benchmarks.result import Figure, Skipped, of_part
from benchmarks.scorers import loaded
from benchmarks.split import LEARN, SIDES, on_side
from dateline import pipeline
from dateline.acquire import acquire
from dateline.record import Ledger
from dateline.types import Report

DATELINE: Final = (sys.executable, "-m", "dateline")
SCORER: Final = ACCEPTANCE / "score.py"
SCORE: Final = "ledger score"
ALIKE: Final = "look-alike groups kept apart"
EMPTY: Final = "reports without incident left empty"
# What is told of the incidents that were found, beside the parts of the score, which count an
# incident that was missed as wrong in every field.
OVER_FOUND: Final = ("city", "killed_best", "wounded_best")
TOLD_SIDES: Final = {"syria": SIDES, "real": (LEARN,)}

Row = Mapping[str, Any]  # an incident of a gold file, or a line of an export


def five() -> tuple[Figure, ...] | Skipped:
    """Five reports without any date given."""
    return measure(ACCEPTANCE)


def real() -> tuple[Figure, ...] | Skipped:
    """Reports as they stand on the web, with the publication dates that are known."""
    return measure(ACCEPTANCE / "real", data="real")


def syria() -> tuple[Figure, ...] | Skipped:
    """Reports on the war in Syria, many of them round-ups: both sides of the blind split."""
    return measure(ACCEPTANCE / "syria", data="syria")


def measure(
    folder: Path, keep: Path | None = None, data: str | None = None
) -> tuple[Figure, ...] | Skipped:
    """The figures of a set: one ledger of all its reports, scored as a whole or side by side.

    Args:
        folder: of the set.
        keep: where to leave the exported incidents.
        data: its name in the blind split; without one it is scored as a whole, without rates.
    """
    if not SCORER.is_file() or not (folder / "gold.json").is_file():
        return Skipped(f"{folder} or its score.py is not here")
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        exported = keep or work / "incidents.jsonl"
        export(folder / "reports", exported, dates_of(folder))
        if data is None:
            return scored(folder / "gold.json", exported)
        return tuple(
            figure
            for side in TOLD_SIDES[data]
            for figure in _of_side(data, side, folder, exported, work)
        )


def export(
    reports: Path, exported: Path, published: Mapping[str, date] | None = None, *, gate: bool = True
) -> None:
    """Build a ledger of some reports, from kept readings where there are any, and export it.

    Args:
        reports: the folder or file of the reports.
        exported: the file to write.
        published: publication dates known from elsewhere.
        gate: set other news aside unread.
    """
    arrivals = acquire((reports,), published=published)
    read = read_all((r for r in arrivals if isinstance(r, Report)), gate=gate)
    export_readings(read, exported)


def export_readings(read: Iterable[tuple[Report, Answer]], exported: Path) -> None:
    """Build a ledger of reports that are read already, and export it."""
    with tempfile.TemporaryDirectory() as temporary:
        path = str(Path(temporary) / "ledger.db")
        with Ledger.open(path, create=True) as ledger:
            for _ in ledger.record_all(read):
                pass
            pipeline.renew(ledger)
        written = ("--format", "jsonl", "--output", exported)
        run(*DATELINE, "export", *written, DATELINE_LEDGER=path)


def dates_of(folder: Path) -> dict[str, date]:
    """The publication dates that a run is given: those of a set, without its undated run."""
    known = folder / "published.json"
    if not known.is_file():
        return {}
    undated = json.loads((folder / "gold.json").read_text(encoding="utf-8")).get("undated_run", [])
    days = json.loads(known.read_text(encoding="utf-8"))
    return {name: date.fromisoformat(day) for name, day in days.items() if name not in undated}


# ------------------------------------------------------------------ scoring


def scored(gold: Path, exported: Path) -> tuple[Figure, ...]:
    """The ledger score of an export with its parts."""
    command = (sys.executable, SCORER, "--gold", gold, "--pred", exported)
    result = json.loads(run(*command, "--json"))
    parts = {SCORE: result["ledger_score"], **result["ledger_parts"]}
    figures = tuple(Figure(name, 100 * value) for name, value in parts.items())
    apart, groups = kept_apart(gold, exported)
    return (*figures, Figure(ALIKE, apart, f"of {groups}")) if groups else figures


def beside(gold: Path, exported: Path, lines_with_all: Sequence[Row]) -> Iterator[Figure]:
    """What is told beside the score: over found incidents, of empty reports, four rates, grades.

    Args:
        gold: the gold file.
        exported: the export.
        lines_with_all: its lines with all of their statements, also those of the other side.
    """
    scorer = loaded(SCORER)
    known = scorer.read_gold(str(gold))
    lines = scorer.read_prediction(str(exported), known["reports"])
    result = scorer.score(known, lines, None)
    for field in OVER_FOUND:
        yield Figure(f"{field}, over found", 100 * (result["fields"][field]["accuracy"] or 0.0))
    yield Figure("perpetrators, over found", 100 * result["perpetrators"]["recall"])
    empty = result["negatives"]
    if empty["files"]:
        yield Figure(EMPTY, empty["files"] - empty["with_incident"], f"of {empty['files']}")
    rows = json.loads(gold.read_text(encoding="utf-8"))["incidents"], lines_with_all
    yield from rates.measured(scorer, gold, exported, rows)
    yield from grades.graded(scorer, known["incidents"], lines, lines_with_all)


def _of_side(data: str, side: str, folder: Path, exported: Path, work: Path) -> tuple[Figure, ...]:
    """The figures of the reports on one side, from the ledger of all."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    mine = frozenset(on_side(data, side, gold["reports"]))
    half = work / side
    half.mkdir()
    (half / "reports").symlink_to(folder / "reports")
    (half / "gold.json").write_text(json.dumps(gold_of(gold, mine)), encoding="utf-8")
    lines = lines_of(read_lines(exported), mine)
    said = (statements_of(line, mine) for line in lines)
    (half / "incidents.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in said))
    files = (half / "gold.json", half / "incidents.jsonl")
    figures = (*scored(*files), *beside(*files, lines))
    return of_part(side, figures) if len(TOLD_SIDES[data]) > 1 else figures


def gold_of(gold: Row, mine: Collection[str]) -> dict[str, Any]:
    """A gold file with some of its reports alone; an incident has all of its reports or none."""
    incidents = [row for row in gold["incidents"] if next(iter(row["reports"])) in mine]
    kept = {row["id"] for row in incidents}
    return {
        **gold,
        "reports": {name: row for name, row in gold["reports"].items() if name in mine},
        "negatives": [name for name in gold["negatives"] if name in mine],
        "incidents": incidents,
        "lookalikes": [g for g in gold.get("lookalikes", []) if kept.issuperset(g["incidents"])],
    }


def lines_of(lines: Collection[Row], mine: Collection[str]) -> list[dict[str, Any]]:
    """The lines of an export that name some reports, with these reports alone.

    A line that takes reports of both sides for one incident stays on both with all of its values,
    and so with what the wrong join did to them.
    """
    halves = (
        {**line, "reports": [r for r in line["reports"] if r["report"] in mine]} for line in lines
    )
    return [half for half in halves if half["reports"]]


def statements_of(line: Row, mine: Collection[str]) -> dict[str, Any]:
    """A line with the statements of some reports alone: the scorer knows no others."""
    return {**line, "statements": [s for s in line["statements"] if s["report"] in mine]}


def read_lines(exported: Path) -> list[Row]:
    """The lines of an export."""
    return [json.loads(line) for line in exported.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Score one set."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ledger", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", type=Path, help="where to leave the exported incidents")
    parser.add_argument("--set", choices=sorted(TOLD_SIDES), help="score by its blind split")
    options = parser.parse_args()
    result = measure(options.folder, options.keep, options.set)
    if isinstance(result, Skipped):
        print(result.reason)
        return
    for figure in result:
        print(f"{figure.title:45s} {figure.value:6.1f} {figure.unit}")


if __name__ == "__main__":
    main()
