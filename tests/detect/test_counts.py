"""What counts as a count, and between which bounds."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.detect.counts import find_counts
from dateline.syntax.parser import parse_document
from dateline.types import Block, BlockKind, Count, Creation, Document, Span


def document(text: str) -> Document:
    """A document of one block."""
    blocks = (Block(BlockKind.BODY, Span(0, len(text))),)
    return Document("r", "r", text, blocks, None, "en", None, None, (), Creation(None))


def read(text: str) -> list[tuple[str, object]]:
    """The words and values of the counts of a text."""
    doc = document(text)
    found = find_counts(doc, *parse_document(doc))
    return [(text[e.span.start : e.span.end], e.value) for e in found]


@pytest.mark.parametrize(
    "figure",
    [
        "12,345,678,901",
        "3,000,000,000,000",
        "99999999999999999999",
        "nine hundred billion",
        "a million million",
        "2.5 trillion",
        "101 million",
        "between 10 and 999,999,999",
        "9" * 400,
        ",".join(["999"] * 200),
    ],
)
def test_a_figure_that_counts_no_people_is_unknown(figure: str) -> None:
    values = [value for _, value in read(f"The war killed {figure} people.")]
    assert all(value is None or value.low <= 100_000_000 for value in values)  # type: ignore[attr-defined]
    assert all(value is None or (value.high or 0) <= 100_000_000 for value in values)  # type: ignore[attr-defined]


def test_a_figure_that_is_too_large_says_so() -> None:
    doc = document("The war killed 12,345,678,901 people.")
    (found,) = find_counts(doc, *parse_document(doc))
    assert (None, "a figure above 100,000,000 counts no people or weapons") == (
        found.value,
        found.reason,
    )


def one(value: int) -> Count:
    """An exact count."""
    return Count(value, value, value)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The blast killed 10 people.", "10", one(10)),
        ("The blast killed twelve people.", "twelve", one(12)),
        ("The blast killed twenty-one people.", "twenty-one", one(21)),
        ("The raid killed 1,250 people.", "1,250", one(1250)),
        (
            "The raid killed one hundred and five people.",
            "one hundred and five",
            one(105),
        ),
        ("The war displaced 2.5 million people.", "2.5 million", one(2_500_000)),
        (
            "It killed an unspecified number of people.",
            "an unspecified number",
            Count(3, None, None),
        ),
        ("At least 12 soldiers died.", "At least 12", Count(12, None, 12)),
        ("At least a dozen soldiers died.", "At least a dozen", Count(12, None, 12)),
        ("More than 30 soldiers died.", "More than 30", Count(30, None, 30)),
        ("No fewer than six monks died.", "No fewer than six", Count(6, None, 6)),
        ("Nearly 150 people were hurt.", "Nearly 150", one(150)),
        ("Close to 150 people were hurt.", "Close to 150", one(150)),
        ("Around 10 people were hurt.", "Around 10", one(10)),
        ("Up to 40 people were hurt.", "Up to 40", Count(1, 40, 40)),
        ("As many as 40 people were hurt.", "As many as 40", Count(1, 40, 40)),
        ("Dozens of people were hurt.", "Dozens", Count(24, 99, None)),
        ("Scores of people were hurt.", "Scores", Count(40, 199, None)),
        ("Hundreds of people were hurt.", "Hundreds", Count(200, 999, None)),
        ("Several rockets were fired.", "Several", Count(3, 9, None)),
        ("A few rockets were fired.", "A few", Count(2, 9, None)),
        ("A couple of rockets were fired.", "A couple", one(2)),
        ("Half a dozen rockets were fired.", "Half a dozen", one(6)),
        ("Several dozen people were hurt.", "Several dozen", Count(36, 108, None)),
        ("A number of people were hurt.", "A number", Count(3, None, None)),
        ("Better than a dozen people died.", "Better than a dozen", Count(12, None, 12)),
        ("More than hundred others were hurt.", "More than hundred", Count(100, None, 100)),
        ("A shepherd was killed.", "A shepherd", one(1)),
        ("Two dozen rockets were fired.", "Two dozen", one(24)),
        ("Some 10 to 12 rockets were fired.", "Some 10 to 12", Count(10, 12)),
        ("Between 20 and 30 rebels died.", "Between 20 and 30", Count(20, 30)),
        ("A child was killed.", "A child", one(1)),
        ("There were no casualties.", "no", one(0)),
        ("The blast killed 1 200 people.", "1 200", one(1200)),
        ("At least 3 000 000 fled.", "At least 3 000 000", Count(3_000_000, None, 3_000_000)),
        ("On May 12 200 people died.", "200", one(200)),
        ("Nobody was hurt.", "Nobody", one(0)),
        ("Bomb kills 5: police", "5", one(5)),
    ],
)
def test_quantities(text: str, words: str, value: Count) -> None:
    """A quantity is read with the words that bound it."""
    assert [(words, value)] == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "The war began in 2014.",
        "The attack of March 12, 2019 shocked the town.",
        "The blast at 4:15 a.m. woke the town.",
        "A 28-year-old was questioned.",
        "John Smith, 45, was questioned.",
        "The base lies 600 meters away.",
        "The talks lasted three hours.",
        "The damage came to $40,000.",
        "They carried 122 mm shells.",
        "It was the second blast.",
        "Turnout fell by 12 percent.",
        "They were launching a one-way attack drone.",
        "The number of people in the town grew.",
    ],
)
def test_other_numbers(text: str) -> None:
    """Years, dates, times, ages, measures, money, calibres, ordinals and shares are no counts."""
    assert read(text) == []


def test_several_in_a_sentence() -> None:
    """Each quantity of a list stands on its own."""
    found = read("The blast killed one soldier and two others, wounding at least 15.")
    assert [one(1), one(2), Count(15, None, 15)] == [value for _, value in found]


@pytest.mark.parametrize("text", ["A man of 45 was shot.", "A mother of three spoke."])
def test_a_number_behind_one_person_counts_nobody_else(text: str) -> None:
    """An age, or how many children somebody has."""
    assert [one(1)] == [value for _, value in read(text)]


def test_family() -> None:
    """A mother and her two sons are one and two."""
    assert [one(1), one(2)] == [value for _, value in read("A mother and her two sons died.")]


def test_rising_toll() -> None:
    """A toll that rose from one figure to another is no range."""
    assert [one(12), one(15)] == [v for _, v in read("The death toll rose from 12 to 15.")]


@settings(max_examples=15)
@given(
    st.lists(
        st.sampled_from(
            ["at", "least", "12", "two", "hundred", "and", "a", "no", "dozen", "to", ",", ".", "5"]
        )
    )
)
def test_spans_lie_in_the_text(words: list[str]) -> None:
    """Spans are ordered, apart from each other, and within the text, whatever the words."""
    text = " ".join(words) or "x"
    doc = document(text)
    spans = [entity.span for entity in find_counts(doc, *parse_document(doc))]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
