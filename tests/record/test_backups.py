"""A backup holds what the ledger held at one moment, and becomes a ledger again."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import text

from dateline import pipeline
from dateline.cli.export import contents_of
from dateline.errors import LedgerError
from dateline.record import Ledger, Verdict
from dateline.record.engine import writing_engine
from dateline.types import JudgementKind, Reading, Report, SetAside
from dateline.write import WRITERS, export_bytes
from record.samples import make_reading, make_report

Fill = Callable[[Ledger], object]
MakeReport = Callable[..., Report]
MakeReading = Callable[[Report], Reading]
TELLINGS = tuple(
    f"{n}. A bomb killed three people in Kandol on Monday, police said." for n in "1234"
)


@pytest.fixture(name="filled")
def _filled(filled_by: Callable[[Fill], Ledger]) -> Ledger:
    """A ledger with reports, incidents, judgements and a withdrawal."""
    return filled_by(_fill)


def _fill(ledger: Ledger) -> None:
    for n, words in enumerate(TELLINGS):
        one = make_report(words, f"{n}.txt", date(2021, 3, 1) if n < 2 else None)
        ledger.record(one, make_reading(one))
    ledger.set_aside(SetAside("x.bin", "acquire", "not text"))
    pipeline.renew(ledger)
    name = ledger.incidents()[0].id
    ledger.judge(Verdict(JudgementKind.CORRECT, (name,), "A. Coder", "a list", "killed", "4"))
    ledger.withdraw("3.txt", reason="retracted")
    pipeline.renew(ledger)


def exported(ledger: Ledger) -> dict[str, bytes]:
    """All forms of a ledger."""
    contents = contents_of(ledger, ledger.incidents(), "t")
    return {form: export_bytes(form, contents) for form in WRITERS}


def whole(ledger: Ledger, head: str) -> bool:
    """Whether a ledger has no fault, up to a head of its history."""
    return not ledger.faults(head=head, renew=pipeline.renew) and not ledger.lag()


@pytest.mark.parametrize("to", ["sqlite", "postgresql"])
def test_a_restored_backup_exports_what_the_ledger_did(
    to: str, filled: Ledger, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    copy, own = tmp_path / "monday.backup", str(tmp_path / "restored.db")
    head = filled.back_up(copy)
    where = own if to == "sqlite" else request.getfixturevalue("other_database")
    assert head == Ledger.restore_backup(copy, where)
    with Ledger.open(where) as restored:
        assert exported(filled) == exported(restored)
        assert whole(restored, head.as_kept())
        restored.withdraw("0.txt", reason="retracted")  # and it is a ledger like any other
        pipeline.renew(restored)
        assert restored.faults(renew=pipeline.renew) == ()
    with pytest.raises(LedgerError, match=r"expected an? (file that is not there|empty database)"):
        Ledger.restore_backup(copy, where)


def test_a_backup_is_one_file_and_a_ledger_itself(filled: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    filled.back_up(folder / "monday")
    assert [folder / "monday"] == list(folder.iterdir())
    with Ledger.open(str(folder / "monday")) as copy:
        assert exported(filled) == exported(copy)


def test_a_backup_is_made_while_others_write(
    filled: Ledger, report: MakeReport, reading: MakeReading, tmp_path: Path
) -> None:
    """Each copy is a ledger of some moment: its history is whole, and so is all that it tells."""
    ended, written = Event(), list[int]()

    def write() -> None:
        while not ended.is_set() or not written:
            one = report(f"{len(written)}. A bomb killed three people in Kandol on Monday.", "w")
            filled.record(one, reading(one))
            written.append(1)

    writer = Thread(target=write)
    writer.start()
    try:
        heads = [filled.back_up(tmp_path / f"{n}.backup") for n in range(4)]
    finally:
        ended.set()
        writer.join()
    assert sorted(head.seq for head in heads) == [head.seq for head in heads]
    for n, head in enumerate(heads):
        with Ledger.open(str(tmp_path / f"{n}.backup")) as copy:
            assert [] == list(copy.faults(head=head.as_kept()))
            assert copy.head() == head


def test_a_transaction_that_is_not_ended_is_in_no_backup(filled: Ledger, tmp_path: Path) -> None:
    before = filled.head()
    with writing_engine(filled.engine).connect() as connection:
        connection.execute(text("DELETE FROM incident_key"))
        assert before == filled.back_up(tmp_path / "copy")
    with Ledger.open(str(tmp_path / "copy")) as copy:
        assert whole(copy, before.as_kept())


def test_a_backup_takes_no_ones_place(filled: Ledger, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("a letter")
    with pytest.raises(LedgerError, match="not there yet"):
        filled.back_up(there)
    assert "a letter" == there.read_text()
    with pytest.raises(LedgerError, match="can be written"):
        filled.back_up(tmp_path / "no folder" / "copy")


def test_what_an_earlier_ledger_left_beside_is_not_taken_up(filled: Ledger, tmp_path: Path) -> None:
    filled.back_up(tmp_path / "copy")
    (tmp_path / "new.db-wal").write_bytes(b"x")
    with pytest.raises(LedgerError, match=r"new\.db-wal"):
        Ledger.restore_backup(tmp_path / "copy", str(tmp_path / "new.db"))


def test_a_backup_is_read_by_whoever_reads_the_ledger(tmp_path: Path) -> None:
    path = tmp_path / "own.db"
    with Ledger.open(str(path), create=True) as ledger:
        path.chmod(0o600)
        ledger.back_up(tmp_path / "copy")
    assert 0o600 == stat.S_IMODE((tmp_path / "copy").stat().st_mode)


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "none": (Path.unlink, "found none"),
    "text": (lambda path: path.write_text("a letter" * 999), "intact backup"),
    "half": (lambda path: path.write_bytes(path.read_bytes()[:40_000]), "intact backup"),
    "newer": (
        lambda path: change(path, "UPDATE alembic_version SET version_num = '9999'"),
        "newer Dateline",
    ),
    "tampered": (
        lambda path: change(
            path,
            "DROP TRIGGER history_keeps_words; UPDATE history SET payload = '{}' WHERE seq = 2",
        ),
        "row 2 was changed",
    ),
    "other": (lambda path: change(path, "DROP TABLE alembic_version"), "without Dateline's"),
}


def change(path: Path, statements: str) -> None:
    """Change a file behind the program's back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(statements)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_refused_in_a_line(damage: str, filled: Ledger, tmp_path: Path) -> None:
    copy, where = tmp_path / "copy", tmp_path / "new.db"
    filled.back_up(copy)
    damaging, words = DAMAGES[damage]
    damaging(copy)
    with pytest.raises(LedgerError, match=words) as caught:
        Ledger.restore_backup(copy, str(where))
    assert "\n" not in str(caught.value)
    assert not where.exists()
    assert not list(tmp_path.glob(".*.part*"))
