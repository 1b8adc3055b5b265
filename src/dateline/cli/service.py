"""A service on a ledger: the stages, as far as serving needs them, put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from dateline import link, pipeline, record
from dateline.cli.export import TOTALS, contents_of, with_totals
from dateline.cli.options import POLICIES, made_incidents, run_settings
from dateline.coding import CODING
from dateline.errors import InputError, hide_passwords
from dateline.score import measure_agreement, read_gold_text
from dateline.types import (
    Copy,
    Doubt,
    Incident,
    Interval,
    Judgement,
    Reading,
    Report,
    SetAside,
    Source,
    Stamp,
)
from dateline.verdicts import check_verdict, field_forms
from dateline.write import WRITERS
from dateline.write.changes import change_row, changed_rows
from dateline.write.countries import built_text
from dateline.write.jsonl import exchange_row, exchange_schema

if TYPE_CHECKING:
    from dateline.serve import (
        ExportForm,
        ExportRequest,
        GoldScore,
        LedgerActions,
        LedgerService,
        NearMiss,
        Row,
    )
    from dateline.serve.accounts import AccountStore
    from dateline.serve.webhooks import WebhookDesk

JSON_LINES: Final = ("application/x-ndjson", "jsonl")
TABLE: Final = ("text/csv; charset=utf-8", "csv")
ZIP: Final = ("application/zip", "zip")
# What a browser is told of a form, and the ending of the file that it saves.
MEDIA: Final = {
    "aggregates": JSON_LINES,
    "atom": ("application/atom+xml", "atom"),
    "bundle": ZIP,
    "ftm": JSON_LINES,
    "geojson": ("application/geo+json", "geojson"),
    "geoparquet": ("application/vnd.apache.parquet", "parquet"),
    "jsonl": JSON_LINES,
    "page": ("text/html; charset=utf-8", "html"),
    "parquet": ("application/vnd.apache.parquet", "parquet"),
    "plover": JSON_LINES,
    "site": ZIP,
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
}


def ledger_service(
    ledger: record.Ledger,
    where: str,
    accounts: AccountStore | None = None,
    hosts: Sequence[str] = (),
    jobs: Path | None = None,
) -> LedgerService:
    """A service on an open ledger.

    Args:
        ledger: which stays open as long as the service runs.
        where: its path or URL, for the title.
        accounts: who may use it; nobody but this machine without them.
        hosts: names that it answers to beside those of this machine.
        jobs: the folder of jobs; none are taken without one.
    """
    from dateline.serve import LedgerJudging, LedgerService, LedgerView  # noqa: PLC0415  an extra
    from dateline.serve.service import LOCAL_HOSTS  # noqa: PLC0415

    actions = ledger_actions()
    title = f"Dateline: {Path(hide_passwords(where)).stem}"
    restricted = accounts.restricted if accounts else frozenset
    view = LedgerView(ledger, actions, title, restricted)
    names, judging = (*LOCAL_HOSTS, *hosts), LedgerJudging(view)
    desk = None
    if jobs:
        from dateline.cli.jobs import open_desk  # noqa: PLC0415  an extra

        desk = open_desk(jobs, view, judging)
    hooks = open_webhooks(jobs.with_name(f"{jobs.stem}.webhooks")) if jobs else None
    return LedgerService(title, view, judging, actions, names, accounts, desk, hooks)


def open_webhooks(folder: Path) -> WebhookDesk | None:
    """The webhooks of a ledger; None where the extra that sends is missing."""
    from dateline.serve.webhooks import WebhookDesk  # noqa: PLC0415  an extra

    try:
        from dateline.acquire import fetching  # noqa: PLC0415  an extra
    except ModuleNotFoundError:
        return None
    rules = fetching.FetchRules(fetching.Reach(allowed=run_settings().fetch_allow))
    return WebhookDesk(
        folder, partial(fetching.send_bytes, rules), partial(fetching.check_target, rules)
    )


def ledger_actions() -> LedgerActions:
    """The stages that the service needs."""
    from dateline.serve import LedgerActions  # noqa: PLC0415  an extra

    return LedgerActions(
        row=partial(exchange_row, coding=CODING),
        row_schema=exchange_schema,
        changed=differing_rows,
        check=lambda ledger, verdict, unlisted: check_verdict(ledger, verdict, unlisted=unlisted),
        renew=pipeline.renew,
        copies=copies_of_report,
        doubts=doubtful_pairs,
        fields=correctable_fields,
        forms={form.name: form for form in export_forms()},
        policies=POLICIES,
        settled=made_incidents,
        export=export_visible,
        nearest=nearest_incident,
        edit=edit_report,
        built=built_text,
        score=score_gold,
    )


def export_forms() -> tuple[ExportForm, ...]:
    """The forms of exports, by name."""
    from dateline.serve import ExportForm  # noqa: PLC0415  an extra

    return tuple(
        ExportForm(name, form.about, *MEDIA.get(name, TABLE), role=form.role, policy=form.policy)
        for name, form in sorted(WRITERS.items())
    )


def copies_of_report(readings: Sequence[Reading], report: str | None) -> tuple[Copy, ...]:
    """The pairs of reports that share passages, or those of one report."""
    from dateline.reconcile.reprints import Copies  # noqa: PLC0415  few requests need it

    created = dict(link.settle_dates(readings).created)
    shelf = Copies({name: one.interval for name, one in created.items()})
    for reading in readings:
        shelf.add(reading.document)
    known = report is None or any(r.document.report == report for r in readings)
    if not known:  # withdrawn: it copies nothing that counts
        return ()
    return tuple(shelf.copies_of(report) if report else shelf.all())


def doubtful_pairs(readings: Sequence[Reading], judgements: Sequence[Judgement]) -> Sequence[Doubt]:
    """The pairs of clusters that are neither surely one nor surely two."""
    from dateline.link import find_doubts, settle_dates  # noqa: PLC0415  few requests need it

    return find_doubts(readings, settle_dates(readings), judgements)


def correctable_fields() -> Iterator[tuple[str, str]]:
    """What can be corrected, and how it is written."""
    yield from field_forms()


def differing_rows(found: Iterable[record.Difference], texts: Mapping[str, str]) -> list[Row]:
    """Differences in the exchange form."""
    return [change_row(one) for one in changed_rows(found, texts, CODING)]


def export_visible(ledger: record.Ledger, asked: ExportRequest, stream: BinaryIO) -> None:
    """Write incidents in a form, from what whoever asks may see."""
    whole = contents_of(ledger, asked.incidents, asked.title, policy=asked.policy)
    contents = replace(
        whole,
        readings=[r for r in whole.readings if r.document.report not in asked.hidden],
        names={r: names for r, names in whole.names.items() if r not in asked.hidden},
        set_aside=whole.set_aside if asked.aside else (),
        reports=lambda: [r for r in whole.reports() if r.id not in asked.hidden],
    )
    if WRITERS[asked.form].role == TOTALS:
        contents = with_totals(contents, asked.filters, any_words=bool(asked.words))
    WRITERS[asked.form].write(contents, stream)


def nearest_incident(
    readings: Sequence[Reading], incident: Incident, others: Sequence[Incident]
) -> NearMiss | None:
    """Of some incidents the one most like another; what is in none of them does not count."""
    from dateline.link import LinkSession, settle_dates  # noqa: PLC0415  few requests need it
    from dateline.link.profiles import mention_profiles  # noqa: PLC0415
    from dateline.serve import NearMiss  # noqa: PLC0415  an extra

    session = LinkSession(())
    session.change(mention_profiles(readings, settle_dates(readings)))
    known = {mention.id for reading in readings for mention in reading.mentions}
    own = [mention for mention in incident.cluster.mentions if mention in known]
    links = [
        (session.link(one, mention), other.id)
        for other in others
        for mention in other.cluster.mentions
        for one in own
        if mention in known
    ]
    if not links:
        return None
    link, other = max(links, key=lambda pair: (pair[0].weight, pair[1]))
    return NearMiss(other, link)


def edit_report(
    ledger: record.Ledger, report: Report, published: date | None, source: Source | None
) -> None:
    """Read a report anew that was given another date or outlet.

    Raises:
        InputError: it cannot be read with them.
    """
    stamp = Stamp(published.isoformat(), (Interval(published, published),)) if published else None
    changed = replace(report, published=published, stamp=stamp, source=source or report.source)
    answer = pipeline.read(changed)
    if isinstance(answer, SetAside):
        raise InputError(f"expected a report that can be read, found: {answer.reason}")
    ledger.amend(changed, answer)


def score_gold(incidents: Sequence[Incident], text: str) -> GoldScore:
    """Incidents against the text of a gold file.

    Raises:
        InputError: it cannot be read as one.
    """
    from dateline.serve import GoldRow, GoldScore  # noqa: PLC0415  an extra

    found = measure_agreement(read_gold_text(text, "the text"), incidents)
    named = (("incidents", found.incidents), ("links", found.links), *found.fields)
    rows = tuple(GoldRow(name, row.right, row.given, row.wanted) for name, row in named)
    return GoldScore(rows, found.missed, found.false)
