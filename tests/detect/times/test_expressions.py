"""What time expressions are found, and what their words say."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.detect.times.expressions import find_times
from dateline.syntax.parser import parse_document
from dateline.types import (
    Block,
    BlockKind,
    Creation,
    Dateline,
    Direction,
    Document,
    Span,
    TimeAnchor,
    TimeExpression,
    TimeUnit,
)


def document(text: str) -> Document:
    """A document of one block a line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(BlockKind.BODY, Span(at, at + len(line))))
        at += len(line) + 1
    return Document("r", "r", text, tuple(blocks), None, "en", None, None, (), Creation(None))


def found(text: str) -> list[tuple[str, TimeExpression]]:
    """The time expressions of a text with their words."""
    doc = document(text)
    return [
        (text[e.span.start : e.span.end], e.value)
        for e in find_times(doc, *parse_document(doc))
        if isinstance(e.value, TimeExpression)
    ]


def only(text: str, words: str) -> TimeExpression:
    """The value of the expression with these words."""
    values = dict(found(text))
    assert words in values, f"{words!r} not among {list(values)}"
    return values[words]


DATES = [
    ("A bomb went off on 17 November 2014.", "17 November 2014", (2014, 11, 17, None)),
    ("A bomb went off on Nov.17.", "Nov.17", (None, 11, 17, None)),
    ("A bomb went off on Sunday, March 4.", "Sunday, March 4", (None, 3, 4, 6)),
    ("It was cut before Feb. 3, 2012.", "Feb. 3, 2012", (2012, 2, 3, None)),
    ("It happened on 2019-06-02.", "2019-06-02", (2019, 6, 2, None)),
    ("It happened on 23/04/2018.", "23/04/2018", (2018, 4, 23, None)),
    ("It happened on the 4th of July 1999.", "the 4th of July 1999", (1999, 7, 4, None)),
    ("They fought there in October 2003.", "October 2003", (2003, 10, None, None)),
    ("They fought there in mid-June.", "mid-June", (None, 6, None, None)),
    ("They fought there in late 2017.", "late 2017", (2017, None, None, None)),
    ("The clinic burned down on Christmas Eve.", "Christmas Eve", (None, 12, 24, None)),
]


@pytest.mark.parametrize(("text", "words", "parts"), DATES)
def test_calendar_dates_are_read_part_by_part(
    text: str, words: str, parts: tuple[int | None, ...]
) -> None:
    value = only(text, words)
    assert (value.year, value.month, value.day, value.weekday) == parts
    assert value.anchor is TimeAnchor.CALENDAR


DEICTIC = [
    ("Two men were shot on Friday.", "Friday", 4, None),
    ("Two men were shot last Wednesday.", "last Wednesday", 2, -1),
    ("Tuesdays attack killed two men.", "Tuesday", 1, None),  # the apostrophe was lost
    ("Two men were shot yesterday.", "yesterday", None, -1),
    ("Two men were shot a week ago.", "a week ago", None, -1),
    ("Two men were shot last month.", "last month", None, -1),
    ("Two men were shot two years ago.", "two years ago", None, -2),
    ("Two men were shot this evening.", "this evening", None, 0),
]


@pytest.mark.parametrize(("text", "words", "weekday", "shift"), DEICTIC)
def test_words_that_count_from_the_writing_keep_their_step(
    text: str, words: str, weekday: int | None, shift: int | None
) -> None:
    value = only(text, words)
    assert value.anchor is TimeAnchor.CREATION
    assert (value.weekday, value.shift) == (weekday, shift)


RELATIVE = [
    ("Hours later a second bomb went off.", "Hours later", TimeUnit.HOUR, None, Direction.FUTURE),
    ("The next day a second bomb went off.", "The next day", TimeUnit.DAY, 1, Direction.FUTURE),
    ("It came two days after the vote.", "two days after", TimeUnit.DAY, 2, Direction.FUTURE),
    ("He had fled three weeks earlier.", "three weeks earlier", TimeUnit.WEEK, -3, Direction.PAST),
]


@pytest.mark.parametrize(("text", "words", "unit", "shift", "way"), RELATIVE)
def test_words_that_count_from_another_event_say_so(
    text: str, words: str, unit: TimeUnit, shift: int | None, way: Direction
) -> None:
    value = only(text, words)
    assert value.anchor is TimeAnchor.EVENT
    assert (value.unit, value.shift, value.direction) == (unit, shift, way)


CLOCKS = [
    ("It was hit around 4:15 am on Monday, June 3.", "04:15", None),
    ("It was hit at 9:30 p.m. local time.", "21:30", "local time"),
    ("It was hit at 0115 GMT.", "01:15", "GMT"),
    ("It was hit at noon.", "12:00", None),
]


@pytest.mark.parametrize(("text", "clock", "zone"), CLOCKS)
def test_a_time_of_day_is_put_on_the_clock_of_24_hours(
    text: str, clock: str, zone: str | None
) -> None:
    assert [(v.clock, v.zone) for _, v in found(text)] == [(clock, zone)]


NO_DATES = [
    "Seven rockets and 12 mortar shells were fired.",
    "The 13-year-old boy and a man aged 56 died.",
    "They won 3-1 and lost 10/12 of the seats.",
    "About 1500 soldiers and 2,000 police were sent.",
    "The gas killed as many as 1300 of them.",
    "Between 500 and 1300 died in the raid.",
    "The army was accused of killing between 1000 and 1800 people.",
    "Opposition: 1300 killed in the capital.",
    "It may rain, and they march on Paris to fall asleep.",
    "A 120mm shell hit the 5th brigade.",
    "May God help them.",
    "The second rocket missed.",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_numbers_and_words_that_only_look_like_dates_are_left(text: str) -> None:
    assert found(text) == []


def test_tense_tells_which_friday_is_meant() -> None:
    assert only("The minister spoke on Friday.", "Friday").direction is Direction.PAST
    assert only("The minister will speak on Friday.", "Friday").direction is Direction.FUTURE
    assert only("Friday's attack would not stop them.", "Friday").direction is Direction.PAST


def test_since_and_until_leave_a_date_open() -> None:
    assert only("Ten died since May 4.", "May 4").open_end
    assert only("It stays shut until March.", "March").open_start


def test_a_range_is_one_expression_with_its_end() -> None:
    value = only("It ran from Monday to Friday.", "Monday to Friday")
    assert value.last is not None
    assert (value.weekday, value.last.weekday) == (0, 4)
    value = only("They met between 3 and 5 May 2016.", "3 and 5 May 2016")
    assert value.last is not None
    assert (value.day, value.last.day, value.year) == (3, 5, 2016)


WORDS = st.sampled_from(
    "on Friday , May 3 2014 the 12 last week days after since until 4:15 am shot . early a".split()
)


@settings(max_examples=30)
@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join))
def test_spans_are_words_of_the_text_in_order_and_apart(text: str) -> None:
    doc = document(text)
    spans = [e.span for e in find_times(doc, *parse_document(doc))]
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_a_weekday_with_its_part_of_day_belongs_to_the_date_after_it() -> None:
    """“Tuesday evening, October 17” is one expression, with weekday, day and part of day."""
    value = only("It blew up on Tuesday evening, October 17.", "Tuesday evening, October 17")
    assert (value.weekday, value.month, value.day, value.clock) == (1, 10, 17, "EV")


def test_what_is_due_lies_ahead() -> None:
    """A visitor who was due on Wednesday had not come yet."""
    value = only("The envoy was due in the city on Wednesday.", "Wednesday")
    assert value.direction is Direction.FUTURE


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It struck on \u200f17\u200e November\u200b 2020.", "2020-11-17"),
        ("It struck on 17 November\u2066 2020\u2069.", "2020-11-17"),
        ("It struck on Nov.\u202f17,\u00a02020.", "2020-11-17"),
    ],
)
def test_marks_that_nobody_sees_do_not_break_a_date(text: str, value: str) -> None:
    """Marks of direction, of no width and narrow blanks stand between the parts of a date."""
    assert [v.value for _, v in found(text)] == [value]


def test_a_dateline_with_its_year_is_no_sentence_of_its_own() -> None:
    """The sentence begins with the dateline and goes on after its dash."""
    text = "ODESA, March 7, 2023 - A drone hit a store on Tuesday. Police came."
    line = Dateline(Span(0, 23), "ODESA", "March 7, 2023", None)
    _tokens, sentences = parse_document(replace(document(text), datelines=(line,)))
    assert [text[s.span.start : s.span.end] for s in sentences] == [
        "ODESA, March 7, 2023 - A drone hit a store on Tuesday.",
        "Police came.",
    ]


@pytest.mark.parametrize("words", ["at the weekend", "over the weekend", "during the weekend"])
def test_the_weekend_is_the_last_one(words: str) -> None:
    """It counts from the writing, back to the last Saturday and Sunday."""
    ((told, value),) = found(f"The market was bombed {words}.")
    assert told == words
    assert (value.anchor, value.unit, value.season) == (TimeAnchor.CREATION, TimeUnit.WEEK, "WE")
