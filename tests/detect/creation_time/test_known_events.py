"""The table of what is publicly known makes sense in itself."""

from __future__ import annotations

import itertools
import tomllib
from collections import defaultdict
from datetime import date
from importlib.resources import files

import pytest

from dateline.detect.creation_time.world_knowledge import (
    FIRST_DAY,
    LAST_DAY,
    OfficeTerm,
    known_facts,
    named_in,
)

TABLE = tomllib.loads(
    files("dateline.detect.creation_time").joinpath("known_events.toml").read_text("utf-8")
)
# Known by their weekday in many accounts: Monday is 0.
ON_WEEKDAYS = [
    ("September 11 attacks", 1),
    ("Easter bombings in Sri Lanka", 6),
    ("Israel-Hamas war", 5),
    ("Russian invasion of Ukraine", 3),
    ("Paris attacks", 4),
    ("Madrid train bombings", 3),
    ("London bombings", 3),
    ("Omagh bombing", 5),
    ("Oklahoma City bombing", 2),
    ("Christchurch mosque shootings", 4),
    ("Mogadishu truck bombing", 5),
    ("Beirut port explosion", 1),
    ("Indian Ocean tsunami", 6),
]


def test_every_entry_names_its_source() -> None:
    """Events and offices alike."""
    rows = TABLE["event"] + TABLE["office"]
    assert [row.get("name") or row.get("office") for row in rows if not row.get("source")] == []


def test_names_are_told_apart() -> None:
    """No event and no office stands twice."""
    names = [event.name for event in known_facts().events]
    offices = [row["office"] for row in TABLE["office"]]
    assert len(names) == len(set(names))
    assert len(offices) == len(set(offices))


def test_the_table_is_broad() -> None:
    """Its size is a promise of the documentation."""
    assert len(known_facts().events) >= 450
    assert len(known_facts().terms) >= 500


def test_days_lie_in_order_and_within_the_years_looked_at() -> None:
    """Nothing ends before it begins, and nothing is later than the years of the solver."""
    for event in known_facts().events:
        assert FIRST_DAY <= event.day <= LAST_DAY, event.name
        assert event.end is None or event.end > event.day, event.name
    for term in known_facts().terms:
        assert term.span.first < term.span.last, term.name


@pytest.mark.parametrize(("name", "weekday"), ON_WEEKDAYS)
def test_events_fall_on_the_weekday_that_is_remembered(name: str, weekday: int) -> None:
    """A slip of a day or of a year would show."""
    days = {event.name: event.day for event in known_facts().events}
    assert days[name].weekday() == weekday


def test_terms_of_one_office_follow_one_another() -> None:
    """Save for spellings of one name, which share their days, and offices of several states."""
    offices: defaultdict[str, list[OfficeTerm]] = defaultdict(list)
    for term in known_facts().terms:
        offices[term.office].append(term)
    shared = {row["office"] for row in TABLE["office"] if row.get("shared")}
    for office, terms in offices.items():
        if office in shared:
            continue
        ordered = sorted(terms, key=lambda t: (t.span.first, t.span.last))
        for one, other in itertools.pairwise(ordered):
            spelling = (
                one.span.first == other.span.first
                or one.name.split()[-1][:4] == other.name.split()[-1][:4]
            )
            assert spelling or one.span.last <= other.span.first, (office, one.name, other.name)


def test_a_surname_is_not_the_first_name_of_another_holder() -> None:
    """Else “President Hassan Rouhani” would be taken for a President Hassan."""
    clashes = [
        (one.name, other.name)
        for one, other in itertools.permutations(known_facts().terms, 2)
        if one.surname != other.surname
        and set(one.titles) & set(other.titles)
        and any(n.startswith(one.surname + " ") for n in (other.name, other.surname))
        and not other.name.startswith(one.name)  # a father and his son of the same name
    ]
    assert clashes == []


def test_every_wording_names_its_event() -> None:
    """The words of a wording, put in a row, are found."""
    for event in known_facts().events:
        for wording in event.wordings:
            sentence = " ".join(word.replace("_", " ").rstrip("*") for word in wording)
            assert event in list(named_in(sentence)), (event.name, wording)


def test_running_tolls_only_grow() -> None:
    """Days and figures rise together."""
    for toll in known_facts().tolls:
        for (day, figure), (later, higher) in itertools.pairwise(toll.points):
            assert day < later
            assert figure < higher
            assert isinstance(day, date)
