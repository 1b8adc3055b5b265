"""What is told from readings and judgements can be made again, and a stopped run is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from dateline import pipeline
from dateline.cli.export import contents_of
from dateline.record import Ledger, Verdict
from dateline.record.engine import writing_engine
from dateline.record.guarding import drop_guards, install_guards
from dateline.record.whole import LedgerLag
from dateline.types import Incident, JudgementKind, Reading, Report
from dateline.write import export_bytes
from record.samples import make_reading, make_report

Fill = Callable[[Ledger], object]
MakeReport = Callable[..., Report]
MakeReading = Callable[[Report], Reading]
TELLINGS = tuple(
    f"{n}. A bomb killed three people in Kandol on Monday, police said." for n in "123"
)
# What somebody did to the ledger, the table in which it shows, and what was done about it.
TABLES = ("link", "incident_key", "incident_mention", "incident")
EVERYTHING = "; ".join(f"DELETE FROM {table}" for table in TABLES)
MADE_UP = "; ".join(
    (*(f"DELETE FROM {table}" for table in TABLES[:-1]), "UPDATE incident SET id = 'made up'")
)
DAMAGES = (
    ("DELETE FROM claim WHERE role = 'killed'", "claim", "claims of"),
    ("UPDATE claim SET words = 'four' WHERE role = 'killed'", "claim", "claims of"),
    ("DELETE FROM mention", "mention", "mentions of"),
    ("UPDATE mention SET kind = 'riot'", "mention", "mentions of"),
    ("UPDATE incident SET killed_best = 300", "incident", "linked all reports"),
    (
        "UPDATE incident SET json = replace(json, 'Kandol', 'Mosul')",
        "incident",
        "changed behind the program's back",
    ),
    (
        EVERYTHING,
        "incident",
        "put back",
    ),
    (MADE_UP, "incident", "taken out"),
    ("DELETE FROM incident_key", "incident_key", "linked all reports"),
    ("DELETE FROM incident_mention", "incident_mention", "linked all reports"),
    ("UPDATE link SET weight = 0.1", "link", "linked all reports"),
    ("DELETE FROM near", "near", "linked all reports"),
    ("DELETE FROM shelf", "shelf", "linked all reports"),
    ("UPDATE shelved SET kind = 'riot'", "shelved", "linked all reports"),
    ("UPDATE shelved SET place = 3 - place WHERE place > 0", "shelved", "linked all reports"),
    ("UPDATE linked SET created = 'null'", "linked", "linked all reports"),
    ("DELETE FROM trace", "trace", "linked all reports"),
    ("UPDATE linked_by SET value = '[\"x\"]' WHERE name = 'judgements'", "lag", "linked all"),
    ("UPDATE search_entry SET words = 'harbour'", "search_entry", "search index"),
    ("DELETE FROM search_entry", "search_entry", "search index"),
)


def some_slow(damages: Sequence[tuple[str, str, str]]) -> list[Any]:
    """Damages, of which the first of those that one thing mends are tried in the inner loop."""
    ways = [done for _, _, done in damages]
    return [
        pytest.param(*one, marks=pytest.mark.slow if one[2] in ways[:n] else ())
        for n, one in enumerate(damages)
    ]


@pytest.fixture(name="filled")
def _filled(filled_by: Callable[[Fill], Ledger]) -> Ledger:
    """A ledger of three reports of one incident, of which people corrected a toll."""
    return filled_by(_fill)


def _fill(ledger: Ledger) -> None:
    for n, words in enumerate(TELLINGS):
        one = make_report(words, f"{n}.txt", date(2021, 3, 1))
        ledger.record(one, make_reading(one))
    pipeline.renew(ledger)
    name = ledger.incidents()[0].id
    ledger.judge(Verdict(JudgementKind.CORRECT, (name,), "A. Coder", "a list", "killed", "4"))
    pipeline.renew(ledger)
    assert () == found(ledger)


def found(ledger: Ledger) -> tuple[str, ...]:
    """The tables in which a ledger has faults, each once."""
    faults = {one.table for one in ledger.faults(renew=pipeline.renew)}
    return tuple(sorted({*faults, *(["lag"] if ledger.lag() else [])}))


def exported(ledger: Ledger) -> bytes:
    """The export of a ledger."""
    return export_bytes("jsonl", contents_of(ledger, ledger.incidents(), "t"))


def damage(ledger: Ledger, statement: str) -> None:
    """Change a ledger as somebody who drops the triggers, and makes them again."""
    with writing_engine(ledger.engine).begin() as connection:
        drop_guards(connection)
        for one in statement.split("; "):
            connection.exec_driver_sql(one)
        install_guards(connection)


@pytest.mark.parametrize(("statement", "table", "done"), some_slow(DAMAGES))
def test_what_is_told_from_the_readings_is_made_again(
    statement: str, table: str, done: str, filled: Ledger
) -> None:
    before, history = exported(filled), filled.history()
    damage(filled, statement)
    assert table in found(filled)
    assert any(done in one for one in filled.repair(pipeline.renew))
    assert () == found(filled)
    assert before == exported(filled)
    assert history == filled.history()[: len(history)]


def test_triggers_are_made_again(filled: Ledger) -> None:
    with writing_engine(filled.engine).begin() as connection:
        drop_guards(connection)
    assert ("database",) == found(filled)
    assert any("triggers" in one for one in filled.repair(pipeline.renew))
    assert () == found(filled)


def test_an_untouched_ledger_is_as_it_was_after_a_repair(filled: Ledger) -> None:
    before, history, revision = exported(filled), filled.history(), filled.revision()
    filled.repair(pipeline.renew)
    assert (before, history, revision) == (exported(filled), filled.history(), filled.revision())


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE reading SET json = replace(json, '\"high\":3', '\"high\":9')", "reading"),
        ("UPDATE document SET text = replace(text, 'Kandol', 'Mosul')", "document"),
        ("UPDATE judgement SET value = '9'", "judgement"),
        ("DELETE FROM judgement", "judgement"),
        ("UPDATE history SET payload = '{}' WHERE seq = 2", "history"),
    ],
)
def test_what_the_history_is_bound_to_is_no_repairs_to_change(
    statement: str, table: str, filled: Ledger
) -> None:
    damage(filled, statement)
    filled.repair(pipeline.renew)
    assert table in found(filled)


def test_only_a_ledger_without_reports_counts_as_linked_by_any_version(
    ledger: Ledger, report: MakeReport, reading: MakeReading
) -> None:
    assert ledger.is_linked_by("any")
    told = report(TELLINGS[0], "0.txt")
    ledger.record(told, reading(told))
    assert not ledger.is_linked_by("any")


def one(ledger: Ledger) -> Incident:
    """The only incident of a ledger."""
    (incident,) = ledger.incidents()
    return incident


def test_what_a_stopped_run_left_undone_is_told_and_taken_in(
    filled: Ledger, report: MakeReport, reading: MakeReading
) -> None:
    assert not filled.lag()
    late = report("4. A bomb killed three people in Kandol on Monday, police said.", "late.txt")
    filled.record(late, reading(late))
    assert LedgerLag(1, 0) == filled.lag()
    name = one(filled).id
    filled.judge(Verdict(JudgementKind.CORRECT, (name,), "A. Coder", "a list", "damage", "a wall"))
    assert LedgerLag(1, 1) == filled.lag()
    pipeline.renew(filled)
    assert LedgerLag(0, 0) == filled.lag()
    filled.withdraw("0.txt", reason="retracted")
    filled.undo(filled.judgements()[-1].id, by="A. Coder", reason="a slip")
    assert LedgerLag(1, 1) == filled.lag()
    filled.repair(pipeline.renew)
    assert LedgerLag(0, 0) == filled.lag()
    assert () == found(filled)
