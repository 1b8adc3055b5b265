"""The shape of the Global Terrorism Database, read by pandas."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from small_readings import Said, Story, chronology, on, reading, toll

from dateline.coding import CODING
from dateline.reconcile import reconcile_cluster
from dateline.types import Cluster, Interval, Kind, Role, TargetKind, Weapon, WeaponKind
from dateline.write import Contents, export_bytes, losses_of
from dateline.write.gtd import ATTACK_TYPES, TARGET_TYPES

Row = dict[str, Any]
RULES: dict[str, Callable[[Row], bool]] = {
    "iyear has four digits": lambda r: 1900 < r["iyear"] < 2100 or r["iyear"] == 0,
    "imonth is 0 to 12": lambda r: 0 <= r["imonth"] <= 12,
    "iday is 0 to 31": lambda r: 0 <= r["iday"] <= 31,
    "iday 0 has an approxdate where a day is known at all": lambda r: (
        r["iday"] > 0 or r["iyear"] == 0 or bool(r["approxdate"])
    ),
    "specificity is 1 to 5": lambda r: r["specificity"] in range(1, 6),
    "specificity 1 has coordinates": lambda r: r["specificity"] > 1 or r["latitude"] != "",
    "attacktype1 is its text's code": lambda r: (
        ATTACK_TYPES[r["attacktype1_txt"]] == r["attacktype1"]
    ),
    "targtype1 is 1 to 22": lambda r: r["targtype1"] in range(1, 23),
    "weaptype1 is 1 to 13": lambda r: r["weaptype1"] in range(1, 14),
    "gname is never empty": lambda r: bool(r["gname"]),
    "guncertain1 is 0 or 1, and empty with nobody": lambda r: (
        (r["guncertain1"] == "") == (r["gname"] == "Unknown")
    ),
    "suicide is 0 or 1": lambda r: r["suicide"] in {0, 1},
    "success is 0 or 1": lambda r: r["success"] in {0, 1},
    "claimed is 0 or 1": lambda r: r["claimed"] in {0, 1},
    "compclaim is told of claimed attacks only": lambda r: (
        (r["compclaim"] == "") == (r["claimed"] == 0)
    ),
    "nkillter is not above nkill": lambda r: r["nkillter"] == "" or r["nkillter"] <= r["nkill"],
    "property is 1 or -9": lambda r: r["property"] in {1, -9},
    "crit1 to crit3 are for GTD to decide": lambda r: (
        {""} == {r[name] for name in ("crit1", "crit2", "crit3")}
    ),
}


def rows(contents: Contents) -> list[Row]:
    """The attacks of an export; empty cells are empty texts, all else is typed."""
    frame = pd.read_csv(io.BytesIO(export_bytes("gtd", contents)))
    whole = frame.astype(object).where(frame.notna(), "")
    found: list[Row] = whole.to_dict("records")
    return found


def exported(story: Story) -> tuple[list[Row], Contents]:
    """The attack of a story."""
    known = {story.name: reading(story)}
    found = reconcile_cluster(
        Cluster((story.mention,), ()), known, chronology((story,)), names={}, policy="gtd"
    )
    contents = Contents("t", [found], [reading(story)], {}, coding=CODING)
    return rows(contents), contents


@pytest.mark.parametrize("rule", RULES)
def test_rule_of_the_codebook(rule: str, settled: Callable[[str], Contents]) -> None:
    found = rows(settled("gtd"))
    assert found
    assert not [row for row in found if not RULES[rule](row)]


@pytest.mark.parametrize(
    ("days", "parts"),
    [
        (on("2031-03-04"), (2031, 3, 4)),
        (on("2031-03-04", "2031-03-06"), (2031, 3, 0)),
        (on("2031-03-30", "2031-04-02"), (2031, 0, 0)),
        (on("2031-12-30", "2032-01-02"), (0, 0, 0)),
        (None, (0, 0, 0)),
    ],
)
def test_what_the_days_leave_open_is_0(days: Interval | None, parts: tuple[int, int, int]) -> None:
    (row,), _ = exported(Story("a", day=days))
    assert parts == tuple(row[name] for name in ("iyear", "imonth", "iday"))


@pytest.mark.parametrize("kind", [Kind.PROTEST, Kind.RIOT, Kind.ARREST])
def test_what_gtd_has_no_attack_type_for_is_left_out(kind: Kind) -> None:
    found, contents = exported(Story("a", kind=kind, day=on("2031-03-04")))
    assert ([], 0) == (found, losses_of("gtd", contents).written)


@pytest.mark.parametrize(
    ("weapon", "code"),
    [
        (WeaponKind.FIREARM, 5),
        (WeaponKind.CAR_BOMB, 6),
        (WeaponKind.ROCKET, 6),
        (WeaponKind.BLADE, 9),
        (WeaponKind.VEHICLE, 10),
    ],
)
def test_weaptype1_follows_the_first_weapon(weapon: WeaponKind, code: int) -> None:
    said = (Said(Role.WEAPON, Weapon(weapon, "the weapon"), "They used the weapon."),)
    (row,), _ = exported(Story("a", said, day=on("2031-03-04")))
    assert code == row["weaptype1"]


def test_every_kind_of_target_has_a_type() -> None:
    assert set(TargetKind) == set(TARGET_TYPES)


def test_nkill_counts_attackers_who_are_in_nkillter_too() -> None:
    said = (toll("Five died.", 5), toll("Two attackers died.", 2, Role.ATTACKERS_KILLED))
    (row,), _ = exported(Story("a", said, day=on("2031-03-04")))
    assert (7, 2) == (row["nkill"], row["nkillter"])


def test_the_loss_report_counts_what_the_demonstration_loses(
    settled: Callable[[str], Contents],
) -> None:
    """Counted here over the incidents themselves, by other means than the report's."""
    contents = settled("gtd")
    report = losses_of("gtd", contents)
    lost = {each.loss.what: each.lines for each in report.losses}
    assert len(rows(contents)) == report.written
    assert sum(len(i.targets) > 1 for i in contents.incidents) == lost["targets after the first"]
    assert sum(len(i.weapons) > 1 for i in contents.incidents) == lost["weapons after the first"]
    assert sum(len(i.tellings) > 3 for i in contents.incidents) == lost.get(
        "reports after the third", 0
    )
