"""Traces of reports, by which one dates another without a look at all the rest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SHA = sa.String(64)


def upgrade() -> None:
    """Make the table of linked reports anew: the next run links all, and fills it."""
    op.drop_table("linked")
    op.create_table(
        "linked",
        sa.Column("report", SHA, nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("own", sa.Text(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("traces", sa.Text(), nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_linked_report")),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_linked")),
    )
    op.create_index(op.f("ix_linked_open"), "linked", ["open"], unique=False)
    op.create_index(op.f("ix_linked_number"), "linked", ["number"], unique=True)
    op.create_table(
        "trace",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "number", name=op.f("pk_trace")),
        sqlite_with_rowid=False,
    )
    op.execute("DELETE FROM linked_by")


def downgrade() -> None:
    """Make the table as it was before; the next run fills it."""
    op.drop_table("trace")
    op.drop_table("linked")
    op.create_table(
        "linked",
        sa.Column("report", SHA, nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_linked_report")),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_linked")),
    )
    op.create_index(op.f("ix_linked_open"), "linked", ["open"], unique=False)
    op.execute("DELETE FROM linked_by")
