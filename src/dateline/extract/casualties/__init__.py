"""Casualties: killed, wounded, abducted and arrested, each figure as a claim on its event."""

from __future__ import annotations

from dateline.extract.casualties.quantities import (
    CasualtyMention,
    CasualtyReport,
    sentence_contexts,
)
from dateline.extract.casualties.rules import PASSES, RULES, figure_cues, read_mentions, read_tolls

__all__ = [
    "PASSES",
    "RULES",
    "CasualtyMention",
    "CasualtyReport",
    "figure_cues",
    "read_mentions",
    "read_tolls",
    "sentence_contexts",
]
