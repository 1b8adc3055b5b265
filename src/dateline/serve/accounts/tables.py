"""The tables of accounts. They stand beside the ledger, and are no part of its history."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, MetaData, String, Table, Text, false

# Where they share a database with a ledger, their names keep them apart.
METADATA = MetaData()
TIME = String(40)  # ISO 8601, UTC

ACCOUNT = Table(
    "account",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password", Text),  # argon2id; null for accounts that only tokens use
    Column("created", TIME, nullable=False),
    Column("disabled", Boolean, nullable=False, server_default=false()),  # nobody gets in by it
    Column("subject", Text, unique=True),  # who it is at an identity provider
)
# Columns that accounts of an earlier version lack.
LATER = {"disabled": "BOOLEAN NOT NULL DEFAULT FALSE", "subject": "TEXT"}

SESSION = Table(
    "account_session",
    METADATA,
    Column("hash", String(64), primary_key=True),  # of what the cookie holds
    Column("account", Text, ForeignKey("account.name"), nullable=False),
    Column("created", TIME, nullable=False),
    Column("expires", TIME, nullable=False),
    Index("ix_account_session_account", "account"),
)

TOKEN = Table(
    "account_token",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("account", Text, ForeignKey("account.name"), nullable=False),
    Column("scope", Text, nullable=False),  # the role that it is good for, at most
    Column("label", Text, nullable=False),
    Column("created", TIME, nullable=False),
    Column("expires", TIME, nullable=False),
    Column("revoked", Boolean, nullable=False),
    Index("ix_account_token_account", "account"),
)

# Reports that only some roles see, and with them all that they tell of.
RESTRICTION = Table(
    "account_restriction",
    METADATA,
    Column("report", String(64), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", TIME, nullable=False),
)
