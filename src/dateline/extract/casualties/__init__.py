"""Casualties: killed, wounded, abducted and arrested, each figure as a claim on its event."""

from __future__ import annotations

from dateline.extract.casualties.context import sentence_contexts
from dateline.extract.casualties.cues import figure_cues
from dateline.extract.casualties.mentions import CasualtyMention, CasualtyReport
from dateline.extract.casualties.rules import PASSES, RULES
from dateline.extract.casualties.tolls import read_mentions, read_tolls

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
