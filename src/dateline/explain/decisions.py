"""Why each answer but day and toll: place, kind, weapons, targets, parties, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeVar

from dateline.explain.plain_text import safe_text
from dateline.explain.wording import (
    IncidentSources,
    amount_text,
    claim_sentences,
    counted_text,
    place_text,
)
from dateline.types import End, Finding, Incident, Mention, Munition, Prominence, Range

OUTCOMES = ("fired", "intercepted", "landed", "failed", "unaccounted")

T = TypeVar("T")


def place_lines(incident: Incident, told: IncidentSources) -> Iterator[str]:
    """Where it took place and from where it was launched, for and against."""
    yield from _finding_lines(place_text(incident.where.value), incident.where, told)
    if incident.origin:
        value = f"launched from {place_text(incident.origin.value)}"
        yield from _finding_lines(value, incident.origin, told)


def nature_lines(
    incident: Incident, mentions: Mapping[str, Mention], told: IncidentSources
) -> Iterator[str]:
    """Its kind and stage by the tellings, its sub-kind, weapons with their numbers, and targets."""
    tellings = [mentions[m] for m in incident.cluster.mentions if m in mentions]
    yield f"  {_words_of(incident.kind.value)}: reported as {_kind_counts(tellings)}"
    stages = Counter(m.stage.value for m in tellings)
    ways = ", ".join(f"{stage} by {n}" for stage, n in sorted(stages.items()))
    yield f"  {incident.stage.value}: {ways}"
    if incident.sub_kind:
        yield from _finding_lines(_words_of(incident.sub_kind.value), incident.sub_kind, told)
    for weapon in incident.weapons:
        yield f"  weapon: {_words_of(weapon.kind.value)}"
        numbers = list(_number_lines(weapon, told))
        yield from numbers or claim_sentences(weapon.claims, told, "    + ")
    for target in incident.targets:
        value = f"target: {target.value.name}, {_words_of(target.value.kind.value)}"
        yield from _finding_lines(value, target, told)
    if incident.damage:
        yield from _finding_lines(f"damage: {incident.damage.value}", incident.damage, told)


def party_lines(incident: Incident, told: IncidentSources) -> Iterator[str]:
    """Who is tied to it and how firmly, then what each speaker says of it."""
    if not incident.perpetrators and not incident.statements:
        yield "  Nobody is named."
    for who in incident.perpetrators:
        also = f" (also {safe_text(', '.join(who.aliases))})" if who.aliases else ""
        tie = f"{who.stance}, the firmest of {counted_text(len(who.claims), 'claim')}"
        yield f"  {safe_text(who.name)}{also}: {tie}"
        yield from claim_sentences(who.claims, told, "    + ")
    for row in incident.statements:
        to = f" {row.to}" if row.to else ""
        yield f"  {safe_text(row.by)} {row.stance.value}{safe_text(to)}"
        yield from claim_sentences(row.claims, told, "    + ")


def _finding_lines(value: str, finding: Finding[T], told: IncidentSources) -> Iterator[str]:
    """One answer with its reason and its sentences, for and against."""
    yield f"  {safe_text(value)}, {finding.standing.value}. {safe_text(finding.reason)}".rstrip()
    yield from claim_sentences(finding.supporting, told, "    + ")
    yield from claim_sentences(finding.opposing, told, "    - ")


def _kind_counts(tellings: list[Mention]) -> str:
    """How often each kind is reported: as news, and in passing."""
    main = Counter(m.kind.value for m in tellings if m.prominence is Prominence.MAIN)
    every = Counter(m.kind.value for m in tellings)
    return ", ".join(
        f"{_words_of(kind)} {counted_text(n, 'time')}"
        + (f", {main[kind]} of them as news" if main[kind] else "")
        for kind, n in sorted(every.items(), key=lambda item: (-main[item[0]], -item[1], item[0]))
    )


def _number_lines(weapon: Munition, told: IncidentSources) -> Iterator[str]:
    """The numbers of a weapon, each with the claims that give its ends."""
    for name in OUTCOMES:
        value: Range | None = getattr(weapon, name)
        if value is not None:
            yield f"    {name}: {amount_text(value)}"
            given = {bound.end: bound.claims for bound in value.bounds}
            claims = dict.fromkeys(c for end in End for c in given.get(end, ()))
            yield from claim_sentences(tuple(claims), told, "      + ")


def _words_of(name: str) -> str:
    """A name of a vocabulary as people write it."""
    return name.replace("_", " ")
