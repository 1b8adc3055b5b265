"""What people decided of an incident: a correction stands in the place of what the claims say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from dateline.reconcile.judging.fields import (
    BY_PERSON,
    ORIGIN,
    TOLLS,
    corrected,
    place_part,
    placed_anew,
)
from dateline.reconcile.judging.places import WHOLE
from dateline.reconcile.judging.values import NOTHING, Word
from dateline.types import (
    Cluster,
    Finding,
    Grade,
    Grading,
    Incident,
    Judgement,
    JudgementKind,
    Place,
    Range,
    Reading,
    Standing,
    ValueDoubt,
    When,
)

NOTES: Final = frozenset({JudgementKind.UNSURE, JudgementKind.COMMENT})  # which change nothing
DECIDING: Final = frozenset({JudgementKind.CORRECT, JudgementKind.ACCEPT})
ACCEPTED_AS: Final = {"when": "date", "where": "place"}  # their names in the exchange form
ACCEPTABLE: Final = (*sorted(TOLLS), "when", "where")


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
        and j.kind not in NOTES
        and any(min((m for m in group if m in alive), default="") in inside for group in j.mentions)
    )


def judged(incident: Incident, judgements: Sequence[Judgement]) -> Incident:
    """Apply the judgements on an incident in the order they were made.

    A correction that cannot be read is passed over, and stays on record.
    """
    for of in (WHOLE, ORIGIN):
        incident = _placed(incident, of, judgements)
    for judgement in judgements:
        if judgement.kind is JudgementKind.REJECT:
            said = f"rejected by {judgement.by}: {judgement.reason}"
            grading = Grading("rejected", said, (judgement.id,))
            incident = replace(incident, grade=Grade.DISCOUNTED, grading=grading)
        elif judgement.kind is JudgementKind.CORRECT and place_part(judgement.field) is None:
            with suppress(ValueError):
                incident = corrected(incident, judgement.field or "", word_of(judgement))
        elif judgement.kind is JudgementKind.ACCEPT:
            incident = accepted(incident, judgement)
    return replace(incident, judged=tuple(j.id for j in judgements))


def is_answered(doubt: ValueDoubt, judgements: Sequence[Judgement]) -> bool:
    """Whether people decided on what is in doubt: on the line as a whole, or on the field."""
    return any(
        (j.kind is JudgementKind.ACCEPT and j.field is None)
        or (j.kind in DECIDING and _about(j.field or "") == doubt.field)
        for j in judgements
    )


def _about(field: str) -> str:
    """The field of the exchange form that one which people decide on is part of."""
    part = place_part(field)
    return part[0] if part else ACCEPTED_AS.get(field) or field.partition(".")[0]


def word_of(judgement: Judgement) -> Word:
    """What a correction gives for its field."""
    value = (judgement.value or "").strip()
    return Word(
        value=None if value in {"", NOTHING} else value,
        reason=f"{BY_PERSON} {judgement.by}: {judgement.reason}",
        judgement=judgement.id,
        place=judgement.place,
        report=judgement.report,
    )


def _placed(incident: Incident, of: str, judgements: Sequence[Judgement]) -> Incident:
    """Put what people say of a place together: who gives the town may also give the province."""
    words = {
        _place_part(part, judgement): word_of(judgement)
        for judgement in judgements
        if judgement.kind is JudgementKind.CORRECT
        for whose, part in (place_part(judgement.field) or ("", ""),)
        if whose == of
    }
    with suppress(ValueError):
        return placed_anew(incident, of, words) if words else incident
    return incident


def _place_part(part: str, judgement: Judgement) -> str:
    """A whole place that is only a name is taken for a town."""
    by_name = part == WHOLE and judgement.place is None and judgement.value not in {None, NOTHING}
    return "city" if by_name else part


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
