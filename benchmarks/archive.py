"""The whole Gun Violence Archive: tolls of single reports and of incidents, and the grouping.

    python -m benchmarks.archive [--incidents N] [--every K] [--kept FILE] [--wrong FILE]

Each article is read once, alone and as any other report, and its reading used for all figures.
Beside the ledger's figures stand those of two rules that a reader could follow without any ledger:
the figure that most reports give, and the figure of the latest report.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from benchmarks.commands import run
from benchmarks.folders import BENCHMARKS
from benchmarks.result import Figure, Skipped
from benchmarks.tolls import Article, articles, groups_of, tolls_of
from dateline.pipeline import lost, read
from dateline.settings import MOST_WORKERS
from dateline.types import Reading
from dateline.workers import in_order

DATA = BENCHMARKS / "gvc"
RECORD: Final = "tolls/incidents.jsonl.gz"
GROUPS: Final = "tolls/documents_to_incidents.jsonl"
SAMPLE: Final = 8
FIELDS: Final = ("killed", "injured")
RULES: Final = ("most reports", "latest report")  # what a reader could do without a ledger

Toll = Mapping[str, int | None]
Rule = Callable[["Sequence[Filed]", str], "int | None"]


@dataclass(frozen=True, slots=True)
class Filed:
    """An article, its reading where it could be read, and the toll that it gives alone."""

    article: Article
    reading: Reading | None
    toll: Toll


@dataclass(frozen=True, slots=True)
class Record:
    """What the archive has of an incident."""

    incident: str
    killed: int
    injured: int

    def toll(self) -> Toll:
        """Both figures."""
        return {"killed": self.killed, "injured": self.injured}


def measure() -> tuple[Figure, ...] | Skipped:
    """The figures of the whole development part."""
    if not (DATA / RECORD).is_file():
        return Skipped(f"{DATA / RECORD} is not here")
    records = record(DATA)
    return figures(records, filed(DATA, records), DATA)


def sample() -> tuple[Figure, ...] | Skipped:
    """The figures of every eighth incident, for the gate: the whole takes several minutes."""
    if not (DATA / RECORD).is_file():
        return Skipped(f"{DATA / RECORD} is not here")
    records = record(DATA, every=SAMPLE)
    return figures(records, filed(DATA, records), DATA)


def record(data: Path, incidents: int | None = None, every: int = 1) -> dict[str, Record]:
    """The archive's own figures, by incident, in the order of their numbers.

    Args:
        data: the folder with `tolls/`.
        incidents: at most so many.
        every: each how manyeth.
    """
    with gzip.open(data / RECORD, "rt", encoding="utf-8") as stream:
        rows = sorted(map(json.loads, stream), key=lambda row: str(row["incident"]))
    taken = islice(rows[::every], incidents)
    return {r["incident"]: Record(r["incident"], r["killed"], r["injured"]) for r in taken}


def filed(data: Path, records: Mapping[str, Record], kept: Path | None = None) -> list[Filed]:
    """The articles of some incidents with their readings, of an earlier run where there is one."""
    known: dict[str, Reading | None] = {}
    if kept and kept.is_file():
        known = pickle.loads(kept.read_bytes())  # noqa: S301  our own
    taken = sorted(
        (a for a in articles(data) if a.incident in records),
        key=lambda a: (a.incident, a.report.name),
    )
    wanted = [a.report for a in taken if a.report.name not in known]
    for at, (report, reading) in enumerate(in_order(read, wanted, MOST_WORKERS, lost), start=1):
        known[report.name] = reading if isinstance(reading, Reading) else None
        _told(at, len(wanted))
    if kept and wanted:
        kept.write_bytes(pickle.dumps(known))
    return [_filed(article, known[article.report.name]) for article in taken]


def figures(
    records: Mapping[str, Record], found: Sequence[Filed], data: Path
) -> tuple[Figure, ...]:
    """All figures of some incidents."""
    standing = [f for f in found if _stands(f, records[f.article.incident])]
    reconciled = ledger(found)
    majority, latest = by_rule(found, _most_told), by_rule(found, _last_told)
    return (
        *_shares("single reports", [(f.toll, records[f.article.incident]) for f in found]),
        *_shares(
            "reports in which the record's figures stand",
            [(f.toll, records[f.article.incident]) for f in standing],
        ),
        Figure("reports in which they do not", float(len(found) - len(standing)), "reports"),
        *_shares("reconciled", [(toll, records[i]) for i, toll in reconciled.items()]),
        *_shares(RULES[0], [(toll, records[i]) for i, toll in majority.items()]),
        *_shares(RULES[1], [(toll, records[i]) for i, toll in latest.items()]),
        *_grouped(found, data),
    )


def ledger(found: Sequence[Filed]) -> dict[str, Toll]:
    """The reconciled toll of each incident, all its reports taken to tell of one."""
    return {
        incident: tolls_of([f.reading for f in group if f.reading])
        for incident, group in _by_incident(found)
    }


def by_rule(found: Sequence[Filed], rule: Rule) -> dict[str, Toll]:
    """The toll of each incident as a plain rule over single reports gives it."""
    made: dict[str, Toll] = {}
    for incident, group in _by_incident(found):
        made[incident] = {field: rule(group, field) for field in FIELDS}
    return made


def wrong(records: Mapping[str, Record], found: Sequence[Filed]) -> Iterator[dict[str, Any]]:
    """The incidents whose reconciled toll is not the record's, with the toll of each report."""
    reconciled = ledger(found)
    for incident, group in _by_incident(found):
        toll, gold = reconciled[incident], records[incident].toll()
        if any((toll[field] or 0) != gold[field] for field in FIELDS):
            reports = {f.article.report.name: [f.toll[field] for field in FIELDS] for f in group}
            yield {
                "incident": incident,
                "record": [gold[field] for field in FIELDS],
                "ledger": [toll[field] for field in FIELDS],
                "reports": reports,
            }


def _filed(article: Article, reading: Reading | None) -> Filed:
    """An article with the toll that its reading gives."""
    toll = tolls_of([reading]) if reading else {"killed": None, "injured": None}
    return Filed(article, reading, toll)


def _by_incident(found: Sequence[Filed]) -> Iterator[tuple[str, list[Filed]]]:
    """The articles of each incident."""
    for incident, group in groupby(found, key=attrgetter("article.incident")):
        yield incident, list(group)


def _stands(one: Filed, gold: Record) -> bool:
    """Could a reader find the record's figures in this report: as digits, as words, or by names?

    A figure of one needs no number; nought stands everywhere.
    """
    text = one.article.report.content.decode().lower()
    return all(_named(figure, text) for figure in (gold.killed, gold.injured))


def _named(figure: int, text: str) -> bool:
    """Does a text hold a figure, or is the figure one that is told without a number?"""
    words = ("", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    if figure < len(words) and (figure < 2 or words[figure] in text):  # noqa: PLR2004  one or none
        return True
    return str(figure) in text


def _most_told(group: Sequence[Filed], field: str) -> int | None:
    """The figure that most reports give; of equally many the higher."""
    told = Counter(figure for f in group if (figure := f.toll[field]) is not None)
    return max(told, key=lambda figure: (told[figure], figure)) if told else None


def _last_told(group: Sequence[Filed], field: str) -> int | None:
    """The figure of the latest report that gives one."""
    told = [f for f in group if f.toll[field] is not None]
    if not told:
        return None
    return max(told, key=lambda f: (str(f.article.report.published), f.article.report.name)).toll[
        field
    ]


def _shares(name: str, rows: Sequence[tuple[Toll, Record]]) -> Iterator[Figure]:
    """The share of exact figures, no figure counting as nought, as the scorer has it."""
    for field in FIELDS:
        right = sum((toll[field] or 0) == gold.toll()[field] for toll, gold in rows)
        yield Figure(f"{name}: {field} exact", 100 * right / max(1, len(rows)))


def _grouped(found: Sequence[Filed], data: Path) -> Iterator[Figure]:
    """B3 of the grouping of these articles, judged by the scorer of the data set."""
    scorer = data.parent / "scorers" / "coref.py"
    names = {f.article.report.name for f in found}
    with tempfile.TemporaryDirectory() as folder:
        gold, said = Path(folder) / "gold.jsonl", Path(folder) / "said.jsonl"
        rows = [json.loads(line) for line in (data / GROUPS).read_text("utf-8").splitlines()]
        gold.write_text("".join(f"{json.dumps(r)}\n" for r in rows if r["mention_id"] in names))
        reports = [f.article.report for f in found]
        grouped = groups_of([f.reading for f in found if f.reading], reports)
        said.write_text("".join(f"{json.dumps(row)}\n" for row in grouped))
        told = json.loads(run(sys.executable, scorer, "--gold", gold, "--pred", said, "--json"))
    for part in ("f1", "precision", "recall"):
        yield Figure(f"documents to incidents: B3 {part}", told["b3"][part])


def _told(done: int, of: int) -> None:
    """Progress, where somebody watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {of} articles")


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--incidents", type=int)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--kept", type=Path, help="readings of an earlier run")
    parser.add_argument("--wrong", type=Path, help="where to write the incidents with wrong tolls")
    options = parser.parse_args()
    records = record(options.data, options.incidents, options.every)
    found = filed(options.data, records, options.kept)
    for figure in figures(records, found, options.data):
        print(f"{figure.name:60s} {figure.value:8.1f} {figure.unit}")
    if options.wrong:
        options.wrong.write_text(
            "".join(f"{json.dumps(row)}\n" for row in wrong(records, found)), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
