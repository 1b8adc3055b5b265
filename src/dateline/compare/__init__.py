"""Compare: the events of somebody else's table beside the incidents of a ledger."""

from __future__ import annotations

from dateline.compare.pairs import (
    ComparedEvent,
    ComparedField,
    Comparison,
    State,
    compare_events,
)
from dateline.compare.tables import SHAPES, CodedEvent, CodedTable, read_coded_table

__all__ = [
    "SHAPES",
    "CodedEvent",
    "CodedTable",
    "ComparedEvent",
    "ComparedField",
    "Comparison",
    "State",
    "compare_events",
    "read_coded_table",
]
