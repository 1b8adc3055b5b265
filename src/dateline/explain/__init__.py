"""Explain: why an incident is one, and why each value stands, in sentences."""

from __future__ import annotations

from dateline.explain.incidents import (
    contradiction_lines,
    course_lines,
    doubt_lines,
    explain_incident,
)
from dateline.explain.plain_text import safe_text
from dateline.explain.wording import (
    IncidentSources,
    amount_text,
    claim_sentences,
    counted_text,
    days_text,
    figure_text,
    incident_sources,
    incident_title,
    place_text,
)

__all__ = [
    "IncidentSources",
    "amount_text",
    "claim_sentences",
    "contradiction_lines",
    "counted_text",
    "course_lines",
    "days_text",
    "doubt_lines",
    "explain_incident",
    "figure_text",
    "incident_sources",
    "incident_title",
    "place_text",
    "safe_text",
]
