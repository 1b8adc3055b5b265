"""The overview: map, timeline, table and counts of the incidents that an address asks for."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from starlette.responses import JSONResponse, Response

from dateline.errors import NotFoundError
from dateline.serve.accounts import LOCAL, Account
from dateline.serve.pages.asking import Asked
from dateline.serve.pages.charts import Timeline, timeline_of
from dateline.serve.pages.office import Office, open_office
from dateline.serve.pages.places import HIGHEST_ZOOM, box_of, map_answer, placed_lines
from dateline.serve.pages.rendering import message_catalogue, page_answer
from dateline.serve.pages.selection import (
    HIDDEN,
    PAGE,
    Selection,
    kept_lines,
    selection_of,
    with_page,
)
from dateline.serve.pages.table import Figure, Headline, tally_by, total_toll
from dateline.serve.service import LedgerService
from dateline.types import Grade, Kind

Counted = list[tuple[str, int]]

LISTED: Final = 6  # values of a count
MAP_ZOOM: Final = 4


@dataclass(frozen=True, slots=True)
class OverviewFacts:
    """What the overview says of all incidents that pass."""

    killed: Figure
    wounded: Figure
    timeline: Timeline
    counts: tuple[tuple[str, str, Counted], ...]


def overview_page(office: Office, asked: Asked) -> Response:
    """The first page."""
    chosen = selection_of(asked.query.multi_items())
    lines = chosen_lines(office, chosen, asked.account)
    facts = chosen_facts(office, chosen, asked.account)
    last = max(1, -(-len(lines) // PAGE))
    chosen = with_page(chosen, min(chosen.page, last))
    say = message_catalogue(asked.language).gettext
    shown = sorted_lines(office, chosen, asked.account)
    return page_answer(
        "overview",
        asked,
        section="Overview",
        chosen=chosen,
        hidden=[pair for pair in chosen.pairs if pair[0] in HIDDEN],
        lines=lines,
        shown=shown[(chosen.page - 1) * PAGE : chosen.page * PAGE],
        pages=last,
        killed=facts.killed,
        wounded=facts.wounded,
        timeline=facts.timeline,
        counts=[(name, say(label), found) for name, label, found in facts.counts],
        kinds=[kind.value for kind in Kind],
        grades=[grade.value for grade in Grade],
        countries=office.table.countries(),
        forms=office.service.actions.forms.values(),
        columns=[(name, say(label), css) for name, label, css in COLUMNS],
    )


# The name by which a column sorts, what it is called, and how it stands.
COLUMNS: Final = (
    ("date", "Date", ""),
    ("kind", "What", ""),
    ("place", "Where", ""),
    ("killed", "Killed", "end"),
    ("wounded", "Wounded", "end"),
    ("actor", "By whom", "less"),
    ("grade", "Grade", ""),
    ("reports", "Reports", "end less"),
)
# What is counted beside the map: the filter that a count sets, and its heading.
COUNTS: Final = (
    ("kind", "Kind"),
    ("actor", "Actor"),
    ("country", "Country"),
    ("city", "Place"),
    ("month", "Month"),
    ("grade", "Grade"),
)


def frequent_values(lines: Sequence[Headline]) -> tuple[tuple[str, str, Counted], ...]:
    """The most frequent values of what is counted."""
    fields = {"actor": "actors"}
    return tuple(
        (name, label, list(tally_by(lines, fields.get(name, name)).items())[:LISTED])
        for name, label in COUNTS
    )


def chosen_lines(office: Office, chosen: Selection, who: Account) -> Sequence[Headline]:
    """The incidents that pass, by first day; kept until the ledger changes."""
    hidden = office.view.hidden(who)
    return office.table.kept(
        ("lines", chosen.filters(), hidden),
        lambda: kept_lines(
            office.table, chosen, office.told_by(chosen.text) if chosen.text else None, hidden
        ),
    )


def sorted_lines(office: Office, chosen: Selection, who: Account) -> Sequence[Headline]:
    """The incidents that pass, in the order asked for."""
    return office.table.kept(
        ("sorted", chosen.filters(), chosen.sort, chosen.order, office.view.hidden(who)),
        lambda: chosen.sorted(chosen_lines(office, chosen, who)),
    )


def chosen_facts(office: Office, chosen: Selection, who: Account) -> OverviewFacts:
    """What is said of all incidents that pass."""

    def made() -> OverviewFacts:
        lines = chosen_lines(office, chosen, who)
        return OverviewFacts(
            total_toll(lines, "killed"),
            total_toll(lines, "wounded"),
            timeline_of(lines),
            frequent_values(lines),
        )

    return office.table.kept(("facts", chosen.filters(), office.view.hidden(who)), made)


def warm_pages(service: LedgerService) -> None:
    """Make what the first page shows, and what finds words, before anybody asks for it."""
    office, chosen = open_office(service), selection_of(())
    chosen_facts(office, chosen, LOCAL)
    sorted_lines(office, chosen, LOCAL)
    map_view(office, chosen, LOCAL, MAP_ZOOM, "")
    office.queue.ready()
    office.told_by("")
    # All of this stays: looking for garbage in it would hold up some page for a third of a second.
    gc.freeze()


def map_page(office: Office, asked: Asked) -> Response:
    """What the map shows of the incidents of an address."""
    own = {"zoom", "view"}
    pairs = [pair for pair in asked.query.multi_items() if pair[0] not in own]
    zoom = asked.query.get("zoom", "")
    step = min(int(zoom), HIGHEST_ZOOM) if zoom.isdecimal() else MAP_ZOOM
    view = asked.query.get("view", "")
    return JSONResponse(map_view(office, selection_of(pairs), asked.account, step, view))


def map_view(
    office: Office, chosen: Selection, who: Account, zoom: int, view: str
) -> dict[str, Any]:
    """What the map shows."""
    placed = office.table.kept(
        ("placed", chosen.filters(), office.view.hidden(who)),
        lambda: placed_lines(chosen_lines(office, chosen, who)),
    )
    return map_answer(placed, zoom, box_of(view))


def export_page(office: Office, asked: Asked) -> Response:
    """The incidents of an address in a form, as a file."""
    forms, name = office.service.actions.forms, asked.path["form"]
    if name not in forms:
        raise NotFoundError(f"expected a form of {', '.join(sorted(forms))}, found {name!r}")
    chosen = selection_of(asked.query.multi_items())
    stream, form = BytesIO(), forms[name]
    with office.service.exports.held(asked.account):
        wanted = {line.id for line in chosen_lines(office, chosen, asked.account)}
        found = [one for one in office.ledger.incidents() if one.id in wanted]
        request = office.view.export_request(form, found, chosen.query, asked.account)
        office.service.actions.export(office.ledger, request, stream)
    saved = f'attachment; filename="incidents.{form.ending}"'
    return Response(
        stream.getvalue(), media_type=form.media_type, headers={"Content-Disposition": saved}
    )
