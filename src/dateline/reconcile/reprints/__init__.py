"""Reprints: which reports share passages, and whose voice each passage has."""

from __future__ import annotations

from dateline.reconcile.reprints.copies import Copies, find_copies

__all__ = ["Copies", "find_copies"]
