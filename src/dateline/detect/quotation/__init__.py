"""Quotation: who is said to have said what, with source, cue and content."""

from __future__ import annotations

from dateline.detect.quotation.attributions import find_attributions

__all__ = ["find_attributions"]
