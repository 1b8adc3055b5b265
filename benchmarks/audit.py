"""Lines that a careful recorder could sign: a sheet for a reader, and the figures of a filled one.

    python -m benchmarks.audit --sample 60 --seed N --out FOLDER [--set syria]
    python -m benchmarks.audit --filled FOLDER

The first draws main lines of a ledger that rest on reports of the check side, and writes them to a
folder outside the repository: `lines.jsonl` (each line with its statements and the files of its
reports), `reports/` (their texts), `sheet.csv` to fill in, and `README.txt`. The second counts the
sheet. Nothing of a text is printed: the reader tells nobody what the reports say.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from pathlib import Path
from typing import Final

from benchmarks import airwars, archive
from benchmarks.folders import ACCEPTANCE, ROOT
from benchmarks.ledger import Row, dates_of, export, read_lines
from benchmarks.split import CHECK, rows, side_of
from dateline.acquire import acquire
from dateline.errors import InputError
from dateline.types import Report

SHEET: Final = "sheet.csv"
LINES: Final = "lines.jsonl"
NORMAL: Final = 1.96  # of the 95 percent interval
TRUSTED: Final = frozenset({"confirmed", "fair"})
FAULTS: Final[Mapping[str, str]] = {
    "no_incident": "nothing of the kind happened, or it is a total, a plan or a general statement",
    "mixed": "two incidents are taken for one",
    "accusation": "somebody is said to have done it whom no report says to have done it",
    "killed": "the number of dead is false",
    "wounded": "the number of wounded is false",
    "day": "the day is false",
    "place": "country, province, town or site is false",
    "kind": "the kind, the weapon or the target is false",
    "claims": "a claim, a denial or another statement is laid in the wrong mouth",
}
YES: Final = frozenset({"x", "1", "y", "yes"})
NO: Final = frozenset({"", "0", "n", "no"})
HOW: Final = """\
Lines of a ledger to be judged by reading
=========================================

Each line of lines.jsonl is one incident as the ledger has it, with its statements and the files of
all reports that it rests on. Read those reports in full, then fill in its row of sheet.csv:

- read: x once you have judged the line; rows without it are left out of the figures.
- the other columns: x where the line has that fault. Something that the line leaves open is no
  fault; something that it gives must be what a careful recorder takes from these reports.

A line without any fault is one that a recorder could sign.
Tell nobody what the texts say, and quote nothing of them.

"""


def main(arguments: list[str] | None = None) -> None:
    """Draw lines, or count a filled sheet; bad input is said in one line, with exit status 2."""
    options = _options(arguments)
    try:
        if options.filled:
            for name, value in counted(options.filled).items():
                print(f"{name:44s} {value}")
        else:
            many = draw(options.set, options.out, options.sample, options.seed)
            print(f"{many} lines of {options.set} written to {options.out}")
    except InputError as error:
        sys.stderr.write(f"audit: {error}\n")
        sys.exit(2)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.audit", description=__doc__)
    parser.add_argument("--set", choices=sorted(SOURCES), default="syria", help="default: syria")
    parser.add_argument("--sample", type=int, default=60, metavar="N", help="lines to draw")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path, metavar="FOLDER", help="where the sheet is written")
    what.add_argument("--filled", type=Path, metavar="FOLDER", help="a folder with a filled sheet")
    return parser.parse_args(arguments)


# ------------------------------------------------------------------ the sheet


@dataclass(frozen=True, slots=True)
class Material:
    """What a ledger is built of: the reports, and the days on which they were published."""

    reports: Path
    published: Mapping[str, date]


def draw(data: str, out: Path, sample: int, seed: int) -> int:
    """Write a sheet of lines that rest on reports of the check side; gives how many.

    Args:
        data: the set, one of `SOURCES`.
        out: a folder outside the repository, new or empty.
        sample: how many lines; all there are, where there are fewer.
        seed: of the draw.

    Raises:
        InputError: the folder lies inside the repository or holds something.
    """
    if out.resolve().is_relative_to(ROOT):
        raise InputError(f"expected a folder outside {ROOT}, found {out}; change --out")
    if out.is_dir() and any(out.iterdir()):
        raise InputError(f"expected a new or empty folder, found files in {out}; change --out")
    with tempfile.TemporaryDirectory() as temporary:
        material = SOURCES[data](Path(temporary))
        exported = Path(temporary) / "incidents.jsonl"
        export(material.reports, exported, material.published)
        lines = [line for line in read_lines(exported) if is_checked(data, line)]
        drawn = drawn_from(lines, sample, seed)
        out.mkdir(parents=True, exist_ok=True)
        files = _texts(material, {r["report"] for line in drawn for r in line["reports"]}, out)
    write_sheet(drawn, files, out)
    return len(drawn)


def is_checked(data: str, line: Row) -> bool:
    """Whether a line is news of a report of the check side."""
    main = (row["report"] for row in line["reports"] if row["role"] == "main")
    return any(side_of(data, report.rpartition("#")[2]) == CHECK for report in main)


def drawn_from(lines: Sequence[Row], sample: int, seed: int) -> list[Row]:
    """Some lines, the same for the same lines and seed, whatever their order."""
    ordered = sorted(lines, key=lambda line: str(line["id"]))
    chosen = random.Random(seed)  # noqa: S311  a draw that can be repeated
    return chosen.sample(ordered, min(sample, len(ordered)))


def write_sheet(drawn: Sequence[Row], files: Mapping[str, str], out: Path) -> None:
    """Write the lines, the sheet to fill in and how it is filled in."""
    with (out / LINES).open("w", encoding="utf-8") as stream:
        for number, line in enumerate(drawn, start=1):
            texts = [files[row["report"]] for row in line["reports"]]
            row = {"number": number, "texts": texts, "line": line}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    with (out / SHEET).open("w", encoding="utf-8", newline="") as stream:
        sheet = csv.writer(stream)
        sheet.writerow(["number", "grade", "read", *FAULTS])
        for number, line in enumerate(drawn, start=1):
            sheet.writerow([number, line["grade"], "", *[""] * len(FAULTS)])
    meanings = "".join(f"- {name}: {meaning}\n" for name, meaning in FAULTS.items())
    (out / "README.txt").write_text(HOW + meanings, encoding="utf-8")


def _texts(material: Material, wanted: set[str], out: Path) -> dict[str, str]:
    """Copy the texts of some reports; gives the file of each."""
    (out / "reports").mkdir()
    files = {}
    for report in acquire((material.reports,)):
        if isinstance(report, Report) and report.name in wanted:
            file = f"reports/{re.sub('[^A-Za-z0-9._-]', '_', report.name)}"
            (out / file).write_text(report.content.decode(report.encoding, "replace"))
            files[report.name] = file
    return files


# ------------------------------------------------------------------ what lines are drawn from


def _syria(_work: Path) -> Material:
    folder = ACCEPTANCE / "syria"
    return Material(folder / "reports", dates_of(folder))


def _airwars(work: Path) -> Material:
    return Material(airwars.write_texts(list(rows(airwars.DATA / airwars.REPORTS)), work), {})


def _archive(work: Path) -> Material:
    """The articles of the check side alone: no article of the other side tells of their events."""
    articles = rows(archive.DATA / "tolls" / "docs.jsonl.gz")
    mine = [row for row in articles if side_of("archive", row["doc_id"]) == CHECK]
    path = work / "reports.jsonl"
    kept = (
        {"id": r["doc_id"], "title": r["title"], "text": r["content"], "published": r["dct"]}
        for r in mine
    )
    path.write_text("".join(f"{json.dumps(row)}\n" for row in kept), encoding="utf-8")
    return Material(path, {})


SOURCES: Final[Mapping[str, Callable[[Path], Material]]] = {
    "airwars": _airwars,
    "archive": _archive,
    "syria": _syria,
}


# ------------------------------------------------------------------ a filled sheet


def counted(folder: Path) -> dict[str, str]:
    """The figures of a filled sheet.

    Args:
        folder: as `draw` wrote it, its sheet filled in.

    Raises:
        InputError: there is no sheet, a cell cannot be read, or no row is marked as read.
    """
    judged = list(_judged(folder / SHEET))
    if not judged:
        raise InputError(
            f"expected rows marked as read in {folder / SHEET}, found none; fill it in"
        )
    many = len(judged)
    signed = sum(not faults for _, faults in judged)
    low, high = _interval(signed, many)
    trusted = sum(bool(faults) and grade in TRUSTED for grade, faults in judged)
    return {
        "lines read": str(many),
        "lines a recorder could sign": f"{100 * signed / many:.1f} % ({low:.0f} to {high:.0f})",
        "false lines graded confirmed or fair": f"{100 * trusted / many:.1f} in 100",
        **{
            f"wrong: {fault}": f"{100 * sum(fault in f for _, f in judged) / many:.1f} in 100"
            for fault in FAULTS
        },
    }


def _judged(sheet: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """The grade and the faults of each line that was read."""
    if not sheet.is_file():
        raise InputError(f"expected a filled sheet, found no {sheet}; draw one with --out first")
    with sheet.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            marks = {name: _marked(row, name) for name in ("read", *FAULTS)}
            if marks.pop("read"):
                yield row["grade"], frozenset(name for name, is_fault in marks.items() if is_fault)


def _marked(row: Mapping[str, str | None], name: str) -> bool:
    """Whether a cell is marked."""
    cell = (row.get(name) or "").strip().casefold()
    if cell not in YES | NO:
        raise InputError(
            f"expected x or nothing under {name} in row {row.get('number')}, found {cell}; mend it"
        )
    return cell in YES


def _interval(good: int, of: int) -> tuple[float, float]:
    """The 95 percent interval of a share, in percent (Wilson)."""
    share, spread = good / of, NORMAL**2 / of
    middle = (share + spread / 2) / (1 + spread)
    half = NORMAL * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


if __name__ == "__main__":
    main()
