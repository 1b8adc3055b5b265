"""The command line: the only place that prints or exits."""

from __future__ import annotations

import sys

import click

from dateline import __version__
from dateline.cli.demo import demo
from dateline.cli.export import export
from dateline.cli.ingest import ingest
from dateline.cli.judge import judge, withdraw
from dateline.cli.reports import reports, verify
from dateline.cli.review import review
from dateline.cli.run import run
from dateline.cli.score import score
from dateline.cli.serve import serve
from dateline.cli.show import contradictions, explain, show
from dateline.errors import DatelineError
from dateline.workers import seldom_collect

BROKEN_PIPE = 141  # as a shell reports a program whose reader went away


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dateline")
def cli() -> None:
    """Reports of political violence in, a ledger of incidents that can be defended out.

    Example: dateline ingest reports/ --ledger my.db && dateline show --ledger my.db
    """


for command in (
    ingest,
    reports,
    show,
    explain,
    contradictions,
    export,
    review,
    judge,
    withdraw,
    score,
    verify,
    serve,
    run,
    demo,
):
    cli.add_command(command)


def main() -> None:
    """Run a command; whatever the user can mend is told in one line, with exit status 2."""
    seldom_collect()
    try:
        cli(standalone_mode=False)
    except click.UsageError as error:
        hint = f"; see `{error.ctx.command_path} --help`" if error.ctx else ""
        _fail(" ".join(error.format_message().split()).removesuffix(".") + hint)
    except (click.ClickException, DatelineError) as error:
        _fail(str(error))
    except (click.Abort, KeyboardInterrupt):
        _fail("stopped; what was recorded is kept, and the same command goes on from there", 130)
    except BrokenPipeError:
        # The reader (`| head`) has all it wanted; Python would complain again on exit.
        sys.stderr.close()
        sys.exit(BROKEN_PIPE)
    except _database_error() as error:
        cause = getattr(error, "orig", None) or error
        _fail(f"expected a ledger in order, came: {cause}; check it with `dateline verify`")


def _database_error() -> type[Exception]:
    """What the database raises; asked for only once something was raised, so `--help` is quick."""
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415  see above

    return SQLAlchemyError


def _fail(message: str, status: int = 2) -> None:
    """Say why on one line and exit."""
    click.echo(f"dateline: {message}", err=True)
    sys.exit(status)
