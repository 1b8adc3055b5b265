"""The day at an event's place on which a report appeared, and events that are counted from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from small_readings import Said, Story, city, reading

from dateline.link.dates_calendar import created_there
from dateline.link.dates_events import event_dates
from dateline.types import (
    Creation,
    Interval,
    Place,
    PlaceKind,
    Role,
    TimeAnchor,
    TimeExpression,
    TimeUnit,
)

LATE = datetime(2024, 3, 5, 23, 30, tzinfo=UTC)
TODAY = TimeExpression(TimeAnchor.CREATION, "DATE", shift=0, unit=TimeUnit.DAY)
WEDNESDAY = TimeExpression(TimeAnchor.CREATION, "DATE", weekday=2, unit=TimeUnit.DAY)
JOLO = city("Jolo", "PH", at=(6.05, 121.0))
BOGOTA = city("Bogota", "CO", at=(4.61, -74.08))
GAO = city("Gao", "ML", at=(16.27, -0.04))
RUSSIA = Place("Russia", PlaceKind.COUNTRY, country="RU", precision=6)
NOWHERE = Place("Sahel", PlaceKind.REGION, precision=5)


def created(moment: datetime) -> Creation:
    """A creation time that a moment of publication gives."""
    return Creation(Interval(moment.date(), moment.date()), moment=moment)


def dated(place: Place, when: TimeExpression, moment: datetime) -> date | None:
    """The day of an event at a place."""
    said = (Said(Role.WHERE, place, "It was there."), Said(Role.WHEN, when, "It was then."))
    (found,) = event_dates(reading(Story("a", said)), created(moment))
    return found.interval.first if found.interval else None


@pytest.mark.parametrize(
    ("place", "when", "day"),
    [
        (JOLO, TODAY, date(2024, 3, 6)),
        (JOLO, WEDNESDAY, date(2024, 3, 6)),
        (GAO, TODAY, date(2024, 3, 5)),
        (RUSSIA, TODAY, date(2024, 3, 6)),  # the next morning in all of its zones
        (NOWHERE, TODAY, date(2024, 3, 5)),
    ],
)
def test_a_moment_in_utc_is_a_day_of_the_place(
    place: Place, when: TimeExpression, day: date
) -> None:
    assert day == dated(place, when, LATE)


def test_a_moment_in_a_zone_of_its_own_keeps_its_day() -> None:
    writers = LATE.replace(tzinfo=timezone(timedelta(hours=-5)))

    assert date(2024, 3, 5) == dated(JOLO, TODAY, writers)


def test_midnight_in_utc_is_a_day_and_no_clock() -> None:
    midnight = LATE.replace(hour=0, minute=0)

    assert date(2024, 3, 5) == dated(BOGOTA, TODAY, midnight)
    assert date(2024, 3, 4) == dated(BOGOTA, TODAY, midnight + timedelta(minutes=1))


def test_countries_whose_zones_stand_on_two_days_tell_none() -> None:
    (mention,) = reading(Story("a", (Said(Role.WHERE, RUSSIA, "It was there."),))).mentions
    evening = created(LATE.replace(hour=15))

    assert evening is created_there(evening, mention)


def test_a_day_that_is_not_the_moments_own_is_left_as_it_is() -> None:
    (mention,) = reading(Story("a", (Said(Role.WHERE, JOLO, "It was there."),))).mentions
    other = replace(created(LATE), interval=Interval(date(2024, 3, 1), date(2024, 3, 1)))

    assert other is created_there(other, mention)


def test_the_clock_is_told_with_the_date() -> None:
    said = (Said(Role.WHERE, JOLO, "It was there."), Said(Role.WHEN, TODAY, "It was then."))
    (found,) = event_dates(reading(Story("a", said)), created(LATE))

    assert (
        "It appeared at 23:30 UTC, which was 2024-03-06 in Asia/Manila." == found.reasons[-1].text
    )
