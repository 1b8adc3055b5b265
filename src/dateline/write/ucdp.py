"""The ledger in the shape of UCDP GED, the 49 columns of its version 23.1.

Columns that UCDP assigns itself (conflicts, dyads, actors, countries by number) stay empty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO, Final

from dateline.types import PartyKind, Place, Range, TargetKind, VictimGroup
from dateline.write.columns import Cell, CellType, Column, Table, joined_values
from dateline.write.contents import Contents
from dateline.write.crosswalk import (
    ACTORS,
    CIVILIAN,
    CLAIMS,
    CLOCK,
    DAMAGE,
    DISPUTES,
    EVIDENCE,
    FORCES,
    KILLED_OPEN,
    ORIGIN,
    REGION,
    STATE,
    TAKEN,
    UNDATED,
    WEAPONS,
    WOUNDED,
    all_dead,
    country_name,
    days_wide,
    is_demonstration,
    outlets_of_line,
    sides_of_incident,
    target_kinds,
    too_wide,
)
from dateline.write.csv import write_table
from dateline.write.lines import Line, spelled_place, toll_figure
from dateline.write.losses import Loss, is_carried

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
DATE_STEPS: Final = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))  # days at most, date_prec
YEAR: Final = 366  # days
ARMED: Final = FORCES | {TargetKind.MILITANT}
CLEAR: Final = 3  # where_prec of an event that is clearly placed
CELL: Final = 0.5  # degrees of PRIO-GRID
PER_ROW: Final = 720  # cells of PRIO-GRID
DIGITS: Final = 12  # hex digits of an incident's id: a number that every program can hold
NOWHERE: Final = "no column, and no notes"
OTHER_SIDE: Final = (
    VictimGroup.SOLDIERS,
    VictimGroup.POLICE,
    VictimGroup.SECURITY_FORCES,
    VictimGroup.MILITANTS,
)


def write_ucdp(contents: Contents, stream: BinaryIO) -> None:
    """Write the events in which somebody died."""
    kept = (line for line in contents.lines() if is_carried(LOSSES, line))
    write_table(EVENTS.columns, kept, stream, bom=False)


def date_prec(line: Line) -> int | None:
    """How exactly the day is known, 1 to 5."""
    if line.days is None:
        return None
    days = days_wide(line.days)
    return next((step for most, step in DATE_STEPS if days <= most), None)


def priogrid_cell(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID, counted from the south-west."""
    row, column = int((lat + 90) // CELL), int((lon + 180) // CELL)
    return row * PER_ROW + min(column, PER_ROW - 1) + 1


def type_of_violence(line: Line) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided; None where it is not told who fought whom."""
    incident, kinds = line.incident, target_kinds(line.incident)
    first = next(iter(sides_of_incident(incident)), None)
    if first is None or first.kind is None:
        return None
    state, armed = first.kind in STATE, first.kind is PartyKind.ARMED_GROUP
    if kinds & FORCES and armed:
        return STATE_BASED
    if "militant" in kinds:
        return STATE_BASED if state else NON_STATE if armed else None
    return ONE_SIDED if kinds & CIVILIAN and (state or armed) else None


def _side_a(line: Line) -> str | None:
    """Who did it, on the firmest word."""
    return next((side.name for side in sides_of_incident(line.incident)), None)


def _side_b(line: Line) -> str | None:
    """Whom it was against: an armed party, or civilians; a building is no side."""
    if type_of_violence(line) == ONE_SIDED:
        return "Civilians"
    others = sides_of_incident(line.incident)[1:]
    if line.incident.kind.value == "clash" and others:
        return others[0].name
    return next((t.value.name for t in line.incident.targets if t.value.kind in ARMED), None)


def deaths_by_side(line: Line) -> tuple[int, int, int, int]:
    """The best figure by attackers, the other side, civilians and unknown.

    Groups may overlap (children among civilians): where they come to more than all, nobody is
    told apart.
    """
    found = all_dead(line.incident)
    if found is None:
        return 0, 0, 0, 0
    attackers = settled_figure(toll_figure(line.incident.attackers_killed))
    groups = {v.group: settled_figure(v.killed) for v in line.incident.victims if v.killed}
    civilians = groups.get(VictimGroup.CIVILIANS, 0)
    other = sum(groups.get(group, 0) for group in OTHER_SIDE)
    victims = found.best - attackers
    if type_of_violence(line) == ONE_SIDED:
        civilians, other = victims, 0
    if civilians + other > victims:
        civilians, other = 0, 0
    return attackers, other, civilians, victims - civilians - other


def settled_figure(found: Range | None) -> int:
    """The best figure, the lowest where it cannot be settled."""
    if found is None:
        return 0
    return found.low if found.best is None else found.best


def _share_column(at: int) -> Callable[[Line], Cell]:
    return lambda line: deaths_by_side(line)[at]


def toll_column(end: str) -> Callable[[Line], Cell]:
    """Reads best, high or low of all who died."""

    def toll_cell(line: Line) -> Cell:
        found = all_dead(line.incident)
        number: int | None = getattr(found, end) if found else None
        return number

    return toll_cell


def coded_point(line: Line) -> tuple[float, float] | None:
    """The point that UCDP codes: the place, or the middle of what contains it."""
    place = line.place
    if place is None or place.lat is None or place.lon is None:
        return None
    return round(place.lat, 6), round(place.lon, 6)


def _coordinate_reader(axis: int) -> Callable[[Line], Cell]:
    return lambda line: found[axis] if (found := coded_point(line)) else None


def _joined_headlines(line: Line) -> str | None:
    return line.document.title if line.document else None


def coordinates_name(place: Place | None) -> str | None:
    """The name of what the coordinates stand for."""
    return (place.city or place.admin2 or place.admin1 or place.name) if place else None


def _left_empty(name: str, meaning: str) -> Column[Line]:
    return Column(name, lambda _: None, meaning, EMPTY)


PROGRAM, REPORTS, PLACES, EMPTY = "Dateline", "the reports", "the gazetteer", "left empty"
WHOLE, NUMBER, DAY = CellType.INTEGER, CellType.NUMBER, CellType.DAY
EVENTS: Final[Table] = Table(
    "events",
    "an event in which somebody died by at least one figure",
    (
        Column(
            "id",
            lambda x: int(x.incident.id[:DIGITS], 16),
            "number made of the incident's id",
            PROGRAM,
            WHOLE,
        ),
        Column("relid", lambda x: x.incident.id, "the incident's id", PROGRAM),
        Column("year", lambda x: x.days.first.year if x.days else None, "year", REPORTS, WHOLE),
        _left_empty("active_year", "whether the dyad was active, which UCDP decides"),
        _left_empty("code_status", "UCDP's state of coding"),
        Column(
            "type_of_violence",
            type_of_violence,
            "1 state-based, 2 non-state, 3 one-sided; empty if the reports do not say",
            PROGRAM,
            WHOLE,
        ),
        _left_empty("conflict_dset_id", "UCDP's number"),
        _left_empty("conflict_new_id", "UCDP's number"),
        _left_empty("conflict_name", "UCDP's name"),
        _left_empty("dyad_dset_id", "UCDP's number"),
        _left_empty("dyad_new_id", "UCDP's number"),
        Column(
            "dyad_name",
            lambda x: " - ".join(filter(None, (_side_a(x), _side_b(x)))) or None,
            "side_a and side_b",
            REPORTS,
        ),
        _left_empty("side_a_dset_id", "UCDP's number"),
        _left_empty("side_a_new_id", "UCDP's number"),
        Column("side_a", _side_a, "who did it, on the firmest word", REPORTS),
        _left_empty("side_b_dset_id", "UCDP's number"),
        _left_empty("side_b_new_id", "UCDP's number"),
        Column("side_b", _side_b, "the armed party or Civilians that it was against", REPORTS),
        Column(
            "number_of_sources",
            lambda x: len(x.incident.tellings),
            "number of reports about it",
            PROGRAM,
            WHOLE,
        ),
        Column(
            "source_article",
            lambda x: joined_values(name for t in x.incident.tellings for name in t.names),
            "names of the reports, joined by ;",
            REPORTS,
        ),
        Column(
            "source_office",
            lambda x: joined_values(outlets_of_line(x)),
            "outlets, joined by ;",
            REPORTS,
        ),
        Column(
            "source_date",
            lambda x: joined_values(
                t.created.first.isoformat() for t in x.incident.tellings if t.created
            ),
            "days on which the reports were written, joined by ;",
            REPORTS,
        ),
        Column("source_headline", _joined_headlines, "title of the first report", REPORTS),
        Column(
            "source_original",
            lambda x: joined_values(x.incident.voices),
            "who vouches for it, joined by ;",
            REPORTS,
        ),
        Column(
            "where_prec",
            lambda x: x.place.precision if x.place else 7,
            "1 exact, 2 near, 3 district, 4 province, 5 larger, 6 country, 7 sea, air or unknown",
            PROGRAM,
            WHOLE,
        ),
        Column("where_coordinates", lambda x: coordinates_name(x.place), "what is coded", PLACES),
        Column(
            "where_description",
            lambda x: spelled_place(x.place) or None,
            "the place in full",
            REPORTS,
        ),
        Column("adm_1", lambda x: x.place.admin1 if x.place else None, "division", PLACES),
        Column("adm_2", lambda x: x.place.admin2 if x.place else None, "district", PLACES),
        Column(
            "latitude",
            _coordinate_reader(0),
            "latitude; the middle of the division or country for where_prec above 3",
            PLACES,
            NUMBER,
            "degrees",
        ),
        Column(
            "longitude",
            _coordinate_reader(1),
            "longitude; the middle of the division or country for where_prec above 3",
            PLACES,
            NUMBER,
            "degrees",
        ),
        Column(
            "geom_wkt",
            lambda x: f"POINT ({found[1]} {found[0]})" if (found := coded_point(x)) else None,
            "the same as well-known text",
            PLACES,
        ),
        Column(
            "priogrid_gid",
            lambda x: priogrid_cell(*found) if (found := coded_point(x)) else None,
            "cell of PRIO-GRID",
            PROGRAM,
            WHOLE,
        ),
        Column("country", country_name, "country", PLACES),
        _left_empty("country_id", "Gleditsch and Ward's number"),
        _left_empty("region", "UCDP's region"),
        Column(
            "event_clarity",
            lambda x: 1 if date_prec(x) == 1 and x.place and x.place.precision <= CLEAR else 2,
            "1 day and place are clear, 2 they are not",
            PROGRAM,
            WHOLE,
        ),
        Column(
            "date_prec",
            date_prec,
            "1 the day, 2 two to six days, 3 a week, 4 a month, 5 a year",
            PROGRAM,
            WHOLE,
        ),
        Column("date_start", lambda x: x.days.first if x.days else None, "first day", REPORTS, DAY),
        Column("date_end", lambda x: x.days.last if x.days else None, "last day", REPORTS, DAY),
        Column("deaths_a", _share_column(0), "attackers", "the number policy", WHOLE, "people"),
        Column(
            "deaths_b", _share_column(1), "the other side", "the number policy", WHOLE, "people"
        ),
        Column(
            "deaths_civilians", _share_column(2), "civilians", "the number policy", WHOLE, "people"
        ),
        Column(
            "deaths_unknown",
            _share_column(3),
            "deaths not assigned to a group",
            "the number policy",
            WHOLE,
            "people",
        ),
        Column("best", toll_column("best"), "best figure", "the number policy", WHOLE, "people"),
        Column("high", toll_column("high"), "highest figure", "the number policy", WHOLE, "people"),
        Column("low", toll_column("low"), "lowest figure", "the number policy", WHOLE, "people"),
        _left_empty("gwnoa", "Gleditsch and Ward's number"),
        _left_empty("gwnob", "Gleditsch and Ward's number"),
    ),
)


LOSSES: Final[tuple[Loss, ...]] = (
    UNDATED,
    too_wide(YEAR, "a year"),
    Loss(
        "the incident",
        "nobody died by any figure, and UCDP codes the dead",
        lambda x: (found := all_dead(x.incident)) is None or found.high == 0,
        out=True,
    ),
    Loss(
        "the incident",
        "UCDP codes no protests and riots",
        lambda x: is_demonstration(x.incident),
        out=True,
    ),
    Loss(
        "type of violence",
        "the reports do not say who fought whom; left empty",
        lambda x: type_of_violence(x) is None,
    ),
    Loss(
        "a best figure that cannot be settled",
        "UCDP wants a number and gets the lowest",
        lambda x: (found := toll_figure(x.incident.killed)) is not None and found.best is None,
    ),
    Loss(
        "targets",
        "side_b holds an armed party or Civilians; other targets have no column",
        lambda x: any(target.value.kind not in ARMED for target in x.incident.targets),
    ),
    KILLED_OPEN,
    replace(WOUNDED, why=NOWHERE),
    TAKEN,
    Loss("weapons", "no column", lambda x: bool(x.incident.weapons)),
    replace(ACTORS, why=NOWHERE),
    replace(CLAIMS, why=NOWHERE),
    REGION,
    ORIGIN,
    WEAPONS,
    CLOCK,
    DAMAGE,
    DISPUTES,
    EVIDENCE,
)
