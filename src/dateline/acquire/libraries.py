"""Libraries that only some kinds of files need; each is installed by an extra."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from dateline.errors import MissingExtraError


def load_library(module: str, feature: str, extra: str) -> Any:  # noqa: ANN401  they have no types
    """A library's module.

    Args:
        module: its name.
        feature: what needs it, as the beginning of a sentence.
        extra: the extra that installs it.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(feature, extra) from error
