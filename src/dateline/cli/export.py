"""`dateline export`: the ledger as a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from dateline import record
from dateline.cli.options import filters, settled, with_filters, with_ledger
from dateline.errors import InputError
from dateline.types import Incident
from dateline.write import WRITERS, Contents


@click.command()
@click.option(
    "--format", "form", required=True, type=click.Choice(sorted(WRITERS)), help="The form."
)
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="FILE", help="Default: standard output."
)
@with_filters
@with_ledger
def export(form: str, output: Path | None, ledger: str, **options: Any) -> None:  # noqa: ANN401  filters
    """Write the ledger in one of several forms.

    Example: dateline export --format jsonl --country IQ --output incidents.jsonl --ledger my.db
    """
    with record.Ledger.open(ledger) as opened:
        kept = filters(options).keep(settled(opened, options["policy"]))
        contents = contents_of(opened, kept, title=f"Dateline: {Path(ledger).stem}")
    if output is None:
        WRITERS[form](contents, sys.stdout)
    else:
        write_file(form, contents, output)


def contents_of(ledger: record.Ledger, incidents: Sequence[Incident], title: str) -> Contents:
    """What a file is written from."""
    return Contents(title, incidents, ledger.readings(), ledger.names(), ledger.all_set_aside())


def write_file(form: str, contents: Contents, output: Path) -> None:
    """Write to a file, whole or not at all."""
    draft = output.with_name(output.name + ".part")
    try:
        with draft.open("w", encoding="utf-8", newline="") as stream:
            WRITERS[form](contents, stream)
        draft.replace(output)
    except OSError as error:
        raise InputError(
            f"expected a file that can be written, came {output}: {error.strerror}; "
            "give another path with --output"
        ) from error
