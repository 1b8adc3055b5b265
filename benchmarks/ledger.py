"""The ledger score: reports in, ledger out, held against what a careful reader took from them.

A set is a folder with `reports/`, `gold.json` and perhaps `published.json`; its scorer is
`score.py` of the acceptance folder, which is no part of this repository. On its own:

    python -m benchmarks.ledger FOLDER [--keep incidents.jsonl]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.commands import run
from benchmarks.folders import ACCEPTANCE
from benchmarks.lookalikes import kept_apart
from benchmarks.result import Figure, Skipped

DATELINE = (sys.executable, "-m", "dateline")
SCORE = "ledger score"
ALIKE = "look-alike groups kept apart"


def five() -> tuple[Figure, ...] | Skipped:
    """Five reports without any date given."""
    return measure(ACCEPTANCE)


def real() -> tuple[Figure, ...] | Skipped:
    """Reports as they stand on the web, with the publication dates that are known."""
    return measure(ACCEPTANCE / "real")


def measure(folder: Path, keep: Path | None = None) -> tuple[Figure, ...] | Skipped:
    """The figures of a set.

    Args:
        folder: of the set.
        keep: where to leave the exported incidents.
    """
    scorer = ACCEPTANCE / "score.py"
    if not scorer.is_file() or not (folder / "gold.json").is_file():
        return Skipped(f"{folder} or its score.py is not here")
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        exported = keep or work / "incidents.jsonl"
        ledger = str(work / "ledger.db")
        given = _dates(folder, work)
        run(*DATELINE, "ingest", folder / "reports", *given, DATELINE_LEDGER=ledger)
        written = ("--format", "jsonl", "--output", exported)
        run(*DATELINE, "export", *written, DATELINE_LEDGER=ledger)
        command = (sys.executable, scorer, "--gold", folder / "gold.json", "--pred", exported)
        scored = json.loads(run(*command, "--json"))
        apart, groups = kept_apart(folder / "gold.json", exported)
    parts = {SCORE: scored["ledger_score"], **scored["ledger_parts"]}
    figures = tuple(Figure(name, 100 * value) for name, value in parts.items())
    return (*figures, Figure(ALIKE, apart, f"of {groups}")) if groups else figures


def _dates(folder: Path, work: Path) -> tuple[str | Path, ...]:
    """The publication dates that a run is given: those of a set, without its undated run."""
    known = folder / "published.json"
    if not known.is_file():
        return ()
    undated = json.loads((folder / "gold.json").read_text(encoding="utf-8")).get("undated_run", [])
    dates = json.loads(known.read_text(encoding="utf-8"))
    given = work / "published.json"
    given.write_text(json.dumps({n: day for n, day in dates.items() if n not in undated}))
    return ("--published", given)


def main() -> None:
    """Score one set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    result = measure(options.folder, options.keep)
    if isinstance(result, Skipped):
        print(result.reason)
        return
    for figure in result:
        print(f"{figure.name:30s} {figure.value:6.1f} {figure.unit}")


if __name__ == "__main__":
    main()
