"""`dateline backup` and `dateline restore-backup`: copies of a ledger, and ledgers made of them."""

from __future__ import annotations

from pathlib import Path

import click

from dateline import record
from dateline.cli.options import with_ledger
from dateline.errors import hide_passwords
from dateline.explain import safe_text


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_ledger
def backup_command(file: Path, ledger: str) -> None:
    """Copy the ledger to a file, also while it is in use.

    The copy holds all that was recorded before a moment, and nothing after it. It is a ledger
    itself, in one file, also if the ledger is in PostgreSQL. Keep the head that is printed:
    `dateline verify --head` checks with it that a copy is whole.

    Example: dateline backup monday.backup --ledger my.db
    """
    with record.Ledger.open(ledger) as opened:
        head = opened.back_up(file)
    shown = safe_text(str(file))
    click.echo(f"{shown}: a copy of {hide_passwords(ledger)}, head {head.as_kept()}")


@click.command("restore-backup")
@click.argument("file", type=click.Path(path_type=Path))
@with_ledger
def restore_backup_command(file: Path, ledger: str) -> None:
    """Make a ledger of a backup.

    The ledger must not exist yet: --ledger names a new file, or an empty database. A backup of an
    older version is brought up to date; one of a newer version, or a damaged one, is refused.

    Example: dateline restore-backup monday.backup --ledger restored.db
    """
    head = record.Ledger.restore_backup(file, ledger)
    shown = safe_text(str(file))
    click.echo(f"{hide_passwords(ledger)}: restored from {shown}, head {head.as_kept()}")
