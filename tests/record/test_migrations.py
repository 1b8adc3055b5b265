"""A ledger of an older program says the same once it is brought up to date."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from dateline.record import Ledger
from dateline.record.backups import path_beside
from dateline.record.engine import writing_engine
from dateline.record.migrations import MIGRATIONS, known_changes
from dateline.types import JudgementKind, Reading, Report

BEFORE_UNDOS_HAD_ROWS = "0004"
MADE = (
    ("a1a1", "2031-03-01T10:00:00+00:00", "reject", None),
    ("b2b2", "2031-03-01T09:00:00+00:00", "accept", "2031-03-02T09:00:00+00:00"),
)


def migrate(connection: Connection, to: str) -> None:
    """Bring the tables to a change, up or down."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    (command.downgrade if to != "head" else command.upgrade)(config, to)


@pytest.fixture(name="older")
def _older(ledger: Ledger) -> Ledger:
    """A ledger as it was when an undo changed the row of what it undid."""
    insert = (
        'INSERT INTO judgement (id, at, kind, "by", reason, undone, json) '
        "VALUES (:id, :at, :kind, 'A. Coder', 'a list', :undone, :json)"
    )
    with writing_engine(ledger.engine).begin() as connection:
        migrate(connection, BEFORE_UNDOS_HAD_ROWS)
        for name, at, kind, undone in MADE:
            said = {"id": name, "kind": kind, "subjects": ["i1"], "mentions": [["m1"]]}
            more = {"field": None, "value": None, "by": "A. Coder", "reason": "a list", "at": at}
            whole = {**said, **more, **({"undone": undone} if undone else {})}
            values = {"id": name, "at": at, "kind": kind, "undone": undone}
            connection.execute(text(insert), {**values, "json": json.dumps(whole)})
        connection.execute(
            text(
                "INSERT INTO history (seq, prev_hash, hash, at, action, subject, payload) "
                "VALUES (1, '', '', '', 'undo', 'b2b2', :said)"
            ),
            {"said": '{"by":"B. Coder","reason":"a slip"}'},
        )
        migrate(connection, "head")
    return ledger


def test_judgements_of_an_older_ledger_keep_their_order_and_who_undid_them(older: Ledger) -> None:
    assert ["a1a1"] == [judgement.id for judgement in older.judgements()]
    every = older.judgements(undone=True, undos=True)
    assert ["b2b2", "a1a1"] == [judgement.id for judgement in every[:2]]
    undo = every[2]
    assert (JudgementKind.UNDO, ("b2b2",)) == (undo.kind, undo.subjects)
    assert ("B. Coder", "a slip", every[0].undone) == (undo.by, undo.reason, undo.at)


def test_an_older_undo_can_be_undone(older: Ledger) -> None:
    undo = older.judgements(undone=True, undos=True)[2]
    older.undo(older.judgements()[0].id, by="C. Coder", reason="a slip")
    older.undo(undo.id, by="C. Coder", reason="it was right")
    assert ["b2b2"] == [judgement.id for judgement in older.judgements()]


def change_of(ledger: Ledger) -> str:
    """The newest change that the tables of a ledger have seen."""
    with ledger.engine.connect() as connection:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


def address(ledger: Ledger) -> str:
    """The path or URL of a ledger."""
    url = ledger.engine.url
    return url.render_as_string() if url.host or url.query else str(url.database)


@pytest.fixture(name="of_last_year")
def _of_last_year(
    ledger: Ledger, report: Callable[..., Report], reading: Callable[[Report], Reading]
) -> Ledger:
    """A ledger with a report, as an earlier program left it."""
    ledger.record(report(), reading(report()))
    with writing_engine(ledger.engine).begin() as connection:
        migrate(connection, "0009")
    return ledger


def test_an_older_ledger_is_copied_before_it_is_changed(
    of_last_year: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where a database on a server is copied to
    where = address(of_last_year)
    name = f"{Path(where).name if '://' not in where else of_last_year.engine.url.database}"
    with Ledger.open(where) as renewed:
        assert known_changes()[-1] == change_of(renewed)
        assert () == renewed.faults()
        assert 1 == len(renewed.search("kandol"))
    assert [tmp_path / f"{name}.backup-0009"] == list(tmp_path.glob("*backup*"))
    with Ledger.open(where):  # it is up to date, and needs no copy
        pass
    Ledger.restore_backup(tmp_path / f"{name}.backup-0009", str(tmp_path / "again.db"))
    with Ledger.open(str(tmp_path / "again.db")) as again:
        assert known_changes()[-1] == change_of(again)
        assert ["a.txt"] == [name for names in again.names().values() for name in names]
        assert () == again.faults()
    assert [tmp_path / f"{name}.backup-0009"] == list(tmp_path.glob("*backup*"))


def test_a_copy_of_an_older_ledger_does_not_take_the_place_of_another(
    of_last_year: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = path_beside(of_last_year.engine, "0009")
    own.write_text("an earlier one")
    with Ledger.open(address(of_last_year)):
        assert own.with_name(f"{own.name}-2").exists()
    assert "an earlier one" == own.read_text()
