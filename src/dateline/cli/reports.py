"""`dateline reports` and `dateline verify`: what was read, and whether it still stands."""

from __future__ import annotations

import sys

import click
from rich.table import Table

from dateline import pipeline, record
from dateline.cli.options import console, with_ledger
from dateline.errors import hide_passwords
from dateline.explain import counted_text, days_text, safe_text
from dateline.types import Document, Reading, Scope


@click.command()
@click.option("--set-aside", is_flag=True, help="List what was not recorded, with the reasons.")
@with_ledger
def reports(set_aside: bool, ledger: str) -> None:
    """List the recorded reports, or what was set aside.

    Each report is listed with its day of writing and the number of events in it.

    Example: dateline reports --set-aside --ledger my.db
    """
    with record.Ledger.open(ledger) as opened:
        console().print(_aside(opened) if set_aside else _read(opened))


@click.command()
@with_ledger
def verify(ledger: str) -> None:
    """Check that reports, claims and history are intact.

    Each fault is printed on a line; the exit status is 1 if there is one.

    Example: dateline verify --ledger my.db
    """
    with record.Ledger.open(ledger) as opened:
        faults = opened.faults()
        for fault in faults:
            click.echo(safe_text(fault))
        if faults:
            sys.exit(1)
        click.echo(
            f"{hide_passwords(ledger)}: {counted_text(len(opened.names()), 'report')}, no faults"
        )


def _aside(ledger: record.Ledger) -> Table:
    """A table of what was not recorded."""
    table = Table("report", "stage", "reason", box=None, pad_edge=False)
    for item in ledger.all_set_aside():
        table.add_row(safe_text(item.name), item.stage, safe_text(item.reason))
    return table


def _read(ledger: record.Ledger) -> Table:
    """A table of what was recorded."""
    names, withdrawn = ledger.names(), ledger.withdrawals()
    readings = ledger.readings(withdrawn=True)
    created = dict(pipeline.settle_dates(readings).created)
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
            safe_text(_outlet(document)),
            safe_text(_note(reading, withdrawn)),
        )
    return table


def _outlet(document: Document) -> str:
    """Its outlet, with the letters that people gave it."""
    if document.source is None:
        return ""
    letters = [rating.letter.value for rating in document.source.ratings]
    return document.source.name + (f" ({', then '.join(letters)})" if letters else "")


def _note(reading: Reading, withdrawn: dict[str, str]) -> str:
    """That a report was withdrawn, and why."""
    reason = withdrawn.get(reading.document.report)
    return "" if reason is None else f"withdrawn: {reason}"
