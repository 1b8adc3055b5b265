"""Options that several commands share, and what they say to a person."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import click

from dateline import record
from dateline.errors import InputError
from dateline.explain import counted_text
from dateline.filter_grammar import PARAMETERS, take_filter
from dateline.filters import Filters
from dateline.settings import Settings, from_environment
from dateline.types import Grade, Incident, Kind

if TYPE_CHECKING:
    from rich.console import Console

F = TypeVar("F", bound=Callable[..., Any])
Opened: TypeAlias = "record.Ledger | record.LedgerSnapshot"
POLICIES = ("minmax", "ucdp", "acled", "gtd")  # the ledger keeps the first
WRITTEN = {  # filters that are written as in an address, with their form and their help
    "text": ("WORDS", "Include only incidents whose reports hold these words."),
    "wounded": ("N|N..N", "Include only incidents with so many wounded: 3, 3.., 3..10."),
    "killed": ("N|N..N", "Include only incidents with so many killed: 3, 3.., 3..10."),
    "outlet": ("NAME", "Include only incidents told by this outlet; repeat for more."),
    "actor": ("NAME", "Include only incidents by this perpetrator; repeat for more."),
    "near": ("POINT", "Include only incidents around this point: 33.31,44.39,25km."),
    "bbox": ("BOX", "Include only incidents in this box: WEST,SOUTH,EAST,NORTH in degrees."),
}
EVERYTHING = Filters()
WIDE = 250  # columns of a table that no terminal limits
DAY = click.DateTime(["%Y-%m-%d"])


def run_settings() -> Settings:
    """The settings of this run."""
    return from_environment(os.environ)


def with_ledger(command: F) -> F:
    """Add `--ledger`."""
    return click.option(
        "--ledger",
        metavar="PATH|URL",
        default=lambda: run_settings().ledger,
        show_default="DATELINE_LEDGER, else dateline.db",
        help="Use this ledger: a file or a database URL.",
    )(command)


def with_intake(command: F) -> F:
    """Give a command the options that say which reports are read, and as whose."""
    command = click.option(
        "--fast-pages",
        is_flag=True,
        envvar="DATELINE_FAST_PAGES",
        help="Take the text of HTML pages several times as fast, with more of what surrounds it.",
    )(command)
    command = click.option(
        "--all",
        "everything",
        is_flag=True,
        help="Also read news that reports no violence, which is otherwise set aside.",
    )(command)
    return click.option(
        "--outlets",
        type=click.Path(path_type=Path),
        metavar="FILE",
        default=lambda: run_settings().outlets,
        show_default="DATELINE_OUTLETS",
        help="Add outlets, owners and agencies from this TOML file; see docs/ledger.md.",
    )(command)


def with_filters(command: F) -> F:
    """Add the filters over incidents, and `--policy`."""
    for option in (*options_in_words(), *options_of_choice()):
        command = option(command)
    return command


def options_in_words() -> Iterator[Callable[[F], F]]:
    """The options of filters that are written as in an address."""
    for name, (form, about) in WRITTEN.items():
        many = PARAMETERS[name].many
        yield click.option(f"--{name}", name, multiple=many, metavar=form, help=about)


def options_of_choice() -> tuple[Callable[[F], F], ...]:
    """`--policy`, and the options of filters by grade, day, country and kind."""
    return (
        click.option(
            "--policy",
            type=click.Choice(POLICIES),
            default="minmax",
            show_default=True,
            help="Settle figures by this policy.",
        ),
        click.option(
            "--grade",
            "grades",
            multiple=True,
            type=click.Choice([g.value for g in Grade]),
            help="Include only this grade; repeat for more.",
        ),
        click.option(
            "--to", "last", type=DAY, metavar="YYYY-MM-DD", help="Include incidents up to this day."
        ),
        click.option(
            "--from",
            "first",
            type=DAY,
            metavar="YYYY-MM-DD",
            help="Include incidents from this day on.",
        ),
        click.option(
            "--country",
            "countries",
            multiple=True,
            metavar="CODE",
            help="Include only this country (ISO 3166, such as IQ); repeat for more.",
        ),
        click.option(
            "--kind",
            "kinds",
            multiple=True,
            type=click.Choice([k.value for k in Kind]),
            metavar="KIND",
            help="Include only this kind, such as bombing (see docs/kinds.md); repeat for more.",
        ),
    )


def asked_incidents(
    ledger: Opened, options: Mapping[str, Any], role: str = "all"
) -> tuple[Incident, ...]:
    """The incidents of a ledger that the options ask for, their figures settled by their policy.

    Raises:
        InputError: a filter means nothing.
    """
    asked = replace(given_filters(options), role=role)
    found = made_incidents(ledger, options["policy"], asked)
    if not options["text"]:
        return found
    with in_full(ledger) as whole:
        holding = whole.matching_incidents(record.ListRequest(words=options["text"]))
    return tuple(incident for incident in found if incident.id in holding)


def given_filters(options: Mapping[str, Any]) -> Filters:
    """The filters that the options give, but for words.

    Raises:
        InputError: a filter means nothing, or the first day comes after the last.
    """
    first, last = day_of_moment(options["first"]), day_of_moment(options["last"])
    if first and last and first > last:
        raise InputError(f"expected --from before --to, found {first} after {last}; swap them")
    return Filters(
        kinds=options["kinds"],
        countries=options["countries"],
        first=first,
        last=last,
        grades=options["grades"],
        **written_filters(options),
    )


def written_filters(options: Mapping[str, Any]) -> dict[str, Any]:
    """The filters of the grammar that options give as they stand in an address."""
    fields: dict[str, Any] = {}
    for name in WRITTEN:
        given = options[name] if PARAMETERS[name].many else (options[name],)
        for value in filter(None, given):
            take_filter(fields, name, value)
    return {name: value for name, value in fields.items() if name not in {"", "text"}}


def day_of_moment(moment: datetime | None) -> date | None:
    """The day of a moment."""
    return moment.date() if moment else None


@contextmanager
def in_full(ledger: Opened) -> Iterator[record.Ledger]:
    """The ledger, for what a snapshot of it cannot tell."""
    if not isinstance(ledger, record.LedgerSnapshot):
        yield ledger
        return
    with ledger.ledger() as whole:
        yield whole


def made_incidents(
    ledger: Opened, policy: str, asked: Filters = EVERYTHING
) -> tuple[Incident, ...]:
    """The incidents of a ledger that are asked for, their figures settled by a policy."""
    if policy == POLICIES[0]:
        return asked.keep(ledger.incidents())
    from dateline import pipeline  # noqa: PLC0415  what the ledger keeps is not settled anew

    return pipeline.settled_incidents(ledger, policy, asked)


def lag_text(ledger: Opened) -> str:
    """That incidents do not show all that was recorded yet, and what to do; else nothing."""
    lag = ledger.lag()
    if not lag:
        return ""
    waiting = " and ".join(
        counted_text(number, what)
        for number, what in ((lag.reports, "report"), (lag.judgements, "judgement"))
        if number
    )
    return f"incidents lag behind: {waiting} to be taken in; run `dateline verify --repair`"


def warn_of_lag(ledger: Opened) -> None:
    """Say on standard error that incidents lag behind."""
    if text := lag_text(ledger):
        click.echo(f"dateline: {text}", err=True)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, fitted to a terminal if there is one, else in columns as wide as they must be.

    Args:
        columns: their names.
        rows: their cells.
    """
    if sys.stdout.isatty():
        from rich.table import Table  # noqa: PLC0415  what goes to a file does without

        table = Table(*columns, box=None, pad_edge=False)
        for row in rows:
            table.add_row(*row)
        reader_console().print(table)
        return
    lines = [columns, *rows]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def reader_console(*, err: bool = False) -> Console:
    """Where text for people goes: standard output, or standard error for progress."""
    from rich.console import Console  # noqa: PLC0415  what prints lines does without

    stream = sys.stderr if err else sys.stdout
    # A file or a pipe has no width; a table cut to 80 columns there would lose what it says.
    width = None if stream.isatty() else WIDE
    return Console(file=stream, highlight=False, markup=False, width=width)
