"""Which version of some parts of the program is at work."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files


@cache
def fingerprint(*packages: str) -> str:
    """The hash of all code and tables of some packages: what they made before a change is old."""
    found = sha256()
    for package in packages:
        for file in sorted(files(package).iterdir(), key=lambda file: file.name):
            if file.name.endswith((".py", ".toml")):
                found.update(file.read_bytes())
    return found.hexdigest()
