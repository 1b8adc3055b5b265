"""What people decide: any field of the exchange form, checked first, undone at will."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import reduce
from importlib.resources import files
from typing import Any

import pytest

from dateline.verdicts import field_forms

Run = Callable[..., Any]
Rows = Callable[..., list[dict[str, Any]]]
Unjudged = Sequence[dict[str, Any]]
Case = tuple[str, str, str, object]
SIGNED = ("--by", "A. Coder", "--reason", "hospital list")
# What the exchange form computes from statements and reports: a strike or a withdrawal changes it.
COMPUTED = {
    "id",
    "grading",
    "sources",
    "standing",
    "credibility",
    "contradictions",
    "courses",
    "doubts",
    "reports",
    "statements",
}

# field, value, where it stands in the row (a path of keys), what stands there then
CORRECTIONS: list[Case] = [
    ("kind", "drone_strike", "kind", "drone_strike"),
    ("sub_kind", "missile_strike", "sub_kind", "missile_strike"),
    ("sub_kind", "none", "sub_kind", None),
    ("stage", "attempted", "stage", "attempted"),
    ("date", "2020-11-16", "date.start", "2020-11-16"),
    ("date", "2020-11", "date.precision", "month"),
    ("date", "2020-11-16/2020-11-18", "date.end", "2020-11-18"),
    ("date", "none", "date", None),
    ("time", "4:15", "date.time", "04:15"),
    ("time", "night", "date.time", "NI"),
    ("date.time", "04:15", "date.time", "04:15"),
    ("place", "Mosul", "place.city", "Mosul"),
    ("place", "geonames:99072", "place.admin1", "Nineveh"),
    ("place", "36.34, 43.13, 2 km", "place.lat", 36.34),
    ("place", "Kandol @ 36.34, 43.13, 500 m", "place.city", "Kandol"),
    ("place", "36.34, 43.13, 800", "place.lat", 36.34),
    ("place", "none", "place", None),
    ("country", "sy", "place.country", "SY"),
    ("admin1", "Nineveh", "place.admin1", "Nineveh"),
    ("admin2", "Al Rusafa", "place.country", "IQ"),
    ("city", "Mosul", "place.lat", 36.335),
    ("site", "Presidential Palace", "place.site", "Presidential Palace"),
    ("precision", "4", "place.precision", 4),
    ("place.city", "Mosul", "place.city", "Mosul"),
    ("origin", "Mosul", "origin.city", "Mosul"),
    ("origin", "none", "origin", None),
    ("origin.country", "IR", "origin.country", "IR"),
    ("origin.admin1", "Nineveh", "origin.admin1", "Nineveh"),
    ("origin.admin2", "Al Rusafa", "origin.country", "IQ"),
    ("origin.city", "Mosul", "origin.city", "Mosul"),
    ("origin.site", "an orchard", "origin.site", "an orchard"),
    ("origin.precision", "5", "origin.precision", 5),
    (
        "perpetrators",
        "Group: with a colon: suspected",
        "perpetrators.0.name",
        "Group: with a colon",
    ),
    ("perpetrators", "One: claimed; Two: named", "perpetrators.1.stance", "named"),
    ("perpetrators", "none", "perpetrators", []),
    ("perpetrators.NAME", "Ashab al-Kahf=suspected", "perpetrators.0.stance", "suspected"),
    ("perpetrators.NAME", "Ashab al-Kahf=none", "perpetrators", []),
    ("perpetrators.NAME", "U.S. forces=attributed", "perpetrators.1.name", "U.S. forces"),
    ("targets", "Baghdad airport: transport", "targets.0.kind", "transport"),
    ("targets", "none", "targets", []),
    ("targets.NAME", "the US Embassy=military", "targets.0.kind", "military"),
    ("weapons", "rocket; drone", "weapons.1.kind", "drone"),
    ("weapons", "none", "weapons", []),
    ("weapons.KIND", "drone=used", "weapons.1.kind", "drone"),
    ("weapons.KIND", "rocket=none", "weapons", []),
    ("weapons.KIND.fired", "rocket=7", "weapons.0.fired.best", 7),
    ("weapons.KIND.fired", "rocket=7", "weapons.0.unaccounted.best", 4),
    ("weapons.KIND.intercepted", "rocket=3/3/4", "weapons.0.intercepted.high", 4),
    ("weapons.KIND.landed", "rocket=none", "weapons.0.landed", None),
    ("weapons.KIND.failed", "rocket=1", "weapons.0.failed.low", 1),
    ("weapons.KIND.unaccounted", "rocket=2", "weapons.0.unaccounted.best", 2),
    ("weapons.KIND.salvos", "rocket=2", "weapons.0.salvos", 2),
    ("weapons.KIND.intercepted_by", "rocket=Iron Beam", "weapons.0.intercepted_by", "Iron Beam"),
    ("killed", "12", "killed.best", 12),
    ("killed", "24/?/?", "killed.high", None),
    ("killed", "none", "killed", None),
    ("wounded", "0", "wounded.high", 0),
    ("abducted", "1/2/3", "abducted.best", 2),
    ("arrested", "13", "arrested.low", 13),
    ("attackers_killed", "2", "attackers_killed.best", 2),
    ("victims", "soldiers: 3 killed, 1/2/2 wounded", "victims.0.wounded.best", 2),
    ("victims", "none", "victims", []),
    ("victims.GROUP.killed", "children=2", "victims.1.killed.best", 2),
    ("victims.GROUP.killed", "foreigners (German)=1", "victims.2.detail", "German"),
    ("victims.GROUP.wounded", "civilians=none", "victims.0.group", "children"),
    ("damage", "a wall", "damage", "a wall"),
    ("claims", "Kataib Hezbollah: claims", "claims.0.stance", "claims"),
    ("claims", "none", "claims", []),
    ("claims.NAME", "US Embassy=attributes Iran; condemns", "claims.2.to", "Iran"),
    ("claims.NAME", "Kataib Hezbollah=none", "claims.0.by", "Ashab al-Kahf"),
    ("no_claim_reported", "yes", "no_claim_reported", True),
    ("grade", "confirmed", "grade", "confirmed"),
    ("role", "background", "reports.0.role", "background"),
]


def at(row: dict[str, Any], path: str) -> object:
    """What stands at a path of keys."""

    def inner(held: Any, key: str) -> Any:  # noqa: ANN401  what JSON holds
        return held[int(key) if key.isdecimal() else key]

    return reduce(inner, path.split("."), row)


def spelled(field: str, value: str) -> tuple[str, str]:
    """A field and value; of an item its name goes from the value into the field."""
    for name in ("NAME", "KIND", "GROUP"):
        if name in field:
            item, _, value = value.partition("=")
            return field.replace(name, item), value
    return field, value


def judgement_of(said: str) -> str:
    """The id that a command says."""
    return said.partition(":")[0]


@pytest.mark.parametrize(("field", "value", "path", "expected"), CORRECTIONS)
def test_every_field_is_corrected(  # noqa: PLR0913, PLR0917  the case
    field: str, value: str, path: str, expected: object, rows: Rows, run: Run, unjudged: Unjudged
) -> None:
    name, given = spelled(field, value)
    first = unjudged[0]["id"]
    done = run("judge", "correct", first, "--field", name, "--value", given, *SIGNED)
    assert (0, "") == (done.status, done.err)
    corrected = rows()
    row = next(row for row in corrected if row["id"] == first)
    assert expected == at(row, path)
    assert list(unjudged[1:]) == [other for other in corrected if other is not row]


def once_each(cases: Sequence[Case]) -> list[Any]:
    """The cases of each field, the first of them for the inner loop."""
    fields = [field.partition(".")[0] for field, *_ in cases]
    return [
        pytest.param(*case, marks=() if field not in fields[:n] else pytest.mark.slow)
        for n, (field, case) in enumerate(zip(fields, cases, strict=True))
    ]


@pytest.mark.parametrize(("field", "value", "path", "expected"), once_each(CORRECTIONS))
def test_every_field_is_undone_and_brought_back(  # noqa: PLR0913, PLR0917  the case
    field: str, value: str, path: str, expected: object, rows: Rows, run: Run, unjudged: Unjudged
) -> None:
    name, given = spelled(field, value)
    first = unjudged[0]["id"]
    done = run("judge", "correct", first, "--field", name, "--value", given, *SIGNED)
    corrected = rows()
    assert expected == at(next(row for row in corrected if row["id"] == first), path)
    undone = run("judge", "undo", judgement_of(done.out), *SIGNED)
    assert list(unjudged) == rows()
    assert 0 == run("judge", "undo", judgement_of(undone.out), *SIGNED).status
    assert corrected == rows()


def test_every_field_that_can_be_corrected_has_a_case() -> None:
    fields = {name for name, _ in field_forms()}
    assert fields <= {field for field, *_ in CORRECTIONS}


def test_every_field_of_the_exchange_form_is_corrected_or_computed() -> None:
    text = files("dateline.write").joinpath("exchange.schema.json").read_text("utf-8")
    fields = {name.partition(".")[0] for name, _ in field_forms()}
    assert set(json.loads(text)["properties"]) - COMPUTED <= fields


TOMORROW = (datetime.now(UTC).date() + timedelta(days=2)).isoformat()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("killed", "-3", "expected a figure"),
        ("killed", "many", "expected a figure"),
        ("killed", "15/12/10", "expected a figure"),
        ("killed", "12/10", "expected a figure"),
        ("killed", "//", "expected a figure"),
        ("killed", "", '"none" says that nothing is stated'),
        ("killed", "99999999999", "expected at most"),
        ("killed", "9" * 5000, "expected a figure"),
        ("date", "0999-01-01", "expected a day as YYYY-MM-DD"),
        ("killed", "٣", "expected a figure"),
        ("weapons.rocket.salvos", "two", "expected a number"),
        ("weapons.rocket.color", "red", "expected one of fired"),
        ("weapons.roket.fired", "7", "did you mean rocket?"),
        ("kind", "bomb", "did you mean bombing?"),
        ("kind", "none", "expected one of the kinds"),
        ("sub_kind", "car_bomb", "expected one of"),
        ("stage", "planned", "expected accomplished or attempted"),
        ("grade", "good", "expected one of confirmed"),
        ("date", "2020-02-30", "expected a day as YYYY-MM-DD"),
        ("date", "17 Nov 2020", "expected a day as YYYY-MM-DD"),
        ("date", "2020-11-18/2020-11-17", "expected the first day before the last"),
        ("date", TOMORROW, "expected a day that is over"),
        ("time", "25:00", "expected a time"),
        ("city", "Bagdad", "did you mean Baghdad"),
        ("place", "Moslu", "did you mean Mosul"),
        ("place", "geonames:1", "expected an id of the gazetteer"),
        ("place", "91.5, 44.4, 2 km", "expected a latitude"),
        ("place", "36.3, 43.1, 0 m", "a radius"),
        ("country", "XX", "expected a country"),
        ("country", "Iraq", "did you mean IQ (Iraq)?"),
        ("origin.city", "Bagdad", "did you mean Baghdad"),
        ("precision", "9", "expected a number from 1 to 7"),
        ("precision", "0", "expected a number from 1 to 7"),
        ("place", "33.3, 44.4", "write 33.3, 44.4, 500 m"),
        ("place", "91, 200, 3", "expected a latitude to 90"),
        ("perpetrators", "Ashab al-Kahf", "expected perpetrators as NAME: STANCE"),
        ("perpetrators", "Ashab al-Kahf: blamed", "expected one of claimed"),
        ("perpetrators", "A: claimed;; B: claimed", "a semicolon between them"),
        ("targets", "Airport: airport", "expected one of diplomatic"),
        ("victims", "children: two killed", "expected victims as GROUP"),
        ("victims.childs.killed", "2", "did you mean children?"),
        ("claims", "Iran: rejects", "expected one of claims"),
        ("no_claim_reported", "perhaps", "expected one of no, yes"),
        ("role", "minor", "expected one of main, background"),
        ("colour", "red", "expected one of kind"),
        ("perpetrator", "none", "did you mean perpetrators?"),
        ("perpetrators.", "none", "expected one of kind"),
    ],
)
def test_a_value_that_cannot_stand_is_refused_in_one_line_and_not_recorded(
    field: str, value: str, words: str, run: Run, ids: Sequence[str]
) -> None:
    done = run("judge", "correct", ids[0], "--field", field, "--value", value, *SIGNED)
    assert (2, 1) == (done.status, len(done.err.splitlines()))
    assert words in done.err
    assert 1 == len(run("judge", "list").out.splitlines())


def test_a_place_that_no_gazetteer_has_is_taken_as_it_is_on_demand(run: Run, rows: Rows) -> None:
    words = ("--field", "city", "--value", "Kandolabad", *SIGNED)
    assert 2 == run("judge", "correct", rows()[0]["id"], *words).status
    assert 0 == run("judge", "correct", rows()[0]["id"], *words, "--unlisted").status
    assert ("Kandolabad", None) == tuple(rows()[0]["place"][part] for part in ("city", "lat"))


def test_town_and_province_that_people_give_stand_together_in_any_order(
    run: Run, rows: Rows
) -> None:
    name = rows()[0]["id"]
    for field, value in (("city", "Mosul"), ("admin1", "Ninawa"), ("site", "the old bridge")):
        words = ("--field", field, "--value", value, "--unlisted", *SIGNED)
        listed = words if field != "city" else (*words[:4], *SIGNED)
        assert 0 == run("judge", "correct", name, *listed).status
    place = rows()[0]["place"]
    assert ("IQ", "Ninawa", "Mosul", "the old bridge") == tuple(
        place[part] for part in ("country", "admin1", "city", "site")
    )


def test_a_part_of_a_place_that_lies_elsewhere_than_a_corrected_place_is_refused(
    run: Run, rows: Rows
) -> None:
    name = rows()[0]["id"]
    assert (
        0 == run("judge", "correct", name, "--field", "place", "--value", "Mosul", *SIGNED).status
    )
    for field, value in (("country", "SY"), ("admin1", "Baghdad")):
        refused = run("judge", "correct", name, "--field", field, "--value", value, *SIGNED)
        assert f"{field} = {value} against correct place = Mosul by A. Coder" in refused.err
    agreeing = ("--field", "admin1", "--value", "Nineveh", *SIGNED)
    assert 0 == run("judge", "correct", name, *agreeing).status
    elsewhere = ("--field", "origin.country", "--value", "SY", *SIGNED)
    assert 0 == run("judge", "correct", name, *elsewhere).status
    assert "IQ" == rows()[0]["place"]["country"]


def test_the_role_of_one_report_is_corrected_by_its_name(run: Run, rows: Rows) -> None:
    name = rows()[1]["id"]
    words = ("--field", "role", "--value", "background", *SIGNED)
    assert 0 == run("judge", "correct", f"{name}@wire.txt", *words).status
    roles = {report["report"]: report["role"] for report in rows()[1]["reports"]}
    assert {"bomb.txt": "main", "wire.txt": "background"} == roles


@pytest.mark.parametrize(
    "signed",
    [
        ("--by", "", "--reason", "a list"),
        ("--by", " ", "--reason", "a list"),
        ("--by", "A. Coder", "--reason", ""),
        ("--by", "A. Coder", "--reason", " \n"),
    ],
)
@pytest.mark.parametrize(
    "command",
    [
        ("correct", "{id}", "--field", "killed", "--value", "4"),
        ("accept", "{id}"),
        ("reject", "{id}"),
        ("same", "{id}", "{other}"),
        ("different", "{id}", "{other}"),
    ],
    ids=lambda command: command[0],
)
def test_a_judgement_needs_a_name_and_a_reason(
    signed: tuple[str, ...], command: tuple[str, ...], run: Run, ids: Sequence[str]
) -> None:
    words = (word.format(id=ids[0], other=ids[1]) for word in command)
    done = run("judge", *words, *signed)
    assert (2, 1) == (done.status, len(done.err.splitlines()))
    assert 1 == len(run("judge", "list").out.splitlines())


def test_one_incident_alone_is_not_the_same_as_anything(run: Run, rows: Rows) -> None:
    done = run("judge", "same", rows()[0]["id"], *SIGNED)
    assert (2, True) == (done.status, "expected two incidents or more" in done.err)


def test_what_people_call_one_is_not_parted_until_that_is_undone(run: Run, rows: Rows) -> None:
    same = run("judge", "same", *(row["id"] for row in rows()), *SIGNED)
    parts = [f"{rows()[0]['id']}@{name}" for name in ("bomb.txt", "wire.txt")]
    refused = run("judge", "different", *parts, *SIGNED)
    assert (2, True) == (refused.status, f"undo {judgement_of(same.out)}" in refused.err)
    run("judge", "undo", judgement_of(same.out), *SIGNED)
    parts = [f"{rows()[1]['id']}@{name}" for name in ("bomb.txt", "wire.txt")]
    assert 0 == run("judge", "different", *parts, *SIGNED).status
    assert 3 == len(rows())


def test_an_undo_that_counts_no_more_can_be_undone_once(run: Run, rows: Rows) -> None:
    done = run("judge", "reject", rows()[0]["id"], *SIGNED)
    undo = run("judge", "undo", judgement_of(done.out), *SIGNED)
    refused = run("judge", "undo", judgement_of(done.out), *SIGNED)
    assert (2, True) == (refused.status, judgement_of(undo.out) in refused.err)
    again = run("judge", "undo", judgement_of(undo.out), *SIGNED)
    assert "discounted" == rows()[0]["grade"]
    assert 2 == run("judge", "undo", judgement_of(undo.out), *SIGNED).status
    assert 0 == run("judge", "undo", judgement_of(again.out), *SIGNED).status
    assert "discounted" != rows()[0]["grade"]


def test_a_judgement_is_not_brought_back_against_one_made_since(run: Run, rows: Rows) -> None:
    words = ("judge", "correct", rows()[0]["id"], "--field", "killed", "--value")
    first = run(*words, "4", *SIGNED)
    undo = run("judge", "undo", judgement_of(first.out), *SIGNED)
    assert 0 == run(*words, "5", *SIGNED).status
    refused = run("judge", "undo", judgement_of(undo.out), *SIGNED)
    assert (2, True) == (refused.status, "expected a judgement that fits" in refused.err)
    assert 5 == rows()[0]["killed"]["best"]


def test_the_fields_that_can_be_corrected_are_listed_with_their_forms(run: Run) -> None:
    lines = run("judge", "correct", "--fields").out.splitlines()
    assert "perpetrators.NAME: a stance; none" in lines


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (("--country", "XX"), "expected a country by two letters"),
        (("--country", "Iraq"), "did you mean IQ"),
        (("--from", "2021-03-02", "--to", "2021-03-01"), "expected --from before --to"),
    ],
)
@pytest.mark.parametrize("command", [("show",), ("export", "--format", "csv"), ("review",)])
def test_filters_that_nothing_can_pass_are_refused(
    filters: tuple[str, ...], words: str, command: tuple[str, ...], run: Run
) -> None:
    done = run(*command, *filters)
    assert (2, "") == (done.status, done.out)
    assert words in done.err
