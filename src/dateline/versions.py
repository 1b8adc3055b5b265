"""Which version of some parts of the program is at work."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

MADE_BY_PYTHON = "__pycache__"  # differs from machine to machine


@cache
def code_fingerprint(*parts: str) -> str:
    """The hash of all code and data of some parts: what they made before a change is old.

    Args:
        parts: dotted names of modules, or of packages, which stand for all that is in them.

    Raises:
        ModuleNotFoundError: there is no such part.
    """
    found = sha256()
    for part in parts:
        for name, file in _files_of(part):
            content = sha256(file.read_bytes()).hexdigest()
            found.update(f"{part} {name} {content}\n".encode())
    return found.hexdigest()


def _files_of(part: str) -> Iterator[tuple[str, Path]]:
    """The files of a module or package, each with its name in it, in the order of the names."""
    spec = find_spec(part)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"expected a module or package of this program, found no {part}")
    origin = Path(spec.origin)
    if spec.submodule_search_locations is None:
        yield origin.name, origin
        return
    for file in sorted(origin.parent.rglob("*")):
        if file.is_file() and MADE_BY_PYTHON not in file.parts:
            yield file.relative_to(origin.parent).as_posix(), file
