"""What reviewers answered, and what people keep by name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "review_answer",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("by", "item", "kind", "subject", "field", "answer", "value")
        ),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("sample", "truth", "judgement", "comment")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_review_answer")),
    )
    op.create_index(op.f("ix_review_answer_item"), "review_answer", ["item"])
    op.create_index(op.f("ix_review_answer_sample"), "review_answer", ["sample"])
    op.create_table(
        "kept_entry",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name=op.f("pk_kept_entry")),
    )


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("kept_entry")
    op.drop_index(op.f("ix_review_answer_sample"), "review_answer")
    op.drop_index(op.f("ix_review_answer_item"), "review_answer")
    op.drop_table("review_answer")
