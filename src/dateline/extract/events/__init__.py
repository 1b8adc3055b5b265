"""Events: the mentions of a report, which of them are one, and of which kind."""

from __future__ import annotations

from dateline.extract.events.coreference import group_triggers
from dateline.extract.events.descriptions import (
    is_by_several,
    is_indefinite,
    tells_harm,
)
from dateline.extract.events.discourse import DiscourseState
from dateline.extract.events.event import (
    Event,
    event_for,
    main_event,
    nearest_event,
    sharing_events,
)
from dateline.extract.events.glance import glance_rejection
from dateline.extract.events.roundups import Share, place_shares, told_anew
from dateline.extract.events.rules import PASSES, RULES, find_triggers
from dateline.extract.events.sub_kinds import (
    Topic,
    claim_of_sub_kind,
    find_topic,
    is_topic_of,
    read_sub_kinds,
    topic_event,
)
from dateline.extract.events.trigger import Trigger, town_words, trigger_contexts

__all__ = [
    "PASSES",
    "RULES",
    "DiscourseState",
    "Event",
    "Share",
    "Topic",
    "Trigger",
    "claim_of_sub_kind",
    "event_for",
    "find_topic",
    "find_triggers",
    "glance_rejection",
    "group_triggers",
    "is_by_several",
    "is_indefinite",
    "is_topic_of",
    "main_event",
    "nearest_event",
    "place_shares",
    "read_sub_kinds",
    "sharing_events",
    "tells_harm",
    "told_anew",
    "topic_event",
    "town_words",
    "trigger_contexts",
]
