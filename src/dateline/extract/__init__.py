"""Extract: what one report says happened, event by event, each answer with its words.

The names are loaded when first used: they bring the trained tagger, which the ontology does
without.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.extract.extraction import READERS, extract

__all__ = ["READERS", "extract"]


def __getattr__(name: str) -> Any:  # noqa: ANN401  as the names are
    """A public name, loaded with its module."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.extraction"), name)
