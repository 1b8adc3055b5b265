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
