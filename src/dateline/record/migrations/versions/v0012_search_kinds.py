"""PostgreSQL indexes the words of incidents and those of reports apart.

Reports say much that no incident says. With one column for both, PostgreSQL took a word that is
frequent in reports for frequent in incidents, and looked through all of these before it came to
the reports.
"""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

COLUMNS = {"in_incidents": "incident", "in_reports": "report"}


def upgrade() -> None:
    """Make a column and an index for each kind of entry."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("ALTER TABLE search_entry DROP COLUMN found")
    added = ", ".join(
        f"ADD COLUMN {column} tsvector GENERATED ALWAYS AS (CASE WHEN kind = '{kind}' "
        "THEN array_to_tsvector(string_to_array(words, ' ')) END) STORED"
        for column, kind in COLUMNS.items()
    )
    op.execute(f"ALTER TABLE search_entry {added}")
    for column in COLUMNS:
        op.execute(f"CREATE INDEX ix_search_entry_{column} ON search_entry USING gin ({column})")


def downgrade() -> None:
    """Make one column and one index for all entries."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("ALTER TABLE search_entry DROP COLUMN in_incidents, DROP COLUMN in_reports")
    op.execute(
        "ALTER TABLE search_entry ADD COLUMN found tsvector GENERATED ALWAYS AS "
        "(array_to_tsvector(string_to_array(words, ' '))) STORED"
    )
    op.execute("CREATE INDEX ix_search_entry_found ON search_entry USING gin (found)")
