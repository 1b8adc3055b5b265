"""`dateline review`: the lines in doubt and the pairs of incidents that a person may decide on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click
from rich.table import Table

from dateline import record
from dateline.cli.options import asked_incidents, reader_console, with_filters, with_ledger
from dateline.cli.suggest import suggestion_lines
from dateline.explain import (
    IncidentSources,
    counted_text,
    doubt_lines,
    figure_text,
    incident_sources,
    incident_title,
    safe_text,
)
from dateline.types import Doubt, Finding, Grade, Incident, Mention, Range, Reason

SHOWN = 10  # characters of an id
MOST = 20


@dataclass(frozen=True, slots=True)
class Case:
    """An undecided pair with its incidents."""

    first: Incident
    second: Incident
    doubt: Doubt

    def stake(self) -> int:
        """How many victims are counted twice if the two are one."""
        pairs = ((self.first.killed, self.second.killed), (self.first.wounded, self.second.wounded))
        return sum(min(least_figure(one), least_figure(other)) for one, other in pairs)

    def order(self) -> tuple[float, ...]:
        """The gravest first: victims, then reports that would move, then how close it is."""
        reports = min(len(self.first.tellings), len(self.second.tellings))
        return (-self.stake(), -reports, -self.doubt.weight)


@click.command()
@click.option(
    "--most", default=MOST, show_default=True, metavar="N", help="Show at most this many entries."
)
@with_filters
@with_ledger
def review_command(ledger: str, most: int, **options: Any) -> None:  # noqa: ANN401  filters
    """List doubtful incidents, and pairs that may be one.

    Doubtful incidents come first, each with its doubts and the sentences that raised them.
    Each pair is shown with the evidence for and against, pairs with the most victims first.
    What `dateline suggest` kept comes last.
    The command decides nothing: below each entry, it prints the commands that would decide it.

    Example: dateline review --country IQ --most 5 --ledger my.db
    """
    from dateline.link import find_doubts, settle_dates  # noqa: PLC0415  half a second that `--help` need not wait

    with record.Ledger.open(ledger) as opened:
        readings, judgements = opened.readings(), opened.judgements()
        open_pairs = find_doubts(readings, settle_dates(readings), judgements)
        found, texts, names = opened.incidents(), opened.texts(), opened.names()
        kept = {incident.id: incident for incident in asked_incidents(opened, options)}
        suggested = opened.suggestions()
    doubtful = in_doubt(kept.values())
    every = undecided_cases(open_pairs, found)
    listed = [c for c in every if kept.keys() & {c.first.id, c.second.id}]
    for at, incident in enumerate(doubtful[:most], start=1):
        sources = incident_sources(incident, texts, names)
        click.echo("\n".join(doubted_lines(at, incident, sources, ledger)) + "\n")
    if not listed:
        click.echo("No undecided pairs of incidents.")
    mentions = {m.id: m for reading in readings for m in reading.mentions}
    told = Told(mentions, texts, names)
    for at, case in enumerate(listed[: max(0, most - len(doubtful))], start=len(doubtful) + 1):
        for line in case_lines(at, case, told, ledger):
            click.echo(line)
        reader_console().print(side_by_side(case.doubt))
        click.echo()
    if (many := len(doubtful) + len(listed)) > most:
        click.echo(f"{many - most} more; use --most {many} to see all")
    for line in suggestion_lines(suggested[:most], kept.values(), names, ledger):
        click.echo(line)


def in_doubt(incidents: Iterable[Incident]) -> list[Incident]:
    """The doubtful incidents, those with the most victims first."""
    found = (incident for incident in incidents if incident.grade is Grade.DOUBTFUL)
    return sorted(found, key=lambda i: (-least_figure(i.killed) - least_figure(i.wounded), i.id))


def doubted_lines(at: int, incident: Incident, told: IncidentSources, ledger: str) -> Iterator[str]:
    """A doubtful incident: its doubts with their sentences, and what to type."""
    yield f"{at}. {line_with_toll(incident)}"
    yield from doubt_lines(incident, told, "   in doubt: ", "     ")
    told_where = f'--by NAME --reason "…" --ledger {safe_text(ledger)}'
    name = incident.id[:SHOWN]
    for field in dict.fromkeys(doubt.field for doubt in incident.doubts if doubt.field):
        yield f"   dateline judge correct {name} --field {field} --value VALUE {told_where}"
    for word in ("accept", "reject"):
        yield f"   dateline judge {word} {name} {told_where}"


@dataclass(frozen=True, slots=True)
class Told:
    """Where the words of mentions stand."""

    mentions: Mapping[str, Mention]
    texts: Mapping[str, str]
    names: Mapping[str, Sequence[str]]

    def mention_sentence(self, mention: str) -> str:
        """The sentence that tells of a mention, with its report: one line."""
        found = self.mentions[mention]
        words = self.texts.get(found.report, "")[found.quote.start : found.quote.end]
        return safe_text(f"“{words}” — {self.names.get(found.report, (found.report,))[0]}")


def undecided_cases(doubts: Sequence[Doubt], incidents: Sequence[Incident]) -> list[Case]:
    """The undecided pairs with their incidents, those of most consequence first."""
    home = {m: incident for incident in incidents for m in incident.cluster.mentions}
    found = [
        Case(home[doubt.left[0]], home[doubt.right[0]], doubt)
        for doubt in doubts
        if doubt.left[0] in home and doubt.right[0] in home
    ]
    apart = [case for case in found if case.first.id != case.second.id]
    return sorted(apart, key=lambda case: (*case.order(), case.first.id, case.second.id))


def case_lines(at: int, case: Case, told: Told, ledger: str) -> Iterator[str]:
    """A pair: both incidents, what is at stake, the sentences, and what to type."""
    first, second = case.first, case.second
    yield f"{at}. {line_with_toll(first)}"
    yield f"   {line_with_toll(second)}"
    stake = case.stake()
    twice = f"; if they are one, {counted_text(stake, 'victim')} counted twice" if stake else ""
    yield f"   mean weight {case.doubt.weight:+.1f}{twice}"
    for mention in dict.fromkeys((case.doubt.closest.left, case.doubt.closest.right)):
        yield f"   {told.mention_sentence(mention)}"
    ids = f"{first.id[:SHOWN]} {second.id[:SHOWN]}"
    for word in ("same", "different"):
        yield f'   dateline judge {word} {ids} --by NAME --reason "…" --ledger {safe_text(ledger)}'


def side_by_side(doubt: Doubt) -> Table:
    """What speaks for one incident beside what speaks against it, the strongest first.

    It is told of the two mentions that are most alike, and against them also of the least alike.
    """
    pro = sorted((r for r in doubt.closest.reasons if r.weight > 0), key=reason_strength)
    con = [r for r in doubt.closest.reasons if r.weight < 0]
    known = {reason.comparison for reason in con}
    con += [r for r in doubt.farthest.reasons if r.weight < 0 and r.comparison not in known]
    con.sort(key=reason_strength)
    table = Table("for one incident", "against it", box=None, pad_edge=True)
    for row in range(max(len(pro), len(con))):
        table.add_row(*(reason_cell(side, row) for side in (pro, con)))
    return table


def reason_strength(reason: Reason) -> tuple[float, str]:
    """The strongest reason first."""
    return -abs(reason.weight), reason.text


def reason_cell(side: Sequence[Reason], row: int) -> str:
    """A cell: a reason with its weight, nothing where there are fewer."""
    return f"{side[row].weight:+.1f} {safe_text(side[row].text)}" if row < len(side) else ""


def line_with_toll(incident: Incident) -> str:
    """An incident in a line with its toll and reports."""
    tolls = [
        f"{figure_text(finding)} {name}"
        for name, finding in (("killed", incident.killed), ("wounded", incident.wounded))
        if finding
    ]
    reports = counted_text(len(incident.tellings), "report")
    return f"{incident.id[:SHOWN]}  {incident_title(incident)} ({', '.join((*tolls, reports))})"


def least_figure(finding: Finding[Range] | None) -> int:
    """The best figure, else the lowest; none counts as nought."""
    if finding is None:
        return 0
    return finding.value.low if finding.value.best is None else finding.value.best
