"""Full-text search over reports and incidents; opening the ledger fills it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# The words are letters and digits already: the plainest way to part them is the right one.
INDEX = {
    "sqlite": (
        (
            "CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_entry', "
            "content_rowid='number', tokenize='ascii')"
        ),
        (
            "CREATE TRIGGER search_entry_comes AFTER INSERT ON search_entry BEGIN "
            "INSERT INTO search_words(rowid, words) VALUES (new.number, new.words); END"
        ),
        (
            "CREATE TRIGGER search_entry_goes AFTER DELETE ON search_entry BEGIN "
            "INSERT INTO search_words(search_words, rowid, words) "
            "VALUES ('delete', old.number, old.words); END"
        ),
        (
            "CREATE TRIGGER search_entry_changes AFTER UPDATE ON search_entry BEGIN "
            "INSERT INTO search_words(search_words, rowid, words) "
            "VALUES ('delete', old.number, old.words); "
            "INSERT INTO search_words(rowid, words) VALUES (new.number, new.words); END"
        ),
    ),
    "postgresql": (
        (
            "ALTER TABLE search_entry ADD COLUMN found tsvector GENERATED ALWAYS AS "
            "(array_to_tsvector(string_to_array(words, ' '))) STORED"
        ),
        "CREATE INDEX ix_search_entry_found ON search_entry USING gin (found)",
    ),
}


def upgrade() -> None:
    """Make the table and the index over it."""
    op.create_table(
        "search_entry",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_entry")),
    )
    op.create_index(op.f("ix_search_entry_subject"), "search_entry", ["subject"], unique=False)
    for statement in INDEX[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Drop the table and the index."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_words")
    op.drop_table("search_entry")
