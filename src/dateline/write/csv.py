"""The ledger as CSV: one line an incident (`csv`), or one line a statement (`statements`).

Text cells that a spreadsheet would run as a formula get a leading apostrophe.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

Row = Mapping[str, Any]  # one incident in the exchange form, as read from JSON

TOLLS = ("killed", "wounded", "abducted", "arrested", "attackers_killed")
BOUNDS = ("low", "best", "high")
PLACE = ("country", "admin1", "city", "site", "lat", "lon", "precision")
STATEMENT = ("field", "value", "quote", "report", "start", "end", "speaker", "modality")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"  # a spreadsheet drops these, then sees the formula


def incidents(rows: Iterable[Row], stream: TextIO) -> None:
    """Write one line an incident, lists joined by "; " and figures in a column a bound."""
    _write(COLUMNS, (tuple(_cells(row)) for row in rows), stream)


def statements(rows: Iterable[Row], stream: TextIO) -> None:
    """Write one line a statement, for analysis in R, Stata or a spreadsheet."""
    lines = (
        (row["id"], *(said[name] for name in STATEMENT), letters[said["report"]])
        for row in rows
        for letters in [{report["report"]: report["reliability"] for report in row["reports"]}]
        for said in row["statements"]
    )
    _write(("incident", *STATEMENT, "reliability"), lines, stream)


def contradictions(rows: Iterable[Row], stream: TextIO) -> None:
    """Write one line a side of a contradiction, those of most consequence first."""
    found = sorted(
        ((row, c) for row in rows for c in row["contradictions"]),
        key=lambda pair: -pair[1]["weight"],
    )
    columns = ("incident", "kind", "field", "weight", "reason", "value", "by", "quotes")
    _write(columns, (line for row, one in found for line in _sides(row, one)), stream)


def _sides(row: Row, one: Row) -> Iterator[Sequence[object]]:
    """The sides of one contradiction with their sentences."""
    quotes = {statement["id"]: statement["quote"] for statement in row["statements"]}
    for side in one["sides"]:
        said = dict.fromkeys(quotes[cited] for cited in side["statements"] if cited in quotes)
        about = (row["id"], one["kind"], one["field"], one["weight"], one["reason"])
        yield (*about, side["value"], _joined(side["by"]), " | ".join(said))


COLUMNS = (
    "id",
    "kind",
    "sub_kind",
    "stage",
    "date_start",
    "date_end",
    "date_precision",
    "time",
    *PLACE,
    *(f"origin_{name}" for name in ("country", "admin1", "city", "site")),
    "targets",
    "target_kinds",
    "perpetrators",
    "weapons",
    *(f"{toll}_{bound}" for toll in TOLLS for bound in BOUNDS),
    "damage",
    "claims",
    "no_claim_reported",
    "grade",
    "reports",
    "outlets",
    "voices",
    "report_names",
    "reliability",  # of each report's outlet
)


def _cells(row: Row) -> Iterator[object]:
    """The cells of an incident in the order of `COLUMNS`."""
    date = row["date"] or {}
    yield from (row["id"], row["kind"], row["sub_kind"], row["stage"])
    yield from (date.get(name) for name in ("start", "end", "precision", "time"))
    yield from ((row["place"] or {}).get(name) for name in PLACE)
    yield from ((row["origin"] or {}).get(name) for name in ("country", "admin1", "city", "site"))
    yield _joined(target["name"] for target in row["targets"])
    yield _joined(target["kind"] for target in row["targets"])
    yield _joined(f"{who['name']} ({who['stance']})" for who in row["perpetrators"])
    yield _joined(weapon["kind"] for weapon in row["weapons"])
    yield from ((row[toll] or {}).get(bound) for toll in TOLLS for bound in BOUNDS)
    yield row["damage"]
    yield _joined(_claim(claim) for claim in row["claims"])
    yield from (row["no_claim_reported"], row["grade"])
    yield from (row["sources"][name] for name in ("reports", "outlets", "voices"))
    yield _joined(report["report"] for report in row["reports"])
    yield _joined(report["reliability"] for report in row["reports"])


def _claim(claim: Row) -> str:
    """A row of the claims table as words."""
    return f"{claim['by']} {claim['stance']}" + (f" {claim['to']}" if claim["to"] else "")


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)


def _write(columns: Sequence[str], lines: Iterable[Sequence[object]], stream: TextIO) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for line in lines:
        writer.writerow([_harmless(cell) for cell in line])


def _harmless(cell: object) -> object:
    """A cell that no spreadsheet runs; numbers stay numbers."""
    if isinstance(cell, str) and cell.lstrip(INVISIBLE + " ").startswith(FORMULA):
        return "'" + cell
    return cell
