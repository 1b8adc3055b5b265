"""`dateline score`: a user's own gold against the ledger."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table

from dateline import record
from dateline.cli.options import reader_console, with_ledger
from dateline.explain import safe_text
from dateline.score import LedgerAgreement, measure_agreement, read_gold


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@with_ledger
def score_command(gold: Path, ledger: str) -> None:
    """Compare the ledger with incidents that you coded.

    GOLD is a JSON file: {"incidents": [{"id", "reports": [names], "kind", "date": {"start", "end"},
    "place": {"country", "city"}, "killed", "wounded"}]}.

    Example: dateline score gold.json --ledger my.db
    """
    with record.Ledger.open(ledger) as opened:
        result = measure_agreement(read_gold(gold), opened.incidents())
    reader_console().print(score_table(result))
    for title, ids in (("missed", result.missed), ("false alarms", result.false)):
        if ids:
            click.echo(f"{title}: {safe_text(', '.join(ids))}")


def score_table(result: LedgerAgreement) -> Table:
    """The figures in percent, with what they count."""
    table = Table(
        "", "precision", "recall", "F1", "right", "given", "wanted", box=None, pad_edge=False
    )
    for name, row in (("incidents", result.incidents), ("links", result.links)):
        shares = (f"{100 * share:.1f}" for share in (row.precision, row.recall, row.f1))
        table.add_row(name, *shares, str(row.right), str(row.given), str(row.wanted))
    for name, row in result.fields:
        counts = (str(row.right), str(row.given), str(row.wanted))
        table.add_row(name, "", f"{100 * row.recall:.1f}", "", *counts)
    return table
