"""Creation times passed on between reports, and events dated through them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.link.dates import settle_dates
from dateline.link.dates_calendar import resolve_time
from dateline.types import (
    Block,
    BlockKind,
    Claim,
    Creation,
    Direction,
    Document,
    EventDate,
    Interval,
    Kind,
    Mention,
    Modality,
    Prominence,
    Reading,
    Role,
    Scope,
    Span,
    Stage,
    TimeAnchor,
    TimeExpression,
    TimeUnit,
)

FRIDAY = TimeExpression(TimeAnchor.CREATION, "DATE", weekday=4, unit=TimeUnit.DAY)
LAST_WEDNESDAY = TimeExpression(
    TimeAnchor.CREATION, "DATE", weekday=2, shift=-1, unit=TimeUnit.DAY, direction=Direction.PAST
)
LAST_WEEK = TimeExpression(TimeAnchor.CREATION, "DATE", shift=-1, unit=TimeUnit.WEEK)
LAST_MONTH = TimeExpression(TimeAnchor.CREATION, "DATE", shift=-1, unit=TimeUnit.MONTH)
YESTERDAY = TimeExpression(TimeAnchor.CREATION, "DATE", shift=-1, unit=TimeUnit.DAY)
MAY_2 = TimeExpression(TimeAnchor.CALENDAR, "DATE", month=5, day=2, unit=TimeUnit.DAY)
MID_MAY = TimeExpression(
    TimeAnchor.CALENDAR, "DATE", month=5, unit=TimeUnit.MONTH, part="MID", direction=Direction.PAST
)
HOURS_EARLIER = TimeExpression(
    TimeAnchor.EVENT, "DATE", unit=TimeUnit.HOUR, direction=Direction.PAST
)
DAYS_AFTER = TimeExpression(TimeAnchor.EVENT, "DATE", unit=TimeUnit.DAY, direction=Direction.FUTURE)
DAY_EARLIER = TimeExpression(
    TimeAnchor.EVENT, "DATE", shift=-1, unit=TimeUnit.DAY, direction=Direction.PAST
)
FOR_WEEKS = TimeExpression(TimeAnchor.EVENT, "DURATION", unit=TimeUnit.WEEK)


def day(text: str) -> Interval:
    """One day."""
    return Interval(date.fromisoformat(text), date.fromisoformat(text))


def mention(
    report: str,
    text: str,
    words: str,
    value: TimeExpression | None,
    prominence: Prominence = Prominence.MAIN,
) -> Mention:
    """An event whose trigger is “attacked” after its time words, or the text's first word."""
    claims = []
    span = Span(0, 1)
    if value is not None:
        start = text.index(words)
        span = Span(start, start + len(words))
        claims = [
            Claim(
                f"{report}-{words}",
                Role.WHEN,
                value,
                report,
                span,
                Span(0, len(text)),
                Modality.ASSERTED,
                None,
                None,
                "test",
            )
        ]
    at = text.find("attacked", span.start)
    trigger = Span(at, at + 8) if at >= 0 else Span(0, 1)
    return Mention(
        f"{report}:{words}",
        report,
        Kind.ARMED_ATTACK,
        Stage.ACCOMPLISHED,
        Scope.SINGLE,
        prominence,
        trigger,
        Span(0, len(text)),
        tuple(claims),
    )


def reading(
    report: str, text: str, created: Creation, mentions: tuple[Mention, ...] = ()
) -> Reading:
    """A report of one block."""
    blocks = (Block(BlockKind.BODY, Span(0, len(text))),)
    doc = Document(report, report, text, blocks, None, "en", None, None, (), created)
    return Reading(doc, created, mentions)


def settled(text: str, words: str, value: TimeExpression | None, created: Creation) -> EventDate:
    """The date of one event in one report."""
    one = reading("r", text, created, (mention("r", text, words, value),))
    return settle_dates([one]).events[0][1]


THURSDAY = date(2014, 5, 15)
MEANINGS = [
    (FRIDAY, "2014-05-09", "2014-05-09"),
    (LAST_WEDNESDAY, "2014-05-07", "2014-05-07"),
    (LAST_WEEK, "2014-05-05", "2014-05-11"),
    (LAST_MONTH, "2014-04-01", "2014-04-30"),
    (YESTERDAY, "2014-05-14", "2014-05-14"),
    (MAY_2, "2014-05-02", "2014-05-02"),
    (MID_MAY, "2014-05-10", "2014-05-21"),
]


@pytest.mark.parametrize(("value", "first", "last"), MEANINGS)
def test_what_words_mean_on_a_day_of_writing(value: TimeExpression, first: str, last: str) -> None:
    expected = Interval(date.fromisoformat(first), date.fromisoformat(last))
    assert resolve_time(value, THURSDAY) == expected


def test_a_weekday_named_on_that_weekday_is_today() -> None:
    assert resolve_time(FRIDAY, date(2014, 5, 9)) == day("2014-05-09")


def test_a_length_of_time_names_no_days() -> None:
    assert resolve_time(FOR_WEEKS, THURSDAY) is None


def test_several_days_of_writing_that_mean_one_friday_give_it() -> None:
    created = Creation(Interval(date(2014, 5, 9), date(2014, 5, 11)))
    assert settled("On Friday men attacked", "Friday", FRIDAY, created).interval == day(
        "2014-05-09"
    )


def test_several_days_of_writing_that_disagree_give_the_hull() -> None:
    created = Creation(Interval(date(2014, 5, 9), date(2014, 5, 11)))
    found = settled("Men attacked yesterday", "yesterday", YESTERDAY, created)
    assert found.interval == Interval(date(2014, 5, 8), date(2014, 5, 10))


def test_an_unknown_creation_time_leaves_the_event_undated_with_the_reason() -> None:
    found = settled("On Friday men attacked", "Friday", FRIDAY, Creation(None))
    assert found.interval is None
    assert "not known when the report was written" in found.reasons[0].text


def test_a_main_event_without_a_time_word_is_not_given_a_wide_creation_time() -> None:
    created = Creation(Interval(date(2014, 5, 9), date(2014, 5, 20)))
    assert settled("Men attacked a post", "", None, created).interval is None


def test_hours_earlier_is_the_same_day_and_days_after_counts_back() -> None:
    """In “attacked on Friday, days after men attacked”, the second attack lies before Friday."""
    text = "They attacked on Friday. Hours earlier men attacked. Days after men attacked a post."
    mentions = (
        mention("r", text, "Friday", FRIDAY),
        mention("r", text, "Hours earlier", HOURS_EARLIER, Prominence.BACKGROUND),
        mention("r", text, "Days after", DAYS_AFTER, Prominence.BACKGROUND),
    )
    found = dict(settle_dates([reading("r", text, Creation(day("2014-05-09")), mentions)]).events)
    assert found["r:Friday"].interval == day("2014-05-09")
    assert found["r:Hours earlier"].interval == day("2014-05-09")
    assert found["r:Days after"].interval == Interval(date(2014, 5, 2), date(2014, 5, 7))


PASSAGE = (
    "We ask the government to do all in its power to protect the clinics and those who work in "
    "them, the charity said in its letter to the press"
)


def pair(second: str) -> tuple[Reading, Reading]:
    """A dated report and one that says only “Friday”."""
    one = f"On Friday men attacked a clinic. {PASSAGE}."
    return (
        reading("a", one, Creation(day("2014-05-09")), (mention("a", one, "Friday", FRIDAY),)),
        reading("b", second, Creation(None, weekday=4), (mention("b", second, "Friday", FRIDAY),)),
    )


def test_a_report_that_shares_a_passage_with_a_dated_one_is_dated_by_it() -> None:
    readings = pair(f"A clinic was attacked on Friday. {PASSAGE}, again.")
    chronology = settle_dates(readings)
    created = dict(chronology.created)["b"]
    assert created.interval is not None
    assert created.interval.first == date(2014, 5, 9)
    assert any("shares passages with a" in e.text for e in created.reasons)
    assert dict(chronology.events)["b:Friday"].interval == day("2014-05-09")


def test_a_report_that_shares_nothing_stays_undated() -> None:
    readings = pair("A clinic was attacked on Friday. The mayor wept.")
    assert dict(settle_dates(readings).created)["b"].interval is None


def test_the_order_of_reports_changes_nothing() -> None:
    readings = pair(f"A clinic was attacked on Friday. {PASSAGE}, again.")
    assert settle_dates(readings) == settle_dates(tuple(reversed(readings)))


NAMES = "Ibrahim Kaya, Leyla Demir, the Orhan clinic, Karaburun, Kiraz and 37 beds"


def test_a_report_of_the_same_weekday_and_names_is_dated_by_the_other() -> None:
    one = f"A clinic was attacked on Friday: {NAMES}."
    two = f"On Friday gunmen stormed in. Neighbours named {NAMES}."
    readings = (
        reading("a", one, Creation(day("2014-05-10"), weekday=4)),
        reading("b", two, Creation(None, weekday=4)),
        reading("c", "Rain fell on Sunday in Lisbon and Porto.", Creation(None, weekday=6)),
    )
    created = dict(settle_dates(readings).created)
    assert created["b"].interval == Interval(date(2014, 5, 9), date(2014, 5, 11))
    assert created["c"].interval is None


def test_two_fridays_that_compete_date_nothing() -> None:
    readings = (
        reading("a", f"On Friday: {NAMES}.", Creation(day("2014-05-10"), weekday=4)),
        reading("b", f"A Friday: {NAMES}.", Creation(day("2014-08-16"), weekday=4)),
        reading("c", f"That Friday: {NAMES}!", Creation(None, weekday=4)),
    )
    created = dict(settle_dates(readings).created)
    assert created["c"].interval is None


def test_an_event_told_for_its_anniversary_is_dated_so_many_years_back() -> None:
    text = "Last week was the second anniversary of the raid in which they attacked a post."
    created = Creation(day("2014-05-15"))
    assert settled(text, "Last week", LAST_WEEK, created).interval == Interval(
        date(2012, 5, 5), date(2012, 5, 11)
    )


def test_news_without_a_day_is_of_the_weekday_that_the_lead_tells() -> None:
    told = mention("r", "On Friday men attacked a post", "Friday", FRIDAY)
    claims = tuple(replace(claim, reader="argument.time.news") for claim in told.claims)
    created = Creation(day("2014-05-10"), weekday=4)
    one = reading("r", "On Friday men attacked a post", created, (replace(told, claims=claims),))
    found = settle_dates([one]).events[0][1]
    assert (found.interval, found.told) == (day("2014-05-09"), False)


def test_news_without_a_day_is_of_the_one_day_of_the_other_events() -> None:
    text = "On Friday men attacked a post. Men attacked a camp. On May 2 men attacked a mill."
    friday, other = mention("r", text, "Friday", FRIDAY), mention("r", text, "camp", None)
    old = mention("r", text, "May 2", MAY_2)
    created = Creation(day("2014-05-10"))
    found = dict(settle_dates([reading("r", text, created, (friday, other, old))]).events)
    assert found[other.id].interval == day("2014-05-09")
    two = reading("r", text, Creation(day("2014-05-05")), (friday, old, other))
    assert dict(settle_dates([two]).events)[other.id].told is False
    assert dict(settle_dates([two]).events)[other.id].interval in {day("2014-05-02"), None}


def test_the_day_of_writing_only_bounds_that_of_the_news() -> None:
    found = settled("Men attacked a post", "", None, Creation(day("2014-05-10")))
    assert (found.interval, found.bounds) == (day("2014-05-10"), True)
    spoken = settled("Men attacked a post", "", None, Creation(day("2014-05-10"), weekday=4))
    assert spoken.interval is None


@pytest.mark.parametrize(
    ("created", "first"),
    [
        (Creation(day("2014-05-10"), weekday=4), "2014-05-08"),
        (Creation(day("2014-05-10")), "2014-05-09"),
    ],
)
def test_a_day_earlier_counts_from_the_day_of_the_telling(created: Creation, first: str) -> None:
    """“Said on Friday that men attacked a day earlier” tells of Thursday."""
    found = settled("Men attacked a post a day earlier", "a day earlier", DAY_EARLIER, created)
    assert found.interval == day(first)
    assert "counted from" in found.reasons[0].text


def test_an_old_date_told_aside_is_not_the_date_of_the_news() -> None:
    text = "They attacked a post. The truce of May 2 was over."
    created = Creation(day("2014-09-12"), weekday=4)
    beside = mention("r", text, "May 2", MAY_2)
    aside = replace(beside, quote=Span(0, 22))
    found = [
        settle_dates([reading("r", text, created, (one,))]).events[0][1].interval
        for one in (beside, aside)
    ]
    assert found == [day("2014-05-02"), None]


def test_of_two_days_told_for_one_event_the_first_counts() -> None:
    text = "On Friday men attacked a post. The battle of May 2 was worse."
    one = mention("r", text, "Friday", FRIDAY)
    two = mention("r", text, "May 2", MAY_2)
    both = replace(one, claims=(*two.claims, *one.claims))
    found = settle_dates([reading("r", text, Creation(day("2014-05-09")), (both,))])
    assert found.events[0][1].interval == day("2014-05-09")
