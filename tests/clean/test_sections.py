"""Sections of made-up bulletins, and lines that are no headings of any."""

from __future__ import annotations

import pytest

from clean.test_clean import report
from dateline.clean import clean_report
from dateline.types import BlockKind, Document

NOTES = "Weekly notes on safety\n\n"


def cleaned(text: str) -> Document:
    """A report's text, cleaned."""
    return clean_report(report(text))


def places(document: Document) -> list[str]:
    """The places of a report's sections."""
    return [line.place for line in document.datelines if line.section]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gao\nGunmen shot dead two drivers on Tuesday.\n\nMopti\nA mine hurt three men.\n",
            ["Gao", "Mopti"],
        ),
        (
            "In Gao:\n\n- Gunmen shot two drivers.\n\nIn Mopti:\n\n- A mine hurt three men.\n",
            ["Gao", "Mopti"],
        ),
        (
            "Herat: A bomb wounded two officers.\n\nKunduz: Gunmen killed a judge on Tuesday.\n",
            ["Herat", "Kunduz"],
        ),
    ],
)
def test_an_account_has_the_place_of_its_heading(text: str, expected: list[str]) -> None:
    found = cleaned(NOTES + text)

    assert expected == places(found)
    assert "Weekly notes on safety" == found.title


def test_a_heading_is_joined_to_the_account_below_it() -> None:
    found = cleaned(f"{NOTES}Gao\nGunmen shot two drivers.\n\nMopti\nA mine hurt three men.\n")
    body = [found.text[b.span.start : b.span.end] for b in found.blocks if b.kind is BlockKind.BODY]

    assert ["Gao\nGunmen shot two drivers.", "Mopti\nA mine hurt three men."] == body


@pytest.mark.parametrize(
    "text",
    [
        "Amadou Diallo\nGunmen shot dead two drivers on Tuesday.\nA mine hurt three men there.\n",
        "Police: Two men were held.\n\nA mine hurt three men in Mopti on Thursday.\n",
    ],
)
def test_one_line_alone_makes_no_bulletin(text: str) -> None:
    assert [] == places(cleaned(NOTES + text))


DATED = (
    "June 4 Kabul Province: one trader killed\nA mine killed a trader.\n"
    "June 3 Zabul Province: two guards killed\nGunmen killed two guards.\n"
)
DAYS = (
    "Monday, 3 June\n\n- In Gao, gunmen shot two drivers.\n\n- A mine hurt three men.\n\n"
    "Tuesday, 4 June\n\n- A boat was robbed near Mopti.\n"
)
CAPITALS = "GAO - Gunmen shot two drivers.\n\nNEAR MOPTI - A mine hurt three men there.\n"
OPENED = "* On 3 June, gunmen shot two drivers.\n* On 4 June, a mine hurt three men.\n"
HEADLINES = (
    "Two Drivers Shot Near Gao\n\nTwo drivers were shot dead by gunmen near Gao on Monday.\n\n"
    "Mine Hurts Three Men in Mopti\n\nThree men were hurt by a mine in Mopti on Tuesday.\n\n"
    "Boat Robbed on the Niger River\n\nA boat was robbed by men on the Niger river on Friday.\n"
)


def sections(document: Document) -> list[tuple[str, ...]]:
    """The first words of each section, behind the days above that hold for it."""
    return [
        (
            *(document.text[above.start : above.end] for above in section.above),
            " ".join(document.text[section.span.start : section.span.end].split()[:3]),
        )
        for section in document.sections
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DATED, [("June 4 Kabul",), ("June 3 Zabul",)]),
        (
            DAYS,
            [
                ("Monday, 3 June",),
                ("Monday, 3 June", "- A mine"),
                ("Tuesday, 4 June", "- A boat"),
            ],
        ),
        (CAPITALS, [("GAO - Gunmen",), ("NEAR MOPTI -",)]),
        (OPENED, [("* On 3",), ("* On 4",)]),
        (HEADLINES, [("Two Drivers Shot",), ("Mine Hurts Three",), ("Boat Robbed on",)]),
    ],
)
def test_a_bulletin_is_divided_at_its_headings(text: str, expected: list[tuple[str, ...]]) -> None:
    assert expected == sections(cleaned(NOTES + text))


@pytest.mark.parametrize(
    "text",
    [
        "On 3 June, gunmen shot two drivers.\n\nThe police came late.\n\nNobody was held.\n",
        "In Gao, gunmen shot two drivers.\n\nIn Mopti, a mine hurt three men on Tuesday.\n",
        "- Two drivers were shot\n- Police seek four men\n\nGunmen shot two drivers in Gao.\n",
        "READ MORE: Ten Held in Mopti Over Boats\n\nGunmen shot two drivers in Gao on Monday.\n",
    ],
)
def test_a_story_with_one_day_or_a_list_of_its_points_has_no_sections(text: str) -> None:
    assert [] == sections(cleaned(NOTES + text))


def test_a_day_above_a_section_is_no_day_of_writing() -> None:
    assert cleaned(f"{NOTES}{DATED}").created.interval is None
