"""What linking keeps from run to run, so that a new report touches only its neighbours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables empty: the next run links all, and fills them."""
    op.create_table(
        "pending",
        sa.Column("report", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_pending_report")),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_pending")),
    )
    op.create_table(
        "linked",
        sa.Column("report", sa.String(length=64), nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_linked_report")),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_linked")),
    )
    op.create_index(op.f("ix_linked_open"), "linked", ["open"])
    _make_shelves()
    op.create_table(
        "near",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_near")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "linked_by",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_linked_by")),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("linked_by", "near", "shelf", "shelved", "linked", "pending"):
        op.drop_table(table)


def _make_shelves() -> None:
    """Make the tables of mentions that a new one may be told of the same incident as."""
    op.create_table(
        "shelved",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mention", sa.Text(), nullable=False),
        sa.Column("report", sa.String(length=64), nullable=False),
        sa.Column("prepared", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_shelved")),
    )
    for column in ("mention", "report", "home"):
        op.create_index(op.f(f"ix_shelved_{column}"), "shelved", [column])
    op.create_table(
        "shelf",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wide", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", "number", name=op.f("pk_shelf")),
        sqlite_with_rowid=False,
    )
