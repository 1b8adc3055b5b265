"""Responsibility: who says who did it, and how others react."""

from __future__ import annotations

from dateline.extract.responsibility.parties import sentence_contexts
from dateline.extract.responsibility.rules import PASSES, RULES, read_reactions, read_responsibility

__all__ = ["PASSES", "RULES", "read_reactions", "read_responsibility", "sentence_contexts"]
