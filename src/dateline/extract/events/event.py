"""An event while a report is being read, before its claims are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.types import Kind, Prominence, Scope, Span, Stage


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a report: what happened, how real it is, and the words that tell of it."""

    trigger: Span
    kind: Kind
    stage: Stage = Stage.ACCOMPLISHED
    scope: Scope = Scope.SINGLE
    prominence: Prominence = Prominence.MAIN
    more_triggers: tuple[Span, ...] = ()
    recalled: bool = False  # what somebody who is caught, or gives himself up, is wanted for
    parts: tuple[int, ...] = ()  # the events, by their number, that this one sums up


def sharing_events(events: Sequence[Event], index: int, sentence: Span) -> tuple[int, ...]:
    """The events that something said of one holds for: of a sum, all that it sums up.

    What a sentence says that tells of one town's attack alone stays with that one.
    """
    event = events[index]
    if event.parts:
        return event.parts
    whole = next((e for e in events if index in e.parts), None)
    if whole is None or (_is_told_in(event, sentence) and not _is_told_in(whole, sentence)):
        return (index,)
    return whole.parts


def _is_told_in(event: Event, sentence: Span) -> bool:
    """Whether a word for an event stands in a sentence."""
    told = (event.trigger, *event.more_triggers)
    return any(sentence.start <= word.start < sentence.end for word in told)
