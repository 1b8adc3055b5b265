"""Linking that goes on from what a ledger keeps: the reports that came, and what they touch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from dateline.link.blocking import LazyDict, LinkStore, blocking_keys
from dateline.link.dates import (
    OWN_WORDS,
    DateSpread,
    TracedReport,
    is_dated,
    missing_report,
    own_creation,
    spread_all,
    touched_by,
    traced_report,
)
from dateline.link.dates_events import date_events
from dateline.link.incremental import LinkSession
from dateline.link.profiles import (
    MentionProfile,
    mention_profiles,
    profile_from_json,
    profile_to_json,
)
from dateline.link.traces import (
    NeighbourIndex,
    TraceStore,
    report_number,
    traces_from_json,
    traces_to_json,
)
from dateline.types import (
    Chronology,
    Cluster,
    Creation,
    IndexedMention,
    Judgement,
    LinkedReport,
    LinkStep,
    Reading,
)

# With more new mentions than this share of what is kept it is quicker to link all anew.
MANY: Final = 0.5


class LinkLedger(LinkStore, TraceStore, Protocol):
    """A ledger, as one step of linking sees it."""

    def begin(self) -> bool:
        """Forget what another version kept; True if there is nothing to go on from."""
        ...

    def forget(self) -> None:
        """Forget all that was kept."""
        ...

    def coming(self) -> tuple[str, ...]:
        """Reports to be linked."""
        ...

    def leaving_reports(self) -> tuple[str, ...]:
        """Reports that were linked as they no longer are."""
        ...

    def standing_judgements(self) -> tuple[Judgement, ...]:
        """What people decided."""
        ...

    def judgements_before(self) -> tuple[Judgement, ...]:
        """What people had decided at the last step."""
        ...

    def readings_by_id(self, ids: Collection[str]) -> tuple[Reading, ...]:
        """Some readings."""
        ...

    def created(self, ids: Collection[str]) -> Mapping[str, Creation]:
        """When some linked reports were written."""
        ...

    def linked_before(self, ids: Collection[str]) -> tuple[LinkedReport, ...]:
        """Some linked reports, as they were kept."""
        ...

    def has_open(self) -> bool:
        """Is there a linked report whose own words do not date it?"""
        ...

    def open_among(self, ids: Collection[str]) -> set[str]:
        """Those of some linked reports whose own words do not date them."""
        ...

    def told_in(self, ids: Collection[str]) -> tuple[str, ...]:
        """The linked mentions of some reports."""
        ...

    def reports_of(self, mentions: Collection[str]) -> set[str]:
        """The reports that count and tell of some mentions."""
        ...


@dataclass(frozen=True, slots=True)
class TouchedClusters:
    """The clusters that a step touched, with all that reconciling them needs."""

    clusters: tuple[Cluster, ...]
    readings: Mapping[str, Reading]
    chronology: Chronology
    judgements: tuple[Judgement, ...]
    step: LinkStep
    anew: bool  # the clusters are all there are


@dataclass(frozen=True, slots=True)
class ReportChanges:
    """The reports that a step takes in and out, and when they were written."""

    coming: tuple[str, ...]
    going: tuple[str, ...]
    readings: Mapping[str, Reading]
    created: Mapping[str, Creation]
    settled: Mapping[str, TracedReport]  # those of them that their own words do not date


def link_incrementally(kept: LinkLedger) -> TouchedClusters:
    """Link what came since the last step; the outcome is that of linking everything anew.

    Args:
        kept: a ledger, in a transaction of its own.
    """
    anew = kept.begin()
    if not anew and len(kept.coming()) > MANY * kept.first_free():
        kept.forget()
        anew = True
    arrivals = _report_changes(kept, anew=anew)
    came = [arrivals.readings[report] for report in arrivals.coming]
    new = mention_profiles(came, date_events(came, arrivals.created))
    gone = kept.told_in(arrivals.going)
    judgements, before = kept.standing_judgements(), kept.judgements_before()
    again = _judged_anew(kept, judgements, before, {*gone, *(one.mention.id for one in new)})
    linking = LinkSession(judgements, None if anew else kept, before, len(gone) + len(again))
    changes = linking.change(
        (*new, *(one for one in again if one.mention.id not in gone)),
        tuple(dict.fromkeys((*gone, *(one.mention.id for one in again)))),
    )
    clusters = tuple(linking.cluster(m) for m in changes.new if linking.is_incident(m))
    touched = {linking.report_of(mention) for mentions in changes.new for mention in mentions}
    touched |= kept.reports_of({m for j in judgements for group in j.mentions for m in group})
    readings, created = _fill_readings(kept, arrivals, touched)
    return TouchedClusters(
        clusters=clusters,
        readings=readings,
        chronology=date_events(tuple(readings.values()), created),
        judgements=judgements,
        step=_link_step(linking, arrivals, changes.gone, changes.new),
        anew=anew,
    )


def _report_changes(kept: LinkLedger, *, anew: bool) -> ReportChanges:
    """The reports to take in and out, those dated otherwise than before among both.

    A report that its own words do not date is dated through others: those that share its traces.
    """
    coming, going = kept.coming(), kept.leaving_reports()
    came = {reading.document.report: reading for reading in kept.readings_by_id(coming)}
    own = {report: own_creation(reading) for report, reading in came.items()}
    if anew:
        settled = spread_all(came, own)
    elif kept.has_open() or not all(map(is_dated, own.values())):
        return spread_further(kept, came, own, going)
    else:
        settled = {}
    created = own | {report: one.created for report, one in settled.items()}
    return ReportChanges(coming, going, came, created, settled)


def spread_further(
    kept: LinkLedger,
    came: Mapping[str, Reading],
    own: Mapping[str, Creation],
    going: Sequence[str],
) -> ReportChanges:
    """Let reports that come and go bear on the days of those that share their traces."""
    arrivals = {report: traced_report(reading, own[report]) for report, reading in came.items()}
    went, readings = kept.linked_before(going), dict(came)
    index = NeighbourIndex(kept, len(going))
    changes = index.change(
        {one.report: one.keys for one in went},
        {report: one.keys for report, one in arrivals.items()},
    )
    stayed = kept.open_among(changes.named() - arrivals.keys() - set(going))

    def fetched(reports: Collection[str]) -> dict[str, TracedReport]:
        return {one.report: _as_traced(one) for one in kept.linked_before(reports)}

    def reading_of(report: str) -> Reading:
        if report not in readings:
            (readings[report],) = kept.readings_by_id((report,))
        return readings[report]

    known = LazyDict[str, TracedReport](missing_report, fetched)
    known.update(arrivals)
    known.need({*stayed, *changes.holders()})
    before = {one.report: _as_traced(one) for one in went}
    touched = touched_by(changes, before, known, stayed)
    waiting = {report for report, one in arrivals.items() if one.is_open()}
    settled = DateSpread(index, known, reading_of).settle(waiting | touched)
    anew = {r: one for r, one in settled.items() if r in arrivals or one != known[r]}
    otherwise = anew.keys() - arrivals.keys()
    return ReportChanges(
        tuple(sorted({*came, *otherwise})),
        tuple(sorted({*going, *otherwise})),
        {report: reading_of(report) for report in sorted({*came, *otherwise})},
        {**own, **{report: one.created for report, one in anew.items()}},
        anew,
    )


def _as_traced(one: LinkedReport) -> TracedReport:
    """A report as it was kept."""
    own = one.own or one.created
    return TracedReport(traces_from_json(one.traces), one.keys, own, one.created, one.round)


def _judged_anew(
    kept: LinkLedger,
    judgements: Sequence[Judgement],
    before: Sequence[Judgement],
    touched: Collection[str],
) -> tuple[MentionProfile, ...]:
    """Mentions that stay, of judgements that came, were undone, or have mentions come or go."""
    changed = {j.id for j in judgements} ^ {j.id for j in before}
    named = {
        mention
        for judgement in (*judgements, *before)
        for told in ({m for group in judgement.mentions for m in group},)
        if judgement.id in changed or not told.isdisjoint(touched)
        for mention in told
    }
    numbers = kept.numbers(sorted(named - set(touched)))
    return tuple(
        profile_from_json(text) for text in kept.profiles(sorted(numbers.values())).values()
    )


def _fill_readings(
    kept: LinkLedger, arrivals: ReportChanges, reports: Iterable[str]
) -> tuple[dict[str, Reading], dict[str, Creation]]:
    """The readings of some reports, and when these were written."""
    wanted = sorted(reports)
    lacking = [report for report in wanted if report not in arrivals.readings]
    fetched = {reading.document.report: reading for reading in kept.readings_by_id(lacking)}
    readings = {**arrivals.readings, **fetched}
    created = {**kept.created(lacking), **arrivals.created}
    return {r: readings[r] for r in wanted if r in readings}, created


def _link_step(
    linking: LinkSession,
    arrivals: ReportChanges,
    gone: tuple[tuple[str, ...], ...],
    new: tuple[tuple[str, ...], ...],
) -> LinkStep:
    """What a ledger is to keep of a step."""
    return LinkStep(
        out=tuple((n, _all_keys(one)) for n, one in sorted(linking.leaving.items())),
        indexed=tuple(index_mention(n, linking.profiles[n]) for n in sorted(linking.fresh)),
        apart=tuple(sorted(linking.parted)),
        near=linking.met_now(),
        groups=tuple(tuple(linking.numbers[m] for m in mentions) for mentions in new),
        left=arrivals.going,
        linked=linked_reports(arrivals),
        over=gone,
    )


def linked_reports(arrivals: ReportChanges) -> Iterator[LinkedReport]:
    """The reports that came as a ledger is to keep them."""
    for report in arrivals.coming:
        reading, created = arrivals.readings[report], arrivals.created[report]
        one = arrivals.settled.get(report) or traced_report(reading, created)
        yield LinkedReport(
            report=report,
            number=report_number(report),
            own=None if one.round == OWN_WORDS else one.own,
            created=created,
            round=one.round,
            traces=traces_to_json(one.traces),
            keys=one.keys,
        )


def _all_keys(one: MentionProfile) -> tuple[int, ...]:
    """All keys that a mention is filed under."""
    at = blocking_keys(one)
    return (*at.keys, *at.wide, *at.words)


def index_mention(number: int, one: MentionProfile) -> IndexedMention:
    """A mention as it is kept."""
    at, days = blocking_keys(one), one.days
    return IndexedMention(
        number=number,
        mention=one.mention.id,
        report=one.mention.report,
        prepared=profile_to_json(one),
        kind=one.mention.kind.value,
        first=days.first.toordinal() if days else None,
        last=days.last.toordinal() if days else None,
        keys=(
            *((key, False) for key in (*at.keys, *at.words)),
            *((key, True) for key in at.wide),
        ),
    )
