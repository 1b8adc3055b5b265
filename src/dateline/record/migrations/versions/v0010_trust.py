"""Withdrawals, redirects and replaced readings that only grow; more of a report in columns."""

from __future__ import annotations

from typing import Any, Literal

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SHA = sa.String(64)
LISTED = (
    *("place", "id", "kind", "grade", "role", "country", "first", "last", "lat", "lon"),
    *("killed_low", "killed_high", "wounded_low", "wounded_high"),
)
OLD_SQLITE = (
    ("rows", "DELETE"),
    ("words", "UPDATE"),
)


def upgrade() -> None:
    """Make the tables anew; opening the ledger fills claims, mentions and the new columns."""
    _drop_old_triggers()
    for name in ("stamp", "updated", "given_place"):
        op.add_column("report", sa.Column(name, sa.Text()))
    for name in ("created_first", "created_last"):
        op.add_column("document", sa.Column(name, sa.String(10)))
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("incident", sa.Column("entry", number, nullable=False, server_default="0"))
    op.drop_index("ix_incident_list", "incident")
    op.create_index("ix_incident_list", "incident", [*LISTED, "entry"], unique=False)
    _make_claims(numbered="report")
    _number_withdrawals()
    _number_redirects()
    op.create_table(
        "left_out",
        sa.Column("report", SHA, nullable=False),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_left_out")),
    )
    op.create_table(
        "former_reading",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report", SHA, nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_former_reading")),
    )
    op.create_index(op.f("ix_former_reading_report"), "former_reading", ["report"], unique=False)


def downgrade() -> None:
    """Make the tables as they were; the next run reads what they held from the readings."""
    from dateline.record.guarding import drop_guards  # noqa: PLC0415  the only use

    drop_guards(op.get_bind())
    op.drop_table("former_reading")
    op.drop_table("left_out")
    redirected = queried_rows("SELECT number, old, new FROM redirect ORDER BY number")
    op.drop_table("redirect")
    made = op.create_table(
        "redirect",
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("old", name=op.f("pk_redirect")),
    )
    last = {row["old"]: row["new"] for row in redirected}
    rows: list[dict[str, Any]] = [
        {"old": old, "new": new} for old, new in last.items() if old != new
    ]
    if rows:
        op.bulk_insert(made, rows)
    withdrawn = queried_rows(
        'SELECT report, counts, reason, "by", at FROM withdrawal ORDER BY number'
    )
    op.drop_table("withdrawal")
    made = op.create_table(
        "withdrawal",
        sa.Column("report", SHA, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_withdrawal_report")),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_withdrawal")),
    )
    newest = {row["report"]: row for row in withdrawn}
    rows = [
        {name: row[name] for name in ("report", "reason", "by", "at")}
        for row in newest.values()
        if not row["counts"]
    ]
    if rows:
        op.bulk_insert(made, rows)
    _make_claims(numbered=None)
    op.drop_index("ix_incident_list", "incident")
    op.create_index("ix_incident_list", "incident", list(LISTED), unique=False)
    op.drop_column("incident", "entry")
    for name in ("created_first", "created_last"):
        op.drop_column("document", name)
    for name in ("stamp", "updated", "given_place"):
        op.drop_column("report", name)
    _make_old_triggers()


def queried_rows(query: str) -> list[dict[str, Any]]:
    """The rows that a query gives."""
    return [dict(row) for row in op.get_bind().execute(sa.text(query)).mappings()]


def _number_withdrawals() -> None:
    """Make the table anew, with a row for each decision in their order."""
    withdrawn = queried_rows('SELECT report, reason, "by", at FROM withdrawal ORDER BY at, report')
    op.drop_table("withdrawal")
    made = op.create_table(
        "withdrawal",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report", SHA, nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_withdrawal")),
    )
    op.create_index(op.f("ix_withdrawal_report"), "withdrawal", ["report"], unique=False)
    rows = [{"number": n, "counts": False, **row} for n, row in enumerate(withdrawn, 1)]
    if rows:
        op.bulk_insert(made, rows)


def _number_redirects() -> None:
    """Make the table anew, with a row for each step of an id in their order."""
    redirected = queried_rows("SELECT old, new FROM redirect ORDER BY old")
    op.drop_table("redirect")
    made = op.create_table(
        "redirect",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_redirect")),
    )
    op.create_index(op.f("ix_redirect_old"), "redirect", ["old"], unique=False)
    rows = [{"number": n, **row} for n, row in enumerate(redirected, 1)]
    if rows:
        op.bulk_insert(made, rows)


def _make_claims(numbered: str | None) -> None:
    """Make both tables anew: numbered within their report, or throughout."""
    key = [numbered, "number"] if numbered else ["number"]
    counted: Literal["auto"] | bool = False if numbered else "auto"
    op.drop_table("claim")
    op.drop_table("mention")
    op.create_table(
        "mention",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=counted),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report", SHA, nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("kind", "stage", "scope", "prominence", "words", "quote")
        ),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_mention_report")),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_mention")),
    )
    op.create_table(
        "claim",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=counted),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("mention", sa.Text(), nullable=False),
        sa.Column("report", SHA, nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("role", "value", "words", "quote")
        ),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("via", sa.Text(), nullable=True),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_claim_report")),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_claim")),
    )
    for table, columns in (("mention", ("id", "report")), ("claim", ("id", "mention", "report"))):
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _drop_old_triggers() -> None:
    """Drop the triggers of earlier changes; opening the ledger makes all of today."""
    server = op.get_bind().dialect.name == "postgresql"
    for table in ("history", "judgement"):
        op.execute(f"DROP TRIGGER {table}_keeps_rows" + (f" ON {table}" if server else ""))
        op.execute(
            f"DROP FUNCTION {table}_refuses()" if server else f"DROP TRIGGER {table}_keeps_words"
        )


def _make_old_triggers() -> None:
    """Make the triggers of earlier changes again."""
    server = op.get_bind().dialect.name == "postgresql"
    for table in ("history", "judgement"):
        if server:
            op.execute(
                f"CREATE FUNCTION {table}_refuses() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
            )
            op.execute(
                f"CREATE TRIGGER {table}_keeps_rows BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_refuses()"
            )
            continue
        for what, action in OLD_SQLITE:
            op.execute(
                f"CREATE TRIGGER {table}_keeps_{what} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
