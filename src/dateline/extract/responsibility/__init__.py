"""Responsibility: who says who did it, and how others react."""

from __future__ import annotations

from dateline.extract.responsibility.context import sentence_contexts
from dateline.extract.responsibility.rules import PASSES, RULES
from dateline.extract.responsibility.statements import read_reactions, read_responsibility

__all__ = ["PASSES", "RULES", "read_reactions", "read_responsibility", "sentence_contexts"]
