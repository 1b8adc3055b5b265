"""The ledger in the shape of the Global Terrorism Database: the columns that reports can fill.

Whether an event is terrorism (crit1 to crit3) is GTD's coders' to decide and stays empty.
"""

from __future__ import annotations

from typing import BinaryIO, Final

from dateline.types import Incident, Kind, Range, Stage, Stance, TargetKind, WeaponKind
from dateline.write.columns import Cell, CellType, Column, Table
from dateline.write.contents import Contents
from dateline.write.crosswalk import (
    CLAIMS,
    CLOCK,
    DISPUTES,
    EVIDENCE,
    FIGURES,
    ORIGIN,
    REGION,
    VICTIMS,
    WEAPONS,
    Side,
    all_dead,
    country_name,
    days_wide,
    incident_account,
    sides_of_incident,
    toll_dissent,
)
from dateline.write.csv import write_table
from dateline.write.lines import Line, exact_point, report_names, spelled_days, toll_figure
from dateline.write.losses import Loss, is_carried

UNKNOWN: Final = -9  # GTD's code for what cannot be told
ATTACK_TYPES: Final = {
    "Assassination": 1,
    "Armed Assault": 2,
    "Bombing/Explosion": 3,
    "Hijacking": 4,
    "Hostage Taking (Barricade Incident)": 5,
    "Hostage Taking (Kidnapping)": 6,
    "Facility/Infrastructure Attack": 7,
    "Unarmed Assault": 8,
    "Unknown": 9,
}
TARGET_TYPES: Final = {
    TargetKind.GOVERNMENT: (2, "Government (General)"),
    TargetKind.POLICE: (3, "Police"),
    TargetKind.MILITARY: (4, "Military"),
    TargetKind.DIPLOMATIC: (7, "Government (Diplomatic)"),
    TargetKind.EDUCATION: (8, "Educational Institution"),
    TargetKind.MEDIA: (10, "Journalists & Media"),
    TargetKind.SHIPPING: (11, "Maritime"),
    TargetKind.CIVILIANS: (14, "Private Citizens & Property"),
    TargetKind.PERSON: (14, "Private Citizens & Property"),
    TargetKind.PUBLIC_PLACE: (14, "Private Citizens & Property"),
    TargetKind.RELIGIOUS: (15, "Religious Figures/Institutions"),
    TargetKind.MILITANT: (17, "Terrorists/Non-State Militia"),
    TargetKind.TRANSPORT: (19, "Transportation"),
    TargetKind.HOSPITALITY: (1, "Business"),
    TargetKind.MARKET: (1, "Business"),
    TargetKind.HEALTH: (1, "Business"),
    TargetKind.OTHER: (13, "Other"),
}
NO_TARGET: Final = (20, "Unknown")
WEAPON_TYPES: Final = {
    WeaponKind.FIREARM: (5, "Firearms"),
    WeaponKind.BLADE: (9, "Melee"),
    WeaponKind.VEHICLE: (10, "Vehicle"),
    WeaponKind.FIRE: (8, "Incendiary"),
    WeaponKind.OTHER: (12, "Other"),
}
EXPLOSIVES: Final = (6, "Explosives")  # all other kinds of weapons
NO_WEAPON: Final = (13, "Unknown")
SPECIFICITY: Final = {1: 1, 2: 1, 3: 3, 4: 4}  # of where_prec; 5 is unknown
HOSTAGES: Final = frozenset((Kind.ABDUCTION, Kind.HOSTAGE_TAKING))
NEAR: Final = 2  # where_prec of a place near a known point
MOST_GROUPS: Final = 3
MOST_SOURCES: Final = 3


def write_gtd(contents: Contents, stream: BinaryIO) -> None:
    """Write the events that GTD has an attack type for."""
    kept = (line for line in contents.lines() if is_carried(LOSSES, line))
    write_table(EVENTS.columns, kept, stream, bom=False)


def date_part(line: Line, part: str) -> int:
    """Year, month or day; 0 for what the days leave open, as GTD has it."""
    days = line.days
    if days is None or getattr(days.first, part) != getattr(days.last, part):
        return 0
    if part != "year" and days.first.year != days.last.year:
        return 0
    if part == "day" and days.first.month != days.last.month:
        return 0
    return int(getattr(days.first, part))


def _event_id(line: Line) -> str:
    """Year, month and day as GTD writes them, and the beginning of the incident's id."""
    year, month, day = (date_part(line, part) for part in ("year", "month", "day"))
    return f"{year:04}{month:02}{day:02}-{line.incident.id[:10]}"


def target_type(incident: Incident) -> tuple[int, str]:
    """The target type of the first target."""
    first = next(iter(incident.targets), None)
    return TARGET_TYPES[first.value.kind] if first else NO_TARGET


def weapon_type(incident: Incident) -> tuple[int, str]:
    """The weapon type of the first weapon."""
    first = next(iter(incident.weapons), None)
    return WEAPON_TYPES.get(first.kind, EXPLOSIVES) if first else NO_WEAPON


def attack_type(line: Line) -> tuple[int, str]:
    """The attack type."""
    text = line.codes.gtd
    return ATTACK_TYPES[text], text


def group_column(line: Line, at: int) -> Side | None:
    """The perpetrator of a number."""
    found = sides_of_incident(line.incident)
    return found[at] if at < len(found) else None


def group_name_column(at: int) -> Column[Line]:
    """The column of a perpetrator's name."""

    def group_name(line: Line) -> Cell:
        found = group_column(line, at)
        return found.name if found else "Unknown" if at == 0 else None

    name = "gname" if at == 0 else f"gname{at + 1}"
    return Column(name, group_name, "perpetrator; Unknown where nobody is named", REPORTS)


def suspected_column(at: int) -> Column[Line]:
    """The column that says whether a perpetrator is only suspected."""

    def is_suspected(line: Line) -> Cell:
        found = group_column(line, at)
        return int(found.stance == "suspected") if found else None

    meaning = "1 where the perpetrator is only suspected, else 0"
    return Column(f"guncertain{at + 1}", is_suspected, meaning, REPORTS, WHOLE)


def source_column(at: int) -> Column[Line]:
    """The column of a report."""

    def source_name(line: Line) -> Cell:
        tellings = line.incident.tellings
        return report_names(tellings[at])[0] if at < len(tellings) else None

    return Column(f"scite{at + 1}", source_name, "name of a report", REPORTS)


def claimed_flag(incident: Incident) -> int:
    """1 where a group claims it, else 0."""
    return int(any(s.stance is Stance.CLAIMS for s in incident.statements))


def competing_claims(incident: Incident) -> int | None:
    """1 where several groups claim it; None where none does."""
    by = {s.by for s in incident.statements if s.stance is Stance.CLAIMS}
    return int(len(by) > 1) if by else None


def firm_count(found: Range | None) -> int | None:
    """A best figure; GTD leaves vague ones open."""
    return found.best if found else None


def killed_in_all(line: Line) -> int | None:
    """All who died; None where no figure is firm."""
    firm = toll_figure(line.incident.killed), toll_figure(line.incident.attackers_killed)
    open_ = any(found is not None and found.best is None for found in firm)
    found = all_dead(line.incident)
    return found.best if found and not open_ else None


def place_specificity(line: Line) -> int:
    """How exactly the place is known, 1 to 5."""
    return SPECIFICITY.get(line.place.precision, 5) if line.place else 5


def coordinate_column(axis: int) -> Column[Line]:
    """The column of a coordinate."""
    name = ("latitude", "longitude")[axis]
    meaning = f"{name}; empty where only a province or country is known"

    def value(line: Line) -> Cell:
        found = exact_point(line.place)
        return found[axis] if found else None

    return Column(name, value, meaning, PLACES, CellType.NUMBER, "degrees")


PROGRAM, REPORTS, PLACES, POLICY = "Dateline", "the reports", "the gazetteer", "the number policy"
WHOLE: Final = CellType.INTEGER
EVENTS: Final[Table] = Table(
    "events",
    "an attack",
    (
        Column("eventid", _event_id, "day and beginning of the incident's id, a text", PROGRAM),
        Column("iyear", lambda x: date_part(x, "year"), "year, 0 unknown", REPORTS, WHOLE),
        Column("imonth", lambda x: date_part(x, "month"), "month, 0 unknown", REPORTS, WHOLE),
        Column("iday", lambda x: date_part(x, "day"), "day, 0 unknown", REPORTS, WHOLE),
        Column(
            "approxdate",
            lambda x: spelled_days(x.days) if x.days and days_wide(x.days) > 1 else None,
            "first and last possible day, where it is not one",
            REPORTS,
        ),
        Column(
            "extended",
            lambda x: int(x.incident.kind in HOSTAGES),
            "1 for abductions and hostage takings, which last over a day, else 0",
            PROGRAM,
            WHOLE,
        ),
        Column("country_txt", country_name, "country", PLACES),
        Column("provstate", lambda x: x.place.admin1 if x.place else None, "division", PLACES),
        Column("city", lambda x: x.place.city if x.place else None, "city", PLACES),
        coordinate_column(0),
        coordinate_column(1),
        Column(
            "specificity",
            place_specificity,
            "1 the town, 3 its district, 4 its province, 5 unknown",
            PROGRAM,
            WHOLE,
        ),
        Column(
            "vicinity",
            lambda x: int(x.place is not None and x.place.precision == NEAR),
            "1 near the town, else 0",
            PROGRAM,
            WHOLE,
        ),
        Column("location", lambda x: x.place.site if x.place else None, "site", REPORTS),
        Column(
            "summary", incident_account, "what the reports say, and what has no column", REPORTS
        ),
        Column("crit1", lambda _: None, "GTD's first criterion", "left empty"),
        Column("crit2", lambda _: None, "GTD's second criterion", "left empty"),
        Column("crit3", lambda _: None, "GTD's third criterion", "left empty"),
        Column(
            "doubtterr", lambda _: UNKNOWN, "doubt that it is terrorism; -9 unknown", PROGRAM, WHOLE
        ),
        Column(
            "success",
            lambda x: int(x.incident.stage is Stage.ACCOMPLISHED),
            "1 carried out, 0 foiled or failed",
            REPORTS,
            WHOLE,
        ),
        Column(
            "suicide",
            lambda x: int(x.incident.kind is Kind.SUICIDE_BOMBING),
            "1 suicide attack, else 0",
            REPORTS,
            WHOLE,
        ),
        Column("attacktype1", lambda x: attack_type(x)[0], "attack type", "the ontology", WHOLE),
        Column("attacktype1_txt", lambda x: attack_type(x)[1], "attack type", "the ontology"),
        Column("targtype1", lambda x: target_type(x.incident)[0], "target type", REPORTS, WHOLE),
        Column("targtype1_txt", lambda x: target_type(x.incident)[1], "target type", REPORTS),
        Column(
            "target1",
            lambda x: next((t.value.name for t in x.incident.targets), None),
            "target",
            REPORTS,
        ),
        *(group_name_column(at) for at in range(MOST_GROUPS)),
        *(suspected_column(at) for at in range(MOST_GROUPS)),
        Column("claimed", lambda x: claimed_flag(x.incident), "1 claimed, else 0", REPORTS, WHOLE),
        Column(
            "compclaim",
            lambda x: competing_claims(x.incident),
            "1 several groups claim it, 0 one; empty where none does",
            REPORTS,
            WHOLE,
        ),
        Column("weaptype1", lambda x: weapon_type(x.incident)[0], "weapon type", REPORTS, WHOLE),
        Column("weaptype1_txt", lambda x: weapon_type(x.incident)[1], "weapon type", REPORTS),
        Column(
            "nkill",
            killed_in_all,
            "all who died, attackers among them; empty where no figure is firm",
            POLICY,
            WHOLE,
            "people",
        ),
        Column(
            "nkillter",
            lambda x: firm_count(toll_figure(x.incident.attackers_killed)),
            "attackers who died",
            POLICY,
            WHOLE,
            "people",
        ),
        Column(
            "nwound",
            lambda x: firm_count(toll_figure(x.incident.wounded)),
            "people wounded",
            POLICY,
            WHOLE,
            "people",
        ),
        Column(
            "property",
            lambda x: 1 if x.incident.damage else UNKNOWN,
            "1 property was damaged, -9 unknown",
            REPORTS,
            WHOLE,
        ),
        Column(
            "propcomment",
            lambda x: x.incident.damage.value if x.incident.damage else None,
            "what was damaged",
            REPORTS,
        ),
        Column(
            "ishostkid",
            lambda x: int(x.incident.kind in HOSTAGES or x.incident.abducted is not None),
            "1 people were taken, else 0",
            REPORTS,
            WHOLE,
        ),
        Column(
            "nhostkid",
            lambda x: firm_count(toll_figure(x.incident.abducted)),
            "people taken",
            POLICY,
            WHOLE,
            "people",
        ),
        Column("addnotes", toll_dissent, "how the reports differ about the dead", REPORTS),
        *(source_column(at) for at in range(MOST_SOURCES)),
        Column("dbsource", lambda _: "Dateline", "who collected it", PROGRAM),
    ),
)
LOSSES: Final[tuple[Loss, ...]] = (
    Loss("the incident", "GTD has no such attack type", lambda x: not x.codes.gtd, out=True),
    Loss(
        "the incident",
        "GTD leaves threats and plans out",
        lambda x: x.incident.stage in {Stage.THREATENED, Stage.PLANNED},
        out=True,
    ),
    Loss(
        "a figure of the dead that is not firm",
        "GTD leaves vague figures open",
        lambda x: all_dead(x.incident) is not None and killed_in_all(x) is None,
    ),
    FIGURES,
    Loss(
        "perpetrators after the third",
        "three columns",
        lambda x: len(x.incident.perpetrators) > MOST_GROUPS,
    ),
    Loss(
        "targets after the first",
        "only the first is coded",
        lambda x: len(x.incident.targets) > 1,
    ),
    Loss(
        "weapons after the first",
        "only the first is coded",
        lambda x: len(x.incident.weapons) > 1,
    ),
    Loss(
        "reports after the third",
        "three columns",
        lambda x: len(x.incident.tellings) > MOST_SOURCES,
    ),
    VICTIMS,
    CLAIMS,
    Loss(
        "people arrested",
        "no column",
        lambda x: x.incident.arrested is not None,
    ),
    REGION,
    ORIGIN,
    WEAPONS,
    CLOCK,
    DISPUTES,
    EVIDENCE,
)
