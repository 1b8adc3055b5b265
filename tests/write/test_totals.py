"""Totals over several events, as series."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from small_readings import Said, Story, chronology, city, on, reading, toll

from dateline.types import (
    Chronology,
    Interval,
    Reading,
    Role,
    Scope,
    Span,
    TimeAnchor,
    TimeExpression,
)
from dateline.write import Contents, export_bytes
from dateline.write.totals import Total, totals_of_reports


def told(name: str, text: str, trigger: str, *said: Said, written: Interval) -> Reading:
    """A report of a total: its sentence is the quote, its trigger the word for the events."""
    story = Story(name, said, created=written, text=text, scope=Scope.AGGREGATE)
    found = reading(story)
    whole = found.document.text
    at = whole.index(text)
    word = whole.index(trigger, at)
    quote, span = Span(at, at + len(text)), Span(word, word + len(trigger))
    mention = replace(found.mentions[0], scope=Scope.AGGREGATE, quote=quote, trigger=span)
    return replace(found, mentions=(mention,))


def series(*readings: Reading, over: Interval | None = None) -> list[Total]:
    """The totals of some reports whose events all took place in the same days."""
    settled = chronology(())
    events = tuple(
        (m.id, replace(EVENT, mention=m.id, interval=over)) for r in readings for m in r.mentions
    )
    known = Chronology(tuple((r.document.report, r.created) for r in readings), events)
    assert settled.events == ()
    return list(totals_of_reports(Contents("t", (), readings, {}, chronology=lambda: known)))


EVENT = chronology((Story("any", day=on("2031-01-01")),)).events[0][1]
IN_ARDUN = Said(Role.WHERE, city("Ardun"), "It was in Ardun.")


@pytest.mark.parametrize(
    ("text", "trigger", "low", "high"),
    [
        ("There were 78 attacks since October 17.", "attacks", 78, 78),
        ("At least 78 attacks were counted since October 17.", "attacks", 78, None),
        ("Officials counted 1,078 rocket attacks since May.", "attacks", 1078, 1078),
        ("Twelve bombings shook the town since May.", "bombings", 12, 12),
        ("Since May bases were attacked with drones and rockets 78 times.", "attacked", 78, 78),
        ("The town was shelled more than forty times since May.", "shelled", 40, None),
    ],
)
def test_the_events_themselves_are_counted(
    text: str, trigger: str, low: int, high: int | None
) -> None:
    (total,) = series(told("a", text, trigger, written=on("2031-03-04")))
    assert ("events", low, high) == (
        total.figure.field,
        total.figure.count.low,
        total.figure.count.high,
    )


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("In 3 days of attacks the town fell.", "attacks"),
        ("The group has carried out frequent attacks since May.", "attacks"),
        ("In 2031 attacks began.", "began"),
        ("They were attacked three times more often than before.", "attacked"),
        ("They attacked a man who was hit 3 times.", "attacked"),
    ],
)
def test_a_number_of_something_else_counts_no_events(text: str, trigger: str) -> None:
    assert [] == series(told("a", text, trigger, written=on("2031-03-04")))


def test_a_running_total_told_again_is_the_next_figure_of_its_series() -> None:
    first, later = on("2031-03-04"), on("2031-03-11")
    found = series(
        told("b", "There were 85 attacks since March 1.", "attacks", IN_ARDUN, written=later),
        told("a", "There were 78 attacks since March 1.", "attacks", IN_ARDUN, written=first),
        over=on("2031-03-01"),
    )
    assert [78, 85] == [total.figure.count.stated for total in found]
    assert 1 == len({total.series for total in found})
    assert [date(2031, 3, 4), date(2031, 3, 11)] == [total.last for total in found]
    assert {"running"} == {total.extent for total in found}


def test_totals_of_two_places_are_two_series() -> None:
    here, there = IN_ARDUN, Said(Role.WHERE, city("Belm"), "It was in Belm.")
    text, day = "There were 78 attacks since March 1.", on("2031-03-04")
    found = series(
        told("a", text, "attacks", here, written=day),
        told("b", text, "attacks", there, written=day),
        over=on("2031-03-01"),
    )
    assert 2 == len({total.series for total in found})


@pytest.mark.parametrize(
    ("over", "extent"),
    [
        (on("2031-03-02"), "day"),
        (on("2031-02-01", "2031-02-28"), "period"),
        (on("2031-03-01", "2031-03-04"), "running"),
        (None, "unknown"),
    ],
)
def test_a_total_says_over_what_it_counts(over: Interval | None, extent: str) -> None:
    five = toll("Five people were killed.", 5)
    found = told("a", "It was a day of attacks.", "attacks", five, written=on("2031-03-04"))
    (total,) = series(found, over=over)
    assert ("killed", extent) == (total.figure.field, total.extent)


def test_the_words_of_a_figure_stand_where_it_says(demo: Contents) -> None:
    rows = csv.DictReader(io.StringIO(export_bytes("totals", demo).decode("utf-8-sig"), newline=""))
    texts = {names[0]: demo.report_texts[report] for report, names in demo.names.items()}
    found = list(rows)
    assert found
    for row in found:
        words = texts[row["report"]][int(row["start"]) : int(row["end"])]
        assert words
        assert words in row["quote"]


@pytest.mark.parametrize(
    ("words", "since"),
    [
        ("since October 17", date(2030, 10, 17)),
        ("since 17 October", date(2030, 10, 17)),
        ("since Oct. 17, 2029", date(2029, 10, 17)),
        ("since January", date(2031, 1, 1)),
        ("since January 2030", date(2030, 1, 1)),
        ("since 2029", date(2029, 1, 1)),
        ("since it was driven out", None),
        ("since Feb. 29", None),
    ],
)
def test_since_is_read_off_the_sentence_where_no_claim_says_it(
    words: str, since: date | None
) -> None:
    text = f"There were 78 attacks {words}."
    (total,) = series(told("a", text, "attacks", written=on("2031-02-01")))
    assert (since, "running") == (total.first, total.extent)


@pytest.mark.parametrize(
    ("year", "written", "since"),
    [
        (None, "2031-11-20", date(2031, 10, 17)),
        (None, "2031-02-01", date(2030, 10, 17)),
        (2029, "2031-02-01", date(2029, 10, 17)),
    ],
)
def test_since_is_the_last_day_of_its_name_before_the_writing(
    year: int | None, written: str, since: date
) -> None:
    words = TimeExpression(TimeAnchor.CALENDAR, "DATE", year=year, month=10, day=17, open_end=True)
    said = Said(Role.WHEN, words, "since October 17")
    text = "There were 78 attacks."
    (total,) = series(told("a", text, "attacks", said, written=on(written)))
    assert (since, "running") == (total.first, total.extent)
