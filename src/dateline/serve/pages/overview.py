"""The overview: map, timeline, table and counts of the incidents that an address asks for."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from starlette.responses import JSONResponse, Response

from dateline.errors import NotFoundError
from dateline.serve.accounts import Account
from dateline.serve.pages.asking import Asked
from dateline.serve.pages.charts import timeline_of
from dateline.serve.pages.office import Office
from dateline.serve.pages.places import box_of, map_answer
from dateline.serve.pages.rendering import page_answer, translations
from dateline.serve.pages.selection import (
    HIDDEN,
    PAGE,
    Selection,
    kept_lines,
    selection_of,
    with_page,
)
from dateline.serve.pages.table import Headline, tally_by, total_toll
from dateline.types import Grade, Kind

Counted = list[tuple[str, int]]

LISTED: Final = 6  # values of a count
MAP_ZOOM: Final = 4


def overview_page(office: Office, asked: Asked) -> Response:
    """The first page."""
    chosen = selection_of(asked.query.multi_items())
    lines = chosen_lines(office, chosen, asked.account)
    last = max(1, -(-len(lines) // PAGE))
    chosen = with_page(chosen, min(chosen.page, last))
    say = translations(asked.language).gettext
    return page_answer(
        "overview",
        asked,
        section="Overview",
        chosen=chosen,
        hidden=[pair for pair in chosen.pairs if pair[0] in HIDDEN],
        lines=lines,
        shown=chosen.sorted(lines)[(chosen.page - 1) * PAGE : chosen.page * PAGE],
        pages=last,
        killed=total_toll(lines, "killed"),
        wounded=total_toll(lines, "wounded"),
        timeline=timeline_of(lines),
        counts=[(name, say(label), found) for name, label, found in _counts(lines)],
        kinds=[kind.value for kind in Kind],
        grades=[grade.value for grade in Grade],
        countries=office.table.countries(),
        forms=office.service.actions.forms,
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


def _counts(lines: Sequence[Headline]) -> list[tuple[str, str, Counted]]:
    """The most frequent values of what is counted."""
    fields = {"actor": "actors"}
    return [
        (name, label, list(tally_by(lines, fields.get(name, name)).items())[:LISTED])
        for name, label in COUNTS
    ]


def chosen_lines(office: Office, chosen: Selection, who: Account) -> Sequence[Headline]:
    """The incidents that pass, by first day; kept until the ledger changes."""
    every = office.table.headlines()
    hidden = office.view.hidden(who)
    key = ("lines", chosen.filters(), hidden)
    held = office.table.answers.get(key)
    if isinstance(held, tuple):
        return held
    told = office.told_by(chosen.text)
    return office.table.remember(key, kept_lines(every, chosen, told, hidden))


def map_page(office: Office, asked: Asked) -> Response:
    """What the map shows of the incidents of an address."""
    own = {"zoom", "view"}
    pairs = [pair for pair in asked.query.multi_items() if pair[0] not in own]
    zoom = asked.query.get("zoom", "")
    lines = chosen_lines(office, selection_of(pairs), asked.account)
    step = int(zoom) if zoom.isdecimal() else MAP_ZOOM
    return JSONResponse(map_answer(lines, step, box_of(asked.query.get("view", ""))))


def export_page(office: Office, asked: Asked) -> Response:
    """The incidents of an address in a form, as a file."""
    forms = {form.name: form for form in office.service.actions.forms}
    name = asked.path["form"]
    if name not in forms:
        raise NotFoundError(f"expected a form of {', '.join(sorted(forms))}, found {name!r}")
    lines = chosen_lines(office, selection_of(asked.query.multi_items()), asked.account)
    wanted = {line.id for line in lines}
    found = [one for one in office.ledger.incidents() if one.id in wanted]
    stream, form = BytesIO(), forms[name]
    office.service.actions.export(office.ledger, name, found, asked.title, "minmax", stream)
    saved = f'attachment; filename="incidents.{form.ending}"'
    return Response(
        stream.getvalue(), media_type=form.media_type, headers={"Content-Disposition": saved}
    )
