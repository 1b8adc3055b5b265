"""What people decided of an incident: a correction stands in the place of what the claims say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

from dateline.types import (
    Cluster,
    Finding,
    Grade,
    Incident,
    Interval,
    Judgement,
    JudgementKind,
    Kind,
    Place,
    PlaceKind,
    Range,
    Reading,
    Stage,
    Standing,
    When,
)

T = TypeVar("T")
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
NUMBER: Final = re.compile(r"\d+")
PLACE_PARTS: Final = frozenset({"country", "admin1", "admin2", "city", "site"})
TOLLS: Final = frozenset({"killed", "wounded", "abducted", "arrested", "attackers_killed"})
WEEK, MONTH, YEAR = 7, 31, 366


def concerning(
    judgements: Sequence[Judgement], cluster: Cluster, readings: Mapping[str, Reading]
) -> tuple[Judgement, ...]:
    """The judgements on this incident: those whose smallest mention that is left is in it."""
    judged_ever = {m for j in judgements for group in j.mentions for m in group}
    if not judged_ever:
        return ()
    alive = {m.id for r in readings.values() for m in r.mentions if m.id in judged_ever}
    inside = frozenset(cluster.mentions)
    return tuple(
        j
        for j in judgements
        if j.undone is None
        and any(min((m for m in group if m in alive), default="") in inside for group in j.mentions)
    )


def judged(incident: Incident, judgements: Sequence[Judgement]) -> Incident:
    """Apply the judgements on an incident in the order they were made.

    A correction that cannot be read is passed over, and stays on record.
    """
    for judgement in judgements:
        if judgement.kind is JudgementKind.REJECT:
            incident = replace(incident, grade=Grade.DISCOUNTED)
        elif judgement.kind is JudgementKind.CORRECT and judgement.field:
            with suppress(ValueError):
                incident = corrected(incident, judgement.field, judgement)
    return replace(incident, judged=tuple(j.id for j in judgements))


def corrected(incident: Incident, field: str, judgement: Judgement) -> Incident:
    """Put a person's value in the place of a finding.

    Raises:
        ValueError: the value cannot be read, or there is no such field.
    """
    value = (judgement.value or "").strip()
    reason = f"corrected by {judgement.by}: {judgement.reason}"
    if field in TOLLS:
        toll = _finding(_range(value), reason) if value else None
        return replace(incident, **{field: toll})  # type: ignore[arg-type]  # names are Incident's
    if field in PLACE_PARTS or field == "place":
        place = _place(incident.where.value, "city" if field == "place" else field, value)
        return replace(incident, where=_finding(place, reason))
    correct = FIELDS.get(field)
    if correct is None:
        raise ValueError(f"expected one of {', '.join(sorted(known()))}, came {field!r}")
    return correct(incident, value, reason)


def known() -> frozenset[str]:
    """The fields that can be corrected."""
    return frozenset(FIELDS) | TOLLS | PLACE_PARTS | {"place"}


def _kind(incident: Incident, value: str, _: str) -> Incident:
    return replace(incident, kind=Kind(value))


def _stage(incident: Incident, value: str, _: str) -> Incident:
    return replace(incident, stage=Stage(value))


def _date(incident: Incident, value: str, reason: str) -> Incident:
    return replace(incident, when=_finding(_when(value, incident.when.value.clock), reason))


def _damage(incident: Incident, value: str, reason: str) -> Incident:
    return replace(incident, damage=_finding(value, reason) if value else None)


FIELDS: Final[Mapping[str, Callable[[Incident, str, str], Incident]]] = {
    "kind": _kind,
    "stage": _stage,
    "date": _date,
    "damage": _damage,
}


def _when(value: str, clock: str | None) -> When:
    """A day or two ("2020-11-17", "2020-11-01/2020-11-30"); nothing is unknown."""
    if not value:
        return When(None, clock, "unknown")
    days = [date.fromisoformat(day) for day in DAY.findall(value)]
    if not days or min(days) != days[0]:
        raise ValueError(f"expected a day as YYYY-MM-DD or two with a slash, came {value!r}")
    width = (days[-1] - days[0]).days + 1
    names = {1: "day", WEEK: "week"}
    precision = names.get(width) or ("month" if MONTH - 4 < width <= MONTH else "range")
    return When(Interval(days[0], days[-1]), clock, "year" if width >= YEAR - 1 else precision)


def _range(value: str) -> Range:
    """A figure ("12") or low, best and high ("10/12/15")."""
    numbers = [int(n) for n in NUMBER.findall(value)]
    if len(numbers) == 1:
        return Range(numbers[0], numbers[0], numbers[0])
    if len(numbers) == 3 and numbers == sorted(numbers):  # noqa: PLR2004  low, best, high
        return Range(*numbers)
    raise ValueError(f"expected a figure, or low/best/high, came {value!r}")


def _place(place: Place | None, part: str, value: str) -> Place:
    """A place with one part as a person gives it; finer parts no longer hold."""
    order = ("country", "admin1", "admin2", "city", "site")
    kept = {p: getattr(place, p) for p in order[: order.index(part)]} if place else {}
    kind = {"country": PlaceKind.COUNTRY, "city": PlaceKind.CITY}.get(part, PlaceKind.OTHER)
    named = {**kept, part: value or None}
    return Place(name=value or "", kind=kind, **named)


def _finding(value: T, reason: str) -> Finding[T]:
    """A finding that rests on a person's word."""
    return Finding(value, Standing.SINGLE_SOURCE, (), reason=reason)
