"""`dateline mcp`: the ledger as read-only tools for language models."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from dateline import record
from dateline.cli.options import with_ledger
from dateline.errors import MissingExtraError


@click.command()
@with_ledger
def mcp_command(ledger: str) -> None:
    """Offer the ledger to a language model, read-only.

    Restricted incidents stay hidden. Name this command in the settings of the program that runs
    the model.

    Example: dateline mcp --ledger my.db
    """
    try:
        from dateline.cli.service import ledger_service  # noqa: PLC0415  an extra
        from dateline.serve.accounts import (  # noqa: PLC0415
            AccountStore,
            accounts_place,
        )
        from dateline.serve.mcp_server import reading_server  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtraError("Serving the ledger to language models", "mcp") from error
    with ExitStack() as stack:
        opened = stack.enter_context(record.Ledger.open(ledger))
        place, accounts = accounts_place(ledger), None
        if "://" in place or Path(place).exists():
            accounts = AccountStore.open_store(place)
            stack.callback(accounts.close)
        reading_server(ledger_service(opened, ledger, accounts).view).run("stdio")
