"""The whole Gun Violence Archive: tolls of single reports and of incidents, and the grouping.

    python -m benchmarks.archive [--incidents N] [--every K] [--wrong FILE]

Each article is read once, alone and as any other report, and its reading used for all figures.
The incidents of both sides of the blind split are grouped together and counted apart; `--wrong`
lists incidents of the learn side alone. Beside the ledger's figures stand those of two rules that a
reader could follow without any ledger: the figure that most reports give, and that of the latest.
"""

from __future__ import annotations

import argparse
import gzip
import json
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
from benchmarks.readings import read_all
from benchmarks.result import Figure, Skipped, of_part
from benchmarks.split import LEARN, SIDES, side_of
from benchmarks.tolls import Article, articles, groups_of, tolls_of
from dateline.types import Reading

DATA = BENCHMARKS / "gvc"
RECORD: Final = "tolls/incidents.jsonl.gz"
SCORER: Final = BENCHMARKS / "scorers" / "coref.py"
NAME: Final = "archive"
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
    """The figures of both sides of the blind split."""
    if not (DATA / RECORD).is_file():
        return Skipped(f"{DATA / RECORD} is not here")
    records = record(DATA)
    return by_side(records, filed(DATA, records))


def by_side(records: Mapping[str, Record], found: Sequence[Filed]) -> tuple[Figure, ...]:
    """The figures of the incidents on each side; the grouping is that of all articles together."""
    grouped = _groups(found)
    told: list[Figure] = []
    for side in SIDES:
        mine = [f for f in found if side_of(NAME, f.article.report.name) == side]
        if mine:
            told += of_part(side, figures(records, mine, grouped))
    return tuple(told)


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


def filed(data: Path, records: Mapping[str, Record]) -> list[Filed]:
    """The articles of some incidents with their readings."""
    taken = sorted(
        (a for a in articles(data) if a.incident in records),
        key=lambda a: (a.incident, a.report.name),
    )
    answers = read_all([article.report for article in taken], gate=False)
    return [
        _filed(article, answer if isinstance(answer, Reading) else None)
        for article, (_, answer) in zip(taken, answers, strict=True)
    ]


def figures(
    records: Mapping[str, Record], found: Sequence[Filed], grouped: Mapping[str, str]
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
        *_judged(found, grouped),
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


def _groups(found: Sequence[Filed]) -> dict[str, str]:
    """The incident that each article is put into, by its name."""
    reports = [f.article.report for f in found]
    rows = groups_of([f.reading for f in found if f.reading], reports)
    return {str(row["mention_id"]): str(row["cluster"]) for row in rows}


def _judged(found: Sequence[Filed], grouped: Mapping[str, str]) -> Iterator[Figure]:
    """B3 of the grouping of some articles, judged by the scorer of the data set."""
    with tempfile.TemporaryDirectory() as folder:
        gold, said = Path(folder) / "gold.jsonl", Path(folder) / "said.jsonl"
        names = {f.article.report.name: f.article.incident for f in found}
        for path, cluster in ((gold, names), (said, grouped)):
            rows = ({"mention_id": name, "cluster": cluster[name]} for name in names)
            path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        told = json.loads(run(sys.executable, SCORER, "--gold", gold, "--pred", said, "--json"))
    for part in ("f1", "precision", "recall"):
        yield Figure(f"documents to incidents: B3 {part}", told["b3"][part])


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--incidents", type=int)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--wrong", type=Path, help="where to write the incidents with wrong tolls")
    options = parser.parse_args()
    records = record(options.data, options.incidents, options.every)
    found = filed(options.data, records)
    for figure in by_side(records, found):
        print(f"{figure.title:60s} {figure.value:8.1f} {figure.unit}")
    if options.wrong:
        learnt = [f for f in found if side_of(NAME, f.article.report.name) == LEARN]
        options.wrong.write_text(
            "".join(f"{json.dumps(row)}\n" for row in wrong(records, learnt)), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
