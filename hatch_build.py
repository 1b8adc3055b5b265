"""What is made before the package is built: data files that are too large to keep in git."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
SOURCE = ROOT / "src" / "dateline"
PARTS = ROOT / "build" / "dateline.cdx.json"


def gazetteer() -> None:
    """Make `detect/data/gazetteer.sqlite`, with the module that owns its form."""
    # Importing the stage itself needs spaCy, which a build environment does not have.
    package = ModuleType("gazetteer")
    package.__path__ = [str(SOURCE / "detect" / "gazetteer")]
    sys.modules["gazetteer"] = package
    sys.path.insert(0, str(SOURCE.parent))
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


DETECT = SOURCE / "detect"
GAZETTEER_INPUTS = (
    *(DETECT / "data").glob("*.tsv"),
    *(DETECT / "gazetteer").glob("*.py"),
    SOURCE / "vocabulary" / "spellings.py",
)
WEB_INPUTS = (ROOT / "web" / "package-lock.json", ROOT / "web" / "assets.py")
STEPS: tuple[tuple[Path, Callable[[], None], tuple[Path, ...]], ...] = (
    (DETECT / "data" / "gazetteer.sqlite", gazetteer, GAZETTEER_INPUTS),
    (SOURCE / "write" / "data", page_assets, WEB_INPUTS),
)


def parts_of(version: str) -> str:
    """Write the list of parts of a version; gives its path below the root."""
    sys.path.insert(0, str(ROOT))
    try:
        importlib.import_module("hatch_parts").write_parts(PARTS, version)
    finally:
        sys.path.pop(0)
    return str(PARTS.relative_to(ROOT))


def stale(made: Path, inputs: tuple[Path, ...]) -> bool:
    """Is a file missing, or older than something that it is made from?"""
    if not made.exists():
        return True
    return any(path.stat().st_mtime > made.stat().st_mtime for path in inputs)


class DataHook(BuildHookInterface[Any]):
    """Make every file of `STEPS` that is missing or out of date."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling's signature
        """Run the steps, and have their files packed although git ignores them."""
        build_data.setdefault("sbom_files", []).append(parts_of(self.metadata.version))
        for path, make, inputs in STEPS:
            if stale(path, inputs):
                make()
            build_data.setdefault("artifacts", []).append(
                str(path.relative_to(ROOT)) + ("/**" if path.is_dir() else "")
            )
