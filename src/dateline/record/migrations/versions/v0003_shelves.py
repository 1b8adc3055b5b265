"""Shelves whose parts are found without a look at the rest: a large town has a long one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table anew: the next run links all, and fills it."""
    op.drop_table("shelf")
    op.create_table(
        "shelf",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("wide", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "wide", "kind", "first", "number", name=op.f("pk_shelf")),
        sqlite_with_rowid=False,
    )
    op.execute("DELETE FROM linked_by")


def downgrade() -> None:
    """Make the table as it was before."""
    op.drop_table("shelf")
    op.create_table(
        "shelf",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wide", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", "number", name=op.f("pk_shelf")),
        sqlite_with_rowid=False,
    )
    op.execute("DELETE FROM linked_by")
