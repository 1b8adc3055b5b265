"""`dateline compare`: somebody else's table beside the ledger."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from dateline import record
from dateline.cli.options import asked_incidents, with_filters, with_ledger
from dateline.coding import CODING
from dateline.compare import (
    CodedEvent,
    ComparedEvent,
    Comparison,
    State,
    compare_events,
    read_coded_table,
)
from dateline.countries import country_names, country_numbers
from dateline.explain import days_text, figure_text, place_text, safe_text
from dateline.filters import ROLES, in_role
from dateline.types import Incident
from dateline.write.csv import guarded_text

SHORT: Final = 10  # characters of an incident's id
WIDTH: Final = 34  # of a column of text
ROWS: Final = ("days", "place", "killed", "kind", "actors")
MARKS: Final = {True: " ", False: "*", None: "?"}


@click.command()
@click.argument("table", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "csv")),
    default="text",
    show_default=True,
    help="text for reading, csv with one line per event.",
)
@click.option(
    "--role",
    type=click.Choice(ROLES),
    default="main",
    show_default=True,
    help="Compare incidents that a report is about, those mentioned in passing only, or all.",
)
@with_filters
@with_ledger
def compare_command(
    table: Path,
    form: str,
    role: str,
    ledger: str,
    **options: Any,  # noqa: ANN401  filters
) -> None:
    """Compare the ledger with a table from ACLED or UCDP.

    TABLE is a CSV file with the columns of ACLED or of UCDP GED. For each event, the output says
    whether the ledger has it, differs from it (marked `*`), leaves something open (marked `?`) or
    lacks it. Filters select incidents of the ledger.

    Example: dateline compare acled.csv --country IQ --ledger my.db
    """
    coded = read_coded_table(table, _country_codes())
    with record.open_snapshot(ledger) as opened:
        found = asked_incidents(opened, options)
    kept = [incident for incident in found if in_role(incident, role)]
    kinds = {i.id: acled_types(i) for i in kept}
    comparison = compare_events(coded.events, kept, kinds)
    if form == "csv":
        click.echo(comparison_csv(comparison), nl=False)
        return
    for line in comparison_text(comparison, coded.shape, str(table)):
        click.echo(line)


def _country_codes() -> dict[str, str]:
    """Two-letter codes by name in small letters and by number."""
    names = {name.casefold(): code for code, name in country_names().items()}
    return {**names, **{number: code for code, number in country_numbers().items()}}


def acled_types(incident: Incident) -> tuple[str, ...]:
    """The ACLED event type and sub-event type of an incident."""
    sub_kind = incident.sub_kind.value if incident.sub_kind else None
    return CODING.codes(incident.kind, sub_kind).acled


def comparison_text(comparison: Comparison, shape: str, name: str) -> Iterator[str]:
    """The comparison for a reader: what differs first, the lines side by side."""
    counts = ", ".join(f"{comparison.count(state)} {state.value}" for state in State)
    yield safe_text(f"{name} ({shape}): {counts}")
    for state in (State.DIFFERS, State.MISSING, State.ONLY_HERE, State.SAME):
        for each in comparison.events:
            if each.state is state:
                yield ""
                yield from _side_by_side(each)


def _side_by_side(each: ComparedEvent) -> Iterator[str]:
    """One event beside its incident."""
    event, incident = each.event, each.incident
    left = f"{event.id} (line {event.line})" if event else ""
    right = incident.id[:SHORT] if incident else ""
    yield two_columns(each.state.value, left, right, "")
    agrees = {field.name: MARKS[field.agrees] for field in each.fields}
    for name in ROWS:
        mark = agrees.get(name, " ")
        yield two_columns(
            f"  {name}", _of_event(event).get(name, ""), _of_incident(incident).get(name, ""), mark
        )
    if each.rivals:
        yield f"  may also be {', '.join(rival[:SHORT] for rival in each.rivals)}"


def two_columns(name: str, left: str, right: str, mark: str) -> str:
    """One line of two columns."""
    cut = left if len(left) < WIDTH else left[: WIDTH - 2] + "…"
    return safe_text(f"{mark or ' '} {name:<20}{cut:<{WIDTH}}{right}").rstrip()


def _of_event(event: CodedEvent | None) -> dict[str, str]:
    """The answers of the table."""
    if event is None:
        return {}
    low, best, high = event.killed
    place = (*event.places[:1], event.country or event.country_name)
    return {
        "days": days_text(event.days),
        "place": ", ".join(part for part in place if part),
        "killed": str(best) if low == high else f"{low}-{high} (best {best})",
        "kind": event.kind[-1] if event.kind else "",
        "actors": "; ".join(event.actors),
    }


def _of_incident(incident: Incident | None) -> dict[str, str]:
    """The answers of the ledger."""
    if incident is None:
        return {}
    attackers = figure_text(incident.attackers_killed)
    killed = figure_text(incident.killed)
    return {
        "days": days_text(incident.when.value.interval),
        "place": place_text(incident.where.value),
        "killed": f"{killed} and {attackers} attackers".lstrip() if attackers else killed,
        "kind": (acled_types(incident) or (incident.kind.value,))[-1],
        "actors": "; ".join(f"{p.name} ({p.stance})" for p in incident.perpetrators),
    }


def comparison_csv(comparison: Comparison) -> str:
    """The comparison as a table: one line an event."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    pairs = (f"{side}_{name}" for name in ROWS for side in ("table", "ledger"))
    writer.writerow(("state", "differs_in", "event", "line", "incident", "may_also_be", *pairs))
    for each in comparison.events:
        writer.writerow([guarded_text(cell) for cell in comparison_cells(each)])
    return stream.getvalue()


def comparison_cells(each: ComparedEvent) -> Iterator[str]:
    """The cells of one line."""
    event, incident = each.event, each.incident
    yield each.state.value
    yield "; ".join(field.name for field in each.fields if field.agrees is False)
    yield from (event.id, str(event.line)) if event else ("", "")
    yield incident.id if incident else ""
    yield "; ".join(each.rivals)
    left, right = _of_event(event), _of_incident(incident)
    for name in ROWS:
        yield from (left.get(name, ""), right.get(name, ""))
