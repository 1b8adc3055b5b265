"""What a form of time expression cannot do without."""

from __future__ import annotations

import pytest

from dateline.detect.times.forms import needed_lists, present_lists

PIECES = {"year": r"(?P<year>\d{4}|\d\d)", "day": r"\d{1,2}", "late": r"(?:late )?"}


@pytest.mark.parametrize(
    ("pattern", "lists"),
    [
        ("@months@", {"months"}),
        ("@months@?", set()),
        ("(?:@months@ )?@weekdays@", {"weekdays"}),
        ("(?:@months@|@weekdays@)", set()),
        ("(?:@months@ @day@|@months@)", {"months"}),
        ("@late@@year@", {"digits"}),
        (r"@units@(?!\d)", {"units"}),
        (r"(?<!@months@)@units@", {"units"}),
        (r"[()|]@units@\)", {"units"}),
        ("in the morning", set()),
        ("in the @day_parts@", {"day_parts"}),
    ],
)
def test_a_pattern_needs_what_each_of_its_ways_passes(pattern: str, lists: set[str]) -> None:
    assert lists == needed_lists(pattern, PIECES)


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("nothing here", set()),
        ("on 12 may", {"digits", "months"}),
        ("two days after friday", {"units", "weekdays"}),
        ("٣ days", {"digits", "units", "clock", "spans"}),
        ("aged forty", {"age"}),
        ("at noon yesterday", {"clock", "deictic"}),
    ],
)
def test_a_text_holds_a_list_where_a_word_of_it_stands(text: str, lists: set[str]) -> None:
    assert lists <= present_lists(text)
    assert not (lists == set() and {"digits", "weekdays"} & present_lists(text))
