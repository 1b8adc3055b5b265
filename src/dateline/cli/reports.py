"""`dateline reports` and `dateline verify`: what was read, and whether it still stands."""

from __future__ import annotations

import sys

import click
from rich.table import Table

from dateline import link, pipeline, record
from dateline.cli.options import lag_text, reader_console, with_ledger
from dateline.errors import hide_passwords
from dateline.explain import counted_text, days_text, safe_text
from dateline.types import Document, Reading, Scope
from dateline.versions import code_fingerprint

LINKED_OTHERWISE = (
    "another version of the program linked it last: what linking keeps (days of writing, the index "
    "of mentions, which are alike) was not compared; the next ingest, or `dateline verify "
    "--repair`, makes it anew"
)


@click.command()
@click.option("--set-aside", is_flag=True, help="List what was not recorded, with the reasons.")
@with_ledger
def reports_command(set_aside: bool, ledger: str) -> None:
    """List the recorded reports, or what was set aside.

    Each report is listed with its day of writing and the number of events in it.

    Example: dateline reports --set-aside --ledger my.db
    """
    with record.Ledger.open(ledger) as opened:
        reader_console().print(set_aside_table(opened) if set_aside else recorded_table(opened))


@click.command()
@click.option(
    "--head",
    metavar="HEAD",
    help="Check that the history still leads to this head, which --print-head gave earlier.",
)
@click.option(
    "--print-head", is_flag=True, help="Print the head of the history, to be kept elsewhere."
)
@click.option(
    "--repair",
    is_flag=True,
    help="Make incidents, claims and indexes again from readings and judgements, then check.",
)
@with_ledger
def verify_command(head: str | None, print_head: bool, repair: bool, ledger: str) -> None:
    """Check that the ledger is intact.

    Every table is compared with the history, which is bound row by row, and with what can be made
    anew from it. Each fault is printed with its table and row; the exit status is 1 if there is
    one, or if incidents lag behind reports and judgements.

    A ledger that another version of the program linked last says so: what linking keeps for the
    next run is then not compared, and the next run makes it anew.

    Rows that were cut off the end of the history, together with all that they tell of, are only
    found with a head that was kept elsewhere.

    Example: dateline verify --ledger my.db
    """
    with record.Ledger.open(ledger) as opened:
        if print_head:
            click.echo(opened.head().as_kept())
            return
        if repair:
            for done in opened.repair(pipeline.renew):
                click.echo(safe_text(f"repair: {done}"))
        faults = opened.faults(head=head, renew=pipeline.renew)
        for fault in faults:
            click.echo(safe_text(str(fault)))
        lag = "" if faults else lag_text(opened)
        if lag:
            click.echo(lag)
        if faults or lag:
            sys.exit(1)
        if not opened.is_linked_by(code_fingerprint(*pipeline.LINKING)):
            click.echo(LINKED_OTHERWISE)
        click.echo(
            f"{hide_passwords(ledger)}: {counted_text(len(opened.names()), 'report')}, no faults"
        )


def set_aside_table(ledger: record.Ledger) -> Table:
    """A table of what was not recorded."""
    table = Table("report", "stage", "reason", box=None, pad_edge=False)
    for item in ledger.all_set_aside():
        table.add_row(safe_text(item.name), item.stage, safe_text(item.reason))
    return table


def recorded_table(ledger: record.Ledger) -> Table:
    """A table of what was recorded."""
    names, withdrawn = ledger.names(), ledger.withdrawals()
    readings = ledger.readings(withdrawn=True)
    created = dict(link.settle_dates(readings).created)
    table = Table(
        "report", "id", "written", "language", "events", "outlet", "", box=None, pad_edge=False
    )
    for reading in sorted(readings, key=lambda reading: names[reading.document.report]):
        document = reading.document
        table.add_row(
            safe_text(", ".join(names[document.report])),
            document.report[:12],
            days_text(created.get(document.report, reading.created).interval),
            document.language,
            str(sum(m.scope is not Scope.UNLISTED for m in reading.mentions)),
            safe_text(outlet_cell(document)),
            safe_text(withdrawal_note(reading, withdrawn)),
        )
    return table


def outlet_cell(document: Document) -> str:
    """Its outlet, with the letters that people gave it."""
    if document.source is None:
        return ""
    letters = [rating.letter.value for rating in document.source.ratings]
    return document.source.name + (f" ({', then '.join(letters)})" if letters else "")


def withdrawal_note(reading: Reading, withdrawn: dict[str, str]) -> str:
    """That a report was withdrawn, and why."""
    reason = withdrawn.get(reading.document.report)
    return "" if reason is None else f"withdrawn: {reason}"
