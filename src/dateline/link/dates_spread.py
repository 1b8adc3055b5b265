"""Creation times passed on between reports, round by round, until nothing changes.

A report that its own words do not date is dated in the first round in which the reports that are
dated by then force a day. So the round in which each was dated tells all that others saw of it,
and a report more touches only those whose neighbours it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from dateline.link.dates_through import Neighbour, dated_through, is_dated, may_date
from dateline.link.link_store import LazyDict
from dateline.link.neighbours import IndexChanges, NeighbourIndex, SharedTraces
from dateline.link.traces import (
    NAMED,
    ReportTraces,
    key_sort,
    report_traces,
    trace_keys,
    undated_traces,
)
from dateline.types import Creation, Reading

ROUNDS: Final = 10  # a chain of reports longer than this dates nothing reliably
OWN_WORDS: Final = 0  # the round of a report that dates itself
BY_NAME: Final = SharedTraces(names=True)


@dataclass(frozen=True, slots=True)
class TracedReport:
    """A report as others see it: its traces, when it was written, and since which round."""

    traces: ReportTraces
    keys: tuple[int, ...]  # that it is filed under
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
    keys = trace_keys(reading, traces)
    return TracedReport(traces, keys, own, own, OWN_WORDS if dated else None)


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
        waiting, near = set(affected), dict[str, dict[str, SharedTraces]]()
        while True:
            near |= {report: self._neighbours(report) for report in sorted(waiting - near.keys())}
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
        shared = self.index.shared(report, self.known[report].keys)
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
        return replace(one, traces=undated_traces(one.traces), created=one.own, round=None)

    def _dated(self, one: TracedReport, created: Creation, number: int) -> TracedReport:
        """A report that a round dated, with the days that it now tells others."""
        was = self.known[one.traces.report]
        if was.round is not None and was.created == created:
            return replace(was, round=number)
        traces = report_traces(self.readings(one.traces.report), created)
        return replace(one, traces=traces, created=created, round=number)


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
    known: Mapping[str, TracedReport],
    stayed: Collection[str],
) -> set[str]:
    """The open reports that stayed and that some changes may bear on.

    Args:
        changes: of the index.
        before: the reports that went, as they were.
        known: the reports that came, the open ones that stayed, and all under keys that turned.
        stayed: the open reports among those that the changes name and that did not move.
    """
    found = set[str]()
    for (moved, other), shared in changes.pairs.items():
        if other in stayed and other not in found:
            traces = known[other].traces
            versions = [reports[moved] for reports in (before, known) if moved in reports]
            if any(may_date(traces, one.traces, shared) for one in versions):
                found.add(other)
    for key, holders in changes.turned.items():
        for report in holders.intersection(stayed) - found:
            if key_sort(key) != NAMED or _may_meet(report, holders, before, known):
                found.add(report)
    return found


def _may_meet(
    report: str,
    holders: Collection[str],
    before: Mapping[str, TracedReport],
    known: Mapping[str, TracedReport],
) -> bool:
    """Is one of those under a name so much like a report that it bears on its day?"""
    traces = known[report].traces
    return any(
        may_date(traces, reports[other].traces, BY_NAME)
        for other in holders
        if other != report
        for reports in (before, known)
        if other in reports
    )


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
    keys = {report: known[report].keys for report in undated}
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
