"""Runs the changes on the connection that `record.engine` hands over."""

from __future__ import annotations

from alembic import context

from dateline.record.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite cannot alter a column in place
)
context.run_migrations()
