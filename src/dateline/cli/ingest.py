"""`dateline ingest`: reports in, ledger out."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import TypeVar

import click

from dateline import pipeline, record
from dateline.acquire import Arrival, Layout, acquire, is_address, read_outlets
from dateline.cli.mappings import layout_of, load_mapping, save_mapping
from dateline.cli.meter import meter_for
from dateline.cli.on_ray import LOCAL, RayPlan, ingest_on_ray
from dateline.cli.options import run_settings, with_intake, with_ledger
from dateline.cli.sources import WaysIn, ways_in
from dateline.cli.tally import Tally
from dateline.errors import InputError, hide_passwords
from dateline.explain import counted_text
from dateline.stamps import read_stamp
from dateline.types import Intake, Outlet, Report, SetAside

WHATS = ("new", "joined", "merged", "split", "gone")
MOST_TOGETHER = 100  # reports in a batch; a program that is killed reads one batch again
MOST_BYTES = 50_000_000  # of a batch
T = TypeVar("T")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL...")
@click.option(
    "--fetch",
    is_flag=True,
    help="Fetch addresses: those given, and those in feeds, sitemaps, tables and lists of links.",
)
@click.option(
    "--published",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help='Take publication dates from this JSON file: {"report.txt": "2016-07-15"}.',
)
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Read a field from a column whose name is not recognised: --map text=wording.",
)
@click.option(
    "--date-format",
    default="",
    metavar="FORMAT",
    help="Read dates in tables as dmy or mdy (05/06/2019), or by a pattern such as %d.%m.%Y.",
)
@click.option("--mapping", metavar="NAME", help="Use the mapping saved under this name.")
@click.option(
    "--save-mapping",
    metavar="NAME",
    help="Save --map and --date-format under this name for later use.",
)
@with_intake
@click.option(
    "--again", is_flag=True, help="Read recorded reports again, for example after an upgrade."
)
@click.option(
    "--engine",
    type=click.Choice(["processes", "ray"]),
    default="processes",
    show_default=True,
    help="Read in processes of this machine, or on Ray; the ledger is the same.",
)
@click.option(
    "--ray-address",
    metavar="ADDRESS",
    help="Read on the Ray cluster at this address instead of workers on this machine.",
)
@click.option(
    "--partials",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Keep what Ray has read in this folder, for a run that goes on after this one stopped.",
)
@with_ledger
def ingest_command(
    paths: tuple[str, ...],
    published: Path | None,
    columns: tuple[str, ...],
    date_format: str,
    mapping: str | None,
    save_mapping: str | None,
    outlets: Path | None,
    everything: bool,
    fast_pages: bool,
    again: bool,
    fetch: bool,
    engine: str,
    ray_address: str | None,
    partials: Path | None,
    ledger: str,
) -> None:
    """Read reports into the ledger.

    Give files or folders with text, pages, tables, feeds, mail, PDF files and more; with --fetch,
    also addresses of pages, feeds, sitemaps and web archives. Recorded reports are skipped, so you
    can stop at any time and run the same command again. News that
    reports no violence is set aside; `dateline reports --set-aside` lists it with the reasons.
    Columns of tables are recognised by common names. The exit status is 1 if nothing could be read.

    Example: dateline ingest reports/ --published dates.json --ledger my.db
    """
    table = read_outlets(outlets) if outlets else ()
    given = published_dates(published)
    layout = column_mapping(columns, date_format, mapping, save_mapping)
    sources = existing_paths(paths, fetch=fetch)
    plan = ray_plan(engine, ray_address, partials)
    with record.Ledger.open(ledger, create=True) as opened, ways_in(ledger, fetch=fetch) as ways:
        arrivals = acquire(sources, published=given, layout=layout, outlets=table, ways=ways.ways)
        tally, changes = fill_ledger(
            opened,
            arrivals,
            again=again,
            gate=not everything,
            fast_pages=fast_pages,
            outlets=table,
            paths=sources,
            ways=ways,
            plan=plan,
        )
        for line in (*tally.summary(given), *told_changes(changes)):
            click.echo(line)
        click.echo(ledger_summary(opened, tally, ledger))
    if not tally.recorded and not tally.known_before:
        sys.exit(1)


def ray_plan(engine: str, address: str | None, partials: Path | None) -> RayPlan | None:
    """How to read on Ray, as the options say; None to read in processes of this machine."""
    if engine == "ray":
        return RayPlan(address or LOCAL, run_settings().workers, partials)
    if address or partials:
        name = "--ray-address" if address else "--partials"
        raise InputError(f"expected {name} with --engine ray, found no engine; add --engine ray")
    return None


def column_mapping(
    pairs: Sequence[str], date_format: str, mapping: str | None, save: str | None
) -> Layout:
    """How tables are laid out, as the options say; kept where that is asked for."""
    path = Path(run_settings().mappings or Path(click.get_app_dir("dateline")) / "mappings.json")
    saved = load_mapping(mapping, path) if mapping else Layout()
    layout = layout_of(pairs, date_format, saved)
    if save:
        save_mapping(save, layout, path)
    return layout


def fill_ledger(
    ledger: record.Ledger,
    arrivals: Iterable[Arrival],
    *,
    again: bool = False,
    gate: bool = False,
    fast_pages: bool = False,
    outlets: Sequence[Outlet] = (),
    paths: Sequence[str | Path] = (),
    ways: WaysIn | None = None,
    is_stopped: Callable[[], bool] = bool,
    plan: RayPlan | None = None,
) -> tuple[Tally, Sequence[record.Change]]:
    """Read what is new, telling how far it is, then take it into the incidents.

    Args:
        ledger: where to.
        arrivals: what there is to read.
        again: read recorded reports too.
        gate: set aside what reports no violence.
        fast_pages: take the text of HTML pages by the faster, less exact way.
        outlets: the table that the reports come with.
        paths: where they come from, to tell how much is left.
        ways: what notes that reports are recorded.
        is_stopped: asked before each report; the rest is left for another run.
        plan: how to read on Ray; in processes of this machine if None.

    Returns:
        What arrived and what became of it, and what became of the incidents.
    """
    tally, ways = Tally(), ways or WaysIn()

    def going(items: Iterable[T]) -> Iterator[T]:
        return takewhile(lambda _: not is_stopped(), items)

    with meter_for(paths, lambda: ways.begun) as meter:
        for batch in arriving_batches(going(tally.watch(arrivals)), ways):
            unread = ledger.unread(going(batch), again=again, outlets=outlets)
            settings = run_settings()
            recording = (
                partial(ingest_on_ray, ledger, unread, plan)
                if plan is not None
                else partial(pipeline.ingest, ledger, unread, settings.workers)
            )
            how = Intake(gate, tuple(outlets), settings.translate, fast_pages)
            for report, outcome in recording(how=how):
                tally.note(report, outcome)
                meter.note(report.name)
            if not is_stopped():
                ways.note_recorded(is_done=False)
        if not is_stopped():
            ways.note_recorded(is_done=True)
        meter.say("Building incidents")
        changes = pipeline.renew(ledger)
    return tally, changes


def arriving_batches(
    arrivals: Iterator[Report | SetAside], ways: WaysIn
) -> Iterator[Iterable[Report | SetAside]]:
    """What arrives, in portions after each of which what is done can be noted.

    Where nothing is noted, all is one portion, and is taken as it is needed.
    """
    if ways.store is None:
        yield arrivals
        return
    batch: list[Report | SetAside] = []
    size = 0
    for arrival in arrivals:
        batch.append(arrival)
        size += len(arrival.content) if isinstance(arrival, Report) else 0
        if len(batch) == MOST_TOGETHER or size > MOST_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def ledger_summary(ledger: record.Ledger, tally: Tally, where: str) -> str:
    """What the ledger holds now, in one line."""
    reports, aside, incidents = ledger.sizes()
    new = tally.recorded
    where = hide_passwords(where)
    return (
        f"{where}: {counted_text(reports, 'report')} ({new} read now), {aside} set aside, "
        f"{counted_text(incidents, 'incident')}"
    )


def told_changes(changes: Sequence[record.Change]) -> Iterator[str]:
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
            yield f"{change.incident[:8]} removed: no report of it is left"


def published_dates(path: Path | None) -> Mapping[str, date]:
    """The publication dates in a JSON file."""
    if path is None:
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): published_day(day) for name, day in data.items()}
    except OSError as error:
        raise InputError(
            f"expected a file with publication dates, found {path}: {error.strerror}; "
            "give another path with --published"
        ) from error
    except (ValueError, AttributeError, TypeError) as error:
        raise InputError(
            f'expected {{"report.txt": "YYYY-MM-DD"}} in {path}, found: {error}; correct the file'
        ) from error


def published_day(words: str) -> date:
    """A publication date, in whatever form it is sure in."""
    days = read_stamp(words).days
    if len(days) != 1 or days[0].first != days[0].last:
        raise ValueError(f"{words!r}, which is not one day")
    return days[0].first


def existing_paths(paths: Sequence[str | Path], *, fetch: bool = False) -> Sequence[str | Path]:
    """The paths and addresses, before a ledger is made for nothing."""
    addresses = [path for path in paths if isinstance(path, str) and is_address(path)]
    if addresses and not fetch:
        raise InputError(
            f"expected files or folders, found {counted_text(len(addresses), 'address')}; "
            "add --fetch"
        )
    for path in paths:
        if path not in addresses and not Path(path).exists():
            raise InputError(f"expected a file or folder, found none at {path}; correct the path")
    return paths
