"""`dateline serve`: the ledger in a browser on this machine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline import record
from dateline.cli.export import contents_of
from dateline.cli.options import with_ledger
from dateline.errors import MissingExtraError
from dateline.write import export_bytes

if TYPE_CHECKING:
    from dateline.serve import LedgerView, Row


@click.command()
@click.option(
    "--port",
    default=8765,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Listen on this port.",
)
@with_ledger
def serve(port: int, ledger: str) -> None:
    """Serve the ledger, read-only, to a browser on this machine.

    Example: dateline serve --ledger my.db
    """
    try:
        import uvicorn  # noqa: PLC0415  an extra

        from dateline.serve import application  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtraError("Serving the ledger", "serve") from error
    with record.Ledger.open(ledger):
        pass  # a wrong path is reported at once, not at the first request
    click.echo(f"http://127.0.0.1:{port}/ (press Ctrl-C to stop)", err=True)
    uvicorn.run(application(ledger_view(ledger)), host="127.0.0.1", port=port, log_level="warning")


def ledger_view(ledger: str) -> LedgerView:
    """What is served of a ledger."""
    from dateline.serve import LedgerView  # noqa: PLC0415  an extra

    def written(form: str) -> str:
        with record.Ledger.open(ledger) as opened:
            title = f"Dateline: {Path(ledger).stem}"
            return export_bytes(form, contents_of(opened, opened.incidents(), title)).decode()

    def rows() -> Sequence[Row]:
        return [json.loads(line) for line in written("jsonl").splitlines()]

    return LedgerView(rows, lambda: written("page"))
