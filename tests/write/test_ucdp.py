"""The shape of UCDP GED: the rules of its codebook, each under the name of its column."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_readings import Said, Story, chronology, on, party, reading, toll

from dateline.coding import CODING
from dateline.reconcile import reconcile_cluster
from dateline.types import (
    Cluster,
    Interval,
    Kind,
    PartyKind,
    Role,
    Target,
    TargetKind,
    VictimGroup,
)
from dateline.write import Contents, export_bytes, losses_of
from dateline.write.ucdp import priogrid_cell

HEADER = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office "
    "source_date source_headline source_original where_prec where_coordinates where_description "
    "adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low "
    "gwnoa gwnob"
).split()
PARTS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
OWN = (
    "active_year code_status conflict_dset_id conflict_new_id conflict_name dyad_dset_id "
    "dyad_new_id side_a_dset_id side_a_new_id side_b_dset_id side_b_new_id country_id region gwnoa "
    "gwnob"
).split()
Row = dict[str, Any]


def days(row: Row) -> int:
    """How many days an event has."""
    first, last = (date.fromisoformat(row[name]) for name in ("date_start", "date_end"))
    return (last - first).days + 1


RULES: dict[str, Callable[[Row], bool]] = {
    "id is a whole number": lambda r: int(r["id"]) == r["id"],
    "relid is never empty": lambda r: bool(r["relid"]),
    "year is the year of date_start": lambda r: str(r["year"]) == r["date_start"][:4],
    "type_of_violence is 1, 2 or 3": lambda r: r["type_of_violence"] in {"", 1, 2, 3},
    "type_of_violence 3 is against civilians": lambda r: (
        r["type_of_violence"] != 3 or r["side_b"] == "Civilians"
    ),
    "dyad_name joins side_a and side_b": lambda r: (
        r["dyad_name"] == " - ".join(s for s in (r["side_a"], r["side_b"]) if s)
    ),
    "number_of_sources is 1 or more": lambda r: r["number_of_sources"] >= 1,
    "source_article is never empty": lambda r: bool(r["source_article"]),
    "source_office is never empty": lambda r: bool(r["source_office"]),
    "where_prec is 1 to 7": lambda r: r["where_prec"] in range(1, 8),
    "where_description tells what where_coordinates stands for": lambda r: (
        not r["where_coordinates"] or bool(r["where_description"])
    ),
    "latitude and longitude stand together": lambda r: (
        (r["latitude"] == "") == (r["longitude"] == "")
    ),
    "geom_wkt is longitude, then latitude": lambda r: (
        r["latitude"] == "" or r["geom_wkt"] == f"POINT ({r['longitude']} {r['latitude']})"
    ),
    "priogrid_gid is a cell of the grid": lambda r: (
        r["priogrid_gid"] == "" or 1 <= r["priogrid_gid"] <= 259_200
    ),
    "country is never empty where a place is known": lambda r: (
        r["where_prec"] > 6 or bool(r["country"])
    ),
    "event_clarity is 1 or 2": lambda r: r["event_clarity"] in {1, 2},
    "event_clarity 1 is for an exact day": lambda r: r["event_clarity"] == 2 or r["date_prec"] == 1,
    "date_prec is 1 to 5": lambda r: r["date_prec"] in range(1, 6),
    "date_prec 1 is one day": lambda r: (r["date_prec"] == 1) == (days(r) == 1),
    "date_start is not after date_end": lambda r: r["date_start"] <= r["date_end"],
    "deaths_a, deaths_b, deaths_civilians and deaths_unknown are 0 or more": lambda r: all(
        r[part] >= 0 for part in PARTS
    ),
    "best is the sum of the four": lambda r: r["best"] == sum(r[part] for part in PARTS),
    "low is not above best": lambda r: r["low"] <= r["best"],
    "best is not above high": lambda r: r["best"] <= r["high"],
    "high is 1 or more": lambda r: r["high"] >= 1,
    "columns that UCDP assigns itself stay empty": lambda r: {""} == {r[name] for name in OWN},
}


def rows(contents: Contents) -> list[Row]:
    """The events of an export; empty cells are empty texts, all else is typed."""
    frame = pd.read_csv(io.BytesIO(export_bytes("ucdp", contents)))
    whole = frame.astype(object).where(frame.notna(), "")
    found: list[Row] = whole.to_dict("records")
    return found


def exported(story: Story) -> tuple[list[Row], Contents]:
    """The event of a story."""
    incident = reconcile_cluster(
        Cluster((story.mention,), ()),
        {story.name: reading(story)},
        chronology((story,)),
        names={},
        policy="ucdp",
    )
    contents = Contents("t", [incident], [reading(story)], {}, coding=CODING)
    return rows(contents), contents


def test_the_header_is_ucdps(settled: Callable[[str], Contents]) -> None:
    header = export_bytes("ucdp", settled("ucdp")).decode("utf-8").splitlines()[0]
    assert ",".join(HEADER) == header
    assert 49 == len(HEADER)


@pytest.mark.parametrize("rule", RULES)
def test_rule_of_the_codebook(rule: str, settled: Callable[[str], Contents]) -> None:
    found = rows(settled("ucdp"))
    assert found
    assert not [row for row in found if not RULES[rule](row)]


def test_id_is_an_events_own(settled: Callable[[str], Contents]) -> None:
    ids = [row["id"] for row in rows(settled("ucdp"))]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("span", "step"),
    [
        (on("2031-03-04"), 1),
        (on("2031-03-04", "2031-03-05"), 2),
        (on("2031-03-04", "2031-03-09"), 2),
        (on("2031-03-03", "2031-03-09"), 3),
        (on("2031-03-01", "2031-03-31"), 4),
        (on("2031-01-01", "2031-12-31"), 5),
    ],
)
def test_date_prec_says_how_wide_the_days_are(span: Interval, step: int) -> None:
    (row,), _ = exported(Story("a", (toll("Five died.", 5),), day=span))
    assert step == row["date_prec"]


@pytest.mark.parametrize(
    ("story", "why"),
    [
        (Story("a", (toll("Five died.", 5),)), "its day is not known"),
        (Story("a", day=on("2031-03-04")), "nobody died by any figure, and UCDP codes the dead"),
        (
            Story("a", (toll("Nobody died.", 0),), day=on("2031-03-04")),
            "nobody died by any figure, and UCDP codes the dead",
        ),
    ],
)
def test_an_event_that_ucdp_does_not_code_is_left_out_with_the_reason(
    story: Story, why: str
) -> None:
    found, contents = exported(story)
    assert [] == found
    assert [why] == [lost.loss.why for lost in losses_of("ucdp", contents).losses]


ARMY = party("the army", PartyKind.MILITARY)
REBELS = party("Red Column", PartyKind.ARMED_GROUP)


@pytest.mark.parametrize(
    ("who", "whom", "type_of_violence", "side_b"),
    [
        (REBELS, Target("soldiers", TargetKind.MILITARY), 1, "soldiers"),
        (ARMY, Target("rebels", TargetKind.MILITANT), 1, "rebels"),
        (REBELS, Target("Blue Column", TargetKind.MILITANT), 2, "Blue Column"),
        (REBELS, Target("villagers", TargetKind.CIVILIANS), 3, "Civilians"),
        (REBELS, Target("the embassy", TargetKind.DIPLOMATIC), "", ""),
    ],
)
def test_type_of_violence_follows_from_who_fought_whom(
    who: Any,  # noqa: ANN401  a party
    whom: Target,
    type_of_violence: int | str,
    side_b: str,
) -> None:
    said = (
        toll("Five died.", 5),
        Said(Role.ACTOR, who, f"{who.name} did it."),
        Said(Role.TARGET, whom, f"It struck {whom.name}."),
    )
    (row,), _ = exported(Story("a", said, Kind.ARMED_ATTACK, day=on("2031-03-04")))
    assert (type_of_violence, side_b) == (row["type_of_violence"], row["side_b"])


def test_deaths_are_told_apart_where_the_reports_do() -> None:
    said = (
        toll("Nine died.", 9),
        toll("Four of them were civilians.", 4, group=VictimGroup.CIVILIANS, part=True),
        toll("Three of them were soldiers.", 3, group=VictimGroup.SOLDIERS, part=True),
        toll("Two attackers died.", 2, Role.ATTACKERS_KILLED),
    )
    (row,), _ = exported(Story("a", said, day=on("2031-03-04")))
    assert [2, 3, 4, 2] == [row[part] for part in PARTS]
    assert 11 == row["best"]


@pytest.mark.parametrize(
    ("lat", "lon", "cell"), [(-90, -180, 1), (34.53, 69.17, 179_779), (90 - 1e-9, 180, 259_200)]
)
def test_priogrid_counts_from_the_south_west(lat: float, lon: float, cell: int) -> None:
    assert cell == priogrid_cell(lat, lon)


@given(st.integers(-179, 178), st.integers(-359, 358), st.integers(0, 499), st.integers(0, 499))
def test_priogrid_of_points_in_one_half_degree_is_the_same(
    south: int, west: int, north: int, east: int
) -> None:
    corner = priogrid_cell(south / 2, west / 2)
    assert corner == priogrid_cell(south / 2 + north / 1000, west / 2 + east / 1000)


def test_the_loss_report_counts_what_the_demonstration_loses(
    settled: Callable[[str], Contents],
) -> None:
    """Counted here over the incidents themselves, by other means than the report's."""
    contents = settled("ucdp")
    report = losses_of("ucdp", contents)
    dated = [i for i in contents.incidents if i.when.value.interval]
    deadly = [
        i for i in dated if any(f and f.value.high != 0 for f in (i.killed, i.attackers_killed))
    ]
    out = {each.loss.why: each.lines for each in report.losses if each.loss.out}
    assert len(contents.incidents) - len(dated) == out["its day is not known"]
    assert len(dated) - len(deadly) == out["nobody died by any figure, and UCDP codes the dead"]
    assert len(deadly) == report.written == len(rows(contents))
    lost = {each.loss.what: each.lines for each in report.losses if not each.loss.out}
    assert sum(i.wounded is not None for i in deadly) == lost["people wounded"]
    assert sum(bool(i.weapons) for i in deadly) == lost["weapons"]
