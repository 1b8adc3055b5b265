"""The exchange form."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from small_readings import Said, Story, chronology, city, on, party, reading, toll

from dateline.reconcile import reconcile_cluster
from dateline.types import (
    Cluster,
    Count,
    Incident,
    Interception,
    Modality,
    PartyKind,
    Prominence,
    Reaction,
    ReactionKind,
    Role,
    Target,
    TargetKind,
    TimeAnchor,
    TimeExpression,
    Toll,
    VictimGroup,
    Weapon,
    WeaponKind,
)
from dateline.write.jsonl import exchange_rows_of, exchange_schema, place_row, write_incidents
from dateline.write.lines import Coding, Division
from dateline.write.statements import LONGEST, is_number_named
from dateline.write.wide import reservations

COLUMN = party("Red Column", PartyKind.ARMED_GROUP, id="red-column")
MINISTER = party("Ana Vesk", PartyKind.OFFICIAL, country="XA", office="interior minister")
DAY = on("2031-03-04")
FULL = Story(
    "full",
    (
        Said(Role.WHEN, TimeExpression(TimeAnchor.CALENDAR, "DATE"), "It was on March 4."),
        Said(Role.WHERE, city("Ardun", at=(10.1234567, 20.0)), "It was in Ardun."),
        Said(Role.TARGET, Target("the port", TargetKind.TRANSPORT), "They struck the port."),
        Said(Role.WEAPON, Weapon(WeaponKind.ROCKET, "rockets"), "They used rockets."),
        Said(Role.FIRED, Count(7, 7, 7), "Seven rockets were fired."),
        Said(
            Role.INTERCEPTED, Interception(Count(3, None, 3), "the dome"), "Three were shot down."
        ),
        toll("At least 1,200 died.", 1200, floor=True),
        toll("Forty-two were hurt.", 42, Role.WOUNDED),
        toll("One child was killed.", 1, group=VictimGroup.CHILDREN, part=True),
        Said(Role.ACTOR, COLUMN, "The Column claimed it.", COLUMN, Modality.CLAIMED),
        Said(
            Role.REACTION,
            Reaction(ReactionKind.CONDEMNED),
            "The minister condemned it.",
            MINISTER,
        ),
        Said(Role.DAMAGE, "a crane", "It hit a crane."),
    ),
    day=DAY,
    created=DAY,
    owner="The Paper",
)


def incident(*stories: Story) -> Incident:
    """The incident of all stories."""
    readings = {s.name: reading(s) for s in stories}
    cluster = Cluster(tuple(sorted(s.mention for s in stories)), ())
    names = {s.name: (f"{s.name}.txt", f"copy/{s.name}.txt") for s in stories}
    return reconcile_cluster(cluster, readings, chronology(stories), names=names)


def lines(*found: Incident, stories: Sequence[Story]) -> list[dict[str, Any]]:
    """The rows of incidents, written and read again."""
    texts = {s.name: reading(s).document.text for s in stories}
    stream = io.StringIO()
    write_incidents(exchange_rows_of(found, texts), stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def line(*stories: Story) -> dict[str, Any]:
    """The row of one incident."""
    (row,) = lines(incident(*stories), stories=stories)
    return row


@pytest.mark.parametrize("story", [FULL, Story("bare")], ids=["full", "bare"])
def test_every_line_keeps_to_the_schema(story: Story) -> None:
    """An incident that says all and one that says nothing are both valid."""
    jsonschema.Draft202012Validator(exchange_schema()).validate(line(story))


def test_the_schema_itself_is_one() -> None:
    """JSON Schema, draft 2020-12."""
    jsonschema.Draft202012Validator.check_schema(exchange_schema())


def test_a_quote_is_exactly_what_stands_at_its_offsets() -> None:
    """Start and end count in the recorded text."""
    text = reading(FULL).document.text
    for said in line(FULL)["statements"]:
        assert said["quote"] == text[said["start"] : said["end"]]
        assert len(said["quote"]) <= LONGEST


def test_every_value_has_a_statement() -> None:
    """What the line gives is said by a statement of that field."""
    fields = {said["field"] for said in line(FULL)["statements"]}
    assert {
        *("when", "where", "target", "weapon", "fired", "intercepted"),
        *("killed", "wounded", "actor", "reaction", "damage"),
    } == fields


def test_figures_stand_as_written() -> None:
    """A figure that words name is a number; a statement that names none keeps its words."""
    dozens = Story("d", (Said(Role.KILLED, Toll(Count(24, 99)), "Dozens died."),))
    values = {s["value"] for s in line(FULL)["statements"] if s["field"] == "killed"}
    assert {1200, 1} == values
    assert ["Dozens died."] == [s["value"] for s in line(dozens)["statements"]]


@pytest.mark.parametrize("role", [Role.WHERE, Role.ORIGIN])
def test_a_place_carries_its_radius_its_step_and_its_divisions(role: Role) -> None:
    """So that boundary files can be joined to a line, whatever place it is."""
    near = replace(city("Ardun"), admin1="Vesk", admin2="Ilk", radius=4_200, precision=2)
    coding = Coding(division=lambda place: Division(f"1-{place.admin1}", f"2-{place.admin2}"))
    stories = (Story("told", (Said(role, near, "It was near Ardun."),)),)
    (row,) = exchange_rows_of(
        [incident(*stories)], {"told": reading(stories[0]).document.text}, coding
    )
    place = row["place" if role is Role.WHERE else "origin"]
    assert ("Vesk", "1-Vesk", "Ilk", "2-Ilk") == (
        place["admin1"],
        place["admin1_code"],
        place["admin2"],
        place["admin2_code"],
    )
    assert (2, 4_200) == (place["precision"], place["radius_m"])
    jsonschema.Draft202012Validator(exchange_schema()).validate(row)


@pytest.mark.parametrize(("precision", "metres"), [(1, 1_000), (3, 15_000), (7, None)])
def test_a_place_without_a_radius_has_that_of_its_step(precision: int, metres: int | None) -> None:
    """Only of the sea, the air or an unknown place nothing is known."""
    place = place_row(replace(city("Ardun"), precision=precision, radius=None))
    assert place is not None
    assert metres == place["radius_m"]


def test_a_report_keeps_all_its_names() -> None:
    """Files with the same bytes are listed each; statements go by the first."""
    row = line(FULL)
    assert ["full.txt", "copy/full.txt"] == [r["report"] for r in row["reports"]]
    assert {"full.txt"} == {s["report"] for s in row["statements"]}


def test_what_is_open_is_closed_by_what_else_is_known() -> None:
    """Of seven rockets no more than seven were intercepted."""
    (weapon,) = line(FULL)["weapons"]
    said = {"low": ["full-5"], "best": ["full-5"], "high": ["full-4"]}
    assert {"low": 3, "best": 3, "high": 7, "statements": said} == weapon["intercepted"]
    assert "the dome" == weapon["intercepted_by"]


def test_lines_go_by_day_and_the_undated_come_last() -> None:
    """The order does not depend on the order of the incidents."""
    stories = (
        Story("x"),
        Story("y", day=on("2031-03-05")),
        Story("z", day=on("2031-03-04"), prominence=Prominence.BACKGROUND),
    )
    found = [incident(story) for story in stories]
    days = [row["date"] and row["date"]["start"] for row in lines(*found, stories=stories)]
    assert ["2031-03-04", "2031-03-05", None] == days
    assert lines(*found, stories=stories) == lines(*found[::-1], stories=stories)


@pytest.mark.parametrize(
    ("number", "quote", "found"),
    [
        (46, "46 bodies", True),
        (46, "Forty-six bodies", True),
        (1200, "some 1,200 people", True),
        (12, "a dozen people", True),
        (0, "no casualties", True),
        (0, "many casualties", False),
        (1, "a child was killed", True),
        (6, "46 bodies", False),
        (4, "3.4 percent", False),
    ],
)
def test_a_number_is_found_in_the_words_or_not(number: int, quote: str, *, found: bool) -> None:
    """Figures, number words, "a dozen", and "no" for nought."""
    assert found == is_number_named(number, quote)


def test_a_party_that_is_named_has_a_stance() -> None:
    """Perpetrators and the claims table agree on who claims it."""
    row = line(FULL)
    assert [{"name": "Red Column", "stance": "claimed", "aliases": []}] == row["perpetrators"]
    assert [
        {"by": "Red Column", "stance": "claims", "to": None},
        {"by": "Ana Vesk", "stance": "condemns", "to": None},
    ] == row["claims"]


def test_a_doubt_names_its_test_and_cites_its_statements() -> None:
    """A doubt about the line as a whole has neither field nor value."""
    words = "Raids have killed 90 people so far this year."
    row = line(Story("a", (toll(words, 90),), event=words))
    jsonschema.Draft202012Validator(exchange_schema()).validate(row)
    total, period = row["doubts"]
    quotes = {statement["id"]: statement["quote"] for statement in row["statements"]}
    assert ("total", "killed", "90") == (total["test"], total["field"], total["value"])
    assert [words] == [quotes[name] for name in total["statements"]]
    assert ("period", None, None) == (period["test"], period["field"], period["value"])
    assert ("doubtful", "doubted", None) == (row["grade"], row["grading"]["rule"], row["killed"])


def test_tables_and_notes_tell_why_a_line_is_doubtful() -> None:
    words = "The war has killed 90 people since March."
    found = incident(
        Story("a", (toll(words, 90),), headline="Raid on Ardun", event="It was an attack.")
    )
    assert [
        "killed 90 withheld: every sentence that gives it counts a period or several attacks"
    ] == [*reservations(found)]
    assert [] == [*reservations(incident(Story("a", (toll("It killed 9.", 9),))))]
