"""The command line: the only place that prints or exits."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Final

import click

from dateline import __version__
from dateline.cli.logs import set_up_logs
from dateline.collecting import seldom_collect
from dateline.errors import DatelineError, hide_passwords

BROKEN_PIPE = 141  # as a shell reports a program whose reader went away
# The commands and the modules that hold them, each loaded when it is called.
COMMANDS: Final[Mapping[str, str]] = {
    "backup": "backup",
    "changes": "changes",
    "compare": "compare",
    "contradictions": "show",
    "copies": "copies",
    "counts": "counts",
    "demo": "demo",
    "explain": "show",
    "export": "export",
    "history": "history",
    "ingest": "ingest",
    "judge": "judge",
    "mcp": "mcp",
    "reports": "reports",
    "restore": "judge",
    "restore-backup": "backup",
    "review": "review",
    "run": "run",
    "score": "score",
    "search": "search",
    "serve": "serve",
    "show": "show",
    "suggest": "suggest",
    "users": "users",
    "verify": "reports",
    "watch": "watch",
    "withdraw": "judge",
}


class Commands(click.Group):
    """The commands of `COMMANDS`; only the one that is called is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, loaded with its module."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"{__name__}.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return command


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="dateline")
@click.option(
    "-v",
    "--verbose",
    count=True,
    help="Log progress to standard error; -vv logs everything. DATELINE_LOG names a log file.",
)
def cli(verbose: int) -> None:
    """Turn reports of political violence into a ledger of incidents with evidence.

    Example: dateline ingest reports/ --ledger my.db && dateline show --ledger my.db
    """
    set_up_logs(verbose, os.environ.get("DATELINE_LOG"))


def main() -> None:
    """Run a command; report an error that the user can correct in one line, with status 2."""
    seldom_collect()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # whatever a name holds, and a terminal lacks
            stream.reconfigure(errors="backslashreplace")
    try:
        cli(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
    except click.UsageError as error:
        hint = f"; see `{error.ctx.command_path} --help`" if error.ctx else ""
        fail_with_reason(" ".join(error.format_message().split()).removesuffix(".") + hint)
    except (click.ClickException, DatelineError) as error:
        fail_with_reason(str(error))
    except (click.Abort, KeyboardInterrupt):
        fail_with_reason(
            "stopped; what was recorded is kept. Run the same command again to continue", 130
        )
    except BrokenPipeError:
        # The reader (`| head`) has all it wanted; Python would complain again on exit.
        sys.stderr.close()
        sys.exit(BROKEN_PIPE)
    except _database_errors() as error:
        fail_with_reason(_database_fault(str(getattr(error, "orig", None) or error)))


def _database_errors() -> tuple[type[Exception], ...]:
    """What a database raises; asked for only once something was raised, so `--help` is quick."""
    import sqlite3  # noqa: PLC0415  see above

    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415  see above

    return (SQLAlchemyError, sqlite3.Error)


def _database_fault(cause: str) -> str:
    """What the database refused, and what to do about it."""
    if "readonly" in cause or "read-only" in cause:
        return (
            "expected a ledger that can be written, found a read-only one; "
            "show or export it, or copy it to a place where you can write"
        )
    if "locked" in cause:
        return (
            "expected a ledger that no other command is writing to, found a locked one; "
            "wait for the other command to finish, then run this one again"
        )
    return f"expected an intact ledger, found: {cause}; check it with `dateline verify`"


def fail_with_reason(message: str, status: int = 2) -> None:
    """Say why on one line, without what would redraw a terminal or tell a password, and exit."""
    from dateline.explain.plain_text import safe_text  # noqa: PLC0415  `--help` does without

    click.echo(f"dateline: {safe_text(hide_passwords(message))}", err=True)
    sys.exit(status)
