"""Reports that may be read, of every labelled set: what rules are tried on.

Nothing of a check side is among them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks import airwars, archive, cases, satp
from benchmarks.cased import cased
from benchmarks.folders import ACCEPTANCE, BENCHMARKS
from benchmarks.ledger import dates_of
from benchmarks.split import LEARN, rows, side_of
from benchmarks.tolls import articles
from dateline.acquire import acquire
from dateline.types import Report

GATED: Final = frozenset({"acceptance", "real", "syria", "airwars"})  # as their figures are taken
EVERY: Final = {"satp": 4, "archive": 6}  # of the large sets, one report of so many
SNIPPETS: Final = BENCHMARKS / "case2021_task2" / "dev.tsv"
MESSAGES: Final = BENCHMARKS / "muc4" / "gtt_processed" / "dev.json"


@dataclass(frozen=True, slots=True)
class Material:
    """A report with the set that it is of."""

    data: str
    report: Report

    @property
    def gate(self) -> bool:
        """Whether other news is set aside unread where the set is measured."""
        return self.data in GATED


def learnt() -> Iterator[Material]:
    """The reports of all sets that may be read, those of the large sets thinned out."""
    for data, folder in (("acceptance", ACCEPTANCE), ("real", ACCEPTANCE / "real")):
        yield from _folder(data, folder)
    yield from (m for m in _folder("syria", ACCEPTANCE / "syria") if _may_be_read(m))
    yield from (m for m in _records() if _may_be_read(m))
    yield from _cases()
    notes = [Material("satp", satp.note(r["id"], r["text"])) for r in rows(satp.DATA / satp.NOTES)]
    yield from _thinned("satp", notes)
    filed = [Material("archive", article.report) for article in articles(archive.DATA)]
    yield from _thinned("archive", filed)
    yield from _snippets()
    yield from _messages()


def _may_be_read(material: Material) -> bool:
    """Whether a report is of the learn side."""
    return side_of(material.data, material.report.name.rpartition("#")[2]) == LEARN


def _thinned(data: str, material: Sequence[Material]) -> Iterator[Material]:
    """One in so many of the reports of a set that may be read."""
    mine = sorted((m for m in material if _may_be_read(m)), key=lambda m: m.report.id)
    yield from mine[:: EVERY[data]]


def _folder(data: str, folder: Path) -> Iterator[Material]:
    """The reports of an acceptance set."""
    for report in acquire((folder / "reports",), published=dates_of(folder)):
        if isinstance(report, Report):
            yield Material(data, report)


def _records() -> Iterator[Material]:
    """The reports of the casualty monitor."""
    with TemporaryDirectory() as work:
        path = airwars.write_texts(list(rows(airwars.DATA / airwars.REPORTS)), Path(work))
        for report in acquire((path,)):
            if isinstance(report, Report):
                yield Material("airwars", report)


def _cases() -> Iterator[Material]:
    """The reports of the behaviour cases, named by their case."""
    for line in cases.CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        for row in case["reports"]:
            day = date.fromisoformat(row["published"]) if row["published"] else None
            report = satp.note(f"{case['id']} {row['name']}", row["text"])
            yield Material("cases", replace(report, published=day))


def _snippets() -> Iterator[Material]:
    """The snippets whose kind is asked for."""
    for line in SNIPPETS.read_text(encoding="utf-8").splitlines()[1:]:
        name, text, *_ = line.split("\t")
        yield Material("kinds", satp.note(name, text))


def _messages() -> Iterator[Material]:
    """The messages of MUC-4's development part, with the capitals that they lost."""
    for line in MESSAGES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Material("muc4", satp.note(row["docid"], cased(row["doctext"])))
