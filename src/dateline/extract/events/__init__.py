"""Events: the mentions of a report, which of them are one, and of which kind."""

from __future__ import annotations

from dateline.extract.events.attachment import event_for, main_event, nearest_event
from dateline.extract.events.coreference import events
from dateline.extract.events.event import Event, sharers
from dateline.extract.events.ontology import acled, gtd, plover
from dateline.extract.events.ontology import sub_kinds as known_sub_kinds
from dateline.extract.events.sub_kinds import claim_of_sub_kind, sub_kind_of
from dateline.extract.events.topics import Topic, event_of, takes_up, topic
from dateline.extract.events.triggers import find_triggers

__all__ = [
    "Event",
    "Topic",
    "acled",
    "claim_of_sub_kind",
    "event_for",
    "event_of",
    "events",
    "find_triggers",
    "gtd",
    "known_sub_kinds",
    "main_event",
    "nearest_event",
    "plover",
    "sharers",
    "sub_kind_of",
    "takes_up",
    "topic",
]
