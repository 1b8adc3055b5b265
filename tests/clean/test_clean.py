"""A report becomes readable text, every offset leading back to what was received."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.clean import clean_report
from dateline.clean.lines import blocks_of
from dateline.clean.openings import dateline_at, datelines_inside
from dateline.clean.pages import extract_page
from dateline.types import BlockKind, Document, Interval, Report, Span

BODY = (
    "A bomb exploded in a crowded market in the town on Monday, killing two people, police said.",
    "Nobody has claimed responsibility for the attack, which was the third there in a month.",
)


def report(text: str, media_type: str = "text/plain") -> Report:
    """A report of this text."""
    data = text.encode()
    return Report(hashlib.sha256(data).hexdigest(), "a", data, media_type)


def kinds(*lines: str) -> list[BlockKind]:
    """What each line of a text is."""
    return [block.kind for block in blocks_of("\n".join(lines))]


def blocks(document: Document, kind: BlockKind) -> list[str]:
    """The blocks of a kind, as text."""
    return [document.text[b.span.start : b.span.end] for b in document.blocks if b.kind is kind]


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "Most Popular",
        "Share this on Facebook",
        "[ad_1]",
        "Subscribe to our newsletter",
        "© 2019 The Daily Example. All rights reserved.",
        "Related: Ten things to do in spring",
        "Continue reading the main story",
        "Source link",
    ],
)
def test_what_stands_around_a_report_is_boilerplate(line: str) -> None:
    """None of it is ever read."""
    assert kinds("Bomb kills two in market", *BODY, line)[-1] is BlockKind.BOILERPLATE


@pytest.mark.parametrize(
    "line",
    [
        "Soldiers guard the market after the attack. (A. Person/AFP)",
        "A file photo shows the market in March 2012, before the war.",
        "FILE - The governor speaks in the capital in this file photo of June 3, 2011.",
        "(Photo by A. Person)",
    ],
)
def test_captions_stand_apart(line: str) -> None:
    """A caption's date is a picture's."""
    assert kinds("Bomb kills two in market", BODY[0], line, BODY[1])[2] is BlockKind.CAPTION


def test_a_story_of_one_line_that_credits_a_picture_is_no_caption() -> None:
    line = " ".join((*BODY, "A file photo shows the market in March 2012.", *BODY * 3))

    assert kinds("Bomb kills two in market", line)[1] is BlockKind.BODY


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Person",
        "Published: March 3, 2011 4:05 PM",
        "(Reporting by A. Person; Editing by B.)",
    ],
)
def test_lines_about_the_making_of_a_report_are_bylines(line: str) -> None:
    """They name writers and days, not events."""
    assert kinds("Bomb kills two in market", line, *BODY)[1] is BlockKind.BYLINE


def test_nothing_after_the_comments_heading_is_the_reports() -> None:
    """What readers write below is not evidence."""
    lines = (
        "Bomb kills two in market",
        *BODY,
        "Comments",
        "I saw that bomb kill a hundred people!",
    )
    assert kinds(*lines)[-2:] == [BlockKind.BOILERPLATE, BlockKind.BOILERPLATE]


def test_a_headline_that_is_repeated_counts_once() -> None:
    """The second is dropped."""
    assert kinds("Bomb kills two in market", "Bomb kills two in market", *BODY)[:2] == [
        BlockKind.TITLE,
        BlockKind.BOILERPLATE,
    ]


def test_a_first_line_that_is_a_sentence_is_no_title() -> None:
    """Some reports come without one."""
    assert kinds(*BODY) == [BlockKind.BODY, BlockKind.BODY]


def test_a_hard_wrapped_text_is_read_by_paragraphs() -> None:
    """No sentence is cut at the end of a line."""
    words = " ".join(BODY * 4).split()
    lines = [" ".join(words[i : i + 12]) for i in range(0, len(words), 12)]
    text = "\n".join(lines[:6]) + "\n\n" + "\n".join(lines[6:])
    assert len(blocks_of(text)) == 2


def test_lines_that_go_on_with_a_sentence_are_joined() -> None:
    """Where most lines are too short or too few to show that the text is hard-wrapped."""
    words = (
        "A bomb went off near the old market of the town late on Monday and hurt two men.".split()
    )
    lines = [" ".join(words[i : i + 4]) for i in range(0, len(words), 4)] * 2
    text = "\n".join([*lines, "(Some News Agency July 18, 2007)"])
    assert len(blocks_of(text)) == 3


@pytest.mark.parametrize(
    ("line", "place", "day", "agency"),
    [
        ("ARDUN (AP) — A bomb went off.", "ARDUN", None, "AP"),
        ("ARDUN, Oct 22 (Reuters) - A bomb went off.", "ARDUN", "Oct 22", "Reuters"),
        ("BELMAR, Northern Region - A bomb went off.", "BELMAR, Northern Region", None, None),
        ("ARDUN/BELMAR A bomb went off in the town.", "ARDUN/BELMAR", None, None),
        ("Ardun, Cordia (CNN) A bomb went off.", "Ardun, Cordia", None, "CNN"),
        ("ARDUN, Aug 26, 2021 - A bomb went off.", "ARDUN", "Aug 26, 2021", None),
        ("ARDUN CITY—Men took nine sailors.", "ARDUN CITY", None, None),
        ("Ardun/Belmar, Nov 3 (PTI) A bomb went off.", "Ardun/Belmar", "Nov 3", "PTI"),
        ("Ardun (North) [Cordia], May 5(ANI): A bomb went off.", "Ardun", "May 5", "ANI"),
    ],
)
def test_datelines_give_place_day_and_agency(
    line: str, place: str, day: str | None, agency: str | None
) -> None:
    """As agencies print them."""
    found = dateline_at(line, Span(0, len(line)))
    assert found is not None
    assert (found.place, found.day, found.agency) == (place, day, agency)


@pytest.mark.parametrize(
    "line",
    [
        "A bomb went off in Ardun.",
        "NATO A spokesman said so.",
        "U.S. A general spoke.",
        "The Red Column (RC) said so.",
    ],
)
def test_other_capitals_are_no_dateline(line: str) -> None:
    """Acronyms and groups open sentences too."""
    assert dateline_at(line, Span(0, len(line))) is None


@pytest.mark.parametrize(
    ("line", "more", "expected"),
    [
        ("", {"published": date(2011, 3, 4)}, date(2011, 3, 4)),
        ("Published: March 3, 2011", {}, date(2011, 3, 3)),
        ("3 March 2011, 14:05", {}, date(2011, 3, 3)),
        ("", {"url": "https://example.org/2011/03/02/bomb"}, date(2011, 3, 2)),
        ("A file photo of the market, taken on March 1, 2009.", {}, None),
        ("© 2011 The Daily Example", {}, None),
        ("Published: March 3, 2011", {"fetched": datetime(2010, 1, 1, tzinfo=UTC)}, None),
        ("", {"published": date.min}, None),
        ("", {"published": date.max}, None),
        ("", {"published": date(1066, 10, 14)}, None),
        ("Published: March 3, 2011", {"published": date.min}, date(2011, 3, 3)),
        ("Published: March 3, 9011", {}, None),
        ("", {"url": "https://example.org/9999/12/31/bomb"}, None),
    ],
)
def test_a_day_of_writing_is_taken_from_what_is_given_or_printed_only(
    line: str, more: dict[str, Any], expected: date | None
) -> None:
    """Captions and copyright lines never count, nor a day after the report was fetched."""
    text = "\n".join(["Bomb kills two in market", line, *BODY])
    found = clean_report(replace(report(text), **more)).created
    assert found.interval == (Interval(expected, expected) if expected else None)
    assert found.reasons


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2101, 1, 1), date.max])
def test_a_publication_date_that_no_report_can_have_is_said_to_be_disbelieved(day: date) -> None:
    found = clean_report(replace(report("\n".join(BODY)), published=day)).created
    assert found.interval is None
    assert f"{day}, is outside the years of news" in found.reasons[0].text


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Daily security summary, 12 March 2019", date(2019, 3, 12)),
        ("SITREP No. 14 - Ituri province - 3 May 2021", date(2021, 5, 3)),
        ("Update: the trial over the attack of 3 May 2021 begins", None),
        ("Security briefing 12 March 2019", date(2019, 3, 12)),
        ("Families remember the attack of 3 May 2021", None),
        ("Police update on the attack of 3 May 2021", None),
    ],
)
def test_the_headline_of_a_bulletin_ends_with_its_day(headline: str, expected: date | None) -> None:
    """The day of an event in a headline is not that of writing."""
    found = clean_report(report("\n\n".join([headline, *BODY]))).created
    assert found.interval == (Interval(expected, expected) if expected else None)


def test_a_dateline_with_its_year_dates_the_report() -> None:
    """The day of filing is printed in it."""
    found = clean_report(report("ARDUN, Aug 26, 2021 - " + BODY[0])).created
    assert found.interval == Interval(date(2021, 8, 26), date(2021, 8, 26))


def test_the_agency_is_taken_from_dateline_or_credit() -> None:
    """A reprint credits its agency."""
    credited = "\n".join([*BODY, "(Reporting by A. Person; Editing by B. Person)"])
    assert clean_report(report(credited)).agency == "Reuters"
    assert clean_report(report("ARDUN (AP) — " + BODY[0])).agency == "Associated Press"
    assert clean_report(report("\n".join(BODY))).agency is None


PAGE = f"""<html><head><title>Bomb kills two in market - The Example</title>
<meta property="article:published_time" content="2011-03-04T08:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Bomb kills two in market</h1>
<p class="date">Published 4 March 2011</p><p>{BODY[0]}</p>
<p>Caf&eacute; owners &amp; shoppers fled. {BODY[1]}</p></article>
<footer>Sign up for our newsletter</footer></body></html>"""


def test_a_page_gives_its_main_text_title_and_day() -> None:
    """Navigation and footers are left out."""
    document = clean_report(report(PAGE, "text/html"))
    assert document.title is not None
    assert "Bomb kills two" in document.title
    assert BODY[0] in document.text
    assert "newsletter" not in document.text
    assert document.created.interval == Interval(date(2011, 3, 4), date(2011, 3, 4))


def test_stretches_of_a_page_stand_unchanged_in_its_source() -> None:
    """Every stretch leads back to the same words."""
    page = extract_page(PAGE, None)
    assert page.origin
    for stretch in page.origin:
        words = page.text[stretch.span.start : stretch.span.end]
        assert PAGE[stretch.source : stretch.source + len(words)] == words


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=300))
def test_stretches_of_any_text_stand_unchanged_in_its_source(noise: str) -> None:
    """Save for the ends of lines, which become plain newlines."""
    source = noise + "\n" + "\n".join(BODY)
    document = clean_report(report(source))
    for stretch in document.origin:
        words = document.text[stretch.span.start : stretch.span.end].removesuffix("\n")
        assert source[stretch.source : stretch.source + len(words)] == words


@given(st.text(max_size=400))
def test_blocks_stand_in_order_and_do_not_overlap(text: str) -> None:
    """For whatever text."""
    spans = [block.span for block in blocks_of(text)]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[s.start : s.end].strip() for s in spans)


def test_a_dateline_with_an_agency_is_found_where_a_second_text_begins() -> None:
    text = (
        "Two bombs killed 18 people in Homs, a channel said. MOSCOW, October 1 (RIA Novosti) - A"
        " double attack in Homs has killed 18 people. The NATO (ISAF) force was not there."
    )

    (line,) = datelines_inside(text, Span(0, len(text)))

    assert ("MOSCOW", "RIA Novosti") == (line.place, line.agency)
    assert text[line.span.end :].startswith("A double attack")


@pytest.mark.parametrize("label", ["Related News", "Other news", "Prev Post", "Next post"])
def test_headlines_below_a_label_are_those_of_other_news(label: str) -> None:
    """Also where the report goes on behind them."""
    found = kinds(
        "Bomb kills two in market",
        label,
        "Gunmen on motorbikes kill four herders in the hills above the lake",
        "Minister’s convoy ambushed on the road to the airport, three guards killed…",
        *BODY,
    )

    assert [BlockKind.TITLE, *[BlockKind.BOILERPLATE] * 3, BlockKind.BODY, BlockKind.BODY] == found


def test_one_headline_stands_below_a_link_to_another_story() -> None:
    """What follows it is the report's own, also where it has no end."""
    link = (
        "Also read",
        "Minister’s convoy ambushed on the road to the airport, three guards killed",
    )
    own = "Police said that the bomb had been hidden in a cart beside the gate of the market"

    found = kinds("Bomb kills two in market", BODY[0], *link, own, BODY[1])
    assert [BlockKind.BOILERPLATE] * 2 + [BlockKind.BODY] * 2 == found[2:]


def test_headlines_that_end_a_page_are_those_of_other_news() -> None:
    """Several lines without an end, below paragraphs that have one."""
    last = (
        "A girl was killed by a mine that was left near a school in the eastern hills",
        "Militia holds two reporters at a checkpoint on the road to the northern border",
        "Students march for teachers who were taken from their homes three years ago",
    )
    whole = kinds("Bomb kills two in market", *BODY, *last)
    listed = kinds("Attacks of the day", *BODY, *(f"• {line}" for line in last))

    assert [BlockKind.BOILERPLATE] * 3 == whole[-3:]
    assert [BlockKind.BODY] * 3 == listed[-3:]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Unrest in the south | Gunmen kill two guards", "Gunmen kill two guards"),
        ("Gunmen kill two guards | The Daily Example", "Gunmen kill two guards"),
        ("Bomb kills two in market", "Bomb kills two in market"),
    ],
)
def test_a_headline_stands_apart_from_its_topic_and_its_outlet(line: str, title: str) -> None:
    """Both sides of a bar are not one sentence."""
    assert [title] == blocks(clean_report(report("\n".join((line, *BODY)))), BlockKind.TITLE)


def test_a_label_above_a_headline_is_not_the_headline() -> None:
    """Pages print the name of a section or of a field first."""
    assert [BlockKind.BYLINE, BlockKind.TITLE] == kinds("Date:", "Bomb kills two in market", *BODY)[
        :2
    ]
    assert BlockKind.TITLE is kinds("Kabul blast", *BODY)[0]


def test_the_parts_of_a_toll_in_a_list_are_no_news() -> None:
    """A list of attacks is."""
    parts = ("• 78 civilians were killed by the army.", "• Nine members of a militia.")
    told = ("• A bomb killed two in Gao on Friday.", "• A mine killed one in Mopti.")

    tolls = kinds(
        "A day", *BODY, "The fatalities can be distributed as follows:", *parts, BODY[0][::-1]
    )
    attacks = kinds("A day", *BODY, "The attacks of Friday were as follows:", *told)
    assert [BlockKind.BOILERPLATE] * 2 == tolls[-3:-1]
    assert [BlockKind.BODY] * 2 == attacks[-2:]
