"""Detect: what the text names and what that stands for.

The names are loaded when first used: they bring spaCy, which the gazetteer does without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.lazy_names import names_from

if TYPE_CHECKING:
    from dateline.detect.detection import (
        DETECTORS,
        detect,
        fighting_kinds,
        parse_document,
        relevance_rejection,
    )

__all__ = ["DETECTORS", "detect", "fighting_kinds", "parse_document", "relevance_rejection"]

__getattr__ = names_from(__name__, detection=" ".join(__all__))
