"""Revisions: which step gave an incident its form, and the forms that were replaced."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; what stands already is what was there before the first revision."""
    op.add_column(
        "incident", sa.Column("revision", sa.Integer(), nullable=False, server_default="0")
    )
    op.create_index(op.f("ix_incident_revision"), "incident", ["revision"], unique=False)
    op.create_table(
        "revision",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_revision")),
    )
    op.create_table(
        "former",
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("incident", "until", name=op.f("pk_former")),
    )
    op.create_index(op.f("ix_former_until"), "former", ["until"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("former")
    op.drop_table("revision")
    op.drop_index(op.f("ix_incident_revision"), "incident")
    op.drop_column("incident", "revision")
