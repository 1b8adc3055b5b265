"""Watching what ever takes part in reading."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from benchmarks import rules
from benchmarks.watching import (
    FRAME,
    FUNCTION,
    PATTERN,
    WORD,
    Fires,
    WatchedPattern,
    WatchedWord,
    gives,
    watch,
)


def watched(word: str, found: list[str]) -> WatchedWord:
    """A word that notes in a list where it is found."""
    made = WatchedWord(word)
    made.name = f"table.list: {word}"
    made.note = found.append
    return made


def test_a_word_is_found_where_a_text_asks_for_it() -> None:
    found: list[str] = []
    words = frozenset({watched("bomb", found), watched("mine", found)})
    assert "bomb" in words
    assert words & {"bomb", "gun"}
    assert "gun" not in words
    assert ["table.list: bomb"] * 2 == found


def test_words_of_two_tables_do_not_find_one_another() -> None:
    found: list[str] = []
    assert watched("bomb", found) == watched("bomb", found)
    assert [] == found


@pytest.mark.parametrize("method", ["search", "match", "fullmatch", "finditer", "findall"])
def test_a_pattern_is_noted_where_it_matches(method: str) -> None:
    hits: list[int] = []
    pattern = WatchedPattern(re.compile("ab"), lambda: hits.append(1))
    for text in ("ab", "xy"):
        found = getattr(pattern, method)(text)
        assert (text == "ab") == bool(list(found) if method.startswith("find") else found)
        assert [1] == hits


def test_a_pattern_is_else_as_it_was() -> None:
    pattern = WatchedPattern(re.compile("a(b)"), lambda: None)
    assert ("x", "a(b)", 1) == (pattern.sub("x", "ab"), pattern.pattern, pattern.groups)


@pytest.mark.parametrize(
    ("value", "something"),
    [(None, False), (False, False), ((), False), ("", False), (True, True), ([0], True), (0, True)],
)
def test_what_is_empty_gives_nothing(value: object, something: bool) -> None:
    assert something == gives(value)


def test_packages_that_are_imported_already_cannot_be_watched() -> None:
    import dateline.syntax  # noqa: F401, PLC0415  it is imported

    with pytest.raises(RuntimeError, match="not imported yet"):
        watch(Fires())


@pytest.mark.slow
def test_what_fires_while_a_report_is_read_is_counted() -> None:
    """In a process of its own, since everything is watched before it is imported."""
    code = """
import sys
from benchmarks.watching import FRAME, FUNCTION, PATTERN, WORD, Fires, watch
fires = Fires()
begin = watch(fires)
from benchmarks.satp import note
from dateline import pipeline
report = note("a", "Gunmen shot dead three policemen near Kandahar on Monday, the governor said.")
pipeline.read(report)
assert not any(fires.fired[kind] for kind in (WORD, PATTERN, FRAME))
begin("a")
pipeline.read(report)
sys.setprofile(None)
for kind in (FUNCTION, WORD, PATTERN, FRAME):
    assert 0 < len(fires.fired[kind]) < len(fires.units[kind]), kind
assert {"a"} == set().union(*fires.where.values())
assert "extract.events.trigger.find_frame" in fires.where
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr


def test_only_words_that_are_known_to_be_silent_are_listed() -> None:
    fires = Fires()
    for name in ("t.a: bomb", "t.a: mine", "t.b: gun", "t.b: mortar"):
        fires.know(WORD, name)
    fires.count(WORD, "t.a: bomb")
    assert {
        "t.a: mine": "never found, others of its list are",
        "t.b: mortar": "stands in no text",
    } == dict(rules.silent_words(fires, "guns and mines"))


def test_silent_units_say_how_they_are_known() -> None:
    fires = Fires()
    for name in ("f", "g", "h"):
        fires.know(FUNCTION, name)
    fires.know(PATTERN, "p")
    fires.know(FRAME, "1: hit")
    fires.count(FUNCTION, "f")
    fires.called["g"] = 3
    assert [
        "function\tg\tcalled 3 times, gives nothing",
        "function\th\tnever called",
        "frame\t1: hit\t",
        "pattern\tp\t",
    ] == rules.silent_units(fires, "")
    assert "functions never called: 1" == list(rules.summary(fires, ""))[-1]


def test_what_two_processes_saw_is_added() -> None:
    one, other = Fires(), Fires()
    for fires, report in ((one, "a"), (other, "b")):
        fires.know(FUNCTION, "f")
        fires.count(FUNCTION, "f")
        fires.where["f"] = {report}
    one.add(other)
    assert (2, {"a", "b"}) == (one.fired[FUNCTION]["f"], one.where["f"])
