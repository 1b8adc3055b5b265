"""The wide table: one line an incident, every value in a column of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from dateline.types import Incident, Place, Range, Statement
from dateline.write.columns import Cell, CellType, Column, Table, joined_values
from dateline.write.lines import Line, exact_point, radius_metres, report_names, toll_figure

TOLLS: Final = ("killed", "wounded", "abducted", "arrested", "attackers_killed")
BOUNDS: Final = ("low", "best", "high")
SETTLED: Final = "the reports' figures, settled by the number policy"
GAZETTEER: Final = "the gazetteer"
REPORTS: Final = "the reports"
PROGRAM: Final = "Dateline"
TOLD: Final = {
    "killed": "people killed; without attackers if reports count them separately",
    "wounded": "people wounded",
    "abducted": "people abducted",
    "arrested": "people arrested",
    "attackers_killed": "attackers killed, if reports count them separately",
}
ENDS: Final = {
    "low": "lowest figure that stands; not a confidence limit",
    "best": "best figure; empty if the figures cannot be settled",
    "high": "highest figure that stands; empty if there is no upper limit; not a confidence limit",
}


def place_cells(read: Callable[[Place], Cell], *, origin: bool = False) -> Callable[[Line], Cell]:
    """Reads a cell off the place, or off the origin; empty where there is none."""

    def place_cell(line: Line) -> Cell:
        found = line.incident.origin if origin else line.incident.where
        return read(found.value) if found and found.value else None

    return place_cell


def axis_cells(axis: int) -> Callable[[Line], Cell]:
    """Reads latitude (0) or longitude (1)."""

    def axis_cell(line: Line) -> Cell:
        found = exact_point(line.place)
        return found[axis] if found else None

    return axis_cell


def bound_column(toll: str, end: str) -> Column[Line]:
    """The column of one number of a toll."""

    def bound_cell(line: Line) -> Cell:
        found: Range | None = toll_figure(getattr(line.incident, toll))
        number: int | None = getattr(found, end) if found else None
        return number

    meaning = f"{TOLD[toll]}: {ENDS[end]}"
    return Column(f"{toll}_{end}", bound_cell, meaning, SETTLED, CellType.INTEGER, "people")


def stances_of_incident(incident: Incident) -> Iterator[str]:
    """Who claims, denies, attributes, suspects or condemns."""
    return (stance_words(statement) for statement in incident.statements)


def stance_words(statement: Statement) -> str:
    """One row of the claims table as words."""
    to = f" {statement.to}" if statement.to else ""
    return f"{statement.by} {statement.stance.value}{to}"


def reservations(incident: Incident) -> Iterator[str]:
    """What makes an incident doubtful, with the values that are withheld for it."""
    for doubt in incident.doubts:
        about = " ".join(filter(None, (doubt.field, doubt.value and f"{doubt.value} withheld")))
        yield ": ".join(filter(None, (about, doubt.reason)))


def _role_of_line(line: Line) -> str:
    return "main" if line.main else "background"


INTEGER, NUMBER, BOOLEAN, DAY = (
    CellType.INTEGER,
    CellType.NUMBER,
    CellType.BOOLEAN,
    CellType.DAY,
)
COLUMNS: Final[tuple[Column[Line], ...]] = (
    Column("id", lambda x: x.incident.id, "permanent id of the incident", PROGRAM),
    Column(
        "role",
        _role_of_line,
        "main: a report is about it; background: mentioned only in passing",
        PROGRAM,
    ),
    Column("title", lambda x: x.title, "the incident in a line: what, where, when", PROGRAM),
    Column(
        "kind",
        lambda x: x.incident.kind.value,
        "what happened: one of the kinds of incidents",
        REPORTS,
    ),
    Column(
        "sub_kind",
        lambda x: x.incident.sub_kind.value if x.incident.sub_kind else None,
        "sub-kind, if a report names one",
        REPORTS,
    ),
    Column(
        "stage",
        lambda x: x.incident.stage.value,
        "accomplished, attempted, threatened or planned",
        REPORTS,
    ),
    Column(
        "date_start",
        lambda x: x.days.first if x.days else None,
        "first day on which it may have happened",
        REPORTS,
        DAY,
    ),
    Column(
        "date_end",
        lambda x: x.days.last if x.days else None,
        "last day on which it may have happened",
        REPORTS,
        DAY,
    ),
    Column(
        "date_precision",
        lambda x: x.incident.when.value.precision,
        "day, range, week, month, year or unknown",
        PROGRAM,
    ),
    Column(
        "time",
        lambda x: x.incident.when.value.clock,
        "time of day at the place",
        REPORTS,
        unit="hh:mm",
    ),
    Column(
        "country", place_cells(lambda p: p.country), "country", GAZETTEER, unit="ISO 3166-1 alpha-2"
    ),
    Column(
        "admin1",
        place_cells(lambda p: p.admin1),
        "first-level division (province, state)",
        GAZETTEER,
    ),
    Column("admin1_code", lambda x: x.division.admin1, "its code", GAZETTEER, unit="GeoNames id"),
    Column(
        "admin2", place_cells(lambda p: p.admin2), "second-level division (district)", GAZETTEER
    ),
    Column("admin2_code", lambda x: x.division.admin2, "its code", GAZETTEER, unit="GeoNames id"),
    Column("city", place_cells(lambda p: p.city), "city, town or village", GAZETTEER),
    Column("site", place_cells(lambda p: p.site), "place within or outside the city", REPORTS),
    Column(
        "lat",
        axis_cells(0),
        "latitude; empty where no more than a province or country is known",
        GAZETTEER,
        NUMBER,
        "degrees, WGS 84",
    ),
    Column(
        "lon",
        axis_cells(1),
        "longitude; empty where no more than a province or country is known",
        GAZETTEER,
        NUMBER,
        "degrees, WGS 84",
    ),
    Column(
        "precision",
        place_cells(lambda p: p.precision),
        "how exactly the place is known: 1 the place itself, 2 near it, 3 its district, "
        "4 its province, 5 a larger part of the country, 6 its country, "
        "7 the sea, the air or unknown",
        PROGRAM,
        INTEGER,
        "UCDP where_prec",
    ),
    Column(
        "radius_m",
        lambda x: radius_metres(x.place),
        "how far from lat and lon it may have happened; for a province or country, its radius",
        GAZETTEER,
        INTEGER,
        "metres",
    ),
    Column(
        "origin_country",
        place_cells(lambda p: p.country, origin=True),
        "where it was launched: country",
        GAZETTEER,
        unit="ISO 3166-1 alpha-2",
    ),
    Column(
        "origin_admin1",
        place_cells(lambda p: p.admin1, origin=True),
        "where it was launched: division",
        GAZETTEER,
    ),
    Column(
        "origin_city",
        place_cells(lambda p: p.city, origin=True),
        "where it was launched: city",
        GAZETTEER,
    ),
    Column(
        "origin_site",
        place_cells(lambda p: p.site, origin=True),
        "where it was launched: site",
        REPORTS,
    ),
    Column(
        "targets",
        lambda x: joined_values(t.value.name for t in x.incident.targets),
        "who or what was struck, joined by ;",
        REPORTS,
    ),
    Column(
        "target_kinds",
        lambda x: joined_values(t.value.kind.value for t in x.incident.targets),
        "kinds of what was struck, joined by ;",
        REPORTS,
    ),
    Column(
        "perpetrators",
        lambda x: joined_values(f"{p.name} ({p.stance})" for p in x.incident.perpetrators),
        "who is said to have done it: claimed, attributed, suspected or named; joined by ;",
        REPORTS,
    ),
    Column(
        "weapons",
        lambda x: joined_values(dict.fromkeys(w.kind.value for w in x.incident.weapons)),
        "kinds of weapons, joined by ;",
        REPORTS,
    ),
    *(bound_column(toll, end) for toll in TOLLS for end in BOUNDS),
    Column(
        "damage",
        lambda x: x.incident.damage.value if x.incident.damage else None,
        "what was damaged",
        REPORTS,
    ),
    Column(
        "claims",
        lambda x: joined_values(stances_of_incident(x.incident)),
        "who claims, denies, attributes, suspects or condemns; joined by ;",
        REPORTS,
    ),
    Column(
        "no_claim_reported",
        lambda x: x.incident.no_claim_reported,
        "a report says that nobody has claimed it",
        REPORTS,
        BOOLEAN,
    ),
    Column(
        "grade",
        lambda x: x.incident.grade.value,
        "how well it is supported: confirmed, fair, weak, doubtful, contested or discounted",
        PROGRAM,
    ),
    Column(
        "doubts",
        lambda x: joined_values(reservations(x.incident)),
        "what makes it doubtful, with the value that is withheld for it; joined by ;",
        PROGRAM,
    ),
    Column(
        "reports",
        lambda x: len(x.incident.tellings),
        "number of reports about it",
        PROGRAM,
        INTEGER,
        "reports",
    ),
    Column(
        "outlets",
        lambda x: len(x.incident.outlets),
        "number of owners that published them",
        PROGRAM,
        INTEGER,
        "owners",
    ),
    Column(
        "voices",
        lambda x: len(x.incident.voices),
        "number of independent parties that vouch for it",
        PROGRAM,
        INTEGER,
        "voices",
    ),
    Column(
        "first_report",
        lambda x: report_names(x.first)[0],
        "name of the first report",
        REPORTS,
    ),
    Column(
        "first_title",
        lambda x: x.document.title if x.document else None,
        "title of that report",
        REPORTS,
    ),
    Column(
        "first_url",
        lambda x: x.document.url if x.document else None,
        "address of that report",
        REPORTS,
    ),
    Column("first_outlet", lambda x: x.first.outlet, "outlet or agency of that report", REPORTS),
    Column(
        "first_written",
        lambda x: x.first.created.first if x.first.created else None,
        "day on which that report was written at the earliest",
        REPORTS,
        DAY,
    ),
    Column(
        "report_names",
        lambda x: joined_values(name for t in x.incident.tellings for name in report_names(t)),
        "names of all reports, joined by ;",
        REPORTS,
    ),
    Column(
        "reliability",
        lambda x: "; ".join(
            t.reliability.value for t in x.incident.tellings for _ in report_names(t)
        ),
        "letter of each report's outlet, A to F, in the order of report_names",
        "people",
    ),
    Column("policy", lambda x: x.policy, "number policy that settled the figures", PROGRAM),
)
INCIDENTS: Final = Table("incidents", "an incident", COLUMNS)
