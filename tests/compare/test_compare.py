"""Tables in the shapes of ACLED and UCDP beside a ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from small_readings import Said, Story, chronology, city, on, party, reading, toll

from dateline.compare import CodedEvent, State, compare_events, read_coded_table
from dateline.compare.tables import folded_name, telling_words
from dateline.errors import InputError
from dateline.reconcile import reconcile_cluster
from dateline.types import Cluster, Incident, Interval, Kind, PartyKind, Role

ACLED = "event_id_cnty,event_date,time_precision,country,iso,location,latitude,longitude,fatalities"
UCDP = "id,date_start,date_end,country,where_coordinates,latitude,longitude,best,high,low"
COUNTRIES = {"iraq": "IQ", "368": "IQ", "pakistan": "PK"}
KIND = ("Explosions/Remote violence", "Remote explosive/landmine/IED")
EVENT = CodedEvent(
    line=2,
    id="IRQ1",
    days=on("2031-03-04"),
    country="IQ",
    country_name="Iraq",
    places=("Ardun", "North"),
    point=(33.0, 44.0),
    exact=True,
    kind=KIND,
    killed=(5, 5, 5),
    actors=("Red Column", "Civilians (Iraq)"),
    notes="",
)


def incident(
    name: str = "a",
    day: str = "2031-03-04",
    place: str = "Ardun",
    killed: int | None = 5,
    at: tuple[float, float] = (33.0, 44.0),
) -> Incident:
    """An incident that is `EVENT` but for what is given."""
    said = (
        Said(Role.WHERE, city(place, country="IQ", at=at), f"It was in {place}."),
        Said(Role.ACTOR, party("Red Column", PartyKind.ARMED_GROUP), "Red Column did it."),
        *([toll(f"{killed} people died.", killed)] if killed is not None else []),
    )
    story = Story(name, said, Kind.BOMBING, day=on(day), created=on(day))
    known = {name: reading(story)}
    return reconcile_cluster(Cluster((story.mention,), ()), known, chronology((story,)), names={})


def table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A file."""
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


# ------------------------------------------------------------------ reading


@pytest.mark.parametrize(
    ("day", "precision", "days"),
    [
        ("2031-03-04", "1", on("2031-03-04")),
        ("04 March 2031", "1", on("2031-03-04")),
        ("04-Mar-31", "1", on("2031-03-04")),
        ("2031-03-06", "2", on("2031-03-03", "2031-03-09")),
        ("2031-02-14", "3", on("2031-02-01", "2031-02-28")),
    ],
)
def test_an_acled_event_may_have_been_on_the_days_that_its_precision_leaves_open(
    day: str, precision: str, days: Interval, tmp_path: Path
) -> None:
    path = table(tmp_path, f"{ACLED}\nIRQ1,{day},{precision},Iraq,368,Ardun,33,44,5\n")
    found = read_coded_table(path, COUNTRIES)
    assert ("acled", days) == (found.shape, found.events[0].days)


def test_a_ucdp_event_has_its_days_its_point_and_three_figures(tmp_path: Path) -> None:
    row = "77,2031-03-04 00:00:00.000,2031-03-05 00:00:00.000,Iraq,Ardun town,33.1,44.2,5,9,4"
    found = read_coded_table(table(tmp_path, f"{UCDP}\n{row}\n"), COUNTRIES)
    (event,) = found.events
    assert "ucdp" == found.shape
    assert (on("2031-03-04", "2031-03-05"), (4, 5, 9)) == (event.days, event.killed)
    assert ((33.1, 44.2), "IQ") == (event.point, event.country)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_delimiter_and_encoding_are_found_out(
    delimiter: str, encoding: str, tmp_path: Path
) -> None:
    text = f"{ACLED}\nIRQ1,2031-03-04,1,Iraq,368,Ardún,33,44,5\n\n".replace(",", delimiter)
    (event,) = read_coded_table(table(tmp_path, text, encoding), COUNTRIES).events
    assert ("Ardún",) == event.places


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "found none"),
        ("a,b\n1,2\n", "found a, b"),
        ('event_id_cnty,"fatalities\nIRQ1,5\n', "found event_id_cnty, fatalities irq1,5 in"),
        (f"{ACLED}\nIRQ1,yesterday,1,Iraq,368,Ardun,33,44,5\n", "'yesterday' in line 2"),
        (f"{ACLED}\nIRQ1,2031-03-04,1,Iraq,368,Ardun,33,44,many\n", "'many' in line 2"),
        (f"{ACLED}\nIRQ1,2031-03-04,1,Iraq,368,Ardun,north,44,5\n", "'north 44' in line 2"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_coded_table(table(tmp_path, text), COUNTRIES)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="give another path"):
        read_coded_table(tmp_path / "none.csv", COUNTRIES)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Al-Qa'im", "al qaim"), ("Bogotá", "bogota"), ("Deir  ez-Zor", "Deir ezzor")],
)
def test_names_are_compared_without_case_accents_and_marks(one: str, other: str) -> None:
    assert folded_name(one) == folded_name(other)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Military Forces of Iraq (2014-)", {"iraq"}),
        ("Red Column", {"red", "column"}),
        ("al-Qa'ida", {"al", "qaida"}),
        ("Unidentified Armed Group (Iraq)", set()),
    ],
)
def test_words_that_many_actors_have_tell_nothing(name: str, words: set[str]) -> None:
    assert words == telling_words((name,))


# ------------------------------------------------------------------ pairing


@pytest.mark.parametrize(
    ("found", "state", "differs"),
    [
        (incident(), State.SAME, []),
        (incident(day="2031-03-05"), State.DIFFERS, ["days"]),
        (incident(killed=50), State.DIFFERS, ["killed"]),
        (incident(place="Belm", at=(33.2, 44.2)), State.DIFFERS, ["place"]),
        (incident(day="2031-03-09"), State.MISSING, []),
        (incident(place="Belm", at=(35.0, 44.0)), State.MISSING, []),
    ],
    ids=["same", "next day", "other toll", "near", "other week", "far"],
)
def test_an_event_is_there_differs_or_is_missing(
    found: Incident, state: State, differs: list[str]
) -> None:
    (first, *_) = compare_events([EVENT], [found], {found.id: KIND}).events
    assert state is first.state
    assert differs == [field.name for field in first.fields if field.agrees is False]


def test_an_event_in_another_country_is_another_event() -> None:
    found = incident()
    event = replace(EVENT, country="PK")
    assert State.MISSING is compare_events([event], [found], {}).events[0].state


def test_what_one_of_the_two_leaves_open_is_no_difference() -> None:
    found = incident(killed=None)
    event = replace(EVENT, killed=(0, 0, 0), actors=(), kind=())
    (first,) = compare_events([event], [found], {found.id: KIND}).events
    assert State.SAME is first.state
    assert {"killed", "kind", "actors"} == {f.name for f in first.fields if f.agrees is None}


def test_an_incident_is_one_event_at_most_the_likeliest() -> None:
    found = incident()
    twin = replace(EVENT, id="IRQ2", killed=(60, 60, 60))
    states = {
        c.event.id: c.state
        for c in compare_events([twin, EVENT], [found], {found.id: KIND}).events
        if c.event
    }
    assert {"IRQ1": State.SAME, "IRQ2": State.MISSING} == states


def test_an_incident_that_an_event_may_be_as_well_is_named() -> None:
    one, other = incident("a"), incident("b")
    (first, *_) = compare_events([EVENT], [one, other], {}).events
    assert first.incident is not None
    assert {one.id, other.id} == {first.incident.id, *first.rivals}


@pytest.mark.parametrize(("day", "listed"), [("2031-03-20", 1), ("2031-06-01", 0)])
def test_what_only_the_ledger_has_is_listed_within_the_days_of_the_table(
    day: str, listed: int
) -> None:
    last = replace(EVENT, id="IRQ9", days=on("2031-03-31"), places=("Cadun",), point=None)
    comparison = compare_events([EVENT, last], [incident(day=day)], {})
    assert listed == comparison.count(State.ONLY_HERE)


def test_the_order_of_incidents_makes_no_difference() -> None:
    found = [incident(name, day) for name, day in (("a", "2031-03-04"), ("b", "2031-03-05"))]
    one, other = (compare_events([EVENT], order, {}).events for order in (found, found[::-1]))
    assert [c.incident.id for c in one if c.incident] == [
        c.incident.id for c in other if c.incident
    ]


def test_an_event_of_a_month_meets_an_incident_of_its_days() -> None:
    month = Interval(date(2031, 3, 1), date(2031, 3, 31))
    found = incident()
    (first,) = compare_events([replace(EVENT, days=month)], [found], {found.id: KIND}).events
    assert State.SAME is first.state
