"""One date out of several tellings."""

from __future__ import annotations

from datetime import date

from dateline.reconcile.circumstances import date_precision, reconcile_when
from dateline.types import (
    Chronology,
    EventDate,
    Evidence,
    Finding,
    Interval,
    Kind,
    Mention,
    Prominence,
    Scope,
    Span,
    Stage,
    Standing,
    When,
)

DAY = Interval(date(2014, 5, 9), date(2014, 5, 9))
OTHER = Interval(date(2014, 5, 20), date(2014, 5, 20))
WEEK = Interval(date(2014, 5, 5), date(2014, 5, 11))

Telling = tuple[str, Interval | None, str | None, Prominence]


def when(*tellings: Telling) -> Finding[When]:
    """The finding for tellings of (report, days, clock, prominence)."""
    mentions, dates = [], []
    for n, (report, interval, clock, prominence) in enumerate(tellings):
        mentions.append(
            Mention(
                f"m{n}",
                report,
                Kind.BOMBING,
                Stage.ACCOMPLISHED,
                Scope.SINGLE,
                prominence,
                Span(0, 1),
                Span(0, 1),
                (),
            )
        )
        dates.append((f"m{n}", EventDate(f"m{n}", interval, clock, (Evidence("said"),))))
    return reconcile_when(mentions, Chronology((), tuple(dates)))


MAIN, BACK = Prominence.MAIN, Prominence.BACKGROUND


def test_a_day_inside_a_week_is_the_day() -> None:
    finding = when(("a", DAY, None, MAIN), ("b", WEEK, None, MAIN))
    assert finding.value.interval == DAY
    assert finding.value.precision == "day"
    assert finding.standing is Standing.CORROBORATED


def test_a_clock_time_of_one_telling_stays() -> None:
    assert when(("a", DAY, "04:15", MAIN), ("b", DAY, None, MAIN)).value.clock == "04:15"


def test_main_tellings_outweigh_background_and_the_rival_is_named() -> None:
    finding = when(("a", DAY, None, MAIN), ("b", OTHER, None, BACK))
    assert finding.value.interval == DAY
    assert "another date" in finding.reason


def test_two_main_tellings_that_differ_are_a_dispute() -> None:
    assert when(("a", DAY, None, MAIN), ("b", OTHER, None, MAIN)).standing is Standing.DISPUTED


def test_tellings_without_a_date_give_none_with_the_reason() -> None:
    finding = when(("a", None, None, MAIN))
    assert finding.value == When(None, None, "unknown")
    assert finding.reason


def test_the_order_of_tellings_changes_nothing() -> None:
    one = when(("a", DAY, None, MAIN), ("b", OTHER, None, MAIN), ("c", WEEK, None, BACK))
    assert one.value.interval == DAY


def test_precision_is_the_width() -> None:
    assert date_precision(DAY) == "day"
    assert date_precision(WEEK) == "week"
    assert date_precision(Interval(date(2014, 5, 1), date(2014, 5, 31))) == "month"
    assert date_precision(Interval(date(2014, 1, 1), date(2014, 12, 31))) == "year"
