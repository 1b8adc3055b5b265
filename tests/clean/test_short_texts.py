"""What is running text, headline and stamp in texts of few lines."""

from __future__ import annotations

import hashlib

import pytest

from dateline.clean import clean_report
from dateline.errors import UnreadableError
from dateline.types import BlockKind, Document, Report

HEADLINE = "Five labourers killed in Gao"
SENTENCE = "A mine killed five labourers on a road near Gao on Monday, the governor said."


def cleaned(text: str) -> Document:
    """A text made readable."""
    data = text.encode()
    return clean_report(Report(hashlib.sha256(data).hexdigest(), "a", data, "text/plain"))


def words(document: Document, kind: BlockKind) -> list[str]:
    """The blocks of a kind."""
    return [document.text[b.span.start : b.span.end] for b in document.blocks if b.kind is kind]


@pytest.mark.parametrize(
    "ending",
    [
        "",
        " (AFP)",
        " (Reuters)",
        " #Gao",
        " #Gao #Mali @desk",
        " https://post.example/1",
        " [Updated]",
        " 🔴",
        " Source: the governor",
        " — Gao Radio",
    ],
)
@pytest.mark.parametrize("headline", ["", f"{HEADLINE}\n\n"])
def test_a_sentence_is_read_whatever_stands_behind_its_end(ending: str, headline: str) -> None:
    document = cleaned(f"{headline}{SENTENCE}{ending}")
    assert [SENTENCE + ending] == words(document, BlockKind.BODY)
    assert (HEADLINE if headline else None) == document.title


@pytest.mark.parametrize("text", [SENTENCE[:-1], f"{HEADLINE}\n\n{SENTENCE[:-1]}"])
def test_a_sentence_without_its_full_stop_is_read(text: str) -> None:
    assert [SENTENCE[:-1]] == words(cleaned(text), BlockKind.BODY)


@pytest.mark.parametrize(
    "text",
    [
        "Militia attack kills eight farmers in Gao.",
        "Bomb kills two in Gao",
        "Gunmen kill nine in Jos.",
        "Gunmen attack a village near Jos, Plateau State, kill nine",
    ],
)
def test_a_text_of_a_few_words_is_read(text: str) -> None:
    assert [text] == words(cleaned(text), BlockKind.BODY)


@pytest.mark.parametrize("text", ["Police said so", "Gao\n\n3 March 2011", "By Ann Person", "###"])
def test_what_holds_no_sentence_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        cleaned(text)


@pytest.mark.parametrize(
    "text",
    [
        "Des hommes armés ont tué neuf personnes à Gao.",
        "Hombres armados matan a dos personas en Cali.",
        "Bombenanschlag in Kabul: acht Tote und viele Verletzte.",
        "Serangan bom di Jolo menewaskan dua orang.",
    ],
)
def test_a_short_text_in_another_language_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="expected English"):
        cleaned(text)


@pytest.mark.parametrize(
    "headline",
    [
        "Mine kills five labourers in Gao.",
        "Mine kills labourers near Gao!",
        "Labourers die on a road used by the U.S.",
        "Who killed five labourers near Gao?",
    ],
)
def test_a_headline_that_ends_as_a_sentence_is_a_headline(headline: str) -> None:
    document = cleaned(f"{headline}\n\n{SENTENCE} Nobody has claimed it, and the road is closed.")
    assert headline == document.title


@pytest.mark.parametrize(
    "text",
    [
        f"Officials confirmed the news. They gave no names.\n\n{SENTENCE}",
        f"{SENTENCE}\n\nNobody has claimed the attack.",
        f"{SENTENCE}\n\nThe governor named the five on Tuesday and promised to mend the road soon.",
    ],
)
def test_a_lead_that_the_text_does_not_repeat_is_no_headline(text: str) -> None:
    assert cleaned(text).title is None


@pytest.mark.parametrize(
    "stamp",
    [
        "13/09/2017 - 10:00",
        "2017-09-13T10:00",
        "13-Sep-17",
        "Published: September 13, 2017 4:05 PM",
        "Wednesday, 13 September 2017",
        "9/13/20171 min read",
    ],
)
def test_a_date_above_the_headline_is_no_headline_and_dates_the_report(stamp: str) -> None:
    document = cleaned(f"{stamp}\n\n{HEADLINE}\n\n{SENTENCE}")
    assert HEADLINE == document.title
    assert document.created.interval is not None
    assert "2017-09-13" == document.created.interval.first.isoformat()


@pytest.mark.parametrize(
    ("stamp", "days"),
    [
        ("First published: 22 April 2019\nLast updated: 11 January 2023", ["2019-04-22"]),
        ("Updated 11 January 2023, first posted 22 April 2019", ["2019-04-22"]),
        ("Updated 11 January 2023", ["2023-01-11"]),
        ("Published 05/06/2019", ["2019-05-06", "2019-06-05"]),
        ("Published 05/06/2019, updated 13/06/2019", ["2019-06-05"]),
    ],
)
def test_a_printed_day_of_change_is_not_that_of_publication(stamp: str, days: list[str]) -> None:
    created = cleaned(f"{HEADLINE}\n\n{stamp}\n\n{SENTENCE}").created
    found = created.candidates or (created.interval,)
    assert days == [each.first.isoformat() for each in found if each]
    assert ("pdated" in stamp) == (created.updated is not None)


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("GAO, March 5, 2021: ", "2021-03-05"),
        ("GAO, Mali, March 5, 2021 - ", "2021-03-05"),
        ("GAO, MAR. 5, 2021 (AP) -- ", "2021-03-05"),
        ("GAO, Mali, March 5, 2021\n\n", "2021-03-05"),
    ],
)
def test_a_dateline_dates_the_report(dateline: str, day: str) -> None:
    document = cleaned(f"{dateline}{SENTENCE} (BBC)")
    assert document.created.interval is not None
    assert day == document.created.interval.first.isoformat()
    assert ["GAO" if "Mali" not in dateline else "GAO, Mali"] == [
        each.place for each in document.datelines
    ]


def test_the_month_in_an_address_dates_a_report_that_nothing_else_does() -> None:
    data = SENTENCE.encode()
    url = "https://post.example/2014/04/mine-kills-five"
    created = clean_report(
        Report(hashlib.sha256(data).hexdigest(), "a", data, "text/plain", url=url)
    ).created
    assert created.interval is not None
    assert ("2014-04-01", "2014-04-30") == (
        created.interval.first.isoformat(),
        created.interval.last.isoformat(),
    )


@pytest.mark.parametrize("mark", ["â€™", "Ã¼", "â€œ"])
def test_text_that_was_encoded_twice_is_read_as_it_was_meant(mark: str) -> None:
    meant = mark.encode("cp1252").decode()
    document = cleaned(f"{HEADLINE}\n\n{SENTENCE}\n\nThe town{mark}s road is closed.\n")
    assert f"The town{meant}s road" in document.text
    for stretch in document.origin:
        kept = document.text[stretch.span.start : stretch.span.end]
        assert mark not in kept
