"""Quotation: who is said to have said what, with source, cue and content."""

from __future__ import annotations

from dateline.detect.quotation.attributions import attributions

__all__ = ["attributions"]
