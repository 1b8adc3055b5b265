"""How far outlets and agencies are to be relied on, as people rated them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns: nothing recorded changes, nobody has rated anything yet."""
    op.add_column("report", sa.Column("source_ratings", sa.Text()))
    op.add_column("document", sa.Column("agency_ratings", sa.Text()))


def downgrade() -> None:
    """Drop the columns."""
    op.drop_column("document", "agency_ratings")
    op.drop_column("report", "source_ratings")
