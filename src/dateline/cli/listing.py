"""Incidents for a person: a table of many, an account of one in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from dateline.explain import (
    IncidentSources,
    amount_text,
    claim_sentences,
    counted_text,
    course_lines,
    days_text,
    doubt_lines,
    figure_text,
    incident_title,
    place_text,
    safe_text,
)
from dateline.filters import is_main
from dateline.types import (
    Claim,
    Finding,
    Incident,
    Munition,
    Range,
    Reaction,
    ReactionKind,
)

ID = 10  # characters of an id that are shown
TOLLS = ("killed", "wounded", "abducted", "arrested", "attackers_killed")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """A finding in words, with its claims."""

    name: str
    value: str
    standing: str
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    reason: str


COLUMNS = ("id", "when", "kind", "where", "killed", "wounded", "by", "grade", "reports")


def incident_row(incident: Incident) -> tuple[str, ...]:
    """An incident in one line, a cell for each of `COLUMNS`."""
    return (
        incident.id[:ID],
        days_text(incident.when.value.interval),
        incident.kind.value + ("" if is_main(incident) else " (background)"),
        safe_text(place_text(incident.where.value)),
        figure_text(incident.killed),
        figure_text(incident.wounded),
        safe_text(", ".join(f"{p.name} ({p.stance})" for p in incident.perpetrators)),
        incident.grade.value,
        str(len(incident.tellings)),
    )


def account_of_incident(incident: Incident, told: IncidentSources) -> Iterator[str]:
    """One incident in full: every value with its standing, sentences and rivals."""
    yield f"{incident.id}  {incident_title(incident)}"
    yield f"  {incident.stage.value}, {incident.grade.value}; {sources_line(incident)}"
    yield from doubt_lines(incident, told, "in doubt: ", "  ")
    for answer in reconciled_answers(incident):
        by = f"; {safe_text(answer.reason)}" if "corrected by" in answer.reason else ""
        yield f"{answer.name}: {safe_text(answer.value)} ({answer.standing}{by})"
        yield from claim_sentences(answer.supporting, told, "  + ")
        yield from claim_sentences(answer.opposing, told, "  - ")
        yield from course_lines(incident.courses, answer.name.replace(" ", "_"), "  ")
    yield from listed_details(incident, told)
    yield "reports:"
    for telling in incident.tellings:
        names = safe_text(", ".join(telling.names))
        yield f"  {names} ({telling.prominence.value}, written {days_text(telling.created)})"


def sources_line(incident: Incident) -> str:
    """On how many reports, outlets and voices an incident rests."""
    return (
        f"{counted_text(len(incident.tellings), 'report')}, "
        f"{counted_text(len(incident.outlets), 'outlet')}, "
        f"{counted_text(len(incident.voices), 'voice')}: {safe_text(', '.join(incident.voices))}"
    )


def reconciled_answers(incident: Incident) -> Iterator[Answer]:
    """The reconciled answers that an incident has."""
    if incident.sub_kind:
        yield answer_in_words(
            "sub-kind", incident.sub_kind.value.replace("_", " "), incident.sub_kind
        )
    when = incident.when
    clock = f" at {when.value.clock}" if when.value.clock else ""
    yield answer_in_words("when", days_text(when.value.interval) + clock, when)
    yield answer_in_words("where", place_text(incident.where.value), incident.where)
    if incident.origin:
        yield answer_in_words("origin", place_text(incident.origin.value), incident.origin)
    for name in TOLLS:
        toll: Finding[Range] | None = getattr(incident, name)
        if toll:
            yield answer_in_words(name.replace("_", " "), amount_text(toll.value), toll)
    for target in incident.targets:
        yield answer_in_words("target", f"{target.value.name}, {target.value.kind.value}", target)
    if incident.damage:
        yield answer_in_words("damage", incident.damage.value, incident.damage)


def answer_in_words(name: str, value: str, finding: Finding[T]) -> Answer:
    """A finding in words."""
    standing = finding.standing.value
    return Answer(name, value, standing, finding.supporting, finding.opposing, finding.reason)


def listed_details(incident: Incident, told: IncidentSources) -> Iterator[str]:
    """Perpetrators, weapons, victims and statements, with their sentences."""
    for who in incident.perpetrators:
        yield f"by: {safe_text(who.name)}, {who.stance}"
        yield from claim_sentences(who.claims, told, "  + ")
    for weapon in incident.weapons:
        yield f"weapon: {weapon_line(weapon)}"
        yield from claim_sentences(weapon.claims, told, "  + ")
    for victims in incident.victims:
        group = victims.detail or victims.group.value.replace("_", " ")
        tolls = (("killed", victims.killed), ("wounded", victims.wounded))
        counted = ", ".join(f"{amount_text(value)} {name}" for name, value in tolls if value)
        yield f"victims: {safe_text(group)}, {counted}"
        yield from claim_sentences(victims.claims, told, "  + ")
    for statement in incident.statements:
        to = f" {statement.to}" if statement.to else ""
        yield f"statement: {safe_text(statement.by)} {statement.stance.value}{safe_text(to)}"
        yield from claim_sentences(statement.claims, told, "  + ")
    if incident.no_claim_reported:
        reactions = [c.id for c in incident.claims if _says_no_claim(c)]
        yield "statement: nobody has claimed it"
        yield from claim_sentences(reactions, told, "  + ")


def _says_no_claim(claim: Claim) -> bool:
    """Does a claim say that nobody has claimed the incident?"""
    value = claim.value
    return isinstance(value, Reaction) and value.kind is ReactionKind.NO_CLAIM


def weapon_line(weapon: Munition) -> str:
    """A weapon with what became of it."""
    parts = [weapon.kind.value.replace("_", " ")]
    for name in ("fired", "intercepted", "landed", "failed"):
        value: Range | None = getattr(weapon, name)
        if value:
            parts.append(f"{amount_text(value)} {name}")
    if weapon.intercepted_by:
        parts.append(f"by {safe_text(weapon.intercepted_by)}")
    return ", ".join(parts)
