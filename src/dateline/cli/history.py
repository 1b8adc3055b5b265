"""`dateline history`: what people decided and what runs changed, with before and after."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import click

from dateline import record
from dateline.cli.options import with_ledger
from dateline.explain import counted_text, safe_text
from dateline.write.changes import BEHIND, ON_OTHER_WORDS, in_words, incident_headline
from dateline.write.jsonl import exchange_row

PEOPLE: Final = frozenset({"judge", "undo", "withdraw", "restore"})
NOT_THERE: Final = "not there"
SHOWN: Final = 8  # characters of an id
MINUTE: Final = 16  # characters of a time to the minute


@dataclass(frozen=True, slots=True)
class Edit:
    """A value of an incident before and after a revision."""

    incident: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Act:
    """What a person decided, or what a run did, with the edits that it led to."""

    at: str
    what: str
    by: str | None  # None for a run
    reason: str | None
    id: str | None  # of the judgement
    revision: int | None  # None where no incident changed
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a history is told from."""

    texts: Mapping[str, str]
    redirects: Mapping[str, str | None]
    names: Mapping[str, tuple[str, ...]]
    all: bool  # and not of some incidents


@click.command()
@click.argument("id", required=False)
@click.option(
    "--since",
    metavar="DAY|REVISION",
    help="List entries from this day on (YYYY-MM-DD, UTC), or after this revision.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text for reading, json for programs.",
)
@with_ledger
def history_command(id: str | None, since: str | None, form: str, ledger: str) -> None:  # noqa: A002  the argument's name
    """List what people decided and what runs changed.

    Each decision has its name, time and reason. ID limits the list to one incident.

    Example: dateline history 3f2a --since 2026-11-01 --ledger my.db
    """
    with record.Ledger.open(ledger) as opened:
        first = opened.revision_before(since) if since else 0
        acts = tuple(acts_of(opened, ids_of_incident(opened, id) if id else frozenset(), first))
    if form == "json":
        sys.stdout.write(as_json(acts))
        return
    for line in act_lines(acts):
        click.echo(line)


def ids_of_incident(ledger: record.Ledger, name: str) -> frozenset[str]:
    """The id of an incident, and the ids of earlier runs that lead to it."""
    wanted = ledger.incident(name).id
    return frozenset({wanted, *(old for old, new in ledger.redirects().items() if new == wanted)})


def acts_of(ledger: record.Ledger, only: frozenset[str], first: int) -> Iterator[Act]:
    """What happened after a revision, oldest first.

    Args:
        ledger: that it happened to.
        only: the incidents that are asked for; all if there are none.
        first: the revision.
    """
    entries, start = ledger.history(), 0
    told = _Told(ledger.texts(), ledger.redirects(), ledger.names(), all=not only)
    for one in ledger.revisions():
        if one.number > first:
            causes = [entry for entry in entries if start < entry.seq <= one.seq]
            yield from acts_of_revision(told, causes, one, ledger.steps(one.number, only))
        start = one.seq
    if told.all:
        rest = [entry for entry in entries if entry.seq > start and entry.action in PEOPLE]
        yield from (act_from_entry(entry, told, None, ()) for entry in rest)


def acts_of_revision(
    told: _Told,
    causes: Sequence[record.Entry],
    revision: record.Revision,
    steps: Sequence[record.Step],
) -> Iterator[Act]:
    """What led to a revision: people, each with the edits, else a run."""
    people = [entry for entry in causes if entry.action in PEOPLE]
    read = sum(entry.action == "record" for entry in causes)
    counted = told.all and bool(read or not people)  # what a run added, which may be much
    listed = [step for step in steps if step.before is not None or not counted]
    edits = tuple(edit for step in listed for edit in edits_of_step(step, told))
    if not told.all and not edits:
        return
    for entry in people:
        yield act_from_entry(entry, told, revision.number, edits)
    if not people or read:
        added = counted_text(sum(step.before is None for step in steps), "incident")
        what = f"{counted_text(read, 'report')} recorded, {added} added"
        yield Act(revision.at, what, None, None, None, revision.number, () if people else edits)


def edits_of_step(step: record.Step, told: _Told) -> Iterator[Edit]:
    """The values of an incident that a revision changed."""
    before, after = (
        exchange_row(one, told.texts) if one else None for one in step.before_and_after()
    )
    if before is None or after is None:
        home = told.redirects.get(step.incident)
        gone = f"part of {home[:SHOWN]}" if home else NOT_THERE
        then = incident_headline(before) if before else NOT_THERE
        yield Edit(step.incident, "incident", then, incident_headline(after) if after else gone)
        return
    for name in before:
        if name not in BEHIND and before[name] != after[name]:
            then, now = in_words(before[name]), in_words(after[name])
            yield Edit(step.incident, name, then, now if now != then else ON_OTHER_WORDS)


def act_from_entry(
    entry: record.Entry, told: _Told, revision: int | None, edits: tuple[Edit, ...]
) -> Act:
    """A decision as the history has it."""
    said: dict[str, Any] = json.loads(entry.payload) or {}
    what = str(said.get("kind") or entry.action)
    about = f", {said['field']} = {said['value']}" if said.get("field") else ""
    subjects = said.get("subjects") or [entry.subject]
    named = (told.names.get(str(one), (str(one)[:SHOWN],))[0] for one in subjects)
    on = " and ".join(named)
    name = said.get("id") if entry.action == "undo" else entry.subject
    judged = entry.action in {"judge", "undo"}
    return Act(
        at=entry.at,
        what=f"{what} {on}{about}",
        by=said.get("by") or "no name given",
        reason=said.get("reason"),
        id=str(name) if judged and name else None,
        revision=revision,
        edits=edits,
    )


def act_lines(acts: Iterable[Act]) -> Iterator[str]:
    """People first, then runs, each oldest first."""
    every = tuple(acts)
    for title, listed in (
        ("What people decided", [act for act in every if act.by is not None]),
        ("What runs changed", [act for act in every if act.by is None]),
    ):
        yield title
        for act in listed:
            yield from lines_of_act(act)
        if not listed:
            yield "  nothing"


def lines_of_act(act: Act) -> Iterator[str]:
    """One act: when, who, what and why; then the values before and after."""
    who = f"{safe_text(act.by)}: " if act.by else ""
    why = f" ({safe_text(act.reason)})" if act.reason else ""
    name = f" [{act.id[:SHOWN]}]" if act.id else ""
    revision = f", revision {act.revision}" if act.revision else ""
    yield f"  {act.at[:MINUTE].replace('T', ' ')}{revision}  {who}{safe_text(act.what)}{why}{name}"
    for edit in act.edits:
        value = f"{safe_text(edit.before)} -> {safe_text(edit.after)}"
        yield f"    {edit.incident[:SHOWN]} {edit.field.replace('_', ' ')}: {value}"


def as_json(acts: Iterable[Act]) -> str:
    """The acts as JSON, people and runs apart."""
    every = [asdict(act) for act in acts]
    apart = {
        "people": [act for act in every if act["by"] is not None],
        "runs": [act for act in every if act["by"] is None],
    }
    return json.dumps(apart, ensure_ascii=False, indent=1) + "\n"
