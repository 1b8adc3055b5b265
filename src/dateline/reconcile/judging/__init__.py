"""Judging: what people decided of an incident, over what its claims amount to."""

from __future__ import annotations

from dateline.reconcile.judging.applied import (
    concerning,
    is_answered,
    judged,
    standing_value,
)
from dateline.reconcile.judging.fields import (
    CORRECTED,
    FIELDS,
    ITEM_FORMS,
    ORIGIN,
    canonical,
    corrected,
    place_part,
)
from dateline.reconcile.judging.places import WHOLE
from dateline.reconcile.judging.values import NOTHING, Word, one_of

__all__ = [
    "CORRECTED",
    "FIELDS",
    "ITEM_FORMS",
    "NOTHING",
    "ORIGIN",
    "WHOLE",
    "Word",
    "canonical",
    "concerning",
    "corrected",
    "is_answered",
    "judged",
    "one_of",
    "place_part",
    "standing_value",
]
