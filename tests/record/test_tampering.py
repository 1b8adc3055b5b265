"""Whoever edits the file is found out, table and row: edits, deletions, insertions, reorderings.

A long run: DATELINE_EDITS=1000 python -m pytest tests/record/test_tampering.py
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dateline import pipeline
from dateline.errors import DatelineError
from dateline.record import Ledger, Verdict
from dateline.record.faults import LedgerFault
from dateline.record.reviews import KeptEntry, ReviewAnswer
from dateline.record.tables import METADATA
from dateline.types import JudgementKind, SetAside
from dateline.versions import code_fingerprint
from record.samples import make_reading, make_report

EDITS = int(os.environ.get("DATELINE_EDITS", "60"))
FLIPS = int(os.environ.get("DATELINE_FLIPS", "12"))
TELLINGS = tuple(
    f"{n}. A bomb killed three people in Kandol on Monday, police said." for n in "12345"
)
# Where a fault of a table may show as well: a row leaves its table, and what points at it stays.
# Whoever gives a mention another's number changes what is filed under that number.
KIN = {
    "shelved": {"shelf", "near"},
    "linked_by": {"linked_by", "lag"},
    "pending": {"lag"},
    "history": set(METADATA.tables),
    "report": {"report_name", "claim", "mention", "document", "reading", "linked", "pending"},
}


@pytest.fixture(name="whole", scope="module")
def _whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A ledger with rows in all tables, as a file without a log beside it."""
    path = tmp_path_factory.mktemp("world") / "world.db"
    with Ledger.open(str(path), create=True) as ledger:
        dated = [date(2021, 3, 1) if n < 3 else None for n in range(len(TELLINGS))]
        made = [
            make_report(t, f"{n}.txt", d)
            for n, (t, d) in enumerate(zip(TELLINGS, dated, strict=True))
        ]
        for one in made:
            ledger.record(one, make_reading(one))
        ledger.set_aside(SetAside("x.bin", "acquire", "not text"))
        pipeline.renew(ledger)
        ids = tuple(incident.id for incident in ledger.incidents())
        same = ledger.judge(Verdict(JudgementKind.SAME, ids[:2], "A. Coder", "a list"))
        pipeline.renew(ledger)
        ledger.undo(same.id, by="A. Coder", reason="a slip")
        pipeline.renew(ledger)
        ledger.judge(Verdict(JudgementKind.CORRECT, ids[:1], "A. Coder", "a list", "killed", "4"))
        ledger.withdraw("4.txt", reason="retracted")
        read = make_reading(made[0])
        ledger.record(made[0], replace(read, mentions=()))
        ledger.record(made[0], read)
        ledger.answer_review(ReviewAnswer(item="q", kind="k", subject=ids[0], answer="yes", by="A"))
        ledger.keep_entry(KeptEntry("search", "mine", "{}", "A", ""))
        pipeline.renew(ledger)
        assert [] == [str(one) for one in ledger.faults(renew=pipeline.renew)]
        assert not ledger.lag()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    return path.read_bytes()


@pytest.fixture(name="world")
def _world(whole: bytes, tmp_path: Path) -> Path:
    """That ledger as a file of the test's own."""
    path = tmp_path / "world.db"
    path.write_bytes(whole)
    return path


def other_value(value: object, random: Random) -> object:
    """A value like another."""
    if value is None:
        return "x"
    if isinstance(value, str):
        at = random.randrange(len(value) + 1)
        return value[:at] + random.choice("aZ7~") + value[at:]
    if isinstance(value, bytes):
        return value + b"!"
    assert isinstance(value, int | float)
    return value + random.choice((-1, 1))


def edit(connection: sqlite3.Connection, random: Random) -> tuple[str, str] | None:
    """Change something in any table; gives the table and what was done, None if it cannot be."""
    table = random.choice(sorted(METADATA.tables))
    columns = [column.name for column in METADATA.tables[table].columns]
    keys = [column.name for column in METADATA.tables[table].primary_key]
    rows = connection.execute(f'SELECT {", ".join(map(quoted, columns))} FROM "{table}"').fetchall()
    if not rows:
        return None
    row = dict(zip(columns, random.choice(rows), strict=True))
    what = random.choice(("update", "delete", "insert", "swap"))
    where = " AND ".join(f"{quoted(key)} IS ?" for key in keys)
    held = [row[key] for key in keys]
    index = index_by_name(connection)
    try:
        if what == "update":
            column = random.choice(columns)
            value = other_value(row[column], random)
            statement = f'UPDATE "{table}" SET {quoted(column)} = ? WHERE {where}'
            connection.execute(statement, [value, *held])
        elif what == "delete":
            connection.execute(f'DELETE FROM "{table}" WHERE {where}', held)
        elif what == "insert":
            fresh = {**row, keys[-1]: other_value(row[keys[-1]], random)}
            marks = ", ".join("?" * len(columns))
            connection.execute(f'INSERT INTO "{table}" VALUES ({marks})', list(fresh.values()))
        else:
            rest = [column for column in columns if column not in keys]
            other = dict(zip(columns, random.choice(rows), strict=True))
            if not rest or all(row[c] == other[c] for c in rest):
                return None
            sets = ", ".join(f"{quoted(column)} = ?" for column in rest)
            for one, two in ((row, other), (other, row)):
                to = [two[c] for c in rest] + [one[k] for k in keys]
                connection.execute(f'UPDATE "{table}" SET {sets} WHERE {where}', to)
    except sqlite3.IntegrityError:
        return None
    if table == "shelved" and index == index_by_name(connection):
        return None  # the same ledger, with two reports that came in the other order
    return table, f"{what} of {held}"


# What linking keeps of mentions, each called by its id: a number is what its rows are held
# together by, given out in the order in which reports came.
BY_NAME = (
    """SELECT one.mention, one.report, one.prepared, one.kind, one.first, one.last, one.place,
    home.mention FROM shelved AS one LEFT JOIN shelved AS home ON home.number = one.home""",
    """SELECT shelf.key, shelf.wide, shelf.kind, shelf.first, shelf.last, one.mention
    FROM shelf LEFT JOIN shelved AS one ON one.number = shelf.number""",
    """SELECT one.mention, other.mention, near.weight FROM near
    LEFT JOIN shelved AS one ON one.number = near.one
    LEFT JOIN shelved AS other ON other.number = near.other""",
)


def index_by_name(connection: sqlite3.Connection) -> list[list[str]]:
    """What linking keeps of mentions, whatever their numbers."""
    return [sorted(map(repr, connection.execute(query))) for query in BY_NAME]


def quoted(name: str) -> str:
    return f'"{name}"'


def disarmed(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of somebody who drops the triggers, and makes them again at the end."""
    with closing(sqlite3.connect(path)) as connection:
        query = (
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_keeps_%'"
        )
        triggers = connection.execute(query).fetchall()
        connection.execute("BEGIN")  # else each change of the schema waits for the disk
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, statement in triggers:
            connection.execute(statement)
        connection.commit()


def found_in(path: Path) -> tuple[LedgerFault, ...]:
    """The faults of a ledger, that its incidents lag behind, or that another version linked it."""
    with Ledger.open(str(path)) as ledger:
        faults = ledger.faults(renew=pipeline.renew)
        if not faults and ledger.lag():
            return (LedgerFault("lag", "", str(ledger.lag())),)
        if not faults and not ledger.is_linked_by(code_fingerprint(*pipeline.LINKING)):
            return (LedgerFault("linked_by", "mark", "another version linked it"),)
        return faults


@pytest.mark.slow
def test_each_edit_is_found_in_its_table(world: Path, tmp_path: Path) -> None:
    random, done = Random(int(os.environ.get("DATELINE_SEED", "5"))), 0  # noqa: S311  a drill
    missed = list[Any]()
    while done < EDITS:
        copy = tmp_path / f"{done}.db"  # a new one: what failed on the last may still hold it
        shutil.copyfile(world, copy)
        made = None
        for connection in disarmed(copy):
            made = edit(connection, random)
        if made is None:
            continue
        done += 1
        tables = {fault.table for fault in found_in(copy)}
        if not tables & {made[0], *KIN.get(made[0], ())}:
            missed.append((made, tables))
        for file in tmp_path.glob(f"{copy.name}*"):
            file.unlink()
    assert [] == missed


@pytest.mark.parametrize("column", ["shelf.wide", "linked.open", "review_answer.blind"])
def test_a_truth_that_is_another_number_is_found(world: Path, column: str) -> None:
    table, _, name = column.partition(".")
    for connection in disarmed(world):
        connection.execute(f"UPDATE {table} SET {name} = 2")
    assert table in {fault.table for fault in found_in(world)}


@pytest.mark.slow
def test_a_flipped_bit_is_found_or_told_in_a_line(world: Path, tmp_path: Path) -> None:
    random, copy = Random(3), tmp_path / "flipped.db"  # noqa: S311  a drill
    whole = world.read_bytes()
    for _ in range(FLIPS):
        at, bit = random.randrange(len(whole)), random.randrange(8)
        flipped = bytes([whole[at] ^ 1 << bit])
        copy.write_bytes(whole[:at] + flipped + whole[at + 1 :])
        with suppress(DatelineError):  # one line, and no traceback
            found_in(copy)
