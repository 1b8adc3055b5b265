"""`dateline demo`: the main job on reports that come with the program."""

from __future__ import annotations

from pathlib import Path

import click

from dateline import record
from dateline.acquire import acquire
from dateline.cli.export import contents_of, write_file
from dateline.cli.ingest import fill, summary
from dateline.demo import REPORTS
from dateline.errors import InputError


@click.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    metavar="FOLDER",
    help="Where the ledger and its page go.",
)
def demo(output: Path) -> None:
    """Read the bundled reports into a ledger and draw it as a page.

    Example: dateline demo --output demo
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"expected a folder that can be made, came {output}: {error.strerror}; "
            "give another path with --output"
        ) from error
    ledger, page = output / "ledger.db", output / "ledger.html"
    with record.Ledger.open(str(ledger), create=True) as opened:
        tally, _ = fill(opened, acquire((REPORTS,)))
        contents = contents_of(opened, opened.incidents(), title="Dateline: demonstration")
        click.echo(summary(opened, tally, str(ledger)))
    write_file("page", contents, page)
    click.echo(f"{page}: open it in a browser")
