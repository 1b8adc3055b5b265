"""Judgements whose rows never change: an undo is a row of its own."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TRIGGERS = {
    "sqlite": tuple(
        f"CREATE TRIGGER judgement_keeps_{what} BEFORE {action} ON judgement "
        "BEGIN SELECT RAISE(ABORT, 'judgement is append-only'); END"
        for what, action in (("rows", "DELETE"), ("words", "UPDATE"))
    ),
    "postgresql": (
        (
            "CREATE FUNCTION judgement_refuses() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'judgement is append-only'; END $$"
        ),
        (
            "CREATE TRIGGER judgement_keeps_rows BEFORE UPDATE OR DELETE ON judgement "
            "FOR EACH ROW EXECUTE FUNCTION judgement_refuses()"
        ),
    ),
}


def upgrade() -> None:
    """Number the judgements in the order in which they were made, and give undos their rows."""
    connection = op.get_bind()
    query = sa.text("SELECT id, undone, json FROM judgement ORDER BY at, id")
    before = [(row.undone, json.loads(row.json)) for row in connection.execute(query)]
    op.drop_table("judgement")
    table = op.create_table(
        "judgement",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_judgement")),
    )
    op.create_index(op.f("ix_judgement_id"), "judgement", ["id"], unique=True)
    made = [{k: v for k, v in said.items() if k != "undone"} for _, said in before]
    undos = [undo_row(said, undone, undone_by(said["id"])) for undone, said in before if undone]
    rows = [numbered_row(n, said) for n, said in enumerate([*made, *undos], start=1)]
    if rows:
        op.bulk_insert(table, rows)
    for statement in TRIGGERS[connection.dialect.name]:
        op.execute(statement)


def undone_by(judgement: str) -> dict[str, str]:
    """Who undid a judgement, and why: the history has it."""
    query = sa.text(
        "SELECT payload FROM history WHERE action = 'undo' AND subject = :id ORDER BY seq DESC"
    )
    found = op.get_bind().execute(query, {"id": judgement}).scalar()
    said: dict[str, str] = json.loads(found) if found else {}
    return {"by": said.get("by") or "unknown", "reason": said.get("reason") or "not recorded"}


def undo_row(said: dict[str, Any], undone: str, who: dict[str, str]) -> dict[str, Any]:
    """The judgement that took another back."""
    named = hashlib.sha256(f"undo {said['id']} {undone}".encode()).hexdigest()[:16]
    about: dict[str, Any] = {
        "subjects": [said["id"]],
        "mentions": [[]],
        "field": None,
        "value": None,
    }
    return {"id": named, "kind": "undo", **about, **who, "at": undone}


def numbered_row(number: int, said: dict[str, Any]) -> dict[str, Any]:
    """A judgement as a row."""
    columns = {name: said.get(name) for name in ("id", "at", "kind", "by", "reason")}
    values = {"field": said.get("field"), "value": said.get("value")}
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return {"number": number, **columns, "subject": said["subjects"][0], **values, "json": text}


def downgrade() -> None:
    """Make the table as it was; undos stand in the history alone."""
    connection = op.get_bind()
    rows = list(connection.execute(sa.text("SELECT * FROM judgement ORDER BY number")).mappings())
    undone = {row["subject"]: row["at"] for row in rows if row["kind"] == "undo"}
    op.drop_table("judgement")
    if connection.dialect.name == "postgresql":
        op.execute("DROP FUNCTION judgement_refuses()")
    table = op.create_table(
        "judgement",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("undone", sa.String(length=40), nullable=True),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
    )
    names = ("id", "at", "kind", "by", "reason", "field", "value", "json")
    made = [
        {**{name: row[name] for name in names}, "undone": undone.get(row["id"])}
        for row in rows
        if row["kind"] != "undo"
    ]
    if made:
        op.bulk_insert(table, made)
