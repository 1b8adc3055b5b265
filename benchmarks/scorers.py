"""Scorers that lie beside the data, used as modules."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType


@cache
def loaded(path: Path) -> ModuleType:
    """A scorer as a module; it is no part of this repository, and its types are not known.

    Raises:
        ImportError: the file is no module.
    """
    found = importlib.util.spec_from_file_location(f"scorer_{path.parent.name}_{path.stem}", path)
    if found is None or found.loader is None:
        raise ImportError(f"expected a scorer in Python, found {path}")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module
