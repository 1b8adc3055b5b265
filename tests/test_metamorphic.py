"""Told of another place, another group or other figures, the same reports give the same ledger.

Nothing in the program may know a report: what is put into the text must come out in its place,
and nothing else may change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from json import loads
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from dateline import pipeline
from dateline.acquire import acquire
from dateline.record import Ledger
from dateline.types import Report
from dateline.write import Contents, export_bytes

Row = Mapping[str, Any]
Fill = Callable[[Path, dict[str, str]], None]
ATTACK = "arrests.txt"  # the first report about the attack: the arrests that follow it
# These change with every word; the rest follows the tolls, parties and dates of the reports.
EVIDENCE = {"id", "statements", "courses", "contradictions", "grading", "credibility"}
FIGURES = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 9: "nine"}


@dataclass(frozen=True, slots=True)
class World:
    """What the reports are told of."""

    city: str = "Baghdad"
    country: str = "IQ"
    district: str = "Sadr City"
    other: str = "Mosul"
    far: str = "Basra"
    claimant: str = "Islamic State"
    denier: str = "Badr Organization"
    premier: str = "Prime Minister Haider al-Abadi"
    fired: int = 7
    intercepted: int = 3
    killed: int = 2
    wounded: int = 5
    arrested: int = 6
    day: date = date(2016, 5, 11)
    weapon: str = "rocket"

    def values(self) -> dict[str, str]:
        """What is put into the templates."""
        later = self.day + timedelta(6)
        return {
            "city": self.city,
            "district": self.district,
            "other": self.other,
            "far": self.far,
            "claimant": self.claimant,
            "denier": self.denier,
            "premier": self.premier,
            **{n: FIGURES[getattr(self, n)] for n in ("fired", "intercepted", "killed", "wounded")},
            "arrested": FIGURES[self.arrested],
            "weekday": f"{self.day:%A}",
            "month": f"{self.day:%B}",
            "day": str(self.day.day),
            "year": str(self.day.year),
            "later_weekday": f"{later:%A}",
            "later_month": f"{later:%B}",
            "later_day": str(later.day),
            "weapon": self.weapon,
        }


Expect = Mapping[str, Any]  # what a field must say after the change
BASE = World()


@pytest.fixture(name="ledger_of", scope="session")
def _ledger_of(fill: Fill) -> Callable[[World], dict[str, Row]]:
    """Reads the reports of a world, once, and gives its incidents by the report about them."""

    @cache
    def read(world: World) -> dict[str, Row]:
        with TemporaryDirectory() as folder:
            reports = Path(folder) / "reports"
            fill(reports, world.values())
            return _rows(reports, Path(folder) / "l.db")

    return read


def _rows(reports: Path, path: Path) -> dict[str, Row]:
    """The incidents that the reports of a folder are about, by the first report about each."""
    arrivals = [item for item in acquire((reports,)) if isinstance(item, Report)]
    with Ledger.open(str(path), create=True) as ledger:
        list(pipeline.ingest(ledger, arrivals, 1))
        found = pipeline.made_incidents(ledger)
        contents = Contents("t", found, ledger.readings(), ledger.names())
        rows = [loads(line) for line in export_bytes("jsonl", contents).decode().splitlines()]
    return {
        min(r["report"] for r in row["reports"] if r["role"] == "main"): row
        for row in rows
        if any(r["role"] == "main" for r in row["reports"])
    }


@dataclass(frozen=True, slots=True)
class Change:
    """Another world, the fields that may differ for it, and what one of them must say."""

    world: World
    fields: frozenset[str]
    says: Callable[[Row], object]
    expected: object


def change(
    says: Callable[[Row], object],
    expected: object,
    *may: str,
    **values: Any,  # noqa: ANN401  fields of a world
) -> Change:
    """A change of some values."""
    return Change(replace(BASE, **values), frozenset(may), says, expected)


def city(row: Row) -> tuple[str, str]:
    """Where the incident was."""
    return row["place"]["country"], row["place"]["city"]


def day(row: Row) -> str:
    """When it was."""
    return str(row["date"]["start"])


def claimed(row: Row) -> list[str]:
    """Who claims it."""
    return [claim["by"] for claim in row["claims"] if claim["stance"] == "claims"]


def denied(row: Row) -> list[str]:
    """Who denies it."""
    return [claim["by"] for claim in row["claims"] if claim["stance"] == "denies"]


def best(name: str) -> Callable[[Row], object]:
    """The best figure of a toll."""
    return lambda row: row[name]["best"]


def fired(row: Row) -> object:
    """How many were fired."""
    return [weapon["fired"]["best"] for weapon in row["weapons"] if weapon["fired"]]


def weapons(row: Row) -> object:
    """With what."""
    return [weapon["kind"] for weapon in row["weapons"]]


PEOPLE = ("perpetrators", "claims")
PLACES = ("place", "origin")
CHANGES = {
    "killed": change(best("killed"), 4, "killed", "victims", killed=4),
    "wounded": change(best("wounded"), 9, "wounded", "victims", wounded=9),
    "fired": change(fired, [9], "weapons", fired=9),
    "intercepted": change(fired, [7], "weapons", intercepted=4),
    "arrested": change(best("arrested"), 9, "arrested", arrested=9),
    "claimant": change(claimed, ["al-Shabaab"], *PEOPLE, claimant="al-Shabaab"),
    "denier": change(denied, ["Taliban"], *PEOPLE, denier="Taliban"),
    # Terms of office of known people help to date a report.
    "premier": change(
        day, "2016-05-11", *PEOPLE, "reports", premier="Prime Minister Ana Lindqvist"
    ),
    "month": change(day, "2016-09-14", "date", "reports", day=date(2016, 9, 14)),
    "year": change(day, "2011-05-11", "date", "reports", day=date(2011, 5, 11)),
    "city": change(
        city, ("AF", "Kabul"), *PLACES, city="Kabul", district="Qargha", other="Herat", far="Zaranj"
    ),
    "another city": change(
        city, ("YE", "Sanaa"), *PLACES, city="Sanaa", district="Hadda", other="Taiz", far="Aden"
    ),
    "weapon": change(weapons, ["missile"], "weapons", "sub_kind", weapon="missile"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_put_into_the_text_comes_out_in_its_place(
    name: str, ledger_of: Callable[[World], dict[str, Row]]
) -> None:
    assert CHANGES[name].expected == CHANGES[name].says(ledger_of(CHANGES[name].world)[ATTACK])


def without_ids(value: object) -> object:
    """A value without the ids of the statements behind its figures, which hash their words."""
    if isinstance(value, dict):
        return {name: without_ids(held) for name, held in value.items() if name != "statements"}
    return [without_ids(held) for held in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_else_changes(name: str, ledger_of: Callable[[World], dict[str, Row]]) -> None:
    before, after = ledger_of(BASE), ledger_of(CHANGES[name].world)
    assert before.keys() == after.keys()
    for report, row in before.items():
        changed = after[report]
        differ = {field for field in row if without_ids(row[field]) != without_ids(changed[field])}
        assert differ <= CHANGES[name].fields | EVIDENCE, report
