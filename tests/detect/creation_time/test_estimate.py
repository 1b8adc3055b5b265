"""When a report was written, from what it says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dateline.detect.creation_time.estimate import estimate_creation
from dateline.detect.creation_time.world_knowledge import known_facts
from dateline.detect.times.expressions import find_times
from dateline.syntax.parser import parse_document
from dateline.types import Block, BlockKind, Creation, Dateline, Document, Evidence, Interval, Span

DAY = timedelta(days=1)


def created(
    text: str,
    *,
    given: Creation | None = None,
    kinds: tuple[BlockKind, ...] = (),
    datelines: tuple[Dateline, ...] = (),
) -> Creation:
    """When a text of one block a line was written."""
    blocks, at = [], 0
    for n, line in enumerate(text.split("\n")):
        kind = kinds[n] if n < len(kinds) else BlockKind.BODY
        blocks.append(Block(kind, Span(at, at + len(line))))
        at += len(line) + 1
    doc = Document(
        "r", "r", text, tuple(blocks), None, "en", None, None, datelines, given or Creation(None)
    )
    tokens, sentences = parse_document(doc)
    return estimate_creation(doc, find_times(doc, tokens, sentences), sentences)


def test_a_given_date_stands() -> None:
    day = date(2010, 5, 4)
    given = Creation(Interval(day, day), (Evidence("given"),))
    assert created("A bomb went off on Friday, May 2.", given=given) == given


DAYS = [date(2011, 3, 8), date(2013, 9, 19), date(2016, 8, 2), date(2018, 11, 24), date(2021, 6, 7)]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_weekday_a_day_and_a_deadline_give_the_year(day: date) -> None:
    """Swapping day, month, weekday and year together moves the answer along."""
    soon = day + timedelta(days=60)
    text = (
        f"Gunmen attacked a depot in the port city on {day:%B} {day.day}, the army said.\n"
        f"The attack on {day:%A} left three people dead.\n"
        f"The garrison will be closed before {soon:%B} {soon.day}, {soon.year}."
    )
    assert created(text).interval == Interval(day, day + 2 * DAY)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_weekday_with_its_day_and_a_year_of_the_past_leave_candidates(day: date) -> None:
    text = (
        f"The mayor said on {day:%A} that the depot had burned.\n"
        f"The fire broke out on {day:%A}, {day:%B} {day.day}, officials said.\n"
        f"The depot was built in {day.year - 1}."
    )
    result = created(text)
    assert result.interval is None
    assert result.candidates[0] == Interval(day, day + 2 * DAY)
    assert all(c.first.weekday() == day.weekday() for c in result.candidates)


def test_an_office_holder_gives_the_years_of_the_term() -> None:
    text = (
        "A bomb hit a bus on Monday, May 4, police said.\n"
        "French President Jacques Chirac condemned the attack."
    )
    # 4 May is a Monday in 1998 only, between 1995 and 2007
    assert created(text).interval == Interval(date(1998, 5, 4), date(1998, 5, 6))


def test_a_former_office_holder_is_no_evidence() -> None:
    text = "A bomb hit a bus on Monday.\nFormer President Jacques Chirac condemned the attack."
    assert not any("Chirac" in e.text for e in created(text).reasons)


def test_an_anniversary_last_week_gives_the_week() -> None:
    text = (
        "Gunmen killed two guards, police said on Tuesday.\n"
        "Last week the country marked the tenth anniversary of the Madrid train bombings."
    )
    # 11 March 2014 was a Tuesday, the next one the 18th
    assert created(text).interval == Interval(date(2014, 3, 18), date(2014, 3, 20))


def test_the_day_of_a_dateline_counts() -> None:
    text = "TUNIS, Oct 9 - Two men were killed on Thursday.\nPresident Ben Ali spoke in 2007."
    line = Dateline(Span(0, 12), "TUNIS", "Oct 9")
    result = created(text, datelines=(line,))
    assert result.interval is None or result.interval.first.month == 10
    assert all(c.first.day in (9, 10) for c in result.candidates)


@pytest.mark.parametrize("day", ["June 31", "Feb 30", "Nov 31", "Sept. 0", "April 99"])
def test_a_day_that_no_month_has_dates_nothing(day: str) -> None:
    text = f"TUNIS, {day} - Two men were killed on Thursday.\nPresident Ben Ali spoke in 2007."
    line = Dateline(Span(0, 7 + len(day)), "TUNIS", day)
    assert not any("dateline" in reason.text for reason in created(text, datelines=(line,)).reasons)


def test_captions_and_copyright_lines_are_no_evidence() -> None:
    text = (
        "A soldier stands guard in 1991 and will leave on June 3, 1992.\n"
        "Copyright 2005 The Daily. A bomb went off.\n"
        "A file photo taken on May 3, 2003 shows the square."
    )
    result = created(text, kinds=(BlockKind.CAPTION,))
    assert result.interval is None
    assert result.candidates == ()


def test_evidence_that_fits_nothing_else_is_left_aside_and_said() -> None:
    text = (
        "French President Emmanuel Macron spoke of the plan.\n"
        "British Prime Minister Tony Blair agreed with him."
    )
    assert any("left aside" in e.text for e in created(text).reasons)


def test_a_report_that_says_nothing_of_its_time_has_no_date_and_a_reason() -> None:
    result = created("A bomb went off near a shop. Nobody was hurt.")
    assert result.interval is None
    assert [e.text for e in result.reasons] == ["the report says nothing that dates it"]


def test_the_fetch_time_bounds_the_answer() -> None:
    text = "The mayor said on Friday, May 2, that a bomb had gone off.\nIt was built in 2005."
    result = created(text, given=Creation(None, latest=date(2009, 1, 1)))
    assert result.interval == Interval(date(2008, 5, 2), date(2008, 5, 4))


def test_the_table_of_the_known_is_large_and_in_order() -> None:
    table = known_facts()
    assert len(table.events) >= 200
    assert len({e.name for e in table.events}) == len(table.events)
    assert all(e.source and e.wordings for e in table.events)
    assert all(t.span.first <= t.span.last for t in table.terms)
    for toll in table.tolls:
        assert list(toll.points) == sorted(toll.points, key=lambda p: (p[0], p[1]))


def test_a_date_labelled_as_that_of_publication_counts() -> None:
    text = "A bomb went off in the old town.\nPublish Date May 3, 2014. Photo by an agency."
    result = created(text).interval
    assert result is not None
    assert result.first <= date(2014, 5, 3) <= result.last


def test_the_weekday_of_a_lead_is_the_day_of_its_dateline() -> None:
    """9 October is a Thursday in 1997, 2003 and 2008 of the years that the office leaves."""
    text = (
        "TUNIS, Oct 9 - Two men were shot dead, police said on Thursday.\n"
        "French President Jacques Chirac condemned the attack."
    )
    result = created(text, datelines=(Dateline(Span(0, 15), "TUNIS", "Oct 9"),))
    assert [c.first for c in result.candidates] == [date(1997, 10, 9), date(2003, 10, 9)]
