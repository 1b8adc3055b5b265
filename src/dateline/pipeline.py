"""The whole path, from reports to the incidents of a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from dateline import record
from dateline.link import link, settle_dates, take_in
from dateline.lots import Lot
from dateline.reconcile import reconcile
from dateline.reconcile.reprints import copies
from dateline.types import Cluster, Incident, Outlet, Reading, Report, SetAside
from dateline.versions import fingerprint
from dateline.workers import in_order

Table = Sequence[Outlet]
__all__ = ["incidents", "ingest", "link", "read", "renew", "settle_dates"]


def read(report: Report, *, gate: bool = False, outlets: Table = ()) -> Reading | SetAside:
    """What one report says, or why it is not read; one bad report never ends a run."""
    # spaCy and the tagger come with these stages; what only looks at a ledger does without.
    from dateline.clean import clean  # noqa: PLC0415
    from dateline.detect import detect, turned_away  # noqa: PLC0415
    from dateline.extract import extract  # noqa: PLC0415

    stage = "clean"
    try:
        document = clean(report, outlets)
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
    return ledger.link(_step, fingerprint("dateline.clean", "dateline.link", "dateline.reconcile"))


def _step(work: record.Work) -> tuple[record.Change, ...]:
    """Link what waits, and settle the incidents that it touches."""
    taken = take_in(work)
    lot = Lot(taken.readings, taken.chronology, work.names(taken.readings), taken.judgements)
    found = [settle(lot, cluster) for cluster in taken.clusters]
    return work.keep(taken.step, found, anew=taken.anew)


def incidents(ledger: record.Ledger, policy: str = "minmax") -> tuple[Incident, ...]:
    """The incidents that the readings and judgements of a ledger amount to, under a policy."""
    readings, judgements = ledger.readings(), ledger.judgements()
    by_report, chronology = {r.document.report: r for r in readings}, settle_dates(readings)
    lot = Lot(by_report, chronology, ledger.names(), judgements, policy)
    return tuple(settle(lot, c) for c in link(readings, chronology, judgements))


def settle(lot: Lot, cluster: Cluster) -> Incident:
    """The incident that some mentions of a lot tell of; reports that copy count once."""
    part = lot.part(cluster)
    shared, given = copies(part.documents, part.written), (part.readings, part.chronology)
    return reconcile(cluster, *given, **part.how, copies=shared)
