"""Suggest: what a language model would add, held against the words of the report.

A suggestion is kept beside the ledger for a person to look at. Nothing that makes incidents reads
it, and a model is given one report at a time, no tools and no way to act.
"""

from __future__ import annotations

from dateline.suggest.asking import Budget, Outcome, suggestions_for
from dateline.suggest.checking import FIELDS, checked_suggestions, report_text, suggestion_id
from dateline.suggest.server import ModelServer

__all__ = [
    "FIELDS",
    "Budget",
    "ModelServer",
    "Outcome",
    "checked_suggestions",
    "report_text",
    "suggestion_id",
    "suggestions_for",
]
