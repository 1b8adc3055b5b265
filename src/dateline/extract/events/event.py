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
    parts: tuple[int, ...] = ()  # the events, by their number, that this one sums up


def sharing_events(events: Sequence[Event], index: int, sentence: Span) -> tuple[int, ...]:
    """The events that something said of one holds for: of a sum, all that it sums up.

    What a sentence says that tells of one town's attack alone stays with that one.
    """
    event = events[index]
    if event.parts:
        return event.parts
    own = any(
        sentence.start <= t.start < sentence.end for t in (event.trigger, *event.more_triggers)
    )
    whole = next((e for e in events if index in e.parts), None)
    return (index,) if own or whole is None else whole.parts
