"""Where an incident took place as whoever brought its reports says: a person's word.

It goes over what the reports say themselves, and gives way to a correction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.types import (
    Finding,
    Incident,
    Mention,
    Place,
    Prominence,
    Reading,
    Scope,
    Standing,
)


def with_given_place(
    incident: Incident, mentions: Sequence[Mention], readings: Mapping[str, Reading]
) -> Incident:
    """The incident at the place that came with its reports.

    Args:
        incident: as the claims have it.
        mentions: those taken to be this incident.
        readings: all readings by report id.

    Returns:
        The same incident where no place came with a report that tells of this event alone as its
        news, or where two came that differ.
    """
    inside = {mention.id for mention in mentions}
    reports = {m.report for m in mentions if m.prominence is Prominence.MAIN}
    places = {
        reading.given: reading.document.name
        for reading in (readings[report] for report in sorted(reports))
        if reading.given is not None and _tells_only(reading, inside)
    }
    if len(places) != 1:
        return incident
    ((place, name),) = places.items()
    before = incident.where
    found: Finding[Place | None] = Finding(
        place,
        Standing.SINGLE_SOURCE,
        (),
        reason=f"{place.name} was given with {name}, by whoever brought it",
        opposing=tuple(dict.fromkeys((*before.supporting, *before.opposing))),
    )
    return replace(incident, where=found)


def _tells_only(reading: Reading, inside: set[str]) -> bool:
    """Is all that a report tells as its news one incident?"""
    news = (m for m in reading.mentions if m.prominence is Prominence.MAIN)
    return all(m.id in inside for m in news if m.scope is Scope.SINGLE)
