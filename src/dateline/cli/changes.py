"""`dateline changes`: what became of incidents since a day or a revision."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from dateline import record
from dateline.cli.options import with_ledger
from dateline.coding import CODING
from dateline.explain import counted_text, safe_text
from dateline.write.changes import (
    Changed,
    changed_fields,
    changed_rows,
    changes_atom,
    changes_json,
    incident_headline,
)

SHOWN = 10  # characters of an id
NEVER = "1970-01-01T00:00:00+00:00"  # when a ledger without revisions was last changed


@click.command()
@click.option(
    "--since",
    required=True,
    metavar="DAY|REVISION",
    help="List changes from this day on (YYYY-MM-DD, UTC), or after this revision (0 lists all).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "atom"]),
    default="text",
    show_default=True,
    help="text for reading, json for applying to an older export, atom for a feed reader.",
)
@with_ledger
def changes_command(since: str, form: str, ledger: str) -> None:
    """List the incidents that changed since a given time.

    Incidents can be added, revised, merged, split, withdrawn or regraded.

    Example: dateline changes --since 2026-11-01 --format atom --ledger my.db
    """
    with record.Ledger.open(ledger) as opened:
        first, last = opened.revision_before(since), opened.revision()
        found = changed_rows(opened.differences(first), opened.texts(), CODING)
        updated = max((one.at for one in opened.revisions()), default=NEVER)
    if form == "json":
        changes_json(first, last, found, sys.stdout)
    elif form == "atom":
        changes_atom(f"Dateline: {Path(ledger).stem}", updated, found, sys.stdout)
    else:
        for line in change_lines(first, last, found):
            click.echo(line)


def change_lines(first: int, last: int, found: Sequence[Changed]) -> Iterator[str]:
    """The changes in words, the newest last."""
    for one in sorted(found, key=lambda one: (one.revision, one.incident)):
        about = incident_headline(one.after or one.before or {})
        yield f"{one.change} {one.incident[:SHOWN]}  {safe_text(about)}"
        for line in changed_fields(one):
            yield f"  {safe_text(line)}"
    yield f"{counted_text(len(found), 'change')} since revision {first}; this is revision {last}"
