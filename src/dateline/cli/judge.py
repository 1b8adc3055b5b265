"""`dateline judge`, `dateline withdraw` and `dateline restore`: what people decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click
from rich.table import Table

from dateline import pipeline, record
from dateline.cli.options import reader_console, with_ledger
from dateline.explain import safe_text
from dateline.types import Judgement, JudgementKind
from dateline.verdicts import check_verdict, field_forms

F = TypeVar("F", bound=Callable[..., Any])


@click.group()
def judge_command() -> None:
    """Record decisions that no later run undoes.

    Example: dateline judge same 3f2a 91bc --by "A. Coder" --reason "one blast, two wires"
    """


def signed_command(command: F) -> F:
    """Add who judges, why, and on which ledger."""
    for option in (
        with_ledger,
        click.option("--reason", required=True, help="Give the reason in a sentence."),
        click.option("--by", required=True, metavar="NAME", help="Name the person who decides."),
    ):
        command = option(command)
    return command


@judge_command.command()
@click.argument("ids", nargs=-1, required=True)
@signed_command
def same_command(ids: tuple[str, ...], by: str, reason: str, ledger: str) -> None:
    """Merge incidents: declare that they are one.

    Example: dateline judge same 3f2a 91bc --by "A. Coder" --reason "one blast, two wires"
    """
    judge_and_renew(ledger, record.Verdict(JudgementKind.SAME, ids, by, reason))


@judge_command.command()
@click.argument("first")
@click.argument("second")
@signed_command
def different_command(first: str, second: str, by: str, reason: str, ledger: str) -> None:
    """Keep two incidents apart, or split one.

    To split an incident, name its reports: 3f2a@night.txt is what night.txt says of 3f2a.

    Example: dateline judge different 3f2a 91bc --by "A. Coder" --reason "two districts"
    """
    judge_and_renew(ledger, record.Verdict(JudgementKind.DIFFERENT, (first, second), by, reason))


@judge_command.command()
@click.argument("id")
@click.option("--field", help="Accept only this field: killed, wounded, when, where …")
@signed_command
def accept(id: str, field: str | None, by: str, reason: str, ledger: str) -> None:  # noqa: A002  as click calls it
    """Confirm an incident, or one of its fields, as it stands.

    Example: dateline judge accept 3f2a --by "A. Coder" --reason "checked against the hospital list"
    """
    judge_and_renew(ledger, record.Verdict(JudgementKind.ACCEPT, (id,), by, reason, field))


@judge_command.command()
@click.argument("id")
@signed_command
def reject(id: str, by: str, reason: str, ledger: str) -> None:  # noqa: A002  the argument's name
    """Reject an incident that never happened.

    Example: dateline judge reject 3f2a --by "A. Coder" --reason "a film scene"
    """
    judge_and_renew(ledger, record.Verdict(JudgementKind.REJECT, (id,), by, reason))


@judge_command.command()
@click.argument("id")
@click.option(
    "--field",
    required=True,
    help="Correct this field: killed, date, place, perpetrators … (see --fields)",
)
@click.option("--value", required=True, help='Set this value; "none" if nothing is stated.')
@click.option("--unlisted", is_flag=True, help="Accept a place name that the gazetteer lacks.")
@click.option(
    "--fields",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _, asked: _tell_fields(context, asked=asked),
    help="List the fields and the form of their values.",
)
@signed_command
def correct(ledger: str, *, unlisted: bool, **said: str) -> None:
    """Correct a field of an incident.

    The field can be a figure, a day, a place, a whole list or one item of a list.

    Example: dateline judge correct 3f2a --field killed --value 12 --by "A. Coder" --reason "list"
    """
    by, reason = said["by"], said["reason"]
    verdict = record.Verdict(
        JudgementKind.CORRECT, (said["id"],), by, reason, said["field"], said["value"]
    )
    judge_and_renew(ledger, verdict, unlisted=unlisted)


def _tell_fields(context: click.Context, *, asked: bool) -> None:
    """List the fields that can be corrected, and end."""
    if not asked or context.resilient_parsing:
        return
    for name, form in field_forms():
        click.echo(f"{name}: {form}")
    context.exit()


@judge_command.command()
@click.argument("ids", nargs=-1, required=True)
@signed_command
def unsure(ids: tuple[str, ...], by: str, reason: str, ledger: str) -> None:
    """Note that you cannot tell.

    Two incidents may be one, or one may be wrong; nothing changes, and others see who was unsure.

    Example: dateline judge unsure 3f2a 91bc --by "A. Coder" --reason "the street is not named"
    """
    judge_and_renew(ledger, record.Verdict(JudgementKind.UNSURE, ids, by, reason))


@judge_command.command()
@click.argument("id")
@signed_command
def comment(id: str, by: str, reason: str, ledger: str) -> None:  # noqa: A002  the argument's name
    """Leave a note on an incident; nothing changes.

    Example: dateline judge comment 3f2a --by "A. Coder" --reason "asked the hospital for its list"
    """
    judge_and_renew(ledger, record.Verdict(JudgementKind.COMMENT, (id,), by, reason))


@judge_command.command()
@click.argument("judgement")
@signed_command
def undo_command(judgement: str, by: str, reason: str, ledger: str) -> None:
    """Undo a judgement.

    The judgement stays on record; to restore it, undo the undo.

    Example: dateline judge undo 8c41 --by "A. Coder" --reason "wrong incident"
    """
    with record.Ledger.open(ledger) as opened:
        undoing = opened.undo(judgement, by=by, reason=reason)
        pipeline.renew(opened)
    click.echo(judgement_line(undoing))


@judge_command.command()
@click.argument("statement")
@signed_command
def strike_command(statement: str, by: str, reason: str, ledger: str) -> None:
    """Remove a statement that was misread.

    Its value no longer counts anywhere. STATEMENT is the id that `show` and `explain` print in
    brackets after each sentence; exports give it in full.

    Example: dateline judge strike 4deaa2f0 --by "A. Coder" --reason "that was another attack"
    """
    with record.Ledger.open(ledger) as opened:
        judgement = opened.strike(statement, by=by, reason=reason)
        pipeline.renew(opened)
    click.echo(judgement_line(judgement))


@judge_command.command("list")
@with_ledger
def list_(ledger: str) -> None:
    """List all judgements, including undone ones.

    Example: dateline judge list --ledger my.db
    """
    table = Table("id", "judgement", "on", "by", "day", "reason", "", box=None, pad_edge=False)
    with record.Ledger.open(ledger) as opened:
        for item in opened.judgements(undone=True, undos=True):
            table.add_row(
                item.id[:8],
                safe_text(
                    item.kind.value + (f" {item.field} = {item.value}" if item.field else "")
                ),
                ", ".join(subject[:8] for subject in item.subjects),
                safe_text(item.by),
                item.at.date().isoformat(),
                safe_text(item.reason),
                "undone" if item.undone else "",
            )
    reader_console().print(table)


@click.command()
@click.argument("report")
@click.option("--reason", required=True, help="Give the reason in a sentence.")
@click.option("--by", metavar="NAME", help="Name the person who decides.")
@with_ledger
def withdraw_command(report: str, reason: str, by: str | None, ledger: str) -> None:
    """Withdraw a report, so that its claims no longer count.

    Nothing is deleted; `dateline restore` undoes it.

    Example: dateline withdraw report.txt --reason "retracted by the agency" --ledger my.db
    """
    with record.Ledger.open(ledger) as opened:
        done = opened.withdraw(report, reason=reason, by=by)
        pipeline.renew(opened)
    click.echo(f"withdrawn: {done[:12]}")


@click.command()
@click.argument("report")
@click.option("--reason", required=True, help="Give the reason in a sentence.")
@click.option("--by", metavar="NAME", help="Name the person who decides.")
@with_ledger
def restore_command(report: str, reason: str, by: str | None, ledger: str) -> None:
    """Restore a withdrawn report.

    Its claims count again.

    Example: dateline restore report.txt --reason "the agency stands by it" --ledger my.db
    """
    with record.Ledger.open(ledger) as opened:
        done = opened.restore(report, reason=reason, by=by)
        pipeline.renew(opened)
    click.echo(f"restored: {done[:12]}")


def judgement_line(judgement: Judgement) -> str:
    """A judgement in one line."""
    ids = " and ".join(subject[:8] for subject in judgement.subjects)
    what = f", {judgement.field} is {judgement.value}" if judgement.field else ""
    return f"{judgement.id[:8]}: {judgement.kind.value} {ids}{safe_text(what)}"


def judge_and_renew(ledger: str, verdict: record.Verdict, *, unlisted: bool = False) -> None:
    """Record a judgement, build the incidents anew, and say its id."""
    with record.Ledger.open(ledger) as opened:
        judgement = opened.judge(check_verdict(opened, verdict, unlisted=unlisted))
        pipeline.renew(opened)
    click.echo(judgement_line(judgement))
