"""`dateline demo`: the main job on reports that come with the program."""

from __future__ import annotations

from pathlib import Path

import click

from dateline import record
from dateline.acquire import acquire
from dateline.cli.export import contents_of, write_file
from dateline.cli.ingest import fill_ledger, ledger_summary
from dateline.demo import REPORTS
from dateline.errors import InputError


@click.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    metavar="FOLDER",
    help="Write the ledger and its page to this folder.",
)
def demo_command(output: Path) -> None:
    """Read the bundled reports and write the ledger as a page.

    Example: dateline demo --output demo
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"expected a folder that can be created, found {output}: {error.strerror}; "
            "give another path with --output"
        ) from error
    ledger, page = output / "ledger.db", output / "ledger.html"
    with record.Ledger.open(str(ledger), create=True) as opened:
        tally, _ = fill_ledger(opened, acquire((REPORTS,)))
        contents = contents_of(opened, opened.incidents(), title="Dateline: demonstration")
        click.echo(ledger_summary(opened, tally, str(ledger)))
    write_file("page", contents, page)
    click.echo(f"Open {page} in a browser.")
