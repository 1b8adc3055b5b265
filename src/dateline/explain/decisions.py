"""Why each answer but day and toll: place, kind, weapons, targets, parties, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeVar

from dateline.explain.plain_text import safe
from dateline.explain.wording import Sources, amount, sentences, where
from dateline.types import End, Finding, Incident, Mention, Munition, Prominence, Range

OUTCOMES = ("fired", "intercepted", "landed", "failed", "unaccounted")

T = TypeVar("T")


def place_lines(incident: Incident, told: Sources) -> Iterator[str]:
    """Where it took place and from where it was launched, for and against."""
    yield from _finding(where(incident.where.value), incident.where, told)
    if incident.origin:
        value = f"launched from {where(incident.origin.value)}"
        yield from _finding(value, incident.origin, told)


def nature_lines(
    incident: Incident, mentions: Mapping[str, Mention], told: Sources
) -> Iterator[str]:
    """Its kind and stage by the tellings, its sub-kind, weapons with their numbers, and targets."""
    tellings = [mentions[m] for m in incident.cluster.mentions if m in mentions]
    yield f"  {_words(incident.kind.value)}: told as {_counted(tellings)}"
    stages = Counter(m.stage.value for m in tellings)
    ways = ", ".join(f"{stage} by {n}" for stage, n in sorted(stages.items()))
    yield f"  {incident.stage.value}: {ways}"
    if incident.sub_kind:
        yield from _finding(_words(incident.sub_kind.value), incident.sub_kind, told)
    for weapon in incident.weapons:
        yield f"  weapon: {_words(weapon.kind.value)}"
        numbers = list(_numbers(weapon, told))
        yield from numbers or sentences(weapon.claims, told, "    + ")
    for target in incident.targets:
        value = f"target: {target.value.name}, {_words(target.value.kind.value)}"
        yield from _finding(value, target, told)
    if incident.damage:
        yield from _finding(f"damage: {incident.damage.value}", incident.damage, told)


def party_lines(incident: Incident, told: Sources) -> Iterator[str]:
    """Who is tied to it and how firmly, then what each speaker says of it."""
    if not incident.perpetrators and not incident.statements:
        yield "  Nobody is named."
    for who in incident.perpetrators:
        also = f" (also {safe(', '.join(who.aliases))})" if who.aliases else ""
        tie = f"{who.stance}, the firmest tie of {len(who.claims)} claim(s)"
        yield f"  {safe(who.name)}{also}: {tie}"
        yield from sentences(who.claims, told, "    + ")
    for row in incident.statements:
        to = f" {row.to}" if row.to else ""
        yield f"  {safe(row.by)} {row.stance.value}{safe(to)}"
        yield from sentences(row.claims, told, "    + ")


def _finding(value: str, finding: Finding[T], told: Sources) -> Iterator[str]:
    """One answer with its reason and its sentences, for and against."""
    yield f"  {safe(value)}, {finding.standing.value}. {safe(finding.reason)}".rstrip()
    yield from sentences(finding.supporting, told, "    + ")
    yield from sentences(finding.opposing, told, "    - ")


def _counted(tellings: list[Mention]) -> str:
    """How often each kind is told: by reports about it, and in passing."""
    main = Counter(m.kind.value for m in tellings if m.prominence is Prominence.MAIN)
    every = Counter(m.kind.value for m in tellings)
    return ", ".join(
        f"{_words(kind)} {n} time(s)" + (f", {main[kind]} of them main" if main[kind] else "")
        for kind, n in sorted(every.items(), key=lambda item: (-main[item[0]], -item[1], item[0]))
    )


def _numbers(weapon: Munition, told: Sources) -> Iterator[str]:
    """The numbers of a weapon, each with the claims that give its ends."""
    for name in OUTCOMES:
        value: Range | None = getattr(weapon, name)
        if value is not None:
            yield f"    {name}: {amount(value)}"
            given = {bound.end: bound.claims for bound in value.bounds}
            claims = dict.fromkeys(c for end in End for c in given.get(end, ()))
            yield from sentences(tuple(claims), told, "      + ")


def _words(name: str) -> str:
    """A name of a vocabulary as people write it."""
    return name.replace("_", " ")
