"""What is made before the package is built: data files that are too large to keep in git."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
SOURCE = ROOT / "src" / "dateline"


def gazetteer() -> None:
    """Make `detect/data/gazetteer.sqlite`, with the module that owns its form."""
    sys.path.insert(0, str(SOURCE / "detect"))  # the package itself needs spaCy to be imported
    try:
        importlib.import_module("gazetteer.build").build()
    finally:
        sys.path.pop(0)


def page_assets() -> None:
    """Bring the pinned front-end packages and the world's outlines into `write/data/`."""
    sys.path.insert(0, str(ROOT))
    try:
        importlib.import_module("web.assets").bring(SOURCE / "write" / "data")
    finally:
        sys.path.pop(0)


STEPS: tuple[tuple[Path, Callable[[], None]], ...] = (
    (SOURCE / "detect" / "data" / "gazetteer.sqlite", gazetteer),
    (SOURCE / "write" / "data", page_assets),
)


class DataHook(BuildHookInterface[Any]):
    """Make every file of `STEPS` that is not there yet."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling's signature
        """Run the steps, and have their files packed although git ignores them."""
        for path, make in STEPS:
            if not path.exists():
                make()
            build_data.setdefault("artifacts", []).append(
                str(path.relative_to(ROOT)) + ("/**" if path.is_dir() else "")
            )
