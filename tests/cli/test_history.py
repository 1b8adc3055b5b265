"""Who decided what and why, what runs changed, and what is new since yesterday."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from dateline.write.changes import ATOM, Changed, changed_fields, in_words, replay_changes

Run = Callable[..., Any]
Rows = Callable[..., list[dict[str, Any]]]
SIGNED = ("--by", "A. Coder", "--reason", "the year was read as a number")


@pytest.fixture(name="corrected")
def _corrected(run: Run, rows: Rows) -> str:
    """The id of an incident that a person corrected."""
    name: str = rows()[0]["id"]
    words = ("--field", "weapons.rocket.fired", "--value", "6", *SIGNED)
    assert 0 == run("judge", "correct", name, *words).status
    return name


def test_a_decision_is_told_with_who_when_why_before_and_after(run: Run, corrected: str) -> None:
    acts = json.loads(run("history", corrected, "--format", "json").out)
    (act,) = acts["people"]
    assert ("A. Coder", SIGNED[3], 2) == (act["by"], act["reason"], act["revision"])
    assert act["at"].startswith("20")
    (edit,) = act["edits"]
    assert ("weapons", True) == (edit["field"], "fired 6" in edit["after"])
    assert "fired 6 " not in edit["before"]


def test_people_and_runs_are_told_apart(run: Run, corrected: str) -> None:
    lines = run("history").out.splitlines()
    runs = lines.index("What runs changed")
    people, machine = lines[:runs], lines[runs:]
    assert any(f"correct {corrected[:8]}" in line for line in people)
    assert any("3 reports recorded, 2 incidents added" in line for line in machine)
    assert not any("A. Coder" in line for line in machine)


def test_the_history_of_one_incident_is_its_own(run: Run, rows: Rows, corrected: str) -> None:
    other = next(row["id"] for row in rows() if row["id"] != corrected)
    out = run("history", other).out
    assert "A. Coder" not in out
    assert "not there -> bombing" in out


def test_the_history_of_an_id_that_went_into_another_is_told_with_it(run: Run, rows: Rows) -> None:
    first, second = (row["id"] for row in rows())
    assert 0 == run("judge", "same", first, second, *SIGNED).status
    gone = next(iter({first, second} - {row["id"] for row in rows()}))
    out = run("history", gone).out
    assert f"part of {rows()[0]['id'][:8]}" in out


def test_a_withdrawal_and_a_restoration_are_told_with_the_report(run: Run) -> None:
    run("withdraw", "wire.txt", "--reason", "retracted", "--by", "B. Desk")
    run("restore", "wire.txt", "--reason", "they stand by it", "--by", "B. Desk")
    out = run("history", "--since", "1").out
    assert "B. Desk: withdraw wire.txt (retracted)" in out
    assert "B. Desk: restore wire.txt (they stand by it)" in out
    assert "reports recorded" not in out


def test_incidents_that_come_back_with_a_report_are_told(run: Run, rows: Rows) -> None:
    name, report = rows()[0]["id"][:8], rows()[0]["reports"][0]["report"]
    run("withdraw", report, "--by", "A. Coder", "--reason", "retracted")
    run("restore", report, "--by", "A. Coder", "--reason", "confirmed")
    told = run("history").out
    assert f"{name} incident: not there -> " in told.partition("restore")[2]


def test_a_value_on_other_statements_is_told_as_such() -> None:
    row, other = (
        {"killed": {"low": 1, "best": 1, "high": 1, "statements": {"low": [one]}}} for one in "ab"
    )
    changed = Changed("revised", "3f2a", row, other, (), 2, "2021-03-01")
    assert ["killed: 1, as before, but on other statements"] == list(changed_fields(changed))


def test_changes_are_told_in_words(run: Run, corrected: str) -> None:
    lines = run("changes", "--since", "1").out.splitlines()
    assert lines[0].startswith(f"revised {corrected[:10]}")
    assert "then rocket: fired 6" in lines[1]
    assert "1 change since revision 1; this is revision 2" == lines[-1]


def test_changes_replayed_give_the_export_of_now(run: Run, rows: Rows) -> None:
    before = rows()
    run("judge", "same", *(row["id"] for row in before), *SIGNED)
    since = json.loads(run("changes", "--since", "1", "--format", "json").out)
    assert sorted(rows(), key=lambda row: row["id"]) == replay_changes(before, since["changes"])
    assert (1, 2) == (since["since"], since["revision"])


def test_changes_are_a_feed_with_an_entry_an_incident(run: Run, corrected: str) -> None:
    feed = ET.fromstring(run("changes", "--since", "0", "--format", "atom").out)  # noqa: S314  our own
    names = {"a": ATOM}
    entries = feed.findall("a:entry", names)
    assert 2 == len(entries)
    for one in (feed, *entries):
        assert all(one.findtext(f"a:{name}", "", names) for name in ("id", "title", "updated"))
    assert feed.findtext("a:author/a:name", "", names)
    assert corrected in entries[0].findtext("a:id", "", names)
    assert {"added"} == {entry.find("a:category", names).get("term") for entry in entries}  # type: ignore[union-attr]


@pytest.mark.parametrize("command", ["changes", "history"])
@pytest.mark.parametrize("since", ["9", "soon", "-1"])
def test_a_day_or_revision_that_is_none_is_told_in_one_line(
    since: str, command: str, run: Run
) -> None:
    done = run(command, "--since", since)
    assert (2, 1) == (done.status, len(done.err.splitlines()))


def test_control_characters_never_reach_the_terminal_or_the_feed(
    dateline: Run, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "\x1b[2Ja.txt").write_text(
        "A bomb killed three people in Mosul, Iraq, on Tuesday, March 2, 2021, police said.\n"
    )
    dateline("ingest", "in")
    name = json.loads(dateline("export", "--format", "jsonl").out.splitlines()[0])["id"]
    dateline("judge", "accept", name, "--by", "\x1b[31mA", "--reason", "\u202elist")
    for words in (("history",), ("history", name), ("changes", "--since", "0")):
        out = dateline(*words).out
        assert not {"\x1b", "\u202e"} & set(out)
    assert ET.fromstring(dateline("changes", "--since", "0", "--format", "atom").out) is not None  # noqa: S314  our own


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not stated"),
        ([], "not stated"),
        (True, "yes"),
        ({"low": 3, "best": 3, "high": 3, "statements": {}}, "3"),
        ({"low": 24, "best": None, "high": None, "statements": {}}, "24/?/?"),
        ({"start": "2020-11-17", "end": "2020-11-17", "time": "04:15"}, "2020-11-17 04:15"),
        ({"country": "IQ", "admin1": "Baghdad", "city": "Baghdad", "site": None}, "Baghdad, IQ"),
        ([{"name": "X", "stance": "named", "aliases": []}], "X (named)"),
        (
            [
                {
                    "kind": "rocket",
                    "fired": {"low": 7, "best": 7, "high": 7},
                    "intercepted_by": "C-RAM",
                }
            ],
            "rocket: fired 7, intercepted by C-RAM",
        ),
    ],
)
def test_values_are_told_on_one_line(value: object, words: str) -> None:
    assert words == in_words(value)
