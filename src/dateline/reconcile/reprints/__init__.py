"""Reprints: which reports share passages, and whose voice each passage has."""

from __future__ import annotations

from dateline.reconcile.reprints.copies import find_copies

__all__ = ["find_copies"]
