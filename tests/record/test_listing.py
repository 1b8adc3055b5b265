"""Lists of incidents from the database are those that the filters keep, page by page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from dateline.filters import FigureBounds, Filters, MapBox, MapCircle
from dateline.record import Ledger, ListRequest
from dateline.types import (
    Finding,
    Grade,
    Incident,
    Interval,
    Kind,
    Perpetrator,
    Place,
    PlaceKind,
    Prominence,
    Range,
    Standing,
    When,
)
from record.samples import make_incident, make_reading, make_report

Fill = Callable[[Ledger], object]
MANY = 120


def varied(incident: Incident, random: Random) -> Incident:
    """An incident like another, with other values in every field that a filter asks for."""
    day = date(2021, 1, 1) + timedelta(days=random.randrange(60))
    days = (
        Interval(day, day + timedelta(days=random.choice((0, 0, 3))))
        if random.random() < 0.9
        else None
    )
    point = (
        (random.uniform(-90, 90), random.uniform(-180, 180))
        if random.random() < 0.9
        else (None, None)
    )
    place = Place(
        "Kandol",
        PlaceKind.CITY,
        country=random.choice(("AF", "IQ", None)),
        lat=point[0],
        lon=point[1],
    )
    low = random.randrange(9)
    figure = Range(low, low, random.choice((low, low + 3, None)))
    toll = Finding(figure, Standing.SINGLE_SOURCE, ()) if random.random() < 0.8 else None
    telling = replace(
        incident.tellings[0],
        prominence=random.choice(list(Prominence)),
        outlet=random.choice(("The Post", "Wire", None)),
    )
    return replace(
        incident,
        kind=random.choice(list(Kind)),
        grade=random.choice(list(Grade)),
        when=Finding(When(days, None, "day"), Standing.SINGLE_SOURCE, ()),
        where=Finding(random.choice((place, place, None)), Standing.SINGLE_SOURCE, ()),
        killed=toll,
        perpetrators=(Perpetrator(random.choice(("Red Hand", "Ümit")), "named", (), ("RH",)),),
        tellings=(telling,),
    )


@pytest.fixture(name="world")
def _world(filled_by: Callable[[Fill], Ledger]) -> Ledger:
    """A ledger of many incidents, of a report each."""
    return filled_by(_fill)


def _fill(ledger: Ledger) -> None:
    random, found = Random(7), []  # noqa: S311  a made-up world
    for n in range(MANY):
        told = f"{n}. A bomb killed three people in Kandol on Monday, police said."
        made = make_report(told + (" Zebra." if n % 7 == 0 else ""), f"{n}.txt")
        ledger.record(made, make_reading(made))
        found.append(varied(make_incident(make_reading(made)), random))
    ledger.save(found)


DAY = date(2021, 1, 20)
ASKED: dict[str, dict[str, Any]] = {
    "all": {},
    "kinds": {"kinds": ("bombing", "clash", "riot")},
    "grades": {"grades": ("fair", "weak")},
    "countries": {"countries": ("IQ",)},
    "from": {"first": DAY},
    "to": {"last": DAY},
    "days": {"first": DAY, "last": DAY + timedelta(days=9)},
    "main": {"role": "main"},
    "background": {"role": "background"},
    "box": {"box": MapBox(-60, -30, 90, 60)},
    "box across the date line": {"box": MapBox(150, -80, -100, 80)},
    "near": {"near": MapCircle(20, 30, 5000)},
    "near the date line": {"near": MapCircle(10, 179, 4000)},
    "near a pole": {"near": MapCircle(89.5, 0, 6000)},
    "all around": {"near": MapCircle(0, 0, 20_100)},
    "actor": {"actors": ("red hand",)},
    "other name": {"actors": ("RH",)},
    "actor with an accent": {"actors": ("ÜMIT",)},
    "outlet": {"outlets": ("the post",)},
    "killed at least": {"killed": FigureBounds(low=5)},
    "killed at most": {"killed": FigureBounds(high=4)},
    "killed none": {"killed": FigureBounds(low=0, high=0)},
    "killed between": {"killed": FigureBounds(low=3, high=6), "role": "main", "first": DAY},
    "wounded": {"wounded": FigureBounds(low=1)},
}


@pytest.mark.parametrize("latest_first", [False, True])
def test_the_pages_of_a_list_are_what_the_filters_keep(world: Ledger, latest_first: bool) -> None:
    """One ledger serves all lists."""
    every = world.incidents()
    for name, asked in ASKED.items():
        filters = Filters(**asked)
        expected = [one.id for one in filters.keep(every)]
        request = ListRequest(filters=filters, limit=7, latest_first=latest_first)
        found, after = list[str](), None
        while True:
            page = world.list_incidents(replace(request, after=after))
            assert (name, len(expected)) == (name, page.total)
            found += [one.id for one in page.items]
            if (after := page.next) is None:
                break
        assert (name, expected[::-1] if latest_first else expected) == (name, found)
        assert name in {"all around", "wounded"} or 0 < len(expected) <= len(every)


def test_incidents_of_hidden_reports_are_left_out(world: Ledger) -> None:
    hidden = {report.id for report in world.reports()[:30]}
    page = world.list_incidents(ListRequest(hidden=hidden, limit=1000))
    assert MANY - 30 == page.total == len(page.items)
    assert hidden.isdisjoint(t.report for one in page.items for t in one.tellings)


def test_words_that_a_report_holds_narrow_a_list(world: Ledger) -> None:
    page = world.list_incidents(ListRequest(words="zebra", limit=1000))
    assert len(range(0, MANY, 7)) == page.total == len(page.items)
    assert 0 == world.list_incidents(ListRequest(words='"')).total
