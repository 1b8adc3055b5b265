"""`dateline serve`: the ledger in a browser on this machine."""

from __future__ import annotations

from threading import Thread

import click

from dateline import record
from dateline.cli.options import with_ledger
from dateline.errors import MissingExtraError


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
    """Serve the ledger to a browser on this machine.

    Example: dateline serve --ledger my.db
    """
    try:
        import uvicorn  # noqa: PLC0415  an extra

        from dateline.cli.service import ledger_service  # noqa: PLC0415
        from dateline.serve import application, warm_pages  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtraError("Serving the ledger", "serve") from error
    with record.Ledger.open(ledger) as opened:
        service = ledger_service(opened, ledger)
        Thread(target=warm_pages, args=(service,), daemon=True).start()
        click.echo(f"http://127.0.0.1:{port}/ (press Ctrl-C to stop)", err=True)
        uvicorn.run(application(service), host="127.0.0.1", port=port, log_level="warning")
