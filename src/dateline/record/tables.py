"""The tables of a ledger, as they stand after all migrations.

A ledger is meant to be opened with other tools too (Datasette, DB Browser, psql): what a person
looks for stands in columns, the whole value beside them as JSON. Text stands in plain TEXT and
times in ISO 8601, so that SQLite and PostgreSQL hold the same.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

# Without names of their own, constraints cannot be changed by a later migration on SQLite.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SHA = String(64)
# Text in the order of its bytes, whatever the language of a server is.
NUMBER = BigInteger().with_variant(Integer(), "sqlite")  # where only an INTEGER is a row's number
PLAIN = Text().with_variant(Text(collation="C"), "postgresql")


def _read_report() -> Column[str]:
    """The report that a row was read in."""
    return Column("report", SHA, ForeignKey("report.id"), primary_key=True)


REPORT = Table(
    "report",
    METADATA,
    Column("id", SHA, primary_key=True),  # SHA-256 of the bytes
    Column("name", Text, nullable=False),  # the first of its names
    Column("source_id", Text),
    Column("source_name", Text),
    Column("source_owner", Text),
    Column("source_ratings", Text),  # JSON; null where nobody rated it
    Column("url", Text),
    Column("title", Text),
    Column("published", String(10)),
    Column("fetched", String(40)),
    Column("media_type", Text, nullable=False),
    Column("encoding", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("stamp", Text),  # JSON: when it was first published, as it was given
    Column("updated", Text),  # JSON: when it was last changed
    Column("given_place", Text),  # JSON: where it was, as whoever brought the report says
)

REPORT_NAME = Table(
    "report_name",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("report", SHA, ForeignKey("report.id"), primary_key=True),
)

DOCUMENT = Table(
    "document",
    METADATA,
    Column("report", SHA, ForeignKey("report.id"), primary_key=True),
    Column("title", Text),
    Column("language", Text, nullable=False),
    Column("agency", Text),
    Column("agency_ratings", Text),  # JSON
    Column("text", Text, nullable=False),  # every offset counts characters in here
    Column("created_first", String(10)),  # when it was written, as it says or its source does
    Column("created_last", String(10)),
)

READING = Table(
    "reading",
    METADATA,
    Column("report", SHA, ForeignKey("report.id"), primary_key=True),
    Column("json", Text, nullable=False),  # the document but for its text, creation and mentions
)

# Readings that another took the place of; no row ever changes.
FORMER_READING = Table(
    "former_reading",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("report", SHA, nullable=False),  # which may have been set aside since
    Column("json", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "report"),
)

MENTION = Table(
    "mention",
    METADATA,
    _read_report(),
    Column("number", Integer, primary_key=True, autoincrement=False),  # in the reading
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("prominence", Text, nullable=False),
    Column("words", Text, nullable=False),  # of the trigger
    Column("quote", Text, nullable=False),
    Index(None, "id"),
    Index(None, "report"),
)

CLAIM = Table(
    "claim",
    METADATA,
    _read_report(),
    Column("number", Integer, primary_key=True, autoincrement=False),  # in the reading
    Column("id", Text, nullable=False),
    Column("mention", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("value", Text, nullable=False),  # JSON
    Column("words", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("speaker", Text),
    Column("via", Text),
    Column("modality", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Index(None, "id"),
    Index(None, "mention"),
    Index(None, "report"),
)

SET_ASIDE = Table(
    "set_aside",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

INCIDENT = Table(
    "incident",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("grade", Text, nullable=False),
    Column("role", Text, nullable=False),  # main where any report is about it, else background
    Column("first", String(10)),
    Column("last", String(10)),
    Column("precision", Text, nullable=False),
    Column("country", String(2)),
    Column("admin1", Text),
    Column("city", Text),
    Column("site", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("killed_low", Integer),
    Column("killed_best", Integer),
    Column("killed_high", Integer),
    Column("wounded_low", Integer),
    Column("wounded_best", Integer),
    Column("wounded_high", Integer),
    Column("reports", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("voices", Integer, nullable=False),
    Column("json", Text, nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),  # that gave it this form
    Column("place", PLAIN, nullable=False, server_default=""),  # in a list: by first day, then id
    Column("entry", NUMBER, nullable=False, server_default="0"),  # of `search_entry`
    Index(None, "revision"),
    # All that lists are filtered by, so that they need not read the wide rows.
    Index(
        "ix_incident_list",
        "place",
        "id",
        "kind",
        "grade",
        "role",
        "country",
        "first",
        "last",
        "lat",
        "lon",
        "killed_low",
        "killed_high",
        "wounded_low",
        "wounded_high",
        "entry",
    ),
)

# What incidents are looked up by: actors and outlets in lower case, and reports.
INCIDENT_KEY = Table(
    "incident_key",
    METADATA,
    Column("what", Text, primary_key=True),  # actor, outlet, report
    Column("value", Text, primary_key=True),
    Column("incident", Text, ForeignKey("incident.id"), primary_key=True),
    Index(None, "incident"),
)

# A step that changed incidents.
REVISION = Table(
    "revision",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("seq", Integer, nullable=False),  # the last row of the history before it
)

# Incidents as they were, from a revision until another one replaced that form.
FORMER = Table(
    "former",
    METADATA,
    Column("incident", Text, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("until", Integer, primary_key=True, autoincrement=False),
    Column("json", Text, nullable=False),
    Index(None, "until"),
)

INCIDENT_MENTION = Table(
    "incident_mention",
    METADATA,
    Column("mention", Text, primary_key=True),
    Column("incident", Text, ForeignKey("incident.id"), nullable=False),
    Index(None, "incident"),
)

# What full-text search reads; the index over `words` is made by the migrations.
SEARCH_ENTRY = Table(
    "search_entry",
    METADATA,
    # Holds kind and day: the newest come first in its order.
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),  # report or incident
    Column("subject", Text, nullable=False),  # its id
    Column("words", Text, nullable=False),  # as they are compared
    Column("shown", Text),  # of an incident: what its words are taken from
    Index(None, "subject"),
)

LINK = Table(
    "link",
    METADATA,
    Column("left", Text, primary_key=True),
    Column("right", Text, primary_key=True),
    Column("incident", Text, ForeignKey("incident.id"), nullable=False),
    Column("weight", Float, nullable=False),
    Column("reasons", Text, nullable=False),  # JSON
    Index(None, "incident"),
)

# Where ids lead that are gone; the last row of an id counts, and no row ever changes.
REDIRECT = Table(
    "redirect",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),  # of its row in the history
    Column("old", Text, nullable=False),
    # Itself where the id lives again, null where nothing is left: its reports were withdrawn.
    Column("new", Text),
    Index(None, "old"),
)

# No row ever changes: what is undone has a row of its own that says so.
JUDGEMENT = Table(
    "judgement",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),  # in the order made
    Column("id", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("kind", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("subject", Text, nullable=False),  # the first: an incident, a statement, a judgement
    Column("field", Text),
    Column("value", Text),
    Column("json", Text, nullable=False),
    Index(None, "id", unique=True),
)

# What reviewers answered. No row ever changes.
REVIEW_ANSWER = Table(
    "review_answer",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("by", Text, nullable=False),
    Column("item", Text, nullable=False),  # the question
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),  # an incident, by the id that it had
    Column("field", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("blind", Boolean, nullable=False),
    Column("opened", Boolean, nullable=False),
    Column("sample", Text, nullable=False),
    Column("truth", Text, nullable=False),
    Column("judgement", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Index(None, "item"),
    Index(None, "sample"),
)

# What people keep by name: saved searches, samples, settings of the workspace.
KEPT_ENTRY = Table(
    "kept_entry",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("json", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String(40), nullable=False),
)

# Withdrawals and restorations; the last row of a report counts, and no row ever changes.
WITHDRAWAL = Table(
    "withdrawal",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),  # of its row in the history
    Column("report", SHA, nullable=False),
    Column("counts", Boolean, nullable=False),  # false for a withdrawal
    Column("reason", Text, nullable=False),
    Column("by", Text),
    Column("at", String(40), nullable=False),
    Index(None, "report"),
)

# Reports that do not count for the rest of a transaction; empty at its end.
LEFT_OUT = Table("left_out", METADATA, Column("report", SHA, primary_key=True))

HISTORY = Table(
    "history",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("prev_hash", SHA, nullable=False),
    Column("hash", SHA, nullable=False),
    Column("at", String(40), nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("payload", Text, nullable=False),  # JSON
)

# What linking keeps from run to run; all of it can be made again from the readings.

PENDING = Table(
    "pending",
    METADATA,
    Column("report", SHA, ForeignKey("report.id"), primary_key=True),  # to be linked, or taken out
)

LINKED = Table(
    "linked",
    METADATA,
    Column("report", SHA, ForeignKey("report.id"), primary_key=True),
    Column("created", Text, nullable=False),  # JSON, as settled
    Column("open", Boolean, nullable=False),  # its own words do not date it
    Column("own", Text),  # JSON, by its own words, where these do not date it
    Column("round", Integer),  # of settling, in which it was dated; null for one that is not
    Column("number", BigInteger, nullable=False),  # the hash of its id
    Column("traces", Text, nullable=False),  # JSON
    Column("keys", LargeBinary, nullable=False),  # that it is filed under, of 8 bytes each
    Index(None, "open"),
    Index(None, "number", unique=True),
)

# Passages, names and events of reports, by which one dates another.
TRACE = Table(
    "trace",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

SHELVED = Table(
    "shelved",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("mention", Text, nullable=False),
    Column("report", SHA, nullable=False),
    Column("prepared", Text, nullable=False),  # JSON
    Column("kind", Text, nullable=False),
    Column("first", Integer),
    Column("last", Integer),
    Column("home", Integer, nullable=False),  # the number of the first mention of its cluster
    Column("place", Integer, nullable=False),  # in its cluster
    Index(None, "mention"),
    Index(None, "report"),
    Index(None, "home"),
)

SHELF = Table(
    "shelf",
    METADATA,
    # In this order, so that a part of a large shelf is found without a look at the rest.
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("wide", Boolean, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("first", Integer, primary_key=True, autoincrement=False),  # 0 for undated
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    sqlite_with_rowid=False,
)

NEAR = Table(
    "near",
    METADATA,
    Column("one", Integer, primary_key=True, autoincrement=False),  # each pair both ways round
    Column("other", Integer, primary_key=True, autoincrement=False),
    Column("weight", Float, nullable=False),
    sqlite_with_rowid=False,
)

LINKED_BY = Table(
    "linked_by",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
