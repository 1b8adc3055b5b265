"""Made-up openings of reports, with towns of the gazetteer, groups and numbers put in.

    python -m benchmarks.openings [--show FIELD]

Labelled reports name the same towns and tell in the same ways again and again. Here each opening is
told of other towns, so that what is lost for one sort of name or one turn of phrase shows. All of
it is ours and there to be read: the figures say whether plain openings are read, and no more.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import dateline
from benchmarks.result import Figure
from dateline.detect.gazetteer import country_by_code
from dateline.detect.gazetteer.build import TARGET
from dateline.types import Finding, Incident, Prominence, Range

TABLE: Final = Path(__file__).with_suffix(".toml")
SEED: Final = 11
EACH: Final = 6  # towns an opening is told of
SMALLEST, LARGEST = 15_000, 900_000  # people of a town that is drawn
WRITTEN: Final = date(2024, 5, 17)  # a Friday
WORDS: Final = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
FIELDS: Final = ("one line", "kind", "town", "killed", "wounded", "who did it", "day")


@dataclass(frozen=True, slots=True)
class Opening:
    """A report of an opening and one more sentence, and what it tells.

    Attributes:
        text: of the report.
        town: where it was.
        kinds: that may be said of it.
        killed: how many, None where nothing is told.
        wounded: the same.
        group: whose deed it is, "" where that is not told.
        day: when it was, None where that is not told.
    """

    text: str
    town: str
    kinds: frozenset[str]
    killed: int | None
    wounded: int | None
    group: str
    day: date | None


def measure() -> tuple[Figure, ...]:
    """The share of openings that are read right, and of each field."""
    answers = [answers_of(opening) for opening in openings()]
    right = sum(all(answer.values()) for answer in answers)
    return (
        Figure("read right", 100 * right / len(answers)),
        *(Figure(name, 100 * sum(a[name] for a in answers) / len(answers)) for name in FIELDS),
    )


def openings() -> Iterator[Opening]:
    """All openings, each of several towns; the same at every run."""
    table = tomllib.loads(TABLE.read_text("utf-8"))
    groups: Mapping[str, Sequence[str]] = table["groups"]
    draw = random.Random(SEED)  # noqa: S311  a draw of examples
    towns = _towns(sorted(groups))
    for row in table["opening"]:
        for town, code in draw.sample(towns, EACH):
            yield _opening(row, town, code, draw.choice(groups[code]), draw)


def _opening(
    row: Mapping[str, Any], town: str, code: str, names: Sequence[str], draw: random.Random
) -> Opening:
    """One opening of a town; `names` are those of a group as told and as known."""
    group, known = names
    small = draw.randrange(2, 10)
    numbers = {"n": draw.randrange(10, 60), "m": draw.randrange(10, 90), "s": small, "1": 1}
    word, named = WORDS[small - 2], group[0].upper() + group[1:]
    slots = {**numbers, "s": word, "S": word.capitalize(), "town": town, "group": group}
    state = country_by_code(code)
    assert state is not None  # noqa: S101  the codes of the table are those of countries
    text = row["text"].format(**slots, Group=named)
    return Opening(
        f"{text} It was the latest violence in {state.name}.",
        town,
        frozenset(row["kinds"]),
        numbers.get(row.get("killed", "")),
        numbers.get(row.get("wounded", "")),
        known if row.get("by") else "",
        WRITTEN + timedelta(row["day"]) if "day" in row else None,
    )


def _towns(codes: Sequence[str]) -> list[tuple[str, str]]:
    """Towns of some countries that have no namesake, by name and code."""
    marks = ",".join("?" * len(codes))
    with sqlite3.connect(f"file:{TARGET}?mode=ro", uri=True) as store:
        rows = store.execute(
            "SELECT place.name, place.country FROM place JOIN name ON name.place = place.id"  # noqa: S608  marks
            f" WHERE kind = 'city' AND country IN ({marks}) AND population BETWEEN ? AND ?"
            " AND name.key IN (SELECT key FROM name GROUP BY key HAVING count(DISTINCT place) = 1)"
            " GROUP BY place.id ORDER BY place.id",
            (*codes, SMALLEST, LARGEST),
        )
        return [(name, country) for name, country in rows]


def answers_of(opening: Opening) -> dict[str, bool]:
    """Which fields of an opening are read right; all are wrong where no line is read."""
    reading = dateline.read_report(opening.text, published=WRITTEN, name="opening.txt")
    lines = [line for line in dateline.build_incidents([reading]) if _is_news(line)]
    if not lines:
        return dict.fromkeys(FIELDS, False)
    line = lines[0]
    place, when = line.where.value, line.when.value.interval
    names = " ".join(name for p in line.perpetrators for name in (p.name, *p.aliases)).lower()
    told = opening.group.lower() in names if opening.group else True
    return {
        "one line": len(lines) == 1,
        "kind": line.kind.value in opening.kinds,
        "town": place is not None and place.city == opening.town,
        "killed": _best(line.killed) == opening.killed,
        "wounded": _best(line.wounded) == opening.wounded,
        "who did it": told,
        "day": opening.day is None or (when is not None and when.first == opening.day),
    }


def _is_news(line: Incident) -> bool:
    """Whether a line is what its report is about."""
    return any(telling.prominence is Prominence.MAIN for telling in line.tellings)


def _best(toll: Finding[Range] | None) -> int | None:
    """The figure of a toll."""
    if toll is None:
        return None
    return toll.value.low if toll.value.best is None else toll.value.best


def main() -> None:
    """Print the figures, and what is wrong in one field if asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", choices=FIELDS, metavar="FIELD", help=", ".join(FIELDS))
    asked = parser.parse_args()
    for figure in measure():
        print(f"{figure.name:12} {figure.value:5.1f} {figure.unit}")
    for opening in openings() if asked.show else ():
        if not answers_of(opening)[asked.show]:
            print(opening.text)


if __name__ == "__main__":
    main()
