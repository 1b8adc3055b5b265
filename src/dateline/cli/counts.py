"""`dateline counts`: how many incidents and victims, by country, month, kind, actor and more."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import click
from rich.table import Table

from dateline import record
from dateline.cli.options import (
    asked_incidents,
    reader_console,
    with_filters,
    with_ledger,
)
from dateline.counting import (
    DIMENSIONS,
    MANY,
    TOLLS,
    Groups,
    count_cells,
    count_dimensions,
    count_header,
    count_rows,
    group_incidents,
    toll_sum,
)
from dateline.explain import safe_text
from dateline.filters import ROLES, in_role
from dateline.types import Incident
from dateline.write.csv import write_rows


@click.command()
@click.option(
    "--by",
    "asked",
    required=True,
    metavar="NAME,…",
    help=f"Count by these, separated by commas: {', '.join(DIMENSIONS)}.",
)
@click.option(
    "--role",
    type=click.Choice(ROLES),
    default="main",
    show_default=True,
    help="Count incidents that a report is about, those mentioned in passing only, or all.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    show_default=True,
    help="text for reading, csv or json for programs.",
)
@with_filters
@with_ledger
def counts_command(asked: str, role: str, form: str, ledger: str, **options: Any) -> None:  # noqa: ANN401  filters
    """Count incidents and victims by country, month and more.

    Incidents whose figure has no best value, has no upper bound or is not stated are counted
    separately.

    Example: dateline counts --by country,month --kind bombing --ledger my.db
    """
    names = count_dimensions(asked)
    with record.open_snapshot(ledger) as opened:
        found = asked_incidents(opened, options)
    kept = [incident for incident in found if in_role(incident, role)]
    groups = group_incidents(kept, names)
    if form == "csv":
        write_rows([count_header(names)], count_cells(groups), sys.stdout.buffer, bom=False)
    elif form == "json":
        click.echo(json.dumps(list(count_rows(names, groups)), ensure_ascii=False, indent=1))
    else:
        reader_console().print(counts_table(names, groups, kept))


def counts_table(names: Sequence[str], groups: Groups, kept: Sequence[Incident]) -> Table:
    """The rows for people, with a last one in which each incident counts once."""
    table = Table(*names, "incidents", *TOLLS, box=None, pad_edge=False)
    whole = ("all, each once" if MANY.intersection(names) else "all", *[""] * (len(names) - 1))
    rows = [(tuple(safe_text(v) or "unknown" for v in key), held) for key, held in groups.items()]
    for labels, incidents in (*rows, (whole, kept)):
        sums = (toll_sum(incidents, toll).as_words() for toll in TOLLS)
        table.add_row(*labels, str(len(incidents)), *sums)
    return table
