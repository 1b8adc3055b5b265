"""`dateline export`: the ledger as a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final

import click
from click.core import ParameterSource

from dateline import record
from dateline.cli.options import (
    Opened,
    asked_incidents,
    given_filters,
    warn_of_lag,
    with_filters,
    with_ledger,
)
from dateline.cli.outputs import write_whole
from dateline.coding import CODING
from dateline.errors import InputError, hide_passwords
from dateline.explain.plain_text import safe_text
from dateline.filters import ROLES, Filters
from dateline.types import Chronology, Incident, Reading
from dateline.write import (
    WRITERS,
    Contents,
    Form,
    SharedPassage,
    days_of_totals,
    losses_of,
    report_text,
)

TOTALS: Final = "none"  # the role of forms of totals, which are no incidents


@click.command()
@click.option(
    "--format", "form", required=True, type=click.Choice(sorted(WRITERS)), help="Write this format."
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to this file (default: standard output). If a format has several files, give a "
    "folder or a .zip file.",
)
@click.option(
    "--role",
    type=click.Choice(ROLES),
    help="Export incidents that a report is about, those mentioned in passing only, or all. "
    "Default: main, for jsonl and page all.",
)
@click.option(
    "--losses",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file what the format's schema cannot hold (acled, ftm, gtd, plover, ucdp).",
)
@with_filters
@with_ledger
@click.pass_context
def export_command(
    context: click.Context,
    /,
    form: str,
    output: Path | None,
    role: str | None,
    losses: Path | None,
    ledger: str,
    **options: Any,  # noqa: ANN401  filters
) -> None:
    """Export the ledger in one of several formats.

    `docs/formats.md` describes each format and its fields.

    Example: dateline export --format csv --country IQ --output incidents.csv --ledger my.db
    """
    writer = WRITERS[form]
    if losses is not None and not writer.losses:
        raise InputError(
            f"expected a format with a schema of its own for --losses, found {form}; "
            "leave --losses out"
        )
    if writer.policy and context.get_parameter_source("policy") is ParameterSource.DEFAULT:
        options["policy"] = writer.policy
    with record.open_snapshot(ledger) as opened:
        warn_of_lag(opened)
        of_role = "all" if writer.role == TOTALS else role or writer.role
        kept = asked_incidents(opened, options, of_role)
        title = f"Dateline: {Path(hide_passwords(ledger)).stem}"
        contents = contents_of(opened, kept, title, policy=options["policy"])
        if writer.role == TOTALS:
            contents = with_totals(
                contents, given_filters(options), any_words=bool(options["text"])
            )
        if output is None:
            _to_standard_output(writer, contents)
        else:
            write_file(form, contents, output)
    _tell_losses(form, contents, losses)


def with_totals(contents: Contents, asked: Filters, *, any_words: bool = False) -> Contents:
    """The contents with those totals that are asked for; without a filter all of them are.

    A total is no incident: words that incidents are asked by find none.
    """
    if any_words:
        return replace(contents, readings=())
    if replace(asked, role=Filters().role) == Filters():
        return contents
    days = days_of_totals(contents)
    kept = [asked.keep_totals(reading, days) for reading in contents.readings]
    return replace(contents, readings=kept)


def _to_standard_output(writer: Form, contents: Contents) -> None:
    """Write to standard output; to a terminal without what would redraw it.

    It knows no positions, and some forms are other bytes or none there: they are held first.
    """
    with TemporaryFile() as content:
        writer.write(contents, content)
        content.seek(0)
        if not sys.stdout.isatty():
            copyfileobj(content, sys.stdout.buffer)
            return
        for line in content.read().decode("utf-8", "replace").split("\n"):
            click.echo(safe_text(line))


def _tell_losses(form: str, contents: Contents, losses: Path | None) -> None:
    """Say what the schema could not carry: in a word, and in full where a file is given."""
    if not WRITERS[form].losses:
        return
    text = report_text(form, losses_of(form, contents))
    if losses is None:
        click.echo(
            f"{text.splitlines()[0]}; use --losses FILE to list what it cannot hold", err=True
        )
    else:
        write_whole(losses, lambda stream: _put_text(stream, text))


def _put_text(stream: BinaryIO, text: str) -> None:
    stream.write(text.encode())


def contents_of(
    ledger: Opened, incidents: Sequence[Incident], title: str, policy: str = "minmax"
) -> Contents:
    """What a file is written from, while the ledger is open."""
    readings = ledger.readings()
    return Contents(
        title,
        incidents,
        readings,
        ledger.names(),
        ledger.all_set_aside(),
        coding=CODING,
        policy=policy,
        reports=ledger.reports,
        chronology=partial(chronology_of, readings),
        copies=partial(copies_among, ledger.names()),
    )


def chronology_of(readings: Sequence[Reading]) -> Chronology:
    """When reports were written and events took place."""
    from dateline import link  # noqa: PLC0415  few forms ask for it

    return link.settle_dates(readings)


def copies_among(
    names: Mapping[str, tuple[str, ...]], readings: Sequence[Reading]
) -> Iterator[SharedPassage]:
    """The passages that some reports share."""
    from dateline.cli.copies import shared_passages  # noqa: PLC0415  one form asks for it

    return shared_passages(readings, names)


def write_file(form: str, contents: Contents, output: Path) -> None:
    """Write to a file, whole or not at all; to a folder where the form is one of several files."""
    writer: Form = WRITERS[form]
    if writer.files is not None and output.suffix.lower() != ".zip":
        for file in writer.files(contents):
            path = output / file.path
            _make_folder(path.parent)
            write_whole(path, partial(_put_bytes, file.content))
    else:
        write_whole(output, partial(writer.write, contents))


def _make_folder(folder: Path) -> None:
    """Make a folder, with those around it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"expected a folder that can be created, found {folder}: {error.strerror}; "
            "give another path with --output"
        ) from error


def _put_bytes(content: bytes, stream: BinaryIO) -> None:
    stream.write(content)
