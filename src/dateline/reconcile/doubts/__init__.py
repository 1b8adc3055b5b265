"""Doubts: a last look at a line, by what it says itself, before it is recorded.

Each entry of `DOUBTS` is one test. What it finds makes the line doubtful until a person answers it.
A value that is most often false where the test finds it is withheld: it is unknown, and the reason
stands beside the line. An invented accusation or toll is worse than a missing one.

A test stays in the table as long as it finds more false lines than true ones on the learn sides,
and more of them than a line drawn by chance would be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from dateline.reconcile.doubts.accounts import doubt_days, doubt_kinds, doubt_towns
from dateline.reconcile.doubts.line import DoubtedLine
from dateline.reconcile.doubts.parties import (
    doubt_crowd,
    doubt_lone_persons,
    doubt_mourners,
    doubt_own_accusers,
    doubt_sources,
    doubt_struck,
    doubt_victims,
)
from dateline.reconcile.doubts.tolls import (
    doubt_beyond,
    doubt_leaps,
    doubt_totals,
    doubt_twice,
)
from dateline.reconcile.doubts.wording import (
    doubt_captions,
    doubt_headlines,
    doubt_periods,
)
from dateline.reconcile.evidence import Evidence
from dateline.types import Incident, Reading, ValueDoubt

__all__ = ["DOUBTS", "DoubtTest", "with_doubts"]


@dataclass(frozen=True, slots=True)
class DoubtTest:
    """One test: its id, the sentence that raised it, and what finds it."""

    id: str
    raised_by: str
    find: Callable[[DoubtedLine], Iterator[ValueDoubt]]


DOUBTS: Final = (
    DoubtTest("total", "The fighting has killed 4,000 people since March.", doubt_totals),
    DoubtTest("beyond", "A drone hit a car in a war that has killed 400,000.", doubt_beyond),
    DoubtTest("twice", "Twelve were killed or wounded in the blast.", doubt_twice),
    DoubtTest("leap", "A guard died; the week's toll is 46.", doubt_leaps),
    DoubtTest("struck", "Gunmen raided a post of the army, the army said.", doubt_struck),
    DoubtTest("victim", "Gunmen killed two soldiers of the army, the army said.", doubt_victims),
    DoubtTest("mourner", "Veska condemned the bombing of the embassy in Ardun.", doubt_mourners),
    DoubtTest(
        "speaker", "The ministry said that the ministry had shelled Ardun.", doubt_own_accusers
    ),
    DoubtTest("lone", "Anselm Korda told of the air strike on his street.", doubt_lone_persons),
    DoubtTest("crowd", "The army, the Front and the Brigade fought near Ardun.", doubt_crowd),
    DoubtTest("source", "It struck the police chief, the police chief said.", doubt_sources),
    DoubtTest("days", "One report says Monday, another the Friday after.", doubt_days),
    DoubtTest("towns", "One report says Ardun, another Velt.", doubt_towns),
    DoubtTest("kinds", "A car bomb went off after air strikes on the town.", doubt_kinds),
    DoubtTest("headline", "Deadly raids on Ardun", doubt_headlines),
    DoubtTest("caption", "Smoke after a strike that killed nine in Ardun, in May.", doubt_captions),
    DoubtTest("period", "Raids have hit three markets since March.", doubt_periods),
)


def with_doubts(
    incident: Incident, evidence: Evidence, readings: Mapping[str, Reading]
) -> Incident:
    """A line without the values that are in doubt, and with why they are.

    Args:
        incident: as it was settled.
        evidence: the claims behind it.
        readings: by report id.
    """
    told = {t.claim.id: t for t in evidence.told}
    documents = {m.report: readings[m.report].document for m in evidence.mentions}
    line = DoubtedLine(incident, told, evidence.mentions, documents)
    found = tuple(replace(one, test=test.id) for test in DOUBTS for one in test.find(line))
    for doubt in found:
        if doubt.value:
            incident = _without(incident, doubt)
    return replace(incident, doubts=found)


def _without(incident: Incident, doubt: ValueDoubt) -> Incident:
    """A line without one value."""
    match doubt.field:
        case "perpetrators":
            kept = tuple(p for p in incident.perpetrators if p.name != doubt.value)
            return replace(incident, perpetrators=kept)
        case "targets":
            left = tuple(t for t in incident.targets if t.value.name != doubt.value)
            return replace(incident, targets=left)
    gone: dict[str, Any] = {doubt.field: None}
    return replace(incident, **gone)
