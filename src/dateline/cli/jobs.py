"""What the jobs of a service do: the stages, put together for work that nobody waits for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl

from dateline import pipeline
from dateline.acquire import acquire
from dateline.filter_grammar import incident_query
from dateline.serve import LedgerJudging, LedgerView
from dateline.serve.accounts import Account, AccountRole
from dateline.serve.jobs import RESULT, SENT, JobDesk, JobWork, ServiceJob
from dateline.types import Intake, Report, SetAside

Steps = Iterator[tuple[int, int | None, str]]


def open_desk(folder: Path, view: LedgerView, judging: LedgerJudging) -> JobDesk:
    """A desk for the jobs of a service."""
    return JobDesk(folder, job_works(view, judging))


def job_works(view: LedgerView, judging: LedgerJudging) -> dict[str, JobWork]:
    """What jobs do: read what was sent into the ledger, or write an export."""

    def ingest_job(job: ServiceJob, folder: Path) -> Steps:
        arrivals = list(acquire([folder / SENT]))
        del job
        total = sum(isinstance(one, Report) for one in arrivals)
        aside = [one for one in arrivals if isinstance(one, SetAside)]
        unread, recorded = view.ledger.unread(arrivals), 0
        read = pipeline.ingest(view.ledger, unread, workers=2, how=Intake(gate=True))
        for done, (report, outcome) in enumerate(read, 1):
            if isinstance(outcome, SetAside):
                aside.append(outcome)
            recorded += not isinstance(outcome, SetAside)
            yield done, total, f"read {report.name}"
        judging.renew_incidents()
        why = "".join(f"; {one.name}: {one.reason}" for one in aside)
        yield total, total, f"{recorded} recorded, {len(aside)} set aside{why}"

    def export_job(job: ServiceJob, folder: Path) -> Steps:
        name, _, filters = job.asked.partition("?")
        who = Account(job.owner, AccountRole(job.role))
        yield 0, 1, "writing"
        with (folder / RESULT).open("wb") as stream:
            query = incident_query(parse_qsl(filters))
            view.write_export(view.actions.forms[name], query, who, "", stream)
        yield 1, 1, "written"

    return {"ingest": ingest_job, "export": export_job}
