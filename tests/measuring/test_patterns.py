"""The scan of patterns tells those whose time grows faster than the text."""

from __future__ import annotations

import re

import pytest
from benchmarks.patterns import STEEPEST, growth, patterns_in

from dateline.clean.openings import FULL
from dateline.errors import PASSWORDS
from dateline.link.profiles import INVOLVED
from dateline.reconcile.judging.values import ITEM


@pytest.mark.parametrize(
    ("pattern", "unit"),
    [
        (r"[a-z]+:", "a"),
        pytest.param(r"\s*;", " ", marks=pytest.mark.slow),
        pytest.param(r"(a|b)*c", "a", marks=pytest.mark.slow),
    ],
)
def test_a_pattern_that_begins_anew_at_each_letter_is_told(pattern: str, unit: str) -> None:
    assert growth(re.compile(pattern), unit) > STEEPEST


@pytest.mark.parametrize(
    ("pattern", "unit"), [(FULL, "A"), (PASSWORDS[0][0], "a"), (INVOLVED, "A"), (ITEM, " ")]
)
def test_a_pattern_of_the_package_is_not(pattern: re.Pattern[str], unit: str) -> None:
    assert growth(pattern, unit) <= STEEPEST


def test_patterns_are_found_in_tables_of_tables() -> None:
    one, two = re.compile("a"), re.compile("b")
    assert [one, two] == list(patterns_in({"x": (one, "words"), "y": [two, re.compile(b"c")]}, 3))
