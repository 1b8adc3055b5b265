"""The whole path, from reports to the incidents of a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial

from dateline import link, record
from dateline.filters import Filters
from dateline.guards import Answer, StageMark, check_program, guard_reading, lose_report
from dateline.reconcile import reconcile_cluster
from dateline.reconcile.inputs import ReconcileInput
from dateline.reconcile.reprints import find_copies
from dateline.types import Cluster, Incident, Intake, Reading, Report, SetAside, Toll
from dateline.versions import code_fingerprint

PLAIN, EVERYTHING = Intake(), Filters()
# What incidents are a function of: what another version of these made is made anew.
PARTS = ("distances", "link", "pipeline", "reconcile", "syntax", "types", "vocabulary")
LINKING = tuple(f"dateline.{part}" for part in PARTS)


def read(report: Report, how: Intake = PLAIN) -> Answer:
    """What one report says, or why it is not read."""
    return guard_reading(partial(_stages, how=how), report)


def _stages(report: Report, at: StageMark, how: Intake) -> Answer:
    """Take a report through the stages that read it."""
    # These bring spaCy and the tagger; what only looks at a ledger does without.
    from dateline.clean import Translator, clean_report  # noqa: PLC0415
    from dateline.detect import detect, fighting_kinds, relevance_rejection  # noqa: PLC0415
    from dateline.extract import extract, glance_rejection  # noqa: PLC0415

    translator = Translator(how.english) if how.english else None
    document = clean_report(report, how.outlets, translator, fast_pages=how.fast_pages)
    at.stage = "relevance"
    if how.gate and (reason := relevance_rejection(document)):
        return SetAside(report.name, at.stage, reason)
    if how.gate and (reason := glance_rejection(document, fighting_kinds, detect)):
        return SetAside(report.name, at.stage, reason)
    at.stage = "detect"
    found = detect(document)
    at.stage = "extract"
    return Reading(document, found.created, extract(document, found), found.given)


@cache
def get_ready() -> None:
    """Load all that reading needs, once for all processes that are forked from this one."""
    check_program(read)


def ingest(
    ledger: record.Ledger, reports: Iterable[Report], workers: int, how: Intake = PLAIN
) -> Iterator[record.Outcome]:
    """Record each report with its reading, or set it aside; gives both once they are safe."""
    from dateline.workers import in_order  # noqa: PLC0415  it brings all that runs processes

    reader = partial(read, how=how)
    return ledger.record_all(in_order(reader, reports, workers, lose_report, prepare=get_ready))


def renew(ledger: record.Ledger) -> tuple[record.Change, ...]:
    """Take what came since the last time into the incidents; gives what became of them."""
    return ledger.link(_step, code_fingerprint(*LINKING))


def _step(work: record.Work) -> tuple[record.Change, ...]:
    """Link what waits, and settle the incidents that it touches."""
    taken = link.link_incrementally(work)
    inputs = ReconcileInput(
        taken.readings, taken.chronology, work.names(taken.readings), taken.judgements
    )
    found = [settle(inputs, cluster) for cluster in taken.clusters]
    return work.keep_step(taken.step, found, anew=taken.anew)


def settled_incidents(
    ledger: record.KeptLedger, policy: str, asked: Filters = EVERYTHING
) -> tuple[Incident, ...]:
    """The incidents that are asked for as they are linked, their figures settled by a policy."""
    readings = {reading.document.report: reading for reading in ledger.readings()}
    created = ledger.times_of_writing()
    if ledger.lag() or not readings.keys() <= created.keys():  # no run has linked them all yet
        return asked.keep(made_incidents(ledger, policy))
    chronology = link.date_events(readings.values(), created)
    inputs = ReconcileInput(readings, chronology, ledger.names(), ledger.judgements(), policy)
    kept = asked.beside_figures().keep(ledger.incidents())
    told = ((one, any(isinstance(c.value, Toll) for c in one.claims)) for one in kept)
    found = (settle(inputs, one.cluster) if has_toll else one for one, has_toll in told)
    return asked.keep(record.in_order(found))


def made_incidents(ledger: record.KeptLedger, policy: str = "minmax") -> tuple[Incident, ...]:
    """The incidents that the readings and judgements of a ledger amount to, under a policy."""
    readings, judgements = ledger.readings(), ledger.judgements()
    by_report, chronology = {r.document.report: r for r in readings}, link.settle_dates(readings)
    inputs = ReconcileInput(by_report, chronology, ledger.names(), judgements, policy)
    found = (settle(inputs, c) for c in link.link_mentions(readings, chronology, judgements))
    return record.in_order(found)


def settle(inputs: ReconcileInput, cluster: Cluster) -> Incident:
    """The incident that some mentions of an input tell of; reports that copy count once."""
    part = inputs.part(cluster)
    shared, given = find_copies(part.documents, part.written), (part.readings, part.chronology)
    return reconcile_cluster(cluster, *given, **part.how, copies=shared)
