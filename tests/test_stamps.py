"""Times of publication are read in the forms that tables, pages and mail have; none is guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.stamps import order_of, read_stamp, stamps_in


@pytest.mark.parametrize(
    "words",
    [
        "2016-06-29",
        "2016-06-29 14:30:00",
        "2016-06-29T14:30",
        "2016-06-29T14:30:00.123456Z",
        "2016/06/29",
        "2016.06.29",
        "20160629",
        "20160629T143000Z",
        "29 June 2016",
        "29th of June 2016",
        "29 Jun. 2016",
        "29-Jun-16",
        "29-JUN-2016",
        "June 29, 2016",
        "JUN. 29, 2016",
        "Wednesday, June 29, 2016 2:30 PM",
        "Wed, 29 Jun 2016 14:30:00 GMT",
        "29.06.2016",
        "29/06/2016",
        "6/29/2016",
        "29/06/16",
        "6/29/20161 min read",
        "Published on 29 June 2016 at 14:30",
        "1467201600",
        "1467201600000",
    ],
)
def test_one_day_is_read_in_every_common_form(words: str) -> None:
    found = read_stamp(words)
    assert [(date(2016, 6, 29),) * 2] == [(d.first, d.last) for d in found.days]
    assert words == found.words


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("1 June 2016", date(2016, 6, 1)),
        ("30 June 2016", date(2016, 6, 30)),
        ("31 Dec 69", date(2069, 12, 31)),
        ("1 Jan 70", date(1970, 1, 1)),
        ("1 Jan '99", date(1999, 1, 1)),
    ],
)
def test_the_ends_of_a_month_and_of_a_century_are_read(words: str, day: date) -> None:
    assert [(day, day)] == [(d.first, d.last) for d in read_stamp(words).days]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2016-06", date(2016, 6, 1), date(2016, 6, 30)),
        ("06/2016", date(2016, 6, 1), date(2016, 6, 30)),
        ("2016-01", date(2016, 1, 1), date(2016, 1, 31)),
        ("February 2016", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("May 1900", date(1900, 5, 1), date(1900, 5, 31)),
        ("May 2100", date(2100, 5, 1), date(2100, 5, 31)),
    ],
)
def test_a_month_or_a_year_stays_as_wide_as_it_is(words: str, first: date, last: date) -> None:
    assert [(first, last)] == [(d.first, d.last) for d in read_stamp(words).days]


@pytest.mark.parametrize(
    "words",
    [
        *("soon", "N/A", "", "yesterday", "12:30", "5", "May", "%"),
        *("31.02.2020", "0 June 2016", "31 June 2016", "2016-13-45", "May 1899", "May 2101"),
    ],
)
def test_words_that_are_no_date_are_kept_as_they_are(words: str) -> None:
    stamp = read_stamp(words)
    assert ((), words) == (stamp.days, stamp.words)


@pytest.mark.parametrize(
    ("order", "days"),
    [
        ("", [date(2019, 5, 6), date(2019, 6, 5)]),
        ("dmy", [date(2019, 6, 5)]),
        ("mdy", [date(2019, 5, 6)]),
        ("%d/%m/%Y", [date(2019, 6, 5)]),
    ],
)
def test_an_ambiguous_date_is_two_days_unless_the_order_is_known(
    order: str, days: list[date]
) -> None:
    assert days == [each.first for each in read_stamp("05/06/2019", order).days]


@pytest.mark.parametrize(
    ("company", "order"),
    [
        (["05/06/2019", "13/06/2019"], "dmy"),
        (["05/06/2019", "06/13/2019"], "mdy"),
        (["05/06/2019", "06/07/2019"], ""),
        (["13/06/2019", "06/13/2019"], ""),
        (["2019-06-13"], ""),
    ],
)
def test_the_company_of_a_date_shows_its_order(company: list[str], order: str) -> None:
    assert order == order_of(company)


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2021-03-04T23:30:00Z", "2021-03-04T23:30:00+00:00"),
        ("2021-03-04T23:30:00+08:00", "2021-03-04T23:30:00+08:00"),
        ("Thu, 04 Mar 2021 23:30:00 -0500", "2021-03-04T23:30:00-05:00"),
        ("4 March 2021, 11:30 pm PKT", "2021-03-04T23:30:00+05:00"),
        ("12:05 a.m. EST, March 4, 2021", "2021-03-04T00:05:00-05:00"),
    ],
)
def test_the_zone_of_a_time_is_kept(words: str, moment: str) -> None:
    found = read_stamp(words).moment
    assert found is not None
    assert moment == found.isoformat()


@pytest.mark.parametrize("words", ["2021-03-04 23:30", "4 March 2021, 11:30 IST", "March 2021"])
def test_a_time_without_a_zone_that_is_sure_is_no_moment(words: str) -> None:
    assert read_stamp(words).moment is None


@pytest.mark.parametrize("offset", ["+24:01", "-24:30", "+48:00"])
def test_no_zone_is_a_day_from_greenwich(offset: str) -> None:
    stamp = read_stamp(f"2016-06-29T14:30:00{offset}")
    assert (1, None) == (len(stamp.days), stamp.moment)


@pytest.mark.parametrize(
    ("words", "order", "hour"),
    [
        ("29/06/2016 14:30 +0200", "%d/%m/%Y %H:%M %z", 14),
        ("29/06/2016 14:30", "%d/%m/%Y %H:%M", None),
    ],
)
def test_a_pattern_gives_a_moment_only_with_a_zone(
    words: str, order: str, hour: int | None
) -> None:
    moment = read_stamp(words, order).moment
    assert hour == (moment.hour if moment else None)


def test_the_dates_of_a_line_are_found_in_their_order() -> None:
    line = "Published 3 March 2011, 14:05 GMT | Updated: March 5, 2012 4:05 PM"
    assert [date(2011, 3, 3), date(2012, 3, 5)] == [s.days[0].first for _, s in stamps_in(line)]


def test_the_dates_of_a_line_come_with_their_words_and_where_they_begin() -> None:
    line = "3 March 2011 | checked on 31.02.2012, and on 5 March 2012"
    found = [(at, stamp.words) for at, stamp in stamps_in(line)]
    assert [(0, "3 March 2011"), (line.index("5 March"), "5 March 2012")] == found


@given(st.text(max_size=60))
def test_no_words_are_too_odd_to_be_read(words: str) -> None:
    assert all(days.first <= days.last for days in read_stamp(words).days)
    assert all(stamp.days for _, stamp in stamps_in(words))
