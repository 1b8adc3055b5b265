"""Traces of reports as JSON and back, for a ledger to keep: as lists, since many are read."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from dateline.link.traces import ReportTraces, ToldEvent


def traces_to_json(one: ReportTraces) -> str:
    """The JSON text of a report's traces, the same on every machine."""
    days = [day.toordinal() for day in one.days]
    events = [_listed_event(event) for event in one.events]
    head = [one.report, one.name, sorted(one.kinds), sorted(one.names)]
    data = [*head, one.weight, days, events]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def traces_from_json(text: str) -> ReportTraces:
    """The traces that a JSON text stands for."""
    report, name, kinds, names, weight, days, events = json.loads(text)
    return ReportTraces(
        report=report,
        name=name,
        kinds=frozenset(kinds),
        names=frozenset(names),
        weight=weight,
        days=tuple(map(date.fromordinal, days)),
        events=tuple(map(_event_of, events)),
    )


def _listed_event(event: ToldEvent) -> list[Any]:
    """An event as a list."""
    day = event.day.toordinal() if event.day else None
    sets = (event.cities, event.killed, event.wounded, event.words)
    return [day, event.weekday, *(sorted(values) for values in sets)]


def _event_of(listed: list[Any]) -> ToldEvent:
    """The event that a list stands for."""
    day, weekday, *sets = listed
    told = date.fromordinal(day) if day else None
    return ToldEvent(told, weekday, *map(frozenset, sets))
