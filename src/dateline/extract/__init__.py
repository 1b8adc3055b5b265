"""Extract: what one report says happened, event by event, each answer with its words.

The names are loaded when first used: they bring the trained tagger, which the ontology does
without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.lazy_names import names_from

if TYPE_CHECKING:
    from dateline.extract.extraction import READERS, extract, glance_rejection

__all__ = ["READERS", "extract", "glance_rejection"]

__getattr__ = names_from(__name__, extraction=" ".join(__all__))
