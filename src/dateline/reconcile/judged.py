"""What people decided of an incident: a correction stands in the place of what the claims say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from dateline.types import (
    Bound,
    Cluster,
    Credibility,
    End,
    Finding,
    Grade,
    Grading,
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
    Toll,
    When,
)

T = TypeVar("T")
N = TypeVar("N", bound=StrEnum)
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
NUMBER: Final = re.compile(r"\d+")
PLACE_ORDER: Final = ("country", "admin1", "admin2", "city", "site")  # from coarse to fine
PLACE_PARTS: Final = frozenset(PLACE_ORDER)
COUNTRY: Final = re.compile(r"[A-Z]{2}")
TOLLS: Final = frozenset({"killed", "wounded", "abducted", "arrested", "attackers_killed"})
ACCEPTABLE: Final = (*sorted(TOLLS), "when", "where")
CORRECTED: Final = "corrected"  # the rule of a grade that a person set
WEEK, MONTH, YEAR = 7, 31, 366
LONGEST_SHOWN: Final = 40  # characters of a value in an error
LARGEST: Final = 100_000_000  # no event killed more, and a database's integer holds it
YEARS: Final = range(1000, 3000)  # those that linking reads


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
    incident = _placed(incident, judgements)
    for judgement in judgements:
        if judgement.kind is JudgementKind.REJECT:
            said = f"rejected by {judgement.by}: {judgement.reason}"
            grading = Grading("rejected", said, (judgement.id,))
            incident = replace(incident, grade=Grade.DISCOUNTED, grading=grading)
        elif judgement.kind is JudgementKind.CORRECT and _part(judgement) is None:
            with suppress(ValueError):
                incident = corrected(incident, judgement.field or "", judgement)
        elif judgement.kind is JudgementKind.ACCEPT:
            incident = accepted(incident, judgement)
    return replace(incident, judged=tuple(j.id for j in judgements))


def _placed(incident: Incident, judgements: Sequence[Judgement]) -> Incident:
    """Put what people say of the place together: who gives the town may also give the province."""
    parts = {
        part: judgement
        for judgement in judgements
        if judgement.kind is JudgementKind.CORRECT and (part := _part(judgement)) is not None
    }
    for part in (part for part in PLACE_ORDER if part in parts):
        with suppress(ValueError):
            incident = corrected(incident, part, parts[part])
    return incident


def _part(judgement: Judgement) -> str | None:
    """The part of a place that a correction sets, None for those of other fields."""
    field = "city" if judgement.field == "place" else judgement.field
    return field if field in PLACE_ORDER else None


def corrected(incident: Incident, field: str, judgement: Judgement) -> Incident:
    """Put a person's value in the place of a finding.

    Raises:
        ValueError: the value cannot be read, or there is no such field.
    """
    value = (judgement.value or "").strip()
    reason = f"corrected by {judgement.by}: {judgement.reason}"
    if field in TOLLS:
        toll = _toll(incident, field, _range(value, judgement.id), reason) if value else None
        return replace(incident, **{field: toll})  # type: ignore[arg-type]  # names are Incident's
    if field in PLACE_PARTS or field == "place":
        place = _place(incident.where, "city" if field == "place" else field, value)
        against = tuple(dict.fromkeys((*incident.where.supporting, *incident.where.opposing)))
        where: Finding[Place | None] = _finding(place, reason)
        return replace(incident, where=replace(where, opposing=against))
    correct = FIELDS.get(field)
    if correct is None:
        raise ValueError(f"expected one of {', '.join(sorted(known()))}, came {field!r}")
    return correct(incident, value, reason)


def accepted(incident: Incident, judgement: Judgement) -> Incident:
    """Confirm the tolls, the day and the place of an incident as they stand.

    With a field only that one is confirmed, and only as long as it has the value that was
    accepted: nobody vouches for a figure that a later report brings. The claims for and against
    a finding stay with it.
    """
    fields = ACCEPTABLE if judgement.field is None else (judgement.field,)
    changes = {
        name: _confirmed(finding, name, judgement)
        for name in fields
        if name in ACCEPTABLE and (finding := _found(incident, name)) is not None
    }
    return replace(incident, **changes) if changes else incident  # type: ignore[arg-type]  # names are Incident's


def standing_value(incident: Incident, field: str) -> str:
    """The value of a field as an acceptance pins it: "12/12/15", a day, or names.

    Raises:
        ValueError: there is no such field to accept, or nothing stands in it.
    """
    if field not in ACCEPTABLE:
        raise ValueError(f"expected one of {', '.join(ACCEPTABLE)}, came {field!r}")
    finding = _found(incident, field)
    if finding is None:
        raise ValueError(f"nothing stands in {field!r}")
    return _written(finding)


def _found(incident: Incident, field: str) -> Finding[object] | None:
    """The finding of a field that can be accepted, None where nothing is known."""
    finding: Finding[object] | None = getattr(incident, field)
    return finding if finding and _written(finding) else None


def _confirmed(finding: Finding[object], field: str, judgement: Judgement) -> Finding[object]:
    """A finding with the word of who accepted it, unless it has changed since."""
    if judgement.field == field and judgement.value not in {None, _written(finding)}:
        note = f"{judgement.by} accepted {judgement.value}, before this changed"
        return replace(finding, reason="; ".join(filter(None, (finding.reason, note))))
    note = f"accepted by {judgement.by}: {judgement.reason}"
    reason = "; ".join(filter(None, (finding.reason, note)))
    return replace(finding, standing=Standing.CORROBORATED, reason=reason)


def _written(finding: Finding[object]) -> str:
    """The value of a finding as one line."""
    match finding.value:
        case Range(low=low, best=best, high=high):
            return "/".join("?" if n is None else str(n) for n in (low, best, high))
        case When(interval=interval):
            return "" if interval is None else f"{interval.first}/{interval.last}"
        case Place() as place:
            parts = (place.country, place.admin1, place.city, place.site)
            return ", ".join(part for part in parts if part)
        case _:
            return ""


def known() -> frozenset[str]:
    """The fields that can be corrected."""
    return frozenset(FIELDS) | TOLLS | PLACE_PARTS | {"place"}


def _one_of(names: type[N], value: str) -> N:
    """A name of a vocabulary.

    Raises:
        ValueError: it has no such name.
    """
    if value not in set(names):
        raise ValueError(f"expected one of {', '.join(names)}, came {value!r}")
    return names(value)


def _kind(incident: Incident, value: str, _: str) -> Incident:
    kind = _one_of(Kind, value)  # a sub-kind of another kind falls with it
    return replace(
        incident, kind=kind, sub_kind=incident.sub_kind if kind is incident.kind else None
    )


def _sub_kind(incident: Incident, value: str, reason: str) -> Incident:
    return replace(incident, sub_kind=_finding(value, reason) if value else None)


def _grade(incident: Incident, value: str, reason: str) -> Incident:
    return replace(incident, grade=_one_of(Grade, value), grading=Grading(CORRECTED, reason))


def _stage(incident: Incident, value: str, _: str) -> Incident:
    return replace(incident, stage=_one_of(Stage, value))


def _date(incident: Incident, value: str, reason: str) -> Incident:
    return replace(incident, when=_finding(_when(value, incident.when.value.clock), reason))


def _damage(incident: Incident, value: str, reason: str) -> Incident:
    return replace(incident, damage=_finding(value, reason) if value else None)


FIELDS: Final[Mapping[str, Callable[[Incident, str, str], Incident]]] = {
    "kind": _kind,
    "grade": _grade,
    "sub_kind": _sub_kind,
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
    if not all(day.year in YEARS for day in days):
        raise ValueError(f"expected a year from {YEARS[0]} to {YEARS[-1]}, came {value!r}")
    width = (days[-1] - days[0]).days + 1
    names = {1: "day", WEEK: "week"}
    precision = names.get(width) or ("month" if MONTH - 4 < width <= MONTH else "range")
    return When(Interval(days[0], days[-1]), clock, "year" if width >= YEAR - 1 else precision)


def _range(value: str, judgement: str) -> Range:
    """A figure ("12") or low, best and high ("10/12/15"), each bound by the judgement's word."""
    written = [n.lstrip("0") or "0" for n in NUMBER.findall(value)]
    negative = value.startswith("-")
    if negative or any(len(n) > len(str(LARGEST)) or int(n) > LARGEST for n in written):
        raise ValueError(f"expected figures from 0 to {LARGEST:,}, came {_shortened(value)!r}")
    numbers = [int(n) for n in written]
    bounds = tuple(Bound(end, (judgement,)) for end in End)
    if len(numbers) == 1:
        return Range(numbers[0], numbers[0], numbers[0], bounds)
    if len(numbers) == 3 and numbers == sorted(numbers):  # noqa: PLR2004  low, best, high
        return Range(numbers[0], numbers[1], numbers[2], bounds)
    raise ValueError(f"expected a figure, or low/best/high, came {value!r}")


def _shortened(value: str) -> str:
    """A value as an error can print it."""
    return value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"


def _place(found: Finding[Place | None], part: str, value: str) -> Place:
    """A place with one part as a person gives it; finer parts no longer hold.

    Another town may lie in another province: of what the program found only the country stays.
    """
    if part == "country" and value and not COUNTRY.fullmatch(value := value.upper()):
        raise ValueError(f"expected a country by two letters (ISO 3166), came {value!r}")
    place, by_person = found.value, found.reason.startswith("corrected by")
    coarser = PLACE_ORDER[: PLACE_ORDER.index(part)]
    stay = coarser if by_person or part == "site" else ("country",)
    kept = {p: getattr(place, p) for p in coarser if p in stay} if place else {}
    kind = {"country": PlaceKind.COUNTRY, "city": PlaceKind.CITY}.get(part, PlaceKind.OTHER)
    return Place(name=value or "", kind=kind, **{**kept, part: value or None})


def _toll(incident: Incident, field: str, value: Range, reason: str) -> Finding[Range]:
    """A figure that a person gives, with the claims that give it too, and those that do not."""
    before: Finding[Range] | None = getattr(incident, field)
    agree = tuple(
        c.id
        for c in incident.claims
        if c.role.value == field
        and isinstance(c.value, Toll)
        and not c.value.part
        and c.value.count.stated == value.best
    )
    told = dict.fromkeys((*before.supporting, *before.opposing) if before else ())
    against = tuple(claim for claim in told if claim not in agree)
    return replace(_finding(value, reason), supporting=agree, opposing=against)


def _finding(value: T, reason: str) -> Finding[T]:
    """A finding that rests on a person's word."""
    unjudged = Credibility(6, "set by a person, and not by what sources say")
    return Finding(value, Standing.SINGLE_SOURCE, (), reason=reason, credibility=unjudged)
