"""The blind split: which reports of a labelled set may be read, and which are only counted.

Each set is split once, by incident: reports that share an incident, directly or through others,
stand on one side. A third is `check`: nobody opens those reports, only figures over all of them
are read. The rest is `learn`. `split.tsv` holds a salted hash a report, no name and no text.

    python -m benchmarks.split [--write]

prints how many reports of each set stand on each side, from the data; `--write` stores the split.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from benchmarks.folders import ACCEPTANCE, BENCHMARKS

STORED: Final = Path(__file__).parent / "split.tsv"

LEARN: Final = "learn"
CHECK: Final = "check"
SIDES: Final = (LEARN, CHECK)
# Chosen before any figure was taken: with it each set that is split by hash has 29 to 33 percent of
# its reports on the check side.
SALT: Final = "dateline blind split 1"
SHARE: Final = 3  # one incident of so many is checked
DIGITS: Final = 16

Incidents = Mapping[str, frozenset[str]]  # the incidents of each report, by report


def side_of(data: str, report: str) -> str:
    """The side that a report stands on.

    Args:
        data: the set: one of `SETS`.
        report: its name or id in the set.

    Raises:
        KeyError: the split does not hold the report.
    """
    return stored()[data, marked(data, report)]


def on_side(data: str, side: str, reports: Iterable[str]) -> list[str]:
    """The reports of a set that stand on one side, in the order given."""
    return [report for report in reports if side_of(data, report) == side]


@cache
def stored() -> Mapping[tuple[str, str], str]:
    """The side of each report, by set and hash, as the repository holds it."""
    with STORED.open(encoding="utf-8", newline="") as stream:
        return {(row[0], row[2]): row[1] for row in csv.reader(stream, delimiter="\t")}


def marked(data: str, report: str) -> str:
    """The salted hash by which the split knows a report."""
    return hashlib.sha256(f"{SALT}\t{data}\t{report}".encode()).hexdigest()[:DIGITS]


# ------------------------------------------------------------------ making the split


def by_hash(data: str, incidents: Incidents) -> dict[str, str]:
    """The side of each report: that of its component, by the hash of the smallest report in it."""
    sides = {}
    for component in components(incidents):
        number = int(marked(data, min(component)), 16)
        side = LEARN if number % SHARE else CHECK
        sides.update(dict.fromkeys(component, side))
    return sides


def components(incidents: Incidents) -> list[list[str]]:
    """The reports that share incidents, directly or through others."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    for report, names in incidents.items():
        for name in names:
            told[name].append(report)
    found, seen = [], set[str]()
    for report in sorted(incidents):
        if report not in seen:
            reached = _reached(report, incidents, told)
            seen.update(reached)
            found.append(sorted(reached))
    return found


def _reached(
    report: str, incidents: Incidents, told: Mapping[str, Sequence[str]]
) -> frozenset[str]:
    """All reports that one leads to by shared incidents."""
    reached, waiting = {report}, [report]
    while waiting:
        for incident in incidents[waiting.pop()]:
            new = [other for other in told[incident] if other not in reached]
            reached.update(new)
            waiting += new
    return frozenset(reached)


def all_read(_data: str, incidents: Incidents) -> dict[str, str]:
    """Every report was read while rules were written, so every report is learn."""
    return dict.fromkeys(incidents, LEARN)


def odd_ones(_data: str, incidents: Incidents) -> dict[str, str]:
    """The archive as it was read: incidents at even places, and those of the Gun Violence Corpus.

    The incidents at odd places were only counted so far, which is kept; but an incident whose
    reports are among the training and development documents of the corpus was read there.
    """
    order = sorted({name for names in incidents.values() for name in names})
    corpus = _of_the_corpus()
    unread = {name for at, name in enumerate(order) if at % 2 and name not in corpus}
    return {r: CHECK if names <= unread else LEARN for r, names in incidents.items()}


def _of_the_corpus() -> frozenset[str]:
    """The archive's incidents that the Gun Violence Corpus has documents of."""
    path = BENCHMARKS / "gvc" / "coreference" / "doc_to_incident.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return frozenset(row["event-id"] for row in csv.DictReader(stream))


# ------------------------------------------------------------------ which report tells what


def labelled(folder: Path) -> Incidents:
    """The incidents of each report of an acceptance set, in any role."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    told: dict[str, set[str]] = {report: set() for report in gold["reports"]}
    for incident in gold["incidents"]:
        for row in incident["reports"]:
            told[row if isinstance(row, str) else row["report"]].add(incident["id"])
    return {report: frozenset(names) for report, names in told.items()}


def filed(path: Path, report: str, incident: str) -> Incidents:
    """The incident of each report of a table that files it under one.

    Args:
        path: of the packed JSON lines.
        report: the field that names the report.
        incident: the field that names the incident.
    """
    return {row[report]: frozenset([str(row[incident])]) for row in rows(path)}


def rows(path: Path) -> Iterator[Any]:
    """The rows of packed JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        yield from map(json.loads, stream)


Source = tuple[Callable[[], Incidents], Callable[[str, Incidents], Mapping[str, str]]]

SETS: Final[Mapping[str, Source]] = {
    "acceptance": (lambda: labelled(ACCEPTANCE), all_read),
    "real": (lambda: labelled(ACCEPTANCE / "real"), all_read),
    "syria": (lambda: labelled(ACCEPTANCE / "syria"), by_hash),
    "airwars": (
        lambda: filed(BENCHMARKS / "airwars" / "reports.jsonl.gz", "id", "incident"),
        by_hash,
    ),
    "satp": (lambda: filed(BENCHMARKS / "satp" / "rows.jsonl.gz", "id", "id"), by_hash),
    "archive": (
        lambda: filed(BENCHMARKS / "gvc" / "tolls" / "docs.jsonl.gz", "doc_id", "incident"),
        odd_ones,
    ),
}


def made(data: str) -> dict[str, str]:
    """The side of each report of a set, made from the data."""
    read, split = SETS[data]
    return dict(split(data, read()))


def main() -> None:
    """Count both sides, and store the split if asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.split", description=__doc__)
    parser.add_argument("--write", action="store_true", help="store the split")
    options = parser.parse_args()
    sides = {data: made(data) for data in SETS}
    for data, found in sides.items():
        many = Counter(found.values())
        print(f"{data:12s}" + "".join(f"{side} {many[side]:5d}   " for side in SIDES))
    if options.write:
        lines = sorted(
            f"{data}\t{side}\t{marked(data, report)}\n"
            for data, found in sides.items()
            for report, side in found.items()
        )
        STORED.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
