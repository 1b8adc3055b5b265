"""A ledger of an older program says the same once it is brought up to date."""

from __future__ import annotations

import json

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from dateline.record import Ledger
from dateline.record.engine import MIGRATIONS, writing
from dateline.types import JudgementKind

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
    with writing(ledger.engine).begin() as connection:
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
