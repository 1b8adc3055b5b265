"""Events: the mentions of a report, which of them are one, and of which kind.

The names are loaded when first used: the codes of the ontology do without all that reads.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.extract.events.attachment import (
        event_for,
        main_event,
        nearest_above,
        nearest_event,
    )
    from dateline.extract.events.coreference import group_triggers
    from dateline.extract.events.descriptions import (
        is_by_several,
        is_indefinite,
        tells_harm,
    )
    from dateline.extract.events.discourse import DiscourseState
    from dateline.extract.events.event import Event, sharing_events
    from dateline.extract.events.noun_classes import town_words
    from dateline.extract.events.ontology import (
        acled_codes,
        gtd_code,
        known_sub_kinds,
        plover_codes,
    )
    from dateline.extract.events.roundups import told_anew
    from dateline.extract.events.rules import PASSES, RULES
    from dateline.extract.events.sub_kinds import claim_of_sub_kind, read_sub_kinds
    from dateline.extract.events.topics import Topic, find_topic, is_topic_of, topic_event
    from dateline.extract.events.trigger import Trigger, trigger_contexts
    from dateline.extract.events.triggers import find_triggers

HOMES = {
    "DiscourseState": "discourse",
    "Event": "event",
    "PASSES": "rules",
    "RULES": "rules",
    "Topic": "topics",
    "Trigger": "trigger",
    "acled_codes": "ontology",
    "claim_of_sub_kind": "sub_kinds",
    "event_for": "attachment",
    "find_topic": "topics",
    "find_triggers": "triggers",
    "group_triggers": "coreference",
    "gtd_code": "ontology",
    "is_topic_of": "topics",
    "is_by_several": "descriptions",
    "is_indefinite": "descriptions",
    "known_sub_kinds": "ontology",
    "main_event": "attachment",
    "nearest_above": "attachment",
    "nearest_event": "attachment",
    "plover_codes": "ontology",
    "read_sub_kinds": "sub_kinds",
    "sharing_events": "event",
    "tells_harm": "descriptions",
    "told_anew": "roundups",
    "topic_event": "topics",
    "town_words": "noun_classes",
    "trigger_contexts": "trigger",
}

__all__ = [
    "PASSES",
    "RULES",
    "DiscourseState",
    "Event",
    "Topic",
    "Trigger",
    "acled_codes",
    "claim_of_sub_kind",
    "event_for",
    "find_topic",
    "find_triggers",
    "group_triggers",
    "gtd_code",
    "is_by_several",
    "is_indefinite",
    "is_topic_of",
    "known_sub_kinds",
    "main_event",
    "nearest_above",
    "nearest_event",
    "plover_codes",
    "read_sub_kinds",
    "sharing_events",
    "tells_harm",
    "told_anew",
    "topic_event",
    "town_words",
    "trigger_contexts",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  as the names are
    """A public name, loaded with its module."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
