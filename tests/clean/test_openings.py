"""The headline, stamp and credit that stand again at the head of the running text."""

from __future__ import annotations

import hashlib

import pytest

from dateline.clean import clean_report
from dateline.types import BlockKind, Document, Report

HEADLINE = "Car bomb kills four in Gao"
LEAD = "A car bomb killed four people at a market in Gao, the governor said."


def cleaned(text: str) -> Document:
    """A text made readable."""
    data = text.encode()
    return clean_report(Report(hashlib.sha256(data).hexdigest(), "a", data, "text/plain"))


def first_body(document: Document) -> str:
    """The first stretch of running text."""
    return next(
        document.text[b.span.start : b.span.end]
        for b in document.blocks
        if b.kind is BlockKind.BODY
    )


@pytest.mark.parametrize(
    "opening",
    [
        f"{HEADLINE}. ",
        f"Thu Sep 5 2013 {HEADLINE}. ",
        f"2013-09-05 {HEADLINE} . ",
        f"{HEADLINE} AFP Thursday 5 Sep 2013 ",
        f"Published September 5 2013 {HEADLINE} Reuters Staff. ",
        f"September 5 2013 by Adam Lake and Ana Ruiz {HEADLINE} ",
        f"{HEADLINE} Nine others are hurt as traders flee AFP Thursday 5 Sep 2013 ",
        "5 September 2013 ",
        "Date of publication 5 September 2013 ",
    ],
)
def test_what_stood_above_the_story_is_no_part_of_its_first_sentence(opening: str) -> None:
    """A stamp, the headline and a credit are taken off, and the stamp dates the report."""
    document = cleaned(f"{HEADLINE}\n\n{opening}{LEAD}")
    assert first_body(document) == LEAD
    if "2013" in opening:
        assert document.created.interval is not None
        assert str(document.created.interval.first) == "2013-09-05"


@pytest.mark.parametrize(
    "text",
    [
        "On 5 September 2013 a car bomb killed four people in Gao.",
        "5 September 2013 was the bloodiest day in Gao for years.",
        "Four people died in Gao. Car bomb kills four in Gao, the papers wrote a day later.",
        LEAD,
    ],
)
def test_a_sentence_stays_whole(text: str) -> None:
    """A date in a sentence, and a headline that is quoted in one, are no opening."""
    assert first_body(cleaned(f"{HEADLINE}\n\n{text}")) == text


def test_nothing_of_a_text_is_lost() -> None:
    """All words stand in one block or another, in order."""
    document = cleaned(f"{HEADLINE}\n\nThu Sep 5 2013 {HEADLINE}. {LEAD}")
    told = " ".join(document.text[b.span.start : b.span.end] for b in document.blocks)
    assert told.replace(".", "").split() == document.text.replace(".", "").split()
