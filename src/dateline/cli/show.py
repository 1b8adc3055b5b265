"""`dateline show`, `dateline explain`, `dateline contradictions`: incidents for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import click

from dateline import record
from dateline.cli.listing import COLUMNS, ID, account_of_incident, incident_row
from dateline.cli.options import (
    Opened,
    asked_incidents,
    in_full,
    made_incidents,
    print_table,
    warn_of_lag,
    with_filters,
    with_ledger,
)
from dateline.explain import (
    IncidentSources,
    contradiction_lines,
    explain_incident,
    incident_sources,
    incident_title,
)
from dateline.types import Incident


@click.command()
@click.argument("id", required=False)
@with_filters
@with_ledger
def show_command(id: str | None, ledger: str, **options: Any) -> None:  # noqa: A002, ANN401  filters
    """List the incidents, or show one in full.

    With ID, print each value of that incident with the sentences and speakers for and against it.

    Example: dateline show --kind bombing --from 2020-01-01 --ledger my.db
    """
    policy = options["policy"]
    with record.open_snapshot(ledger) as opened:
        warn_of_lag(opened)
        if id is None:
            kept = asked_incidents(opened, options)
            print_table(COLUMNS, map(incident_row, kept))
            if not kept:
                click.echo("no incident passes the filters", err=True)
            return
        incident = incident_named(opened, made_incidents(opened, policy), id)
        for line in account_of_incident(incident, told_sources(opened, incident)):
            click.echo(line)


@click.command()
@click.argument("id")
@with_ledger
def explain_command(id: str, ledger: str) -> None:  # noqa: A002  the argument's name
    """Explain one incident, sentence by sentence.

    Print why its reports belong together, how they were dated, and why each value stands.

    Example: dateline explain 3f2a91 --ledger my.db
    """
    from dateline import link  # noqa: PLC0415  a list of incidents does without

    with record.Ledger.open(ledger) as opened:
        incident, readings = opened.incident(id), opened.readings()
        mentions = {m.id: m for reading in readings for m in reading.mentions}
        dates = link.settle_dates(readings)
        documents = [reading.document for reading in readings]
        translations = {d.report: d.translation for d in documents if d.translation}
        told = replace(told_sources(opened, incident), translations=translations)
        for line in explain_incident(incident, mentions, dates, told):
            click.echo(line)


@click.command()
@click.argument("id", required=False)
@with_filters
@with_ledger
def contradictions_command(id: str | None, ledger: str, **options: Any) -> None:  # noqa: A002, ANN401  filters
    """List contradictory accounts of incidents.

    Accounts stand side by side, the most consequential contradictions first.
    ID limits the list to one incident.

    Example: dateline contradictions --country IQ --ledger my.db
    """
    with record.open_snapshot(ledger) as opened:
        kept = asked_incidents(opened, options)
        every = opened.incidents() if id else ()
        wanted = incident_named(opened, every, id).id if id else None
        found = [i for i in kept if i.contradictions and wanted in {None, i.id}]
        texts, names = opened.texts(), opened.names()
        for incident in sorted(found, key=lambda i: (-i.contradictions[0].weight, i.id)):
            click.echo(f"{incident.id[:10]}  {incident_title(incident)}")
            told = incident_sources(incident, texts, names)
            for line in contradiction_lines(incident.contradictions, told, "  "):
                click.echo(line)


def incident_named(ledger: Opened, incidents: Sequence[Incident], name: str) -> Incident:
    """The one of some incidents that a name is for.

    Args:
        ledger: that they are from.
        incidents: all that it has, their figures settled by any policy.
        name: an id, an id of an earlier run, or the beginning of one.

    Raises:
        NotFoundError: there is none, or more than one.
    """
    shown = [incident for incident in incidents if incident.id.startswith(name)]
    if len(name) >= ID and len(shown) == 1:
        return shown[0]
    with in_full(ledger) as whole:
        wanted = whole.incident(name).id
    return next(incident for incident in incidents if incident.id == wanted)


def told_sources(ledger: Opened, incident: Incident) -> IncidentSources:
    """The sources of an incident."""
    return incident_sources(incident, ledger.texts(), ledger.names())
