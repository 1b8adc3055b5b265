"""Reprints: which reports share passages, and whose voice each passage has."""

from __future__ import annotations

from dateline.reconcile.reprints.copies import copies

__all__ = ["copies"]
