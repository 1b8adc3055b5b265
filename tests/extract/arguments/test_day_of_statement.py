"""The day of a statement, beside that of the attack which it tells."""

from __future__ import annotations

import hashlib

import pytest

from dateline.clean import clean_report
from dateline.detect import detect
from dateline.extract import extract
from dateline.types import Prominence, Report, Role


def days(text: str) -> set[str]:
    """The words for the day of what a report is about."""
    data = text.encode()
    report = Report(hashlib.sha256(data).hexdigest(), "a", data, "text/plain")
    document = clean_report(report)
    found = extract(document, detect(document))
    claims = (c for m in found if m.prominence is Prominence.MAIN for c in m.claims)
    return {document.text[c.span.start : c.span.end] for c in claims if c.role is Role.WHEN}


LEAD = "Air strikes killed 42 people in a town in the north a monitoring group said on Monday."


def test_a_statement_gives_way_to_the_day_of_the_attack() -> None:
    """Also where no comma stands before the verb of saying."""
    assert days(f"{LEAD} The air strikes on Sunday also hit a school.") == {"Sunday"}


def test_a_statement_gives_the_day_where_nothing_else_does() -> None:
    """It was then at the latest."""
    assert days(LEAD) == {"Monday"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rebels killed 12 people in a raid in Goma as the government demanded talks Thursday.",
            set(),
        ),
        ("The town was in shock on Sunday after a massacre at a school in Buea.", set()),
        ("Red Dawn on Sunday claimed responsibility for an attack on a post in Goma.", set()),
        ("The army on Sunday denied any role in an air strike on Goma that killed six.", set()),
        ("Rebels killed 12 people in Goma on Monday as the rain fell.", {"Monday"}),
    ],
)
def test_what_was_felt_or_done_beside_a_deed_tells_not_its_day(
    text: str, expected: set[str]
) -> None:
    """A town mourns later, and others meet meanwhile."""
    assert days(text) == expected


def test_the_day_on_which_a_toll_rose_is_not_that_of_the_attack() -> None:
    """The attack was before."""
    text = "The toll of a bombing that hit a market in Gao at the weekend rose to nine on Monday."
    assert "Monday" not in days(text)


def test_a_day_behind_whoever_informed_of_it_gives_way() -> None:
    """Informing is saying."""
    text = f"{LEAD.replace('said', 'informed')} The air strikes on Sunday also hit a school."
    assert days(text) == {"Sunday"}


def test_a_year_from_which_something_is_counted_is_not_that_of_the_attack() -> None:
    """Nor is one of a clause that opens with "since"."""
    assert days("A bomb killed nine men in Gao, the worst attack since a 2002 truce.") == set()
    text = "Shells killed two men in Gao in the worst week since the sides fought a war in 2006."
    assert days(text) == set()
