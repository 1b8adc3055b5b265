"""Run the benchmarks, hold them to their floors, and write the tables of the benchmarks page.

    python -m benchmarks.gate [--only NAME ...] [--raise | --lower NAME.FIGURE --reason "..."]

Figures of sets that are split (see `benchmarks.split`) are shown for the learn and the check side
with the gap between them; floors hold the check side. Exit status 1 if a figure fell below its
floor.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import (
    airwars,
    archive,
    articles,
    cases,
    copies,
    ledger,
    openings,
    public,
    satp,
    speed,
)
from benchmarks.result import Figure, Skipped
from benchmarks.split import CHECK, LEARN

Result = tuple[Figure, ...] | Skipped
FLOORS = Path(__file__).parent / "floors.toml"
SHARE = "%"
PAGE = Path(__file__).resolve().parents[1] / "docs" / "development" / "benchmarks.md"
START, END = "<!-- figures: written by benchmarks.gate -->", "<!-- end of figures -->"
SPLIT_START, SPLIT_END = "<!-- learn and check: written by benchmarks.gate -->", "<!-- end -->"

BENCHMARKS: Mapping[str, Callable[[], Result]] = {
    "acceptance": ledger.five,
    "real": ledger.real,
    "syria": ledger.syria,
    "airwars": airwars.measure,
    "satp": satp.measure,
    "cases": cases.measure,
    "openings": openings.measure,
    "articles": articles.measure,
    "articles, the fast way": articles.measure_fast,
    "copies": copies.made_copies,
    "lgl": public.lgl,
    "lgl, names to be found": public.lgl_found,
    "geovirus": public.geovirus,
    "geovirus, names to be found": public.geovirus_found,
    "wikiwars": public.wikiwars,
    "kinds": public.kinds,
    "gvc": public.gvc,
    "ecbplus": public.ecbplus,
    "archive": archive.measure,
    "muc4": public.muc4,
    "speed": speed.alone,
}
# How much a figure may differ between runs: reading is exact, time is not. On a machine that
# does other work too, the share of the parser's speed was seen between 19 and 39 percent.
NOISE = {"speed": 0.35, "articles, the fast way.times the usual way": 0.35}
# Figures that say something about the machine, or that are reported only.
UNGATED = {
    "articles.pages, one core",
    "articles, the fast way.pages, one core",
    "speed.reports a second",
    "speed.parser alone",
    "speed.processor time a report",
    "speed.processor time, parser alone",
    *(f"archive.{rule}: {field} exact" for rule in archive.RULES for field in archive.FIELDS),
    "archive.reports in which they do not",
    "archive.documents to incidents: B3 precision",
    "archive.documents to incidents: B3 recall",
    "airwars.grouping: B3 F1 of never joining",
    "airwars.right pairs",
}
UNGATED_BEGINNINGS = ("cases.passed, ",)  # causes win and lose cases; all of them together count


@dataclass(frozen=True, slots=True)
class Floor:
    """What a figure must reach (or stay under), and why it was ever lowered."""

    value: float
    reason: str = ""


def main() -> None:
    """Run what is asked for."""
    options = _options()
    floors = read_floors(FLOORS)
    results: dict[str, Result] = {}
    fallen = []
    for name in options.only or BENCHMARKS:
        results[name] = BENCHMARKS[name]()
        fallen += _told(name, results[name], floors)
    write_page(PAGE, results)
    if options.lift or options.lower:
        write_floors(FLOORS, changed(floors, results, options))
    elif fallen:
        print(f"\nbelow the floor: {', '.join(fallen)}")
        sys.exit(1)


def _options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gate", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=BENCHMARKS, metavar="NAME", help="run these")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors")
    parser.add_argument("--lower", metavar="NAME.FIGURE", help="lower this floor")
    parser.add_argument("--reason", default="", help="why it is lowered")
    options = parser.parse_args()
    if options.lower and not options.reason:
        parser.error("expected a reason for lowering a floor, came none; give --reason")
    return options


def _told(name: str, result: Result, floors: Mapping[str, Floor]) -> list[str]:
    """Print a benchmark's figures; gives those below their floor."""
    if isinstance(result, Skipped):
        print(f"{name}: skipped, {result.reason}", flush=True)
        return []
    fallen = []
    learnt = {figure.name: figure.value for figure in result if figure.part == LEARN}
    for figure in result:
        if figure.part == LEARN:
            continue
        key = f"{name}.{figure.title}"
        floor = floors.get(key)
        fell = floor is not None and not _holds(figure, floor)
        fallen += [key] if fell else []
        beside = f"floor {floor.value:.1f}" if floor else ""
        beside += _gap(figure, learnt)
        mark = "  FELL" if fell else ""
        print(f"{key:60s} {figure.value:8.1f} {figure.unit:4s} {beside}{mark}", flush=True)
    return fallen


def _gap(figure: Figure, learnt: Mapping[str, float]) -> str:
    """The learn figure beside that of the check side, and how far they are apart."""
    if figure.part != CHECK or figure.name not in learnt:
        return ""
    value = learnt[figure.name]
    return f"  learn {value:.1f}, gap {better_by(value, figure)}"


def better_by(learnt: float, figure: Figure) -> str:
    """By how much the learn side is better than the check side; counts have no gap."""
    if figure.unit != SHARE:
        return "-"
    return f"{(figure.value - learnt) if figure.smaller else (learnt - figure.value):+.1f}"


def _holds(figure: Figure, floor: Floor) -> bool:
    """Is a figure as good as its floor, to the tenth that is printed?"""
    value = round(figure.value, 1)
    return value <= floor.value if figure.smaller else value >= floor.value


def changed(
    floors: Mapping[str, Floor], results: Mapping[str, Result], options: argparse.Namespace
) -> dict[str, Floor]:
    """The floors after lifting all of them, or lowering one."""
    new_floors = dict(floors)
    for name, result in results.items():
        for figure in () if isinstance(result, Skipped) else result:
            key = f"{name}.{figure.title}"
            new = Floor(_floor(figure, NOISE.get(name, NOISE.get(key, 0.0))))
            old = floors.get(key)
            better = old is None or _holds(Figure("", new.value, smaller=figure.smaller), old)
            if key == options.lower:
                new_floors[key] = Floor(new.value, options.reason)
            elif options.lift and better and _is_gated(name, figure):
                new_floors[key] = Floor(new.value, old.reason if old else "")
    return new_floors


def _is_gated(name: str, figure: Figure) -> bool:
    """Whether a figure has a floor: what was learnt from says nothing, so the check side counts."""
    key = f"{name}.{figure.name}"
    is_told_only = key in UNGATED or key.startswith(UNGATED_BEGINNINGS)
    return not is_told_only and figure.part != LEARN


def _floor(figure: Figure, noise: float) -> float:
    """The floor that a figure sets: itself, less what chance may take."""
    return round(figure.value * (1 + noise if figure.smaller else 1 - noise), 1)


def read_floors(path: Path) -> dict[str, Floor]:
    """The floors by benchmark and figure."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {key: Floor(row["floor"], row.get("reason", "")) for key, row in data.items()}


def write_floors(path: Path, floors: Mapping[str, Floor]) -> None:
    """Put the floors back, the words at the head kept."""
    text = path.read_text(encoding="utf-8")
    head = text.partition("\n[")[0].rstrip()
    rows = [head]
    for key, floor in sorted(floors.items()):
        told = json.dumps(floor.reason, ensure_ascii=False)  # a string of JSON is one of TOML
        reason = f"reason = {told}\n" if floor.reason else ""
        rows.append(f'\n["{key}"]\nfloor = {floor.value}\n{reason}'.rstrip())
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def write_page(path: Path, results: Mapping[str, Result]) -> None:
    """Renew the rows of both tables that were measured."""
    whole: dict[str, tuple[str, ...]] = {}
    split: dict[str, tuple[str, ...]] = {}
    for name, result in results.items():
        figures = () if isinstance(result, Skipped) else result
        learnt = {figure.name: figure for figure in figures if figure.part == LEARN}
        for figure in figures:
            key = f"{name}: {figure.name}"
            if figure.part == CHECK:
                split[key] = _both_sides(learnt.get(figure.name), figure)
            elif not figure.part:
                whole[key] = (_shown(figure),)
    page = path.read_text(encoding="utf-8")
    page = _renewed(page, (START, END), ("benchmark", "measured"), whole)
    marks = (SPLIT_START, SPLIT_END)
    page = _renewed(page, marks, ("benchmark", "learn", "check", "gap"), split)
    path.write_text(page, encoding="utf-8")


def _shown(figure: Figure) -> str:
    return f"{figure.value:.1f} {figure.unit}"


def _both_sides(learnt: Figure | None, checked: Figure) -> tuple[str, ...]:
    """The cells of a figure that both sides have."""
    if learnt is None:
        return ("", _shown(checked), "")
    return (_shown(learnt), _shown(checked), better_by(learnt.value, checked))


def _renewed(
    page: str,
    marks: tuple[str, str],
    head: tuple[str, ...],
    measured: Mapping[str, tuple[str, ...]],
) -> str:
    """A page with the measured rows of one table renewed; a page without its marks as it is."""
    before, start, rest = page.partition(marks[0])
    old, end, after = rest.partition(marks[1])
    if not start or not end:
        return page
    cells = {**_rows(old), **measured}
    rows = [head, *((key, *row) for key, row in sorted(cells.items()))]
    first, *others = (f"| {' | '.join(row)} |" for row in rows)
    table = "\n".join((first, "|---" * len(head) + "|", *others))
    return f"{before}{start}\n{table}\n{end}{after}"


def _rows(table: str) -> dict[str, tuple[str, ...]]:
    """The rows of a table as it stands in the page."""
    cells = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("| ")]
    return {row[0].strip(): tuple(cell.strip() for cell in row[1:]) for row in cells[1:]}


if __name__ == "__main__":
    main()
