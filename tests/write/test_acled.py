"""The shape of ACLED: the rules of its codebook, each under the name of its column."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
from small_readings import Said, Story, chronology, city, on, party, reading, toll

from dateline.coding import CODING
from dateline.reconcile import reconcile_cluster
from dateline.types import Cluster, Interval, Kind, PartyKind, Role, Target, TargetKind
from dateline.write import Contents, export_bytes, losses_of

HEADER = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 "
    "assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region "
    "country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale "
    "notes fatalities tags timestamp"
).split()
TYPES = {
    "Battles": {
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    },
    "Explosions/Remote violence": {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Protests": {
        "Peaceful protest",
        "Protest with intervention",
        "Excessive force against protesters",
    },
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
    "Violence against civilians": {
        "Sexual violence",
        "Attack",
        "Abduction/forced disappearance",
    },
}
DISORDERS = {
    "Political violence",
    "Demonstrations",
    "Strategic developments",
    "Political violence; Demonstrations",
}
Row = dict[str, Any]
RULES: dict[str, Callable[[Row], bool]] = {
    "event_id_cnty begins with letters of the country": lambda r: r["event_id_cnty"][:2].isalpha(),
    "event_date is a day in ISO form": lambda r: (
        str(date.fromisoformat(r["event_date"])) == r["event_date"]
    ),
    "year is the year of event_date": lambda r: str(r["year"]) == r["event_date"][:4],
    "time_precision is 1, 2 or 3": lambda r: r["time_precision"] in {1, 2, 3},
    "disorder_type is one of four": lambda r: r["disorder_type"] in DISORDERS,
    "event_type is one of six": lambda r: r["event_type"] in TYPES,
    "sub_event_type belongs to event_type": lambda r: r["sub_event_type"] in TYPES[r["event_type"]],
    "actor1 is never empty": lambda r: bool(r["actor1"]),
    "inter1 is 1 to 8": lambda r: r["inter1"] in {"", *range(1, 9)},
    "inter2 is 1 to 8, and empty without actor2": lambda r: (
        r["inter2"] in {"", *range(1, 9)} and (bool(r["actor2"]) or r["inter2"] == "")
    ),
    "interaction joins inter1 and inter2, the smaller first": lambda r: (
        r["interaction"] in {"", _interaction(r["inter1"], r["inter2"])}
    ),
    "civilian_targeting is the words or nothing": lambda r: (
        r["civilian_targeting"] in {"", "Civilian targeting"}
    ),
    "civilian_targeting goes with civilians as actor2": lambda r: (
        not r["civilian_targeting"] or r["inter2"] == 7
    ),
    "iso is a number up to 999": lambda r: r["iso"] == "" or 0 < r["iso"] < 1000,
    "country is a name": lambda r: r["country"] == "" or len(r["country"]) > 3,
    "latitude and longitude stand together": lambda r: (
        (r["latitude"] == "") == (r["longitude"] == "")
    ),
    "latitude is between the poles": lambda r: r["latitude"] == "" or -90 <= r["latitude"] <= 90,
    "geo_precision is 1, 2 or 3": lambda r: r["geo_precision"] in {1, 2, 3},
    "source is never empty": lambda r: bool(r["source"]),
    "notes are never empty": lambda r: bool(r["notes"]),
    "fatalities is a whole number of 0 or more": lambda r: (
        r["fatalities"] >= 0 and r["fatalities"] == int(r["fatalities"])
    ),
    "timestamp is in seconds": lambda r: r["timestamp"] == "" or r["timestamp"] > 10**8,
}


def _interaction(one: Any, other: Any) -> Any:  # noqa: ANN401  cells
    """Two codes as one number."""
    if one == "":
        return ""
    low, high = (int(one), 0) if other == "" else sorted((int(one), int(other)))
    return 10 * low + high


def rows(contents: Contents) -> list[Row]:
    """The events of an export; empty cells are empty texts, all else is typed."""
    frame = pd.read_csv(io.BytesIO(export_bytes("acled", contents)))
    whole = frame.astype(object).where(frame.notna(), "")
    found: list[Row] = whole.to_dict("records")
    return found


def exported(*stories: Story) -> tuple[list[Row], Contents]:
    """The events of some stories, each an incident of its own."""
    incidents = [
        reconcile_cluster(
            Cluster((s.mention,), ()),
            {s.name: reading(s)},
            chronology((s,)),
            names={},
            policy="acled",
        )
        for s in stories
    ]
    contents = Contents("t", incidents, [reading(s) for s in stories], {}, coding=CODING)
    return rows(contents), contents


def test_the_header_is_acleds(settled: Callable[[str], Contents]) -> None:
    header = export_bytes("acled", settled("acled")).decode("utf-8").splitlines()[0]
    assert ",".join(HEADER) == header


@pytest.mark.parametrize("rule", RULES)
def test_rule_of_the_codebook(rule: str, settled: Callable[[str], Contents]) -> None:
    found = rows(settled("acled"))
    assert found
    assert not [row for row in found if not RULES[rule](row)]


def test_event_id_cnty_is_an_events_own(settled: Callable[[str], Contents]) -> None:
    ids = [row["event_id_cnty"] for row in rows(settled("acled"))]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("days", "precision", "event_date"),
    [
        (on("2031-03-04"), 1, "2031-03-04"),
        (on("2031-03-03", "2031-03-09"), 2, "2031-03-06"),
        (on("2031-03-01", "2031-03-31"), 3, "2031-03-16"),
    ],
)
def test_time_precision_says_how_wide_the_days_are(
    days: Interval, precision: int, event_date: str
) -> None:
    (row,), _ = exported(Story("a", day=days, created=days))
    assert (precision, event_date) == (row["time_precision"], row["event_date"])


@pytest.mark.parametrize(
    ("story", "why"),
    [
        (Story("a", created=on("2031-03-04")), "its day is not known"),
        (Story("a", day=on("2031-01-01", "2031-12-31")), "it is known to more than a month only"),
    ],
)
def test_an_event_that_acled_could_not_date_is_left_out_with_the_reason(
    story: Story, why: str
) -> None:
    found, contents = exported(story)
    report = losses_of("acled", contents)
    assert ([], 0) == (found, report.written)
    assert [(why, 1)] == [(lost.loss.why, lost.lines) for lost in report.losses]


def test_fatalities_count_attackers_and_are_0_where_no_figure_is_given() -> None:
    day = on("2031-03-04")
    both = (toll("Five died.", 5), toll("Two attackers died.", 2, Role.ATTACKERS_KILLED))
    found, _ = exported(Story("a", both, day=day), Story("b", day=day))
    assert [0, 7] == sorted(row["fatalities"] for row in found)


@pytest.mark.parametrize(
    ("kind", "actor", "inter"),
    [(Kind.PROTEST, "Protesters", 6), (Kind.RIOT, "Rioters", 5), (Kind.BOMBING, "Unidentified", 3)],
)
def test_actor1_of_an_event_without_a_name(kind: Kind, actor: str, inter: int) -> None:
    said = (Said(Role.WHERE, city("Ardun", country="IQ"), "It was in Ardun."),)
    (row,), _ = exported(Story("a", said, kind, day=on("2031-03-04")))
    assert row["actor1"].startswith(actor)
    assert "(Iraq)" in row["actor1"]
    assert inter == row["inter1"]


@pytest.mark.parametrize(("country", "inter"), [("IQ", 1), ("US", 8)])
def test_inter1_tells_a_states_own_forces_from_those_of_another(country: str, inter: int) -> None:
    army = party("the army", PartyKind.MILITARY, country=country)
    said = (
        Said(Role.WHERE, city("Ardun", country="IQ"), "It was in Ardun."),
        Said(Role.ACTOR, army, "The army did it."),
        Said(Role.TARGET, Target("villagers", TargetKind.CIVILIANS), "It struck villagers."),
    )
    (row,), _ = exported(Story("a", said, day=on("2031-03-04")))
    assert (inter, "Civilians (Iraq)", 7) == (row["inter1"], row["actor2"], row["inter2"])
    assert int("".join(map(str, sorted((inter, 7))))) == row["interaction"]


def test_no_point_is_given_where_only_a_province_is_known(
    settled: Callable[[str], Contents],
) -> None:
    wide = [row for row in rows(settled("acled")) if row["geo_precision"] == 3]
    assert wide
    assert {""} == {row["latitude"] for row in wide}


def test_the_loss_report_counts_what_the_demonstration_loses(
    settled: Callable[[str], Contents],
) -> None:
    """Counted here over the incidents themselves, by other means than the report's."""
    contents = settled("acled")
    lost = {each.loss.what: each.lines for each in losses_of("acled", contents).losses}
    dated = [i for i in contents.incidents if i.when.value.interval]
    assert sum(i.wounded is not None for i in dated) == lost["people wounded"]
    assert sum(bool(i.perpetrators) for i in dated) == lost["how firmly each perpetrator is named"]
    assert sum(bool(i.contradictions) for i in dated) == lost["contradictions between reports"]
    unknown = [i for i in dated if i.killed is None and i.attackers_killed is None]
    assert len(unknown) == lost["whether a figure of the dead is 0 or not given"]
