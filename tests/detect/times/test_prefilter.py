"""What a form of time expression cannot do without."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from dateline.detect.times.forms import needed_lists, present_lists, time_forms
from dateline.types import Span

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


FORMS = tomllib.loads(
    files("dateline.detect.times").joinpath("dates_forms.toml").read_text("utf-8")
)
CORES = [(row["name"], row["pattern"], row["core"]) for row in FORMS["form"] if "core" in row]


@pytest.mark.parametrize(("name", "pattern", "core"), CORES, ids=[name for name, *_ in CORES])
def test_whatever_a_form_finds_holds_its_core(name: str, pattern: str, core: str) -> None:
    """The core stands in the pattern outside of all groups, in no choice, and as often as once."""
    before, found, after = pattern.partition(core)
    assert core == found, name
    assert not after.startswith(("?", "*", "{", "|"))
    assert before.count("(") == before.count(")")
    assert after.count("(") == after.count(")")
    outside = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", before + after))
    assert "|" not in outside


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("At noon on Friday, the 3rd of May 2021", True),
        ("The early morning of 3 May saw fire", True),
        ("On May 30 people came", True),
        ("On May the third, and 3 April", True),
        ("In May three people", False),
        ("", False),
    ],
)
def test_a_form_finds_with_its_core_what_it_finds_without(text: str, found: bool) -> None:
    span = Span(0, len(text))
    cored = [form for form in time_forms() if form.core.pattern]
    assert len(cored) == len(CORES)
    for form in cored:
        expected = [match.span() for match in form.pattern.finditer(text)]
        assert expected == [match.span() for match in form.matches(text, span)]
    assert found == any(list(form.matches(text, span)) for form in cored)
