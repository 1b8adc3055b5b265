"""Inputs: readings that are reconciled together, and the part of them that one incident rests on.

Settling an incident takes time for what it is given. Given a part, many incidents take time for
as much as they hold, and not each for all there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict

from dateline.types import (
    Chronology,
    Cluster,
    Creation,
    Document,
    EventDate,
    Interval,
    Judgement,
    Reading,
)


class SettlingOptions(TypedDict):
    """What settling takes by name."""

    names: Mapping[str, tuple[str, ...]]
    judgements: Sequence[Judgement]
    policy: str


@dataclass(frozen=True, slots=True)
class InputIndex:
    """An input by what is asked of it."""

    home: Mapping[str, str]  # the report of each mention
    created: Mapping[str, Creation]
    events: Mapping[str, EventDate]
    judged: Mapping[str, tuple[int, ...]]  # numbers of the judgements on each mention


@dataclass(frozen=True, slots=True)
class ReconcileInput:
    """Readings by report id, with what else their incidents are a function of."""

    readings: Mapping[str, Reading]
    chronology: Chronology
    names: Mapping[str, tuple[str, ...]]
    judgements: Sequence[Judgement] = ()
    policy: str = "minmax"
    index: InputIndex = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", _index_input(self))

    @property
    def documents(self) -> tuple[Document, ...]:
        """The readable texts."""
        return tuple(reading.document for reading in self.readings.values())

    @property
    def written(self) -> dict[str, Interval | None]:
        """When each report was written, as far as that is known."""
        return {report: creation.interval for report, creation in self.chronology.created}

    @property
    def how(self) -> SettlingOptions:
        """What settling takes beside what the reports say."""
        return SettlingOptions(names=self.names, judgements=self.judgements, policy=self.policy)

    def part(self, cluster: Cluster) -> ReconcileInput:
        """What one incident is a function of: its reports, their dates, judgements on it."""
        index = self.index
        reports = dict.fromkeys(sorted(index.home[m] for m in cluster.mentions if m in index.home))
        numbers = {n for m in cluster.mentions for n in index.judged.get(m, ())}
        mentions = [m.id for r in reports for m in self.readings[r].mentions]
        return replace(
            self,
            readings={report: self.readings[report] for report in reports},
            chronology=Chronology(
                tuple((r, index.created[r]) for r in reports if r in index.created),
                tuple((m, index.events[m]) for m in mentions if m in index.events),
            ),
            names={report: self.names.get(report, ()) for report in reports},
            judgements=tuple(self.judgements[n] for n in sorted(numbers)),
        )


def _index_input(inputs: ReconcileInput) -> InputIndex:
    """Index an input once."""
    home = {m.id: report for report, reading in inputs.readings.items() for m in reading.mentions}
    judged: defaultdict[str, list[int]] = defaultdict(list)
    for number, judgement in enumerate(inputs.judgements):
        for group in judgement.mentions:
            # A judgement follows the smallest mention of an incident that is still there.
            if (first := min((m for m in group if m in home), default=None)) is not None:
                judged[first].append(number)
    return InputIndex(
        home,
        dict(inputs.chronology.created),
        dict(inputs.chronology.events),
        {mention: tuple(numbers) for mention, numbers in judged.items()},
    )
