"""`dateline ingest`: reports in, ledger out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path

import click
from rich.progress import (
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from dateline import pipeline, record
from dateline.acquire import Columns, acquire, read_outlets
from dateline.cli.options import console, settings, with_ledger
from dateline.errors import InputError
from dateline.explain import safe
from dateline.types import Outlet, Report, SetAside

WHATS = ("new", "joined", "merged", "split", "gone")
TASK = "{task.description}"


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--published",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help='Publication dates known from elsewhere, as JSON: {"report.txt": "2016-07-15"}.',
)
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Where a table keeps a field under another name: --map outlet=publisher.",
)
@click.option(
    "--outlets",
    type=click.Path(path_type=Path),
    metavar="FILE",
    default=lambda: settings().outlets,
    show_default="DATELINE_OUTLETS",
    help="Outlets, owners and agencies of your own, as TOML; see the page on the ledger.",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Read other news too, which is set aside unread otherwise, with the reason.",
)
@click.option("--again", is_flag=True, help="Read recorded reports anew, after an upgrade.")
@with_ledger
def ingest(
    paths: tuple[Path, ...],
    published: Path | None,
    columns: tuple[str, ...],
    outlets: Path | None,
    everything: bool,
    again: bool,
    ledger: str,
) -> None:
    """Read reports (text, HTML, JSON Lines, CSV; files or folders) into the ledger.

    What is recorded already is passed over; stopped work goes on where it was. News that tells of
    no violence is set aside unread: `dateline reports --set-aside` lists it with the reasons.

    Example: dateline ingest reports/ --published dates.json --ledger my.db
    """
    table = read_outlets(outlets) if outlets else ()
    given = (dates(published), columns_of(columns))
    arrivals = acquire(existing(paths), published=given[0], columns=given[1], outlets=table)
    with record.Ledger.open(ledger, create=True) as opened:
        new, changes = fill(opened, arrivals, again=again, gate=not everything, outlets=table)
        for line in told(changes):
            click.echo(line)
        click.echo(summary(opened, new, ledger))


def fill(
    ledger: record.Ledger,
    arrivals: Iterable[Report | SetAside],
    *,
    again: bool = False,
    gate: bool = False,
    outlets: Sequence[Outlet] = (),
) -> tuple[int, Sequence[record.Change]]:
    """Read what is new, telling how far it is, then take it into the incidents.

    Returns:
        How many reports were read, and what became of the incidents.
    """
    done = 0
    with _progress() as progress:
        task = progress.add_task("Reading", total=None)
        unread = ledger.unread(arrivals, again=again, outlets=outlets)
        read = pipeline.ingest(ledger, unread, settings().workers, gate=gate, outlets=outlets)
        for done, name in enumerate(read, 1):
            progress.update(task, completed=done, description=f"Read {safe(name)}")
        progress.update(task, description="Building incidents")
        changes = pipeline.renew(ledger)
    return done, changes


def _progress() -> Progress:
    """A line on standard error that vanishes when the work is done."""
    columns = (SpinnerColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn(TASK))
    where = console(err=True)
    return Progress(*columns, console=where, transient=True, disable=not where.is_terminal)


def summary(ledger: record.Ledger, new: int, where: str) -> str:
    """What the ledger holds now, in one line."""
    reports, aside, incidents = ledger.sizes()
    return f"{where}: {new} read now, {reports} reports, {aside} set aside, {incidents} incidents"


def told(changes: Sequence[record.Change]) -> Iterator[str]:
    """What became of the incidents: how many of each, then those that an id's holder must know."""
    many = Counter(change.what for change in changes)
    if many:
        yield "incidents: " + ", ".join(f"{many[what]} {what}" for what in WHATS if many[what])
    for change in changes:
        olds = " and ".join(old[:8] for old in change.before)
        if change.what == "merged":
            yield f"{change.incident[:8]} merged from {olds}"
        elif change.what == "split":
            yield f"{change.incident[:8]} split from {olds}"
        elif change.what == "gone":
            yield f"{change.incident[:8]} gone: nothing is left that tells of it"


def dates(path: Path | None) -> Mapping[str, date]:
    """The publication dates in a JSON file."""
    if path is None:
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): date.fromisoformat(day) for name, day in data.items()}
    except OSError as error:
        raise InputError(
            f"expected a file with publication dates, came {path}: {error.strerror}; "
            "give another path with --published"
        ) from error
    except (ValueError, AttributeError, TypeError) as error:
        raise InputError(
            f'expected {{"report.txt": "YYYY-MM-DD"}} in {path}, came: {error}; mend the file'
        ) from error


def columns_of(pairs: Sequence[str]) -> Columns:
    """Where a table keeps which field, from FIELD=COLUMN pairs."""
    known = [field.name for field in fields(Columns)]
    given = dict(pair.partition("=")[::2] for pair in pairs)
    for field, column in given.items():
        if field not in known or not column:
            raise InputError(
                f"expected FIELD=COLUMN with a field of {', '.join(known)}, came "
                f"{field}={column}; mend --map"
            )
    return Columns(**given)


def existing(paths: Sequence[Path]) -> Sequence[Path]:
    """The paths, before a ledger is made for nothing."""
    for path in paths:
        if not path.exists():
            raise InputError(
                f"expected a file or folder, came {path}; there is none, mend the path"
            )
    return paths
