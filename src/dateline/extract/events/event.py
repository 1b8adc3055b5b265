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

    @property
    def triggers(self) -> tuple[Span, ...]:
        """Where all words for it stand, the first first."""
        return (self.trigger, *self.more_triggers)

    @property
    def is_news(self) -> bool:
        """Whether it is one event, and what the report is about."""
        return self.scope is Scope.SINGLE and self.prominence is Prominence.MAIN

    def is_told_in(self, sentence: Span) -> bool:
        """Whether a word for it stands in a sentence."""
        return any(sentence.start <= word.start < sentence.end for word in self.triggers)


def sharing_events(events: Sequence[Event], index: int, sentence: Span) -> tuple[int, ...]:
    """The events that something said of one holds for: of a sum, all that it sums up.

    What a sentence says that tells of one town's attack alone stays with that one.
    """
    event = events[index]
    if event.parts:
        return event.parts
    whole = next((e for e in events if index in e.parts), None)
    if whole is None or (event.is_told_in(sentence) and not whole.is_told_in(sentence)):
        return (index,)
    return whole.parts
