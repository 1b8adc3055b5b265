"""Events: the mentions of a report, which of them are one, and of which kind."""

from __future__ import annotations

from dateline.extract.events.attachment import (
    event_for,
    main_event,
    nearest_above,
    nearest_event,
)
from dateline.extract.events.coreference import group_triggers
from dateline.extract.events.event import Event, sharing_events
from dateline.extract.events.noun_classes import town_words
from dateline.extract.events.ontology import (
    acled_codes,
    gtd_code,
    known_sub_kinds,
    plover_codes,
)
from dateline.extract.events.rules import PASSES, RULES
from dateline.extract.events.sub_kinds import claim_of_sub_kind, read_sub_kinds
from dateline.extract.events.topics import Topic, find_topic, is_topic_of, topic_event
from dateline.extract.events.trigger import trigger_contexts
from dateline.extract.events.triggers import find_triggers

__all__ = [
    "PASSES",
    "RULES",
    "Event",
    "Topic",
    "acled_codes",
    "claim_of_sub_kind",
    "event_for",
    "find_topic",
    "find_triggers",
    "group_triggers",
    "gtd_code",
    "is_topic_of",
    "known_sub_kinds",
    "main_event",
    "nearest_above",
    "nearest_event",
    "plover_codes",
    "read_sub_kinds",
    "sharing_events",
    "topic_event",
    "town_words",
    "trigger_contexts",
]
