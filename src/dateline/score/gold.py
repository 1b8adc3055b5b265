"""A user's own gold file, and how far a ledger agrees with it.

The file is JSON with a list `incidents` (or that list alone), each with `reports` (names), `kind`
and, where known, `date` {start, end}, `place` {country, city}, `killed` and `wounded` (a number,
or {low, best, high}). `role` "background" marks what is neither needed nor wrong. Other spellings
that are right too may stand in `kind_alt` and in the place's `city_alt`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.filters import is_main
from dateline.types import Finding, Incident, Interval, Place, PlaceKind, Prominence, Range

FARTHEST = 3  # days that an incident and its gold may lie apart and still be paired
SAME_DAY, SAME_KIND, SAME_CITY = 1.0, 0.5, 0.5  # beside 1 for each shared report
FIELDS = ("date", "country", "city", "kind", "killed", "wounded")


@dataclass(frozen=True, slots=True)
class GoldIncident:
    """One incident as a person coded it."""

    id: str
    needed: bool
    reports: frozenset[str]
    kinds: frozenset[str]
    days: Interval | None
    country: str | None
    cities: frozenset[str]
    killed: int | None
    wounded: int | None


@dataclass(frozen=True, slots=True)
class AgreementFigures:
    """How many were right of how many given and how many wanted."""

    right: int
    given: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of what was given that is right."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class LedgerAgreement:
    """How far a ledger agrees with a gold file."""

    incidents: AgreementFigures
    links: AgreementFigures
    fields: tuple[
        tuple[str, AgreementFigures], ...
    ]  # over the paired incidents; given and wanted alike
    missed: tuple[str, ...]  # ids of gold incidents
    false: tuple[str, ...]  # ids of incidents


def read_gold(path: Path) -> tuple[GoldIncident, ...]:
    """The incidents of a gold file.

    Raises:
        InputError: the file cannot be read as one.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"expected text in UTF-8 in {path}, found: {error!r}; correct the file"
        ) from error
    except OSError as error:
        raise InputError(
            f"expected a gold file, found {path}: {error.strerror}; give another path"
        ) from error
    return read_gold_text(text, str(path))


def read_gold_text(text: str, path: str) -> tuple[GoldIncident, ...]:
    """The incidents of the text of a gold file.

    Args:
        text: as the file has it.
        path: what the text is called in a message.

    Raises:
        InputError: the text cannot be read as one.
    """
    try:
        data = json.loads(text)
        rows = data["incidents"] if isinstance(data, dict) else data
        return tuple(_read_row(row, f"number {i}") for i, row in enumerate(rows, 1))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"expected a list of incidents with reports and kind in {path}, found: {error!r}; "
            "correct the file"
        ) from error


def measure_agreement(
    golds: Sequence[GoldIncident], incidents: Sequence[Incident]
) -> LedgerAgreement:
    """Pair incidents with gold one to one, and count what is right."""
    pairs = _pair_incidents(golds, incidents)
    paired = {incident.id for _, incident in pairs}
    found = {gold.id for gold, _ in pairs}
    false = [i for i in incidents if i.id not in paired and is_main(i)]
    needed = [(gold, incident) for gold, incident in pairs if gold.needed]
    given = [i for _, i in needed] + false
    links = sum(len(_report_names(incident, main=True) & gold.reports) for gold, incident in needed)
    fields = ((name, _field_figures(name, needed)) for name in FIELDS)
    return LedgerAgreement(
        AgreementFigures(len(needed), len(given), sum(gold.needed for gold in golds)),
        AgreementFigures(
            links,
            sum(len(_report_names(incident, main=True)) for incident in given),
            sum(len(gold.reports) for gold in golds if gold.needed),
        ),
        tuple((name, figures) for name, figures in fields if figures.wanted),
        tuple(gold.id for gold in golds if gold.needed and gold.id not in found),
        tuple(incident.id for incident in false),
    )


def _read_row(row: Mapping[str, Any], name: str) -> GoldIncident:
    """One row of a gold file."""
    days, place = row.get("date") or {}, row.get("place") or {}
    first: str = days.get("start") or days.get("end") or ""
    last: str = days.get("end") or first
    return GoldIncident(
        id=row.get("id", name),
        needed=row.get("role", "main") == "main",
        reports=frozenset(row["reports"]),
        kinds=frozenset({row["kind"], *row.get("kind_alt", [])}),
        days=Interval(date.fromisoformat(first), date.fromisoformat(last)) if first else None,
        country=place.get("country"),
        cities=frozenset(_plain_name(city) for city in _all_names(place, "city")),
        killed=_best_value(row.get("killed")),
        wounded=_best_value(row.get("wounded")),
    )


def _all_names(place: Mapping[str, Any], field: str) -> list[str]:
    """A name and its other spellings."""
    own = place.get(field)
    names = own if isinstance(own, list) else [own]
    return [name for name in (*names, *place.get(f"{field}_alt", [])) if name]


def _best_value(value: Any) -> int | None:  # noqa: ANN401  what JSON holds
    """The figure of a gold toll, None where none is settled."""
    return value.get("best") if isinstance(value, dict) else value


def _plain_name(name: str) -> str:
    """A place name without case, hyphens and marks."""
    return "".join(c for c in name.casefold() if c.isalnum())


def _pair_incidents(
    golds: Sequence[GoldIncident], incidents: Sequence[Incident]
) -> list[tuple[GoldIncident, Incident]]:
    """Gold and incidents one to one, the likest first."""
    scored = [
        (-_pair_likeness(gold, incident), not gold.needed, gold.id, incident.id, gold, incident)
        for gold in golds
        for incident in incidents
        if _may_pair(gold, incident)
    ]
    pairs: list[tuple[GoldIncident, Incident]] = []
    used: set[str] = set()
    for *_, gold, incident in sorted(scored, key=lambda item: item[:4]):
        if gold.id not in used and f"incident {incident.id}" not in used:
            used |= {gold.id, f"incident {incident.id}"}
            pairs.append((gold, incident))
    return pairs


def _may_pair(gold: GoldIncident, incident: Incident) -> bool:
    """Do they share a report, and do their days not contradict?"""
    days = incident.when.value.interval
    if not gold.reports & _report_names(incident):
        return False
    if gold.days is None or days is None:
        return True
    return max((days.first - gold.days.last).days, (gold.days.first - days.last).days) <= FARTHEST


def _pair_likeness(gold: GoldIncident, incident: Incident) -> float:
    """How like a gold incident an incident is."""
    return (
        len(gold.reports & _report_names(incident)) / len(gold.reports | _report_names(incident))
        + SAME_DAY * (_is_right("date", gold, incident) is True)
        + SAME_KIND * (_is_right("kind", gold, incident) is True)
        + SAME_CITY * (_is_right("city", gold, incident) is True)
    )


def _field_figures(name: str, pairs: Sequence[tuple[GoldIncident, Incident]]) -> AgreementFigures:
    """How often a field is right, over the pairs whose gold gives it."""
    answers = [_is_right(name, gold, incident) for gold, incident in pairs]
    stated = [answer for answer in answers if answer is not None]
    return AgreementFigures(sum(stated), len(stated), len(stated))


def _is_right(name: str, gold: GoldIncident, incident: Incident) -> bool | None:
    """Is a field right? None where the gold file does not give it."""
    place = incident.where.value or Place("", PlaceKind.OTHER)
    answers: dict[str, bool | None] = {
        "date": _within_range(incident.when.value.interval, gold.days) if gold.days else None,
        "country": place.country == gold.country if gold.country else None,
        "city": _plain_name(place.city or "") in gold.cities if gold.cities else None,
        "kind": incident.kind in gold.kinds,
        "killed": None if gold.killed is None else _toll_value(incident.killed) == gold.killed,
        "wounded": None if gold.wounded is None else _toll_value(incident.wounded) == gold.wounded,
    }
    return answers[name]


def _within_range(days: Interval | None, gold: Interval) -> bool:
    """Do the days lie within those of the gold file?"""
    return days is not None and gold.first <= days.first <= days.last <= gold.last


def _toll_value(finding: Finding[Range] | None) -> int | None:
    """The best figure; nothing stated counts as none hurt."""
    return finding.value.best if finding else 0


def _report_names(incident: Incident, *, main: bool = False) -> frozenset[str]:
    """The names of the reports of an incident, on request of those that are about it."""
    tellings = (t for t in incident.tellings if not main or t.prominence is Prominence.MAIN)
    return frozenset(name for telling in tellings for name in telling.names)
