"""Run the benchmarks, hold them to their floors, and write the table of docs/benchmarks.md.

    python -m benchmarks.gate [NAME ...] [--raise | --lower NAME.FIGURE --reason "..."]

Exit status 1 if a figure fell below its floor.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import archive, copies, ledger, public, speed
from benchmarks.result import Figure, Skipped

Result = tuple[Figure, ...] | Skipped
FLOORS = Path(__file__).parent / "floors.toml"
PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
START, END = "<!-- figures: written by benchmarks.gate -->", "<!-- end of figures -->"

BENCHMARKS: Mapping[str, Callable[[], Result]] = {
    "acceptance": ledger.five,
    "real": ledger.real,
    "copies": copies.made_copies,
    "lgl": public.lgl,
    "lgl, names to be found": public.lgl_found,
    "geovirus": public.geovirus,
    "geovirus, names to be found": public.geovirus_found,
    "wikiwars": public.wikiwars,
    "kinds": public.kinds,
    "gvc": public.gvc,
    "ecbplus": public.ecbplus,
    "archive": archive.sample,
    "muc4": public.muc4,
    "speed": speed.alone,
}
# How much a figure may differ between runs: reading is exact, time is not. On a machine that
# does other work too, the share of the parser's speed was seen between 19 and 39 percent.
NOISE = {"speed": 0.35}
# Figures that say something about the machine, or that are reported only.
UNGATED = {
    "speed.reports a second",
    "speed.parser alone",
    "archive.reports in which they do not",
    "archive.documents to incidents: B3 precision",
    "archive.documents to incidents: B3 recall",
    *(f"archive.{rule}: {field} exact" for rule in archive.RULES for field in archive.FIELDS),
    "speed.processor time a report",
    "speed.processor time, parser alone",
}


@dataclass(frozen=True, slots=True)
class Floor:
    """What a figure must reach (or stay under), and why it was ever lowered."""

    value: float
    reason: str = ""


def main() -> None:
    """Run what is asked for."""
    options = _options()
    floors = read_floors(FLOORS)
    results = {name: BENCHMARKS[name]() for name in options.names or BENCHMARKS}
    fallen = []
    for name, result in results.items():
        fallen += _told(name, result, floors)
    write_page(PAGE, results)
    if options.lift or options.lower:
        write_floors(FLOORS, changed(floors, results, options))
    elif fallen:
        print(f"\nbelow the floor: {', '.join(fallen)}")
        sys.exit(1)


def _options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gate", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], metavar="NAME")
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
        print(f"{name}: skipped, {result.reason}")
        return []
    fallen = []
    for figure in result:
        key = f"{name}.{figure.name}"
        floor = floors.get(key)
        fell = floor is not None and not _holds(figure, floor)
        fallen += [key] if fell else []
        beside = f"floor {floor.value:.1f}" if floor else ""
        mark = "  FELL" if fell else ""
        print(f"{key:45s} {figure.value:8.1f} {figure.unit:4s} {beside}{mark}")
    return fallen


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
            key = f"{name}.{figure.name}"
            new = Floor(_floor(figure, NOISE.get(name, 0.0)))
            old = floors.get(key)
            better = old is None or _holds(Figure("", new.value, smaller=figure.smaller), old)
            if key == options.lower:
                new_floors[key] = Floor(new.value, options.reason)
            elif options.lift and better and key not in UNGATED:
                new_floors[key] = Floor(new.value, old.reason if old else "")
    return new_floors


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
    """Renew the rows of the table that were measured."""
    page = path.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    old, _, after = rest.partition(END)
    rows = dict(_rows(old))
    for name, result in results.items():
        for figure in () if isinstance(result, Skipped) else result:
            rows[f"{name}: {figure.name}"] = f"{figure.value:.1f} {figure.unit}"
    table = "\n".join(f"| {key} | {value} |" for key, value in sorted(rows.items()))
    head = "| benchmark | measured |\n|---|---|"
    path.write_text(f"{before}{START}\n{head}\n{table}\n{END}{after}", encoding="utf-8")


def _rows(table: str) -> list[tuple[str, str]]:
    """The rows of a table as it stands in the page."""
    cells = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    return [(row[0], row[1]) for row in cells[1:]]


if __name__ == "__main__":
    main()
