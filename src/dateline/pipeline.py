"""The whole path, from reports to the incidents of a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from dateline import record
from dateline.link import link_incrementally, link_mentions, settle_dates
from dateline.reconcile import reconcile_cluster
from dateline.reconcile.inputs import ReconcileInput
from dateline.reconcile.reprints import find_copies
from dateline.types import Cluster, Incident, Outlet, Reading, Report, SetAside
from dateline.versions import fingerprint
from dateline.workers import in_order

Table = Sequence[Outlet]
# What incidents are a function of: what another version of these made is made anew.
LINKING = ("dateline.link", "dateline.pipeline", "dateline.reconcile", "dateline.types")
__all__ = ["LINKING", "incidents", "ingest", "link_mentions", "read", "renew", "settle_dates"]


def read(report: Report, *, gate: bool = False, outlets: Table = ()) -> Reading | SetAside:
    """What one report says, or why it is not read; one bad report never ends a run."""
    # spaCy and the tagger come with these stages; what only looks at a ledger does without.
    from dateline.clean import clean_report  # noqa: PLC0415
    from dateline.detect import detect, turned_away  # noqa: PLC0415
    from dateline.extract import extract  # noqa: PLC0415

    stage = "clean"
    try:
        document = clean_report(report, outlets)
        stage = "relevance"
        if gate and (reason := turned_away(document)):
            return SetAside(report.name, stage, reason)
        stage = "detect"
        annotations = detect(document)
        stage = "extract"
        return Reading(document, annotations.created, extract(document, annotations))
    except Exception as error:  # noqa: BLE001  the one edge; the reason is kept
        return SetAside(report.name, stage, str(error) or type(error).__name__)


def lost(report: Report) -> SetAside:
    """A report whose reading ended a process, or did not end."""
    return SetAside(report.name, "extract", "reading it took too long or ended the process")


def ingest(
    ledger: record.Ledger,
    reports: Iterable[Report],
    workers: int,
    *,
    gate: bool = False,
    outlets: Table = (),
) -> Iterator[record.Outcome]:
    """Record each report with its reading, or set it aside; gives both once they are safe."""
    reader = partial(read, gate=gate, outlets=outlets)
    return ledger.record_all(in_order(reader, reports, workers, lost))


def renew(ledger: record.Ledger) -> tuple[record.Change, ...]:
    """Take what came since the last time into the incidents; gives what became of them."""
    return ledger.link(_step, fingerprint(*LINKING))


def _step(work: record.Work) -> tuple[record.Change, ...]:
    """Link what waits, and settle the incidents that it touches."""
    taken = link_incrementally(work)
    inputs = ReconcileInput(
        taken.readings, taken.chronology, work.names(taken.readings), taken.judgements
    )
    found = [settle(inputs, cluster) for cluster in taken.clusters]
    return work.keep(taken.step, found, anew=taken.anew)


def incidents(ledger: record.Ledger, policy: str = "minmax") -> tuple[Incident, ...]:
    """The incidents that the readings and judgements of a ledger amount to, under a policy."""
    readings, judgements = ledger.readings(), ledger.judgements()
    by_report, chronology = {r.document.report: r for r in readings}, settle_dates(readings)
    inputs = ReconcileInput(by_report, chronology, ledger.names(), judgements, policy)
    return tuple(settle(inputs, c) for c in link_mentions(readings, chronology, judgements))


def settle(inputs: ReconcileInput, cluster: Cluster) -> Incident:
    """The incident that some mentions of an input tell of; reports that copy count once."""
    part = inputs.part(cluster)
    shared, given = find_copies(part.documents, part.written), (part.readings, part.chronology)
    return reconcile_cluster(cluster, *given, **part.how, copies=shared)
