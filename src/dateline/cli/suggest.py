"""`dateline suggest`: what a language model would add, for a person to look at."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import click

from dateline import record
from dateline.cli.options import with_ledger
from dateline.explain import counted_text, safe_text
from dateline.suggest import Budget, ModelServer, Outcome, suggestion_id, suggestions_for
from dateline.types import Incident, Reading, Suggestion

ASKED = "asked of a model"
KEY = "DATELINE_MODEL_KEY"
SHOWN = 10  # characters of an id


@click.command("suggest")
@click.option(
    "--server",
    required=True,
    metavar="URL",
    help="Ask the OpenAI-compatible server at this address, up to /v1.",
)
@click.option("--model", required=True, metavar="NAME", help="Ask the model of this name.")
@click.option(
    "--most-reports", default=100, show_default=True, metavar="N", help="Ask about so many reports."
)
@click.option(
    "--most-tokens",
    default=Budget().tokens,
    show_default=True,
    metavar="N",
    help="Begin no report once so many tokens are used.",
)
@click.option(
    "--most-seconds",
    default=Budget().seconds,
    show_default=True,
    metavar="N",
    help="Begin no report after so many seconds.",
)
@with_ledger
def suggest_command(
    server: str, model: str, most_reports: int, most_tokens: int, most_seconds: float, ledger: str
) -> None:
    """Ask a language model what it reads in the reports.

    It must answer with words of the report: a value whose words are not in the text is refused.
    What is left is kept as suggestions, which `dateline review` lists; no incident changes by it.
    Each report is asked about once a model. The text of the reports is sent to the server. A key
    that it asks for is taken from DATELINE_MODEL_KEY.

    Example: dateline suggest --server http://127.0.0.1:8080/v1 --model small --ledger my.db
    """
    asked = ModelServer(server, model, os.environ.get(KEY) or None)
    with record.Ledger.open(ledger) as opened:
        waiting = unasked_readings(opened, model)
        documents = (reading.document for reading in waiting[:most_reports])
        done = []
        for outcome in suggestions_for(documents, asked, Budget(most_tokens, most_seconds)):
            keep_outcome(opened, outcome, model)
            done.append(outcome)
    for line in told_outcomes(done, len(waiting)):
        click.echo(line)


def unasked_readings(ledger: record.Ledger, model: str) -> list[Reading]:
    """The readings that a model was not asked about yet, by report id."""
    asked = {entry.name for entry in ledger.kept_entries(ASKED)}
    return [r for r in ledger.readings() if _asked_name(r.document.report, model) not in asked]


def keep_outcome(ledger: record.Ledger, outcome: Outcome, model: str) -> None:
    """Keep the suggestions of a report beside the ledger, and that it was answered about."""
    for one in outcome.suggestions:
        ledger.keep_suggestion(one, suggestion_id(one))
    if not outcome.is_answered:
        return
    name = _asked_name(outcome.document.report, model)
    ledger.keep_entry(record.KeptEntry(ASKED, name, "{}", model, ""))


def _asked_name(report: str, model: str) -> str:
    """The name under which it is kept that a model was asked about a report."""
    return f"{report} {model}"


def told_outcomes(done: Sequence[Outcome], waiting: int) -> Iterator[str]:
    """What came of asking, and what was refused."""
    tokens = sum(outcome.tokens for outcome in done)
    kept = sum(len(outcome.suggestions) for outcome in done)
    reports = counted_text(len(done), "report")
    told = f"{counted_text(kept, 'suggestion')} kept for `dateline review`"
    yield f"{reports} asked about, {told}, {counted_text(tokens, 'token')} used"
    refused = Counter(reason for outcome in done for reason in outcome.refused)
    for reason, many in refused.most_common():
        yield f"{many} x refused: {reason}"
    answered = sum(outcome.is_answered for outcome in done)
    if waiting > answered:
        left = counted_text(waiting - answered, "report")
        yield f"{left} not asked about yet; run the same command again"


def suggestion_lines(
    suggestions: Iterable[Suggestion],
    incidents: Iterable[Incident],
    names: Mapping[str, Sequence[str]],
    ledger: str,
) -> Iterator[str]:
    """Suggestions with their sentences, and what to type for those of an incident."""
    told: dict[str, list[str]] = {}
    for incident in incidents:
        for telling in incident.tellings:
            told.setdefault(telling.report, []).append(incident.id)
    for one in suggestions:
        model, words = safe_text(one.model), safe_text(one.words)
        yield f"suggested by {model}, and in no incident by it: {one.field} “{words}”"
        yield f"   “{safe_text(one.quote)}” — {names.get(one.report, (one.report,))[0]}"
        for name in told.get(one.report, ()):
            yield (
                f"   dateline judge correct {name[:SHOWN]} --field {one.field} --value VALUE "
                f'--by NAME --reason "…" --ledger {safe_text(ledger)}'
            )
