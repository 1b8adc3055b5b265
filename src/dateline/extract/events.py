"""An event while a report is being read, before its claims are known."""

from __future__ import annotations

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
