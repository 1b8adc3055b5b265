"""Dateline: news reports in, a ledger of incidents that can be defended out."""

__version__ = "0.1.0"
