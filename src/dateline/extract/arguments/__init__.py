"""Arguments: when, where, by whom, on what and with what each event took place."""

from __future__ import annotations

from dateline.extract.arguments.context import event_contexts
from dateline.extract.arguments.places import drop_seats
from dateline.extract.arguments.rules import (
    DAMAGE_RULES,
    EVENT_RULES,
    OUTCOME_RULES,
    PASSES,
    RULES,
    read_circumstances,
    read_damage,
    read_outcomes,
)

__all__ = [
    "DAMAGE_RULES",
    "EVENT_RULES",
    "OUTCOME_RULES",
    "PASSES",
    "RULES",
    "drop_seats",
    "event_contexts",
    "read_circumstances",
    "read_damage",
    "read_outcomes",
]
