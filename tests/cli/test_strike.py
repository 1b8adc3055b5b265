"""A sentence does not say what was read in it; a withdrawn report counts again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline import pipeline
from dateline.record import Ledger

Run = Callable[..., Any]
Rows = Callable[..., list[dict[str, Any]]]
SIGNED = ("--by", "A. Coder", "--reason", "it says no such thing")
ROLES = (
    *("when", "where", "origin", "actor", "target", "weapon", "fired", "intercepted", "killed"),
    *("wounded", "sub_kind"),
)


def ids_in(held: object) -> Iterator[str]:
    """All strings in what JSON holds."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict):
        for inner in held.values():
            yield from ids_in(inner)
    elif isinstance(held, list):
        for inner in held:
            yield from ids_in(inner)


def striking(run: Run, row: dict[str, Any], field: str) -> list[str]:
    """Strike all statements of a field; gives the ids of the judgements."""
    ids = [said["id"] for said in row["statements"] if said["field"] == field]
    done = [run("judge", "strike", name, *SIGNED) for name in ids]
    assert ids
    assert {0} == {one.status for one in done}
    return [one.out.partition(":")[0] for one in done]


@pytest.mark.parametrize("field", ROLES)
def test_a_struck_statement_leaves_the_line_everywhere_until_it_is_undone(
    field: str, run: Run, rows: Rows, tmp_path: Path
) -> None:
    before = rows()
    struck = {said["id"] for said in before[0]["statements"] if said["field"] == field}
    judgements = striking(run, before[0], field)
    after = rows()
    row = next(row for row in after if row["id"] == before[0]["id"])
    assert struck.isdisjoint(ids_in(row))
    # Without the words of the event the day is that of the report, whose words stand behind it.
    left = {said["field"] for said in row["statements"]} - {"when"}
    assert field not in left
    with Ledger.open(str(tmp_path / "dateline.db")) as ledger:
        assert ledger.incidents() == pipeline.made_incidents(ledger)
        assert () == ledger.faults()
    for name in judgements:
        assert 0 == run("judge", "undo", name, *SIGNED).status
    assert before == rows()


@pytest.mark.parametrize(
    ("field", "key", "left"),
    [
        ("killed", "killed", None),
        ("actor", "perpetrators", []),
        ("target", "targets", []),
        ("origin", "origin", None),
        ("sub_kind", "sub_kind", None),
    ],
)
def test_a_struck_value_is_stated_no_more(
    field: str, key: str, left: object, run: Run, rows: Rows
) -> None:
    striking(run, rows()[0], field)
    assert left == rows()[0][key]


def test_a_strike_outlives_reading_anew(run: Run, rows: Rows, made: Path) -> None:
    striking(run, rows()[0], "killed")
    assert 0 == run("ingest", "--again", made.parent / "in").status
    assert rows()[0]["killed"] is None


def test_the_id_of_a_statement_is_seen_beside_its_sentence(run: Run, rows: Rows) -> None:
    row = rows()[0]
    killed = next(said["id"] for said in row["statements"] if said["field"] == "killed")
    for command in ("show", "explain"):
        assert f"[{killed[:8]}]" in run(command, row["id"]).out
    assert 0 == run("judge", "strike", killed[:8], *SIGNED).status
    assert rows()[0]["killed"] is None


@pytest.mark.parametrize(
    ("statement", "words"),
    [("", "fewer than 6"), ("4dea", "fewer than 6"), ("nothing", "none"), ("%%%%%%", "none")],
)
def test_a_strike_names_one_statement(statement: str, words: str, run: Run) -> None:
    done = run("judge", "strike", statement, *SIGNED)
    assert (2, 1) == (done.status, len(done.err.splitlines()))
    assert words in done.err


def test_a_statement_is_struck_once(run: Run, rows: Rows) -> None:
    name = rows()[0]["statements"][0]["id"]
    run("judge", "strike", name, *SIGNED)
    done = run("judge", "strike", name, *SIGNED)
    assert (2, True) == (done.status, "struck by A. Coder" in done.err)


def test_a_restored_report_counts_as_before(run: Run, rows: Rows) -> None:
    before = rows()
    assert 0 == run("withdraw", "bomb.txt", "--reason", "retracted").status
    assert before != rows()
    assert 0 == run("restore", "bomb.txt", "--reason", "the agency stands by it").status
    assert before == rows()
    assert 0 == run("withdraw", "bomb.txt", "--reason", "retracted again").status
    assert 2 == run("withdraw", "bomb.txt", "--reason", "retracted again").status


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("restore", "bomb.txt", "--reason", "a slip"), "which counts"),
        (("restore", "none.txt", "--reason", "a slip"), "no such report"),
        (("withdraw", "bomb.txt", "--reason", " "), "expected a reason"),
        (("withdraw", "bomb.txt", "--reason", "a slip", "--by", ""), "expected the name"),
        (("judge", "strike", "4deaa2f0", "--by", "A", "--reason", ""), "expected a reason"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    words: tuple[str, ...], message: str, run: Run
) -> None:
    done = run(*words)
    assert (2, 1) == (done.status, len(done.err.splitlines()))
    assert message in done.err


def test_a_struck_statement_stays_in_the_table_of_claims_and_on_record(
    run: Run, rows: Rows, tmp_path: Path
) -> None:
    row = rows()[0]
    striking(run, row, "killed")
    with Ledger.open(str(tmp_path / "dateline.db")) as ledger:
        said = [judgement.struck for judgement in ledger.judgements() if judgement.struck]
    assert ["One child was killed and five civilians were wounded, the military said."] == [
        one.quote for one in said
    ]
    assert "killed = 1" in run("judge", "list").out
