"""Feasts that move and dates of the Islamic and Iranian calendars."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from dateline.detect.times.calendars import YEARS, feast_days, feast_table
from detect.times.test_expressions import found, only

# As kept or published; where the crescent decides, the day must lie within the interval.
KEPT = [
    ("easter sunday", "2019-04-21"),
    ("easter sunday", "2008-03-23"),
    ("good friday", "2023-04-07"),
    ("orthodox easter", "2021-05-02"),
    ("coptic palm sunday", "2017-04-09"),
    ("ash wednesday", "2024-02-14"),
    ("eid al-fitr", "2023-04-21"),
    ("eid al-adha", "2003-02-11"),
    ("ashura", "2004-03-02"),
    ("arbaeen", "2023-09-06"),
    ("ramadan", "2016-07-03"),
    ("yom kippur", "1973-10-06"),
    ("simchat torah", "2023-10-07"),
    ("passover eve", "2002-03-27"),
    ("thanksgiving", "2008-11-27"),
    ("memorial day", "2022-05-30"),
    ("diwali", "2005-11-01"),
    ("diwali", "2017-10-19"),
    ("lunar new year", "2023-01-22"),
]


@pytest.mark.parametrize(("name", "day"), KEPT)
def test_a_feast_falls_on_the_day_on_which_it_was_kept(name: str, day: str) -> None:
    """The days of that year hold the day that is on record."""
    kept = date.fromisoformat(day)
    assert any(i.first <= kept <= i.last for i in feast_days(name))


@pytest.mark.parametrize("name", sorted(feast_table().named))
def test_every_feast_comes_round_about_once_a_year(name: str) -> None:
    """Rules give days in order, some 30 to 36 of them in the listed years at the least."""
    days = feast_days(name)
    assert list(days) == sorted(days)
    assert len(days) >= len(YEARS) // 2
    gaps = {(b.first - a.first).days for a, b in itertools.pairwise(days)}
    assert min(gaps) > 300
    assert max(gaps) < 400


FIXED = [
    ("He was killed on 17 Ramadan 1444.", "17 Ramadan 1444", "2023-04-08"),
    ("They met on 12 Mehr 1402 (Iranian calendar).", "12 Mehr 1402 (Iranian calendar)",
     "2023-10-04"),
    ("A bomb exploded on Easter Sunday, 2019.", "Easter Sunday, 2019", "2019-04-21"),
    ("It opened on Good Friday 2005.", "Good Friday 2005", "2005-03-25"),
    ("The group was founded in Rajab 1445 AH, it said.", "Rajab 1445 AH", "2024-01"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "value"), FIXED)
def test_a_year_settles_a_feast_or_a_date_of_another_calendar(
    text: str, words: str, value: str
) -> None:
    """The TimeML value is that of our own calendar."""
    assert only(text, words).value == value


STEPS = [
    ("Shots fell on the eve of Eid al-Fitr.", "the eve of Eid al-Fitr",
     ("2023-04-19", "2023-04-20")),
    ("Shots fell on the day after Thanksgiving.", "the day after Thanksgiving",
     ("2023-11-24", "2023-11-24")),
    ("Shots fell on the first day of Ramadan.", "the first day of Ramadan",
     ("2023-03-22", "2023-03-24")),
    ("Shots fell two days before Easter.", "two days before Easter", ("2023-04-07", "2023-04-07")),
    ("Crowds marched on 22 Bahman.", "22 Bahman", ("2023-02-11", "2023-02-11")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "days"), STEPS)
def test_without_a_year_the_days_of_every_year_stay_open(
    text: str, words: str, days: tuple[str, str]
) -> None:
    """One of the intervals is that of 2023."""
    first, last = (date.fromisoformat(day) for day in days)
    intervals = only(text, words).days
    assert len(intervals) > 50
    assert any((i.first, i.last) == (first, last) for i in intervals)


NAMES = [
    "The Yom Kippur War was long past.",
    "The Good Friday Agreement held.",
    "The Tet Offensive was long past.",
    "Easter Island is far away.",
    "Ramadan Shalah gave a speech.",
    "Mehr said so, and Rajab denied it.",
]


@pytest.mark.parametrize("text", NAMES)
def test_a_feast_in_a_name_is_no_day(text: str) -> None:
    """Wars, agreements, islands and persons are left alone."""
    assert found(text) == []
