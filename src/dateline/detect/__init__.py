"""Detect: what the text names and what that stands for.

The names are loaded when first used: they bring spaCy, which the gazetteer does without.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.detect.detection import DETECTORS, detect, parse_document, relevance_rejection

__all__ = ["DETECTORS", "detect", "parse_document", "relevance_rejection"]


def __getattr__(name: str) -> Any:  # noqa: ANN401  as the names are
    """A public name, loaded with its module."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.detection"), name)
