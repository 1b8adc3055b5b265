"""Packages that only some forms need, and that an install may do without."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from dateline.errors import MissingExtraError


def optional_package(name: str, extra: str) -> ModuleType:
    """A package of an extra.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"The form {extra}", extra) from error
