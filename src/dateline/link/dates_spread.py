"""Creation times passed on between reports, round by round, until nothing changes.

A report that its own words do not date is dated in the first round in which the reports that are
dated by then force a day. So the round in which each was dated tells all that others saw of it,
and a report more touches only those whose neighbours it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from dateline.link.dates_through import Neighbour, dated_through, is_dated, may_date
from dateline.link.link_store import LazyDict
from dateline.link.neighbours import IndexChanges, NeighbourIndex, SharedTraces
from dateline.link.traces import ReportTraces, report_traces, trace_keys
from dateline.types import Creation, Reading

ROUNDS: Final = 10  # a chain of reports longer than this dates nothing reliably
OWN_WORDS: Final = 0  # the round of a report that dates itself


@dataclass(frozen=True, slots=True)
class TracedReport:
    """A report as others see it: its traces, when it was written, and since which round."""

    traces: ReportTraces
    own: Creation  # by its own words
    created: Creation
    round: int | None  # None: it stays undated

    def is_open(self) -> bool:
        """Do its own words leave it undated?"""
        return self.round != OWN_WORDS


def traced_report(reading: Reading, own: Creation) -> TracedReport:
    """A report that comes, by its own words alone."""
    dated = is_dated(own)
    traces = report_traces(reading, own if dated else None)
    return TracedReport(traces, own, own, OWN_WORDS if dated else None)


@dataclass(slots=True)
class DateSpread:
    """The reports that may date each other, and what is known of them.

    Args:
        index: who shares traces with whom.
        known: reports by id; those that come by their own words, those kept as settled.
        readings: of the open ones, by id.
    """

    index: NeighbourIndex
    known: LazyDict[str, TracedReport]
    readings: Callable[[str], Reading]

    def settle(self, affected: Collection[str]) -> dict[str, TracedReport]:
        """Settle the open reports whose neighbours changed, and those whose day hangs on them.

        Returns:
            The settled reports, those that come to what is known of them already among them.
        """
        waiting = set(affected)
        while True:
            near = {report: self._neighbours(report) for report in sorted(waiting)}
            found = self._rounds(near)
            changed = {r for r, now in found.items() if now != self.known[r]}
            more = {
                other
                for report in changed
                for other in near[report]
                if other not in waiting and self.known[other].is_open()
            }
            if not more:
                return found
            waiting |= more

    def _neighbours(self, report: str) -> dict[str, SharedTraces]:
        """The reports that may date a report."""
        own = self.known[report].traces
        shared = self.index.shared(report, trace_keys(self.readings(report), own))
        self.known.need(shared)
        return {
            other: what
            for other, what in sorted(shared.items())
            if may_date(own, self.known[other].traces, what)
        }

    def _rounds(self, near: Mapping[str, Mapping[str, SharedTraces]]) -> dict[str, TracedReport]:
        """Let each round date reports by those that were dated in the rounds before."""
        found = {report: self._undated(report) for report in near}
        for number in range(1, ROUNDS + 1):
            now = {}
            for report, others in near.items():
                if found[report].round is None:
                    seen = [
                        (found.get(other) or self.known[other], shared)
                        for other, shared in others.items()
                    ]
                    if any(one.round == number - 1 for one, _ in seen):
                        created = _dated_in(number, found[report], seen)
                        if created is not None:
                            now[report] = self._dated(found[report], created, number)
            found.update(now)
        return found

    def _undated(self, report: str) -> TracedReport:
        """A report as its own words leave it."""
        one = self.known[report]
        if one.round is None:
            return one
        return TracedReport(report_traces(self.readings(report), None), one.own, one.own, None)

    def _dated(self, one: TracedReport, created: Creation, number: int) -> TracedReport:
        """A report that a round dated, with the days that it now tells others."""
        traces = report_traces(self.readings(one.traces.report), created)
        return TracedReport(traces, one.own, created, number)


def _dated_in(
    number: int, own: TracedReport, seen: Iterable[tuple[TracedReport, SharedTraces]]
) -> Creation | None:
    """What the reports that were dated before a round make of one."""
    others = [
        Neighbour(one.traces, one.created, shared)
        for one, shared in seen
        if one.round is not None and one.round < number
    ]
    return dated_through(own.traces, own.own, others)


def touched_by(
    changes: IndexChanges,
    before: Mapping[str, TracedReport],
    came: Mapping[str, TracedReport],
    stayed: Mapping[str, TracedReport],
) -> set[str]:
    """The open reports that stayed and that some changes may bear on.

    Args:
        changes: of the index.
        before: the reports that went, as they were.
        came: the reports that came.
        stayed: the open reports among those that the changes name and that did not move.
    """
    found = changes.stale & stayed.keys()
    for (moved, other), shared in changes.pairs.items():
        if other in stayed and other not in found:
            traces = stayed[other].traces
            versions = [reports[moved] for reports in (before, came) if moved in reports]
            if any(may_date(traces, one.traces, shared) for one in versions):
                found.add(other)
    return found


def spread_all(
    by_id: Mapping[str, Reading], own: Mapping[str, Creation]
) -> dict[str, TracedReport]:
    """Settle when those reports were written that their own words do not date.

    Args:
        by_id: all reports.
        own: their creation times by their own words.

    Returns:
        The open reports, by id.
    """
    undated = [report for report, value in own.items() if not is_dated(value)]
    if not undated:
        return {}
    index = NeighbourIndex()

    def traced(reports: Collection[str]) -> dict[str, TracedReport]:
        return {report: traced_report(by_id[report], own[report]) for report in reports}

    known = LazyDict[str, TracedReport](missing_report, traced)
    keys = {report: keys_of(by_id[report]) for report in undated}
    wanted = frozenset(key for found in keys.values() for key in found)
    for report, reading in by_id.items():
        index.file(report, keys.get(report) or keys_of(reading), wanted)
    return DateSpread(index, known, by_id.__getitem__).settle(undated)


def missing_report(report: str) -> TracedReport:
    """There is no report with an id."""
    raise KeyError(report)


def keys_of(reading: Reading) -> tuple[int, ...]:
    """The keys of a report, which do not hang on when it was written."""
    return trace_keys(reading, report_traces(reading, None))
