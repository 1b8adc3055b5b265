"""The ledger as PLOVER events."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from dateline.types import PartyKind
from dateline.write import Contents, export_bytes, losses_of
from dateline.write.plover import FIELDS, SECTORS

REQUIRED = {"id", "date", "actor", "event"}
CATEGORIES = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
    "SANCTION MOBILIZE COERCE ASSAULT".split()
)
MODES = {
    "ASSAULT": set(
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack "
        "aerial drone heavy-weapons crowd-control unconventional".split()
    ),
    "COERCE": {"arrest"},
    "PROTEST": {"demo", "riot"},
}
PLOVER_SECTORS = set(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE "
    "REL SOC".split()
)


@pytest.fixture(name="events")
def _events(demo: Contents) -> list[dict[str, Any]]:
    """The events of the demonstration."""
    return [json.loads(line) for line in export_bytes("plover", demo).decode().splitlines()]


def test_an_event_has_what_the_manual_requires_and_nothing_unknown(
    events: list[dict[str, Any]],
) -> None:
    for event in events:
        assert REQUIRED <= set(event) <= {field.name for field in FIELDS}
        assert date.fromisoformat(event["date"]) <= date.fromisoformat(
            event.get("enddate", event["date"])
        )


def test_category_and_modes_are_plovers(events: list[dict[str, Any]]) -> None:
    assert {event["event"] for event in events} <= CATEGORIES
    assert all(set(event.get("mode", [])) <= MODES[event["event"]] for event in events)


def test_a_place_says_how_finely_it_is_known(events: list[dict[str, Any]]) -> None:
    places = [event["event_loc"] for event in events if "event_loc" in event]
    assert {place["resolution"] for place in places} <= {1, 2, 3, 4, 5}
    assert all(("lat" in place) == ("lon" in place) for place in places)
    assert all("lat" not in place for place in places if place["resolution"] == 1)


def test_low_best_and_high_stand_beside_the_one_number_of_plover(
    events: list[dict[str, Any]],
) -> None:
    for event in events:
        best = (event["dateline"].get("killed") or {}).get("best")
        assert best == event.get("size", {}).get("dead")


@pytest.mark.parametrize("kind", SECTORS)
def test_a_sector_is_one_of_plovers(kind: PartyKind) -> None:
    assert SECTORS[kind] in PLOVER_SECTORS


def test_undated_incidents_are_left_out_and_counted(
    demo: Contents, events: list[dict[str, Any]]
) -> None:
    undated = sum(i.when.value.interval is None for i in demo.incidents)
    report = losses_of("plover", demo)
    assert (len(events), undated) == (report.written, report.lines - report.written)
