"""Triggers that keep what must not change: the database itself refuses, whoever asks it.

History, judgements, answers, revisions, replaced forms, replaced readings, withdrawals and
redirects only ever grow. Claims, mentions, texts and names stay as long as the reading of their
report stands, and a reading goes only once it is kept among the replaced ones. A report's bytes
never change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import Connection, inspect, text

# Each table that only grows, with the columns that no two rows share.
GROWING: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "history": (("seq",),),
    "judgement": (("number",), ("id",)),
    "review_answer": (("number",),),
    "revision": (("number",),),
    "former": (("incident", "until"),),
    "former_reading": (("number",),),
    "withdrawal": (("number",),),
    "redirect": (("number",),),
}
# Each table whose rows stay as long as the reading of their report.
READ: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "claim": (("report", "number"),),
    "mention": (("report", "number"),),
}
FIXED: Final[Mapping[str, tuple[str, ...]]] = {
    "report": ("id", "content"),
    "document": ("report", "title", "language", "agency", "text"),
    "report_name": ("name", "report"),
}
ARCHIVED: Final = (
    "EXISTS (SELECT 1 FROM former_reading AS f WHERE f.report = OLD.report AND f.json = OLD.json)"
)
FUNCTIONS: Final = {
    "dateline_refuses": "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
    "dateline_keeps_read": (
        "IF EXISTS (SELECT 1 FROM reading WHERE reading.report = OLD.report) THEN "
        "RAISE EXCEPTION '% is append-only while its report is read', TG_TABLE_NAME; END IF; "
        "RETURN OLD;"
    ),
    "dateline_keeps_report": (
        "IF EXISTS (SELECT 1 FROM reading WHERE reading.report = OLD.id) THEN "
        "RAISE EXCEPTION 'report is append-only while it is read'; END IF; RETURN OLD;"
    ),
    "dateline_keeps_reading": (
        f"IF NOT {ARCHIVED} THEN RAISE EXCEPTION 'reading is append-only until it is kept'; "
        "END IF; RETURN OLD;"
    ),
}


def install_guards(connection: Connection) -> None:
    """Make all triggers, in the place of those that are there."""
    drop_guards(connection)
    for statement in guard_statements(connection.dialect.name).values():
        connection.execute(text(statement))


def drop_guards(connection: Connection) -> None:
    """Drop all triggers, so that a migration can change the tables."""
    tables = set(inspect(connection).get_table_names())
    on_server = connection.dialect.name == "postgresql"
    if on_server:
        for name, body in FUNCTIONS.items():
            connection.execute(text(trigger_function(name, body)))
    for name in guard_statements(connection.dialect.name):
        table = name.partition("_keeps_")[0]
        if table in tables:
            on = f" ON {table}" if on_server else ""
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}{on}"))


def missing_guards(connection: Connection) -> list[str]:
    """The triggers that are not there, or are not what they must be."""
    wanted = guard_statements(connection.dialect.name)
    if connection.dialect.name == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        there = set(connection.execute(text(query)).scalars())
        return [name for name in wanted if name not in there]
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    found = {row.name: row.sql for row in connection.execute(text(query))}
    return [name for name, statement in wanted.items() if found.get(name) != statement]


def guard_statements(dialect: str) -> dict[str, str]:
    """The statement that makes each trigger."""
    return dict(_server_triggers() if dialect == "postgresql" else _file_triggers())


def _file_triggers() -> Iterator[tuple[str, str]]:
    """The triggers of SQLite, which knows no TRUNCATE, but drops rows silently for REPLACE."""

    def made_trigger(table: str, what: str, event: str, when: str = "") -> tuple[str, str]:
        name = f"{table}_keeps_{what}"
        condition = f" WHEN {when}" if when else ""
        refusal = f"SELECT RAISE(ABORT, '{table} is append-only');"
        return (
            name,
            f"CREATE TRIGGER {name} BEFORE {event} ON {table}{condition} BEGIN {refusal} END",
        )

    def taken(table: str, keys: tuple[tuple[str, ...], ...]) -> str:
        same = [" AND ".join(f"t.{column} = NEW.{column}" for column in key) for key in keys]
        held = " OR ".join([*(f"({one})" for one in same), "t.rowid = NEW.rowid"])
        return f"EXISTS (SELECT 1 FROM {table} AS t WHERE {held})"  # noqa: S608  names of ours

    still_read = "EXISTS (SELECT 1 FROM reading WHERE reading.report = OLD.report)"
    for table, keys in GROWING.items():
        yield made_trigger(table, "rows", "DELETE")
        yield made_trigger(table, "words", "UPDATE")
        yield made_trigger(table, "places", "INSERT", taken(table, keys))
    for table, keys in READ.items():
        yield made_trigger(table, "rows", "DELETE", still_read)
        yield made_trigger(table, "words", "UPDATE")
        yield made_trigger(table, "places", "INSERT", taken(table, keys))
    yield made_trigger("reading", "rows", "DELETE", f"NOT {ARCHIVED}")
    yield made_trigger("reading", "words", "UPDATE")
    yield made_trigger("reading", "places", "INSERT", taken("reading", (("report",),)))
    for table, columns in FIXED.items():
        held = still_read if table != "report" else still_read.replace("OLD.report", "OLD.id")
        key = {"report": ("id",), "document": ("report",)}.get(table, columns)
        yield made_trigger(table, "rows", "DELETE", held)
        yield made_trigger(table, "words", f"UPDATE OF {', '.join(columns)}")
        yield made_trigger(table, "places", "INSERT", taken(table, (key,)))


def _server_triggers() -> Iterator[tuple[str, str]]:
    """The triggers of PostgreSQL."""

    def made_trigger(table: str, what: str, event: str, function: str) -> tuple[str, str]:
        name, each = f"{table}_keeps_{what}", "STATEMENT" if event == "TRUNCATE" else "ROW"
        head = f"CREATE TRIGGER {name} BEFORE {event} ON {table}"
        return name, f"{head} FOR EACH {each} EXECUTE FUNCTION {function}()"

    for table in GROWING:
        yield made_trigger(table, "rows", "UPDATE OR DELETE", "dateline_refuses")
        yield made_trigger(table, "table", "TRUNCATE", "dateline_refuses")
    for table in (*READ, "reading", *FIXED):
        own = {"reading": "dateline_keeps_reading", "report": "dateline_keeps_report"}
        of = f" OF {', '.join(FIXED[table])}" if table in FIXED else ""
        yield made_trigger(table, "rows", "DELETE", own.get(table, "dateline_keeps_read"))
        yield made_trigger(table, "words", f"UPDATE{of}", "dateline_refuses")
        yield made_trigger(table, "table", "TRUNCATE", "dateline_refuses")


def trigger_function(name: str, body: str) -> str:
    """A function that a trigger calls."""
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {body} END $$"
    )
