"""What lists of incidents are filtered by and ordered by; opening the ledger fills it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

LISTED = (
    *("place", "id", "kind", "grade", "role", "country", "first", "last", "lat", "lon"),
    *("killed_low", "killed_high", "wounded_low", "wounded_high"),
)


def upgrade() -> None:
    """Add the column, the index and the table."""
    plain = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.add_column("incident", sa.Column("place", plain, nullable=False, server_default=""))
    op.create_index("ix_incident_list", "incident", list(LISTED), unique=False)
    op.create_table(
        "incident_key",
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("incident", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident"], ["incident.id"], name=op.f("fk_incident_key_incident")
        ),
        sa.PrimaryKeyConstraint("what", "value", "incident", name=op.f("pk_incident_key")),
    )
    op.create_index(op.f("ix_incident_key_incident"), "incident_key", ["incident"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("incident_key")
    op.drop_index("ix_incident_list", "incident")
    op.drop_column("incident", "place")
