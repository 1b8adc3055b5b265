"""`dateline watch`: a ledger that keeps up with feeds, addresses and folders."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event
from types import FrameType

import click

from dateline import record
from dateline.acquire import acquire, read_outlets
from dateline.cli.ingest import existing_paths, fill_ledger, ledger_summary, told_changes
from dateline.cli.options import with_intake, with_ledger
from dateline.cli.sources import WaysIn, ways_in
from dateline.cli.tally import Tally
from dateline.types import Outlet

MINUTE = 60


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="PATH|URL...")
@click.option(
    "--fetch",
    is_flag=True,
    help="Fetch addresses: those given, and those in feeds, sitemaps, tables and lists of links.",
)
@click.option(
    "--every",
    type=click.IntRange(1),
    default=15,
    show_default=True,
    metavar="MINUTES",
    help="Look for news this often.",
)
@click.option("--once", is_flag=True, help="Look once, then stop; for a timer of your own.")
@with_intake
@with_ledger
def watch_command(
    sources: tuple[str, ...],
    every: int,
    outlets: Path | None,
    ledger: str,
    *,
    fetch: bool,
    once: bool,
    everything: bool,
    fast_pages: bool,
) -> None:
    """Keep a ledger up to date with its feeds and folders.

    Runs until it is stopped, and takes in what is new or has changed. What it has seen is kept
    beside the ledger, so that it goes on where it stopped and fetches nothing twice. Stop it with
    Ctrl-C, or with SIGTERM as services are stopped.

    Example: dateline watch --fetch https://news.example/feed.xml reports/ --ledger my.db
    """
    stop = stop_event()
    table = read_outlets(outlets) if outlets else ()
    paths = existing_paths(sources, fetch=fetch)
    with (
        record.Ledger.open(ledger, create=True) as opened,
        ways_in(ledger, fetch=fetch, is_watching=True, sleep=stop.wait) as ways,
    ):
        while not stop.is_set():
            taken = partial(watch_round, gate=not everything, fast_pages=fast_pages)
            for line in taken(opened, paths, ways, table, stop):
                click.echo(line)
            if once:
                break
            stop.wait(every * MINUTE)
        click.echo(ledger_summary(opened, Tally(), ledger))
    if stop.is_set():
        click.echo("stopped; run the same command again to go on")


def stop_event() -> Event:
    """An event that the orders to stop set."""
    stop = Event()

    def order(_: int, __: FrameType | None) -> None:
        stop.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, order)
    return stop


def watch_round(
    ledger: record.Ledger,
    paths: Sequence[str | Path],
    ways: WaysIn,
    outlets: Sequence[Outlet],
    stop: Event,
    *,
    gate: bool,
    fast_pages: bool,
) -> Iterator[str]:
    """Take in what is new; gives what there is to say of it."""
    arrivals = acquire(paths, outlets=outlets, ways=ways.ways)
    tally, changes = fill_ledger(
        ledger,
        arrivals,
        gate=gate,
        fast_pages=fast_pages,
        outlets=outlets,
        ways=ways,
        is_stopped=stop.is_set,
    )
    if tally.found or tally.remarks or changes:
        yield f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
        yield from (f"  {line.strip()}" for line in (*tally.summary(), *told_changes(changes)))
